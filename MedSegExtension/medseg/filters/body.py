"""The patient in the image."""

import numpy as np

from medseg.filters.components import find_parts, keep_largest
from medseg.filters.holes import fill_holes
from medseg.filters.itk import to_sitk
from medseg.filters.morphology import closing, dilate, erode, opening
from medseg.filters.threshold import threshold
from medseg.types import Mask, Triple, Voxels
from medseg.volume import Geometry, Modality, Volume

SKIN_HU = -300.0  # half way from air to fat, less what a thin layer of clothes reaches
HU_OFFSET = 1024.0  # of scanners' stored numbers
THIN_MM = 3.0  # radius: table tops, clothes and cables are thinner than twice this
THICK_MM = 10.0  # radius: trunk, head, arms and legs hold a ball of this size, tables and head rests do not
SMALLEST_SHARE = 0.02  # of the largest part: smaller ones are no arm
COARSE_MM = 3.0  # grid on which thickness is looked at
MR_SHARE = 0.35  # of Otsu's threshold, which lies between dark and bright tissue rather than between air and skin
MR_GAP_MM = 10.0  # radius: dark skin, bone and air spaces that open to the outside
SAMPLE_VOXELS = 2**21  # enough for a threshold that is rough by its nature


def body_mask(volume: Volume) -> Mask:
    """Mark the patient's body.

    CT: what is denser than -300 HU, without what is thinner than 6 mm (table, clothes, cables) or holds no ball of 10 mm
    (head rests, cushions); arms and legs apart from the trunk belong to it. Lungs and bowel gas are filled in slice by slice
    across the body's axis. A CT without any negative number, with much near 0 and near 1000, is taken for one stored
    without its offset of 1024.

    MR: the largest part brighter than 0.35 times Otsu's threshold, closed by 10 mm and filled in along all axes.

    The skin is found on the image's own grid, to a voxel; the thickness of parts is judged on a grid of 3 mm.

    Args:
        volume: The image. In films, pictures and images of unknown kind everything is body.

    Returns:
        A new mask (k, j, i); empty where nothing stands out. Padding and NaN are outside, unless enclosed.
    """
    if volume.modality is Modality.CT:
        return _ct_body(volume)
    if volume.modality is Modality.MR:
        return _mr_body(volume)
    return np.ones(volume.geometry.shape, dtype=np.bool_)


def _ct_body(volume: Volume) -> Mask:
    spacing = volume.geometry.spacing_mm
    radius = _thin(spacing)
    lower = SKIN_HU + (HU_OFFSET if _lacks_offset(volume.array) else 0.0)
    body = _brighter(volume.array, lower, volume.padding_value)
    opening(body, radius, spacing, out=body)
    _keep_thick_parts(body, spacing)
    dilate(body, 1.5 * radius, spacing, out=body)  # what opening took from folds, ears, fingers and thin walls
    for k in range(len(body)):
        body[k] &= _brighter(volume.array[k], lower, volume.padding_value)
    return fill_holes(body, _body_axis(volume.geometry), out=body)


def _mr_body(volume: Volume) -> Mask:
    spacing = volume.geometry.spacing_mm
    body = _brighter(volume.array, MR_SHARE * _otsu(volume.array), volume.padding_value)
    opening(body, _thin(spacing), spacing, out=body)
    keep_largest(body, connectivity=6, out=body)
    closing(body, MR_GAP_MM, spacing, out=body)
    for axis in range(3):
        fill_holes(body, axis, out=body)
    return body


def _lacks_offset(array: Voxels) -> bool:
    """Whether there is no negative number, but as much air and tissue as a patient has, both 1024 too high."""
    if array.size == 0 or array.min() < 0:
        return False
    sample = _sample(array)
    air, tissue = np.mean(sample < HU_OFFSET - 700), np.mean(sample > HU_OFFSET - 200)
    return bool(min(air, tissue) > 0.05)


def _brighter(array: Voxels, lower: float, padding_value: float | None) -> Mask:
    mask = threshold(array, lower, None, out=np.empty(array.shape, dtype=np.bool_))  # not kept spare when it is done with
    if padding_value is not None and padding_value >= lower:
        mask &= array != padding_value
    return mask


def _thin(spacing_mm: Triple) -> float:
    """The radius of what is thin, at least a voxel in the image's plane."""
    return max(THIN_MM, sorted(spacing_mm)[1])


def _keep_thick_parts(mask: Mask, spacing_mm: Triple) -> None:
    """Keep the parts that hold a ball and are not small beside the largest, in place; the largest where none does."""
    parts = find_parts(mask, connectivity=6)
    if parts.sizes.size == 0:
        return
    steps = [max(1, int(COARSE_MM / spacing)) for spacing in spacing_mm]
    k, j, i = (step * spacing for step, spacing in zip(steps, spacing_mm, strict=True))
    inner = erode(mask[:: steps[0], :: steps[1], :: steps[2]], THICK_MM, (k, j, i))
    kept = np.zeros(parts.sizes.size + 1, dtype=np.bool_)
    kept[parts.at(np.argwhere(inner) * steps)] = True
    kept[1:] &= parts.sizes >= SMALLEST_SHARE * parts.sizes.max()
    if not kept[1:].any():
        kept[1 + int(parts.sizes.argmax())] = True
    parts.select(kept[1:], out=mask)


def _body_axis(geometry: Geometry) -> int:
    """The axis of the array that runs most along head and feet."""
    return 2 - int(np.argmax(np.abs(geometry.directions_ras[2])))


def _otsu(array: Voxels) -> float:
    """Otsu's threshold of a sample of the finite voxels; 0 for an image of one intensity."""
    import SimpleITK as sitk

    sample = _sample(array)
    finite = sample[np.isfinite(sample)] if sample.dtype.kind == "f" else sample
    if finite.size == 0 or finite.min() == finite.max():
        return 0.0
    otsu = sitk.OtsuThresholdImageFilter()
    otsu.Execute(to_sitk(finite.reshape(1, 1, -1)))
    return float(otsu.GetThreshold())


def _sample(array: Voxels) -> Voxels:
    """Voxels (n) from all over the image."""
    return array.reshape(-1)[:: max(1, array.size // SAMPLE_VOXELS)]
