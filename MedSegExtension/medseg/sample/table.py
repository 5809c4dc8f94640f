"""What each segment of a sample holds, as a table."""

import csv
from pathlib import Path

from medseg.files.atomic import writing
from medseg.volume import Segmentation, Volume

HEADER = ("segment", "voxels", "volume_ml", "mean_hu", "sd_hu")


def write_table(volume: Volume, segmentation: Segmentation, path: Path) -> None:
    """Write a row for each segment as CSV.

    Args:
        volume: The image.
        segmentation: On the same grid.
        path: The file.
    """
    rows = [_row(volume, segmentation, name) for name in segmentation.names]
    with writing(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *rows])


def _row(volume: Volume, segmentation: Segmentation, name: str) -> tuple[str, int, str, str, str]:
    """Name, voxels, ml, mean and SD (of the population); an empty segment has neither mean nor SD."""
    values = volume.array[segmentation.mask(name)]
    ml = f"{values.size * volume.geometry.voxel_volume_ml:.3f}"
    if not values.size:
        return name, 0, ml, "", ""
    return name, values.size, ml, f"{values.mean():.2f}", f"{values.std():.2f}"
