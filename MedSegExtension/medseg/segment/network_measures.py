"""What a network's segments measure."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from medseg.types import Mask
from medseg.volume import Segment, Volume


def measure_segments(masks: Mapping[Segment, Mask], volume: Volume, lungs: Mask | None = None) -> dict[str, Any]:
    """Measure segments, and of what lies in the lungs its share of them.

    Args:
        masks: The segments.
        volume: The image.
        lungs: The lungs that were looked at, with the lesions in them, (k, j, i); None where others were.

    Returns:
        `segments`: for each its name, `voxels`, and `volume_ml`, or for a film or a picture, which has no volume,
        `percent_of_image`; where there are lungs, `percent_of_lungs` (NaN for lungs without a voxel), and beside the list
        `lungs_ml`.
    """
    rows: list[dict[str, Any]] = []
    millilitres = volume.geometry.voxel_volume_ml
    lung_voxels = None if lungs is None else int(np.count_nonzero(lungs))
    for segment, mask in masks.items():
        voxels = int(np.count_nonzero(mask))
        row: dict[str, Any] = {"segment": segment.name, "voxels": voxels}
        if volume.is_film:
            row["percent_of_image"] = 100.0 * voxels / mask.size
        else:
            row["volume_ml"] = voxels * millilitres
        if lung_voxels is not None:
            row["percent_of_lungs"] = 100.0 * voxels / lung_voxels if lung_voxels else float("nan")
        rows.append(row)
    measures: dict[str, Any] = {"segments": rows}
    return measures if lung_voxels is None else measures | {"lungs_ml": lung_voxels * millilitres}
