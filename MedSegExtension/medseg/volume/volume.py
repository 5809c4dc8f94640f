"""Intensities with a place in the patient."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from medseg.errors import InputError
from medseg.types import Voxels
from medseg.volume.finding import Finding
from medseg.volume.geometry import Geometry
from medseg.volume.modality import Modality


@dataclass(frozen=True, eq=False)
class Volume:
    """An image: intensities (k, j, i) and where they lie. A 2D image is one slice thick.

    Attributes:
        array: Intensities (k, j, i), integers or floats, in the modality's unit (HU for CT). Shared, not copied.
        geometry: Where the voxels lie.
        modality: What kind of image it is.
        name: What to call it; never a patient's name.
        padding_value: The intensity that marks voxels outside the scanner's field of view, or None.
        findings: What was peculiar about it when it was read.
        identifiers: Technical identifiers of the source (DICOM UIDs), for joining results to their study.

    Raises:
        InputError: The array does not fit the geometry, or does not hold real numbers.
    """

    array: Voxels
    geometry: Geometry
    modality: Modality = Modality.OTHER
    name: str = "image"
    padding_value: float | None = None
    findings: tuple[Finding, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.array.shape != self.geometry.shape:
            raise InputError(f"Expected an array of shape {self.geometry.shape} (k, j, i), got {self.array.shape}.")
        if not (np.issubdtype(self.array.dtype, np.integer) or np.issubdtype(self.array.dtype, np.floating)):
            raise InputError(f"Expected intensities of an integer or float type, got {self.array.dtype}.")

    @property
    def unit(self) -> str:
        """Unit of the intensities: `HU` for CT, else empty."""
        return self.modality.unit

    @property
    def is_film(self) -> bool:
        """Whether this is one slice thick and no CT or MR: a chest X-ray, a picture."""
        return self.geometry.is_single_slice and self.modality not in (Modality.CT, Modality.MR)
