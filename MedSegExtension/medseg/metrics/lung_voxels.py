"""The voxels of a lung: density, infection, place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from medseg.metrics.lung_positions import TO_BACK, TO_HEAD, positions_mm, shares
from medseg.types import Mask
from medseg.volume import Volume

THIRDS = 3
NO_SPACING = "no-spacing"


@dataclass(frozen=True, eq=False)
class LungVoxels:
    """The voxels of one lung, or of both, as lists of equal length.

    Attributes:
        hu: HU; NaN for padding, for what is not finite, and for images without HU.
        infected: Whether infection is in them; None where nobody looked for it.
        height: Share of the way from the lung's bottom to its top, 0 to 1; NaN where it cannot be told.
        depth: Share of the way from the lung's front to its back, 0 to 1; NaN where it cannot be told.
        back_mm: How far back they lie, from any origin.
        voxel_ml: Volume of each; NaN where the size of voxels is unknown.
    """

    hu: NDArray[np.float32]
    infected: NDArray[np.bool_] | None
    height: NDArray[np.float32]
    depth: NDArray[np.float32]
    back_mm: NDArray[np.float32]
    voxel_ml: float

    @classmethod
    def of(cls, volume: Volume, lung: Mask, infection: Mask | None) -> Self:
        """The voxels of a lung.

        Args:
            volume: The image.
            lung: The lung (k, j, i); may be empty.
            infection: The infection (k, j, i); None where nobody looked for it.
        """
        placed = is_placed(volume)
        geometry = volume.geometry
        back = positions_mm(lung, geometry, TO_BACK)
        height = shares(positions_mm(lung, geometry, TO_HEAD), geometry, TO_HEAD, THIRDS)
        depth = shares(back, geometry, TO_BACK, THIRDS)
        unknown = np.full_like(back, np.nan)
        return cls(
            hu=_hounsfield(volume, lung),
            infected=None if infection is None else infection[lung],
            height=height if placed else unknown,
            depth=depth if placed else unknown,
            back_mm=back if placed else unknown,
            voxel_ml=geometry.voxel_volume_ml if placed else np.nan,
        )

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Several lungs as one list; heights and depths stay those of each."""
        infected = [part.infected for part in parts if part.infected is not None]
        return cls(
            hu=np.concatenate([part.hu for part in parts]),
            infected=np.concatenate(infected) if infected else None,
            height=np.concatenate([part.height for part in parts]),
            depth=np.concatenate([part.depth for part in parts]),
            back_mm=np.concatenate([part.back_mm for part in parts]),
            voxel_ml=parts[0].voxel_ml,
        )

    @property
    def count(self) -> int:
        """Number of voxels."""
        return int(self.hu.size)


def is_placed(volume: Volume) -> bool:
    """Whether the image's file says how large voxels are, and how they lie in the patient."""
    return all(finding.code != NO_SPACING for finding in volume.findings)


def _hounsfield(volume: Volume, lung: Mask) -> NDArray[np.float32]:
    values = volume.array[lung].astype(np.float32)
    if not volume.unit:
        values[:] = np.nan
        return values
    if volume.padding_value is not None:
        values[values == volume.padding_value] = np.nan
    values[~np.isfinite(values)] = np.nan
    return values
