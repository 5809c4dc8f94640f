"""What is known about an image before it is segmented."""

from dataclasses import dataclass

from medseg.volume import Modality


@dataclass(frozen=True, kw_only=True)
class InputSummary:
    """An image in a few words and numbers.

    Attributes:
        modality: What kind of image it is.
        sizeIjk: Number of voxels along i, j, k.
        spacingMm: Size of a voxel along i, j, k.
        intensityRange: Smallest and largest intensity, in `unit`.
        unit: Unit of the intensities, such as `HU`; empty where there is none.
        warnings: What is peculiar about it, a sentence each.
        problem: Why it cannot be segmented; None where it can.
    """

    modality: Modality = Modality.OTHER
    sizeIjk: tuple[int, int, int] = (0, 0, 0)
    spacingMm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    intensityRange: tuple[float, float] = (0.0, 0.0)
    unit: str = ""
    warnings: tuple[str, ...] = ()
    problem: str | None = None
