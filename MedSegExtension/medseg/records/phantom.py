"""Parameters of the chest CT that is made, not downloaded."""

from dataclasses import dataclass
from typing import Annotated

from medseg.errors import ParameterError
from medseg.records.limits import Limits, check_limits

MAX_VOXELS = 2**30


@dataclass(frozen=True, kw_only=True)
class PhantomParameters:
    """A chest CT of any size with known truth. The patient keeps their size; the grid decides how much is seen, and how well.

    Attributes:
        columns: Voxels from the patient's right to his left.
        rows: Voxels from his front to his back.
        slices: Number of slices, from feet to head. One is an axial slice through the heart.
        pixel_mm: Size of a pixel; default: what shows the whole chest.
        slice_mm: Distance between slices; default: what shows the whole chest, up to 10 mm.
        seed: Another number makes another patient: vessels, lesions and noise change, and the build a little.
        ground_glass: Number of ground-glass patches.
        consolidations: Number of consolidations; half of them touch the pleura.
        noise_hu: Standard deviation of the noise in the middle of the body.
        blur_mm: Width (FWHM) of the scanner's point spread within a slice.
        table: Put the scanner's table under the patient.
        arms: Lay the arms beside the body instead of above the head.
        padding_hu: Intensity outside the scanner's circle, such as -2000 or -3024; default: the square is filled with air.
    """

    columns: Annotated[int, Limits(8, 4096)] = 256
    rows: Annotated[int, Limits(8, 4096)] = 256
    slices: Annotated[int, Limits(1, 4096)] = 120
    pixel_mm: Annotated[float | None, Limits(0.1, 60, "mm")] = None
    slice_mm: Annotated[float | None, Limits(0.1, 60, "mm")] = None
    seed: Annotated[int, Limits(0, 2**32 - 1)] = 1
    ground_glass: Annotated[int, Limits(0, 40)] = 6
    consolidations: Annotated[int, Limits(0, 40)] = 4
    noise_hu: Annotated[float, Limits(0, 200, "HU")] = 20.0
    blur_mm: Annotated[float, Limits(0, 20, "mm")] = 1.6
    table: bool = True
    arms: bool = False
    padding_hu: Annotated[float | None, Limits(-32768, -1024, "HU")] = None

    def __post_init__(self) -> None:
        check_limits(self)
        voxels = self.columns * self.rows * self.slices
        if voxels > MAX_VOXELS:
            raise ParameterError(f"Expected at most {MAX_VOXELS:,} voxels, got {voxels:,}: take fewer columns, rows or slices.")
