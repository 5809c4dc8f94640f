"""How surface distances spread."""

import numpy as np

from medseg.metrics.surface_distances import SurfaceDistances
from medseg.types import Floats


def distance_shares(distances: SurfaceDistances, edges_mm: Floats) -> Floats:
    """Share of both surfaces, by their weights, that lies at distances from one edge up to the next.

    Args:
        distances: From `surface_distances`.
        edges_mm: Edges (n + 1), ascending, the first 0; the last bin takes all that is farther, infinite distances too.

    Returns:
        Shares (n), 0 to 1, that add up to 1; NaN where neither mask has a surface.
    """
    if not distances.is_defined:
        return np.full(edges_mm.size - 1, np.nan)
    inner = np.asarray(edges_mm[1:-1])
    shares = np.zeros(edges_mm.size - 1)
    for part, weights in distances.directions:
        shares += np.bincount(np.searchsorted(inner, part, side="right"), weights=weights, minlength=shares.size)
    return np.asarray(shares / shares.sum())
