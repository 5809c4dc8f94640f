"""From intensities to what a DICOM file can hold."""

from dataclasses import dataclass

import numpy as np

from medseg.errors import InputError
from medseg.io.dicom.scale import Scale
from medseg.types import Voxels
from medseg.volume import Modality

_CT_INTERCEPT = -1024  # what scanners use: air and above are not negative
_LEVELS = 65535


@dataclass(frozen=True)
class StoredWords:
    """How intensities are kept in 16 bits: exactly where they are whole numbers of that range, else in 65,536 levels.

    Attributes:
        scale: Intensity = slope * stored value + intercept.
        is_signed: Whether stored values are.
    """

    scale: Scale
    is_signed: bool

    def stored(self, array: Voxels) -> Voxels:
        """Stored values of intensities, of type int16 or uint16."""
        exact = (
            np.rint((array - self.scale.intercept) / self.scale.slope) if self.scale.slope != 1 else array - self.scale.intercept
        )
        return np.asarray(exact).astype(np.int16 if self.is_signed else np.uint16)


def to_words(array: Voxels, modality: Modality) -> StoredWords:
    """Choose how to keep intensities.

    Raises:
        InputError: NaN or infinite intensities.
    """
    low, high = float(array.min()), float(array.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise InputError("Expected finite intensities, got NaN or infinite ones, which DICOM cannot hold. Replace them first.")
    whole = np.issubdtype(array.dtype, np.integer) or bool((array == np.rint(array)).all())
    for intercept in dict.fromkeys((_CT_INTERCEPT if modality is Modality.CT else 0, 0, int(low))) if whole else ():
        if low - intercept >= 0 and high - intercept <= _LEVELS:
            return StoredWords(Scale(1.0, float(intercept), True), False)
        if low - intercept >= -32768 and high - intercept <= 32767:
            return StoredWords(Scale(1.0, float(intercept), True), True)
    return StoredWords(Scale((high - low) / _LEVELS or 1.0, low, True), False)
