"""Thresholds, connected parts, holes and morphology on a full-size CT, beside SimpleITK, SciPy, VTK and NumPy."""

from collections.abc import Iterator, Mapping

import numpy as np
import SimpleITK as sitk
import vtk
from harness import Contest
from numpy.typing import NDArray
from scipy import ndimage
from synthetic_ct import SPACING_MM, make_ct
from vtk.util import numpy_support

from medseg.filters.components import keep_largest
from medseg.filters.holes import fill_holes
from medseg.filters.morphology import closing
from medseg.filters.threshold import threshold

LOWER, UPPER = -300, 3000
RADIUS_MM = 3.0
SITK_RADIUS = (4, 4, 3)  # voxels along i, j, k that 3 mm reach, which is all that its ball can be told


def contests() -> Iterator[Contest]:
    """One image for all; masks and SimpleITK's and VTK's images are made before the clock runs."""
    import numba  # noqa: F401  a process that has found parts once has loaded it; the threshold alone would not

    array = make_ct()
    yield _new_mask(array)
    yield _reused_mask(array)
    tissue = threshold(array, LOWER, UPPER)
    yield _largest_filled(tissue)
    yield _closing(keep_largest(tissue))


def _new_mask(array: NDArray[np.int16]) -> Contest:
    """Memory for the result is new each time, as for a result that one keeps."""
    image, vtk_image = sitk.GetImageFromArray(array), _vtk_image(array)
    return Contest(
        "threshold to a new mask",
        lambda: threshold(array, LOWER, UPPER),
        {
            "vtkImageThreshold": lambda: _run_vtk(_vtk_filter(vtk_image)),
            "SimpleITK BinaryThreshold": lambda: sitk.BinaryThreshold(image, LOWER, UPPER),
            "NumPy, two comparisons": lambda: (array >= LOWER) & (array <= UPPER),
            "copy of the image": array.copy,
        },
        {"vtkImageThreshold": 10, "SimpleITK BinaryThreshold": 15, "copy of the image": 0.5},
        agree=lambda ours, theirs: _agree(ours, {n: t for n, t in theirs.items() if not n.startswith("copy")}),
        repeats=15,
    )


def _reused_mask(array: NDArray[np.int16]) -> Contest:
    """Memory for the result is there already, as for a bound that is moved to and fro."""
    mask, copied = np.empty(array.shape, dtype=np.bool_), np.empty_like(array)
    vtk_filter = _vtk_filter(_vtk_image(array))
    return Contest(
        "threshold into a mask that is there",
        lambda: threshold(array, LOWER, UPPER, out=mask),
        {"vtkImageThreshold, run again": lambda: _run_vtk(vtk_filter), "copy into an image": lambda: np.copyto(copied, array)},
        {"copy into an image": 0.5},
        repeats=15,
    )


def _largest_filled(mask: NDArray[np.bool_]) -> Contest:
    image = sitk.GetImageFromArray(mask.view(np.uint8))
    return Contest(
        "largest part, holes filled",
        lambda: fill_holes(keep_largest(mask)),
        {
            "SimpleITK": lambda: sitk.BinaryFillhole(_sitk_largest(image), fullyConnected=False),
            "SciPy": lambda: ndimage.binary_fill_holes(_scipy_largest(mask)),
        },
        {"SimpleITK": 4, "SciPy": 4},
        agree=_agree,
        repeats=5,
    )


def _closing(mask: NDArray[np.bool_]) -> Contest:
    image = sitk.GetImageFromArray(mask.view(np.uint8))
    return Contest(
        "closing by 3 mm",
        lambda: closing(mask, RADIUS_MM, SPACING_MM),
        {"SimpleITK BinaryMorphologicalClosing": lambda: sitk.BinaryMorphologicalClosing(image, SITK_RADIUS, sitk.sitkBall)},
        {"SimpleITK BinaryMorphologicalClosing": 5},
        agree=_agree_nearly,
        repeats=5,
        slow_repeats=2,
    )


def _sitk_largest(image: sitk.Image) -> sitk.Image:
    labels = sitk.ConnectedComponent(image, True)
    return sitk.RelabelComponent(labels, sortByObjectSize=True) == 1


def _scipy_largest(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    labels, _ = ndimage.label(mask, np.ones((3, 3, 3)))
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    return np.asarray(labels == sizes.argmax())


def _vtk_image(array: NDArray[np.int16]) -> vtk.vtkImageData:
    image = vtk.vtkImageData()
    image.SetDimensions(*array.shape[::-1])
    image.GetPointData().SetScalars(numpy_support.numpy_to_vtk(array.reshape(-1)))
    return image


def _vtk_filter(image: vtk.vtkImageData) -> vtk.vtkImageThreshold:
    made = vtk.vtkImageThreshold()
    made.SetInputData(image)
    made.ThresholdBetween(LOWER, UPPER)
    made.SetInValue(1)
    made.SetOutValue(0)
    made.SetOutputScalarTypeToUnsignedChar()
    return made


def _run_vtk(made: vtk.vtkImageThreshold) -> vtk.vtkImageData:
    made.Modified()
    made.Update()
    return made.GetOutput()


def _to_mask(result: object) -> NDArray[np.bool_]:
    if isinstance(result, sitk.Image):
        return sitk.GetArrayViewFromImage(result) != 0
    if isinstance(result, vtk.vtkImageData):
        voxels = numpy_support.vtk_to_numpy(result.GetPointData().GetScalars())
        return voxels.reshape(result.GetDimensions()[::-1]) != 0
    return np.asarray(result)


def _agree(ours: object, theirs: Mapping[str, object]) -> None:
    for name, result in theirs.items():
        if not np.array_equal(ours, _to_mask(result)):
            raise ValueError(f"{name} marks other voxels than we do")


def _agree_nearly(ours: object, theirs: Mapping[str, object]) -> None:
    """ITK's ball is half a voxel wider than its radius along each axis: one voxel in a hundred of the mask may differ."""
    for name, result in theirs.items():
        mask = _to_mask(ours)
        differing = np.count_nonzero(mask != _to_mask(result))
        if differing > 0.01 * np.count_nonzero(mask):
            raise ValueError(f"{name} closes {differing} voxels otherwise than we do")
