"""Numbers that are none: NaN and infinity."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError
from medseg.models.inference.not_finite import NotFiniteError


def is_finite(values: NDArray[Any]) -> bool:
    """Whether no value is NaN or infinite; a sum tells at once where none is, without a mask as large as the array."""
    with np.errstate(all="ignore"):
        total = float(values.sum(dtype=np.float64))
    return math.isfinite(total) or bool(np.isfinite(values).all())


def check_images(values: NDArray[Any]) -> NDArray[np.float32]:
    """The values in single precision, contiguous.

    Raises:
        InputError: One is NaN or infinite.
    """
    if not is_finite(values):
        share = 1.0 - np.isfinite(values).mean()
        raise InputError(
            f"Expected finite intensities for the network, got NaN or infinity in {share:.2%} of the voxels: "
            "replace them, or read the image anew."
        )
    return np.ascontiguousarray(values, dtype=np.float32)


def check_output(values: NDArray[Any]) -> None:
    """Refuse NaN.

    Raises:
        NotFiniteError: There is some.
    """
    if not is_finite(values):
        raise NotFiniteError("The network gave NaN or infinity.")
