"""Segmenting with a mask."""

import json

import numpy as np
import pytest

from medseg.errors import GeometryMismatchError, InputError, ParameterError
from medseg.filters.itk import from_sitk
from medseg.records import MaskParameters
from medseg.segment import segment_with_mask
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

SHAPE = (4, 6, 8)
GEOMETRY = Geometry.from_axes(SHAPE, (1.0, 2.0, 3.0))


def _volume(dtype=np.int16, modality=Modality.CT, **more):
    return Volume(np.arange(192).reshape(SHAPE).astype(dtype), GEOMETRY, modality, **more)


def _mask(box=np.s_[1:3, 2:4, 3:6], geometry=GEOMETRY, name="lesion"):
    mask = np.zeros(geometry.shape, dtype=np.bool_)
    mask[box] = True
    return Segmentation.from_masks(geometry, {Segment(name): mask})


def test_the_image_is_cut_out_along_the_mask():
    volume, mask = _volume(), _mask()
    result = segment_with_mask(volume, mask)
    inside = mask.mask("lesion")
    np.testing.assert_array_equal(result.masked.array[inside], volume.array[inside])
    assert (result.masked.array[~inside] == -1000).all()
    assert result.masked.array.dtype == np.int16
    assert result.statistics[0].voxels == 12
    assert result.masked.geometry.matches(GEOMETRY)


@pytest.mark.parametrize(
    ("dtype", "modality", "fill"),
    [(np.int16, Modality.CT, -1000), (np.uint8, Modality.CT, 0), (np.uint16, Modality.MR, 0), (np.float32, Modality.CT, -1000)],
)
def test_nothing_is_filled_in_as_the_modality_and_the_type_of_number_have_it(dtype, modality, fill):
    assert segment_with_mask(_volume(dtype, modality), _mask()).masked.array[0, 0, 0] == fill


def test_a_fill_value_can_be_chosen():
    result = segment_with_mask(_volume(), _mask(), MaskParameters(fill_value=-2048))
    assert result.masked.array[0, 0, 0] == -2048


@pytest.mark.parametrize(("dtype", "fill"), [(np.uint8, -1), (np.uint8, 256), (np.int16, 0.5), (np.int16, float("nan"))])
def test_a_fill_value_that_the_voxels_cannot_hold_is_refused(dtype, fill):
    with pytest.raises(ParameterError, match=f"that {np.dtype(dtype)} voxels hold"):
        segment_with_mask(_volume(dtype), _mask(), MaskParameters(fill_value=fill))


def test_cropping_leaves_the_margin_and_keeps_the_place():
    result = segment_with_mask(_volume(), _mask(), MaskParameters(crop=True, crop_margin_mm=2.0))
    assert result.masked.array.shape == (4, 4, 7)
    assert result.masked.geometry.to_ras([[2, 1, 1]]) == pytest.approx(GEOMETRY.to_ras([[3, 2, 1]]))
    assert result.segmentation.geometry.matches(GEOMETRY)


def test_a_mask_on_another_grid_is_brought_onto_the_images():
    flipped = GEOMETRY.ijk_to_ras.copy()
    flipped[:3, 3] = GEOMETRY.to_ras([[7, 5, 3]])[0]
    flipped[:3, :3] *= -1
    fine = Geometry(SHAPE, flipped).with_spacing((1.5, 1.0, 0.5))
    mask = np.zeros(fine.shape, dtype=np.bool_)
    mask[2:6, 4:8, 4:10] = True
    result = segment_with_mask(_volume(), Segmentation.from_masks(fine, {Segment("lesion"): mask}))
    expected = np.zeros(SHAPE, dtype=np.bool_)
    expected[1:3, 2:4, 3:6] = True
    np.testing.assert_array_equal(result.segmentation.mask("lesion"), expected)
    assert result.segmentation.provenance["resampled"] is True


def test_another_grid_is_refused_where_resampling_is_not_wanted():
    mask = _mask(np.s_[0:1, 0:1, 0:1], Geometry.from_axes((2, 2, 2), (1.0, 2.0, 3.0)))
    with pytest.raises(GeometryMismatchError, match="different grids"):
        segment_with_mask(_volume(), mask, MaskParameters(resample=False))


def test_a_mask_that_lies_beside_the_image_is_refused():
    mask = _mask(geometry=Geometry.from_axes(SHAPE, (1.0, 2.0, 3.0), (500, 0, 0)))
    with pytest.raises(InputError, match=r"holds no voxel of it.*one patient and study"):
        segment_with_mask(_volume(), mask)


def test_an_empty_mask_is_refused():
    with pytest.raises(InputError, match="got an empty one"):
        segment_with_mask(_volume(), _mask(np.s_[0:0]))


def test_of_several_segments_an_empty_one_is_allowed_and_the_rest_is_cut_out():
    masks = {
        Segment("a"): np.zeros(SHAPE, np.bool_),
        Segment("b"): np.zeros(SHAPE, np.bool_),
        Segment("c"): np.zeros(SHAPE, np.bool_),
    }
    masks[Segment("b")][0, 0, :4] = True
    masks[Segment("c")][0, 0, 2:6] = True
    result = segment_with_mask(_volume(), Segmentation.from_masks(GEOMETRY, masks))
    assert [row.voxels for row in result.statistics] == [0, 4, 4]
    assert (result.masked.array != -1000).sum() == 6


def test_the_provenance_holds_the_parameters_as_json():
    provenance = segment_with_mask(_volume(), _mask()).segmentation.provenance
    assert json.loads(json.dumps(provenance))["parameters"]["crop"] is False
    assert provenance["method"] == "mask"


def test_the_image_and_the_mask_are_not_changed():
    volume, mask = _volume(), _mask()
    before = volume.array.copy(), mask.mask("lesion").copy()
    segment_with_mask(volume, mask, MaskParameters(crop=True))
    np.testing.assert_array_equal(volume.array, before[0])
    np.testing.assert_array_equal(mask.mask("lesion"), before[1])


def test_a_brain_tumour_is_measured_as_simpleitk_does(data_dir):
    import SimpleITK as sitk

    image = sitk.ReadImage(str(data_dir / "mr_brain_tumour" / "brain1_image.nrrd"))
    label = sitk.ReadImage(str(data_dir / "mr_brain_tumour" / "brain1_label.nrrd"))
    array, geometry = from_sitk(image)
    labels, grid = from_sitk(label)
    mask = Segmentation.from_masks(grid, {Segment("tumour"): labels > 0})
    result = segment_with_mask(Volume(array, geometry, Modality.MR), mask, MaskParameters(crop=True, crop_margin_mm=5))
    judge = sitk.LabelStatisticsImageFilter()
    judge.Execute(image, sitk.Cast(label > 0, sitk.sitkUInt8))
    (found,) = result.statistics
    assert found.voxels == judge.GetCount(1) == 4137
    assert (found.mean, found.minimum, found.maximum) == pytest.approx(
        (judge.GetMean(1), judge.GetMinimum(1), judge.GetMaximum(1))
    )
    assert found.sd == pytest.approx(judge.GetSigma(1), rel=1e-3)
    assert found.volume_ml == pytest.approx(16.41, abs=0.01)
    assert (result.masked.array[result.masked.array > 0].size) == 4137
    assert result.masked.array.size < array.size / 20


def test_the_mask_is_kept_to_a_region():
    region = np.zeros(SHAPE, np.bool_)
    region[:, :, :4] = True
    result = segment_with_mask(_volume(), _mask(), region=region)
    np.testing.assert_array_equal(result.segmentation.mask("lesion"), _mask(np.s_[1:3, 2:4, 3:4]).mask("lesion"))
    assert result.statistics[0].voxels == np.count_nonzero(result.masked.array != -1000) == 4
    assert result.segmentation.provenance["region_voxels"] == 96


def test_a_mask_without_a_voxel_in_the_region_is_refused():
    with pytest.raises(InputError, match="voxel in the region of interest, got none there"):
        segment_with_mask(_volume(), _mask(), region=np.zeros(SHAPE, np.bool_))
