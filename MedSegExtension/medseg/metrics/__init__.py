"""How good a segmentation is: overlap, volumes, surface distances, losses of probabilities. Pure functions on arrays.

SciPy and numba are loaded where they are used, and not before.
"""

from medseg.metrics.confusion import Confusion
from medseg.metrics.evaluate import evaluate
from medseg.metrics.involvement import measure_involvement
from medseg.metrics.matching import match_segments
from medseg.metrics.overlap import count_confusion, count_joint
from medseg.metrics.probability import cross_entropy, soft_dice
from medseg.metrics.surface import (
    average_distances,
    average_symmetric_distance,
    hausdorff,
    robust_hausdorff,
    surface_dice,
    surface_distances,
)
from medseg.metrics.surface_distances import SurfaceDistances

__all__ = [
    "Confusion",
    "SurfaceDistances",
    "average_distances",
    "average_symmetric_distance",
    "count_confusion",
    "count_joint",
    "cross_entropy",
    "evaluate",
    "hausdorff",
    "match_segments",
    "measure_involvement",
    "robust_hausdorff",
    "soft_dice",
    "surface_dice",
    "surface_distances",
]
