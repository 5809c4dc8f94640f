"""NumPy arrays in files: `.npy` and `.npz`."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from medseg.errors import InputError, MedSegError, UnsupportedFormatError
from medseg.io.raw_image import RawImage
from medseg.io.refusals import damaged, no_real_numbers, too_many_dimensions
from medseg.types import Floats, Voxels
from medseg.volume import Finding, Geometry
from medseg.volume.geometry import LPS_RAS

PLACE_KEYS = ("ijk_to_ras", "spacing_mm")
NO_SPACING = Finding("no-spacing", "The array has no spacing: 1 mm is assumed, sizes are not real.")
ARRAY_KEYS = ("array", "image", "volume", "mask", "labels", "arr_0")


def read_numpy(path: Path) -> RawImage:
    """Read an array (j, i) or (k, j, i) that NumPy saved. Objects in it are refused: loading them would run their code.

    Args:
        path: A `.npy`, or a `.npz` with one array; of several, the one named array, image, volume, mask or labels. Beside it
            may stand `ijk_to_ras` (4, 4), or `spacing_mm` along the array's axes; without them the spacing is 1 mm, with a
            finding `no-spacing`.

    Raises:
        ReadError: The file is damaged or not complete.
        UnsupportedFormatError: No real numbers, not two or three dimensions, or several arrays.
    """
    try:
        with path.open("rb") as file:
            loaded = np.load(file, allow_pickle=False)
            if isinstance(loaded, np.ndarray):
                return _raw_image(loaded, {}, path)
            array = loaded[_chosen([name for name in loaded.files if name not in PLACE_KEYS], path)]
            return _raw_image(array, {name: loaded[name] for name in PLACE_KEYS if name in loaded.files}, path)
    except MedSegError:
        raise
    except (ValueError, EOFError, OSError, KeyError, SyntaxError, MemoryError, zipfile.BadZipFile) as error:
        if "allow_pickle" in str(error):
            raise no_real_numbers(path, "Python objects") from error
        raise damaged(path) from error


def raw_from_array(array: Voxels, geometry: Geometry | None) -> RawImage:
    """Make an image of an array in memory; see `medseg.io.volume_from_array`.

    Raises:
        InputError: No real numbers, not two or three dimensions, none at all, or another shape than the grid's.
    """
    if array.dtype.kind not in "biuf" or array.ndim not in (2, 3) or array.size == 0:
        raise InputError(f"Expected real numbers in two or three dimensions, got {array.dtype} of shape {array.shape}.")
    array = array.reshape((1, *array.shape)[-3:])
    if geometry is None:
        return RawImage(array, np.eye(4), (NO_SPACING,))
    if array.shape != geometry.shape:
        raise InputError(f"Expected an array of shape {geometry.shape} (k, j, i), got {array.shape}.")
    return RawImage(array, geometry.ijk_to_lps)


def _chosen(names: list[str], path: Path) -> str:
    """The name of the array that is the image."""
    known = [name for name in ARRAY_KEYS if name in names]
    if len(names) == 1:
        return names[0]
    if not known:
        raise UnsupportedFormatError(f"Expected one array in {path.name!r}, got {len(names)}. Name the image 'array'.")
    return known[0]


def _raw_image(array: Voxels, place: Mapping[str, Voxels], path: Path) -> RawImage:
    if array.dtype.kind not in "biuf":
        raise no_real_numbers(path, f"the type {array.dtype}")
    if array.ndim not in (2, 3):
        raise too_many_dimensions(path, array.shape)
    if array.size == 0:
        raise damaged(path)
    array = array.reshape((1, *array.shape)[-3:])
    if "ijk_to_ras" in place:
        return RawImage(array, LPS_RAS @ _numbers(place["ijk_to_ras"], (4, 4), path))
    if "spacing_mm" in place:
        spacing_ijk = [*_numbers(place["spacing_mm"], None, path)[::-1].tolist(), 1.0][:3]
        return RawImage(array, np.diag([*spacing_ijk, 1.0]))
    return RawImage(array, np.eye(4), (NO_SPACING,))


def _numbers(values: Voxels, shape: tuple[int, int] | None, path: Path) -> Floats:
    if values.dtype.kind not in "iuf" or (values.shape != shape if shape else values.shape not in ((2,), (3,))):
        raise UnsupportedFormatError(
            f"Expected ijk_to_ras (4, 4) or spacing_mm (3,) as numbers in {path.name!r}, got {values.dtype} {values.shape}."
        )
    return values.astype(np.float64)
