"""The lungs in a chest CT."""

import logging
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from medseg.errors import CancelledError, ParameterError, SegmentError
from medseg.filters.itk import from_sitk
from medseg.filters.resample import resample_mask, resample_volume
from medseg.records import LungsParameters
from medseg.segment import segment_lungs
from medseg.volume import Geometry, Modality, Volume


def _dice(prediction, reference):
    return 2 * (prediction & reference).sum() / (prediction.sum() + reference.sum())


def _share(prediction, part):
    return (prediction & part).sum() / part.sum()


def _turned(volume, order, flips):
    """The same patient with the array's axes in another order and direction, and the geometry that goes with it."""
    array = volume.array.transpose(order)
    matrix = volume.geometry.ijk_to_ras.copy()
    matrix[:, :3] = matrix[:, [2 - axis for axis in reversed(order)]]
    for axis in flips:
        column = 2 - axis
        matrix[:3, 3] += matrix[:3, column] * (array.shape[axis] - 1)
        matrix[:3, column] *= -1
    array = np.ascontiguousarray(np.flip(array, flips))
    return replace(volume, array=array, geometry=Geometry(array.shape, matrix))


@pytest.fixture(scope="module")
def found(chest):
    return segment_lungs(chest.volume)


def test_both_lungs_are_found_on_their_sides(chest, found):
    assert found.names == ("Right lung", "Left lung")
    assert _dice(found.mask("Right lung"), chest.right) > 0.98
    assert _dice(found.mask("Left lung"), chest.left) > 0.98
    assert not found.has_overlaps()


def test_vessels_and_a_lesion_on_the_chest_wall_are_inside(chest, found):
    assert _share(found.union(), chest.vessels) > 0.97
    assert _share(found.mask("Right lung"), chest.lesion) > 0.8


def test_a_lesion_on_the_chest_wall_stays_outside_where_that_is_asked_for(chest):
    without = segment_lungs(chest.volume, LungsParameters(lesion_mm=0, closing_mm=3)).union()
    assert _share(without, chest.lesion) < 0.2


def test_airways_bowel_gas_and_table_are_outside(chest, found):
    assert _share(found.union(), chest.airways) < 0.1
    assert not (found.union() & chest.stomach).any()
    assert not found.union()[:, -4:].any()


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("flips", [(), (0,), (1, 2), (0, 1, 2)])
def test_sides_are_the_patients_however_the_voxels_are_stored(chest, found, order, flips):
    turned = segment_lungs(_turned(chest.volume, order, flips))
    for name in found.names:
        expected = np.flip(found.mask(name).transpose(order), flips)
        np.testing.assert_array_equal(turned.mask(name), expected)


@pytest.mark.parametrize("degrees", [-25, 15, 40])
@pytest.mark.parametrize("axis", [0, 2])
def test_an_oblique_grid_gives_the_same_lungs(chest, degrees, axis):
    angle = np.deg2rad(degrees)
    turn = np.eye(3)
    first, second = [n for n in range(3) if n != axis]
    turn[[first, second], [first, second]] = np.cos(angle)
    turn[first, second], turn[second, first] = -np.sin(angle), np.sin(angle)
    grid = chest.volume.geometry
    middle = (np.array(grid.shape[::-1]) - 1) / 2
    matrix = np.eye(4)
    matrix[:3, :3] = turn @ grid.ijk_to_ras[:3, :3]
    matrix[:3, 3] = grid.to_ras([middle])[0] - matrix[:3, :3] @ middle
    oblique = Geometry(grid.shape, matrix)
    found = segment_lungs(resample_volume(chest.volume, oblique, fill=-1024))
    assert _dice(found.mask("Right lung"), resample_mask(chest.right, grid, oblique)) > 0.95
    assert _dice(found.mask("Left lung"), resample_mask(chest.left, grid, oblique)) > 0.95


def test_a_patient_on_his_front_keeps_his_sides(chest):
    prone = replace(chest.volume, array=chest.volume.array[:, ::-1, ::-1])
    found = segment_lungs(prone)
    assert _dice(found.mask("Left lung"), chest.right[:, ::-1, ::-1]) > 0.98


@pytest.mark.parametrize("spacing", [(10.0, 3.0, 3.0), (3.0, 1.5, 1.5), (1.5, 3.0, 3.0)])
def test_thick_and_thin_slices_give_the_same_lungs(chest_maker, spacing):
    chest = chest_maker(spacing)
    found = segment_lungs(chest.volume)
    assert _dice(found.mask("Right lung"), chest.right) > 0.97
    assert _dice(found.mask("Left lung"), chest.left) > 0.97
    assert _share(found.union(), chest.airways) < 0.1


@pytest.mark.parametrize("noise_hu", [0, 60, 120])
def test_noise_moves_little(chest_maker, noise_hu):
    chest = chest_maker(noise_hu=noise_hu)
    assert _dice(segment_lungs(chest.volume).union(), chest.right | chest.left) > 0.98


@pytest.mark.parametrize("slices", [slice(0, 30), slice(20, 45), slice(35, 60), slice(30, 31)])
def test_part_of_a_chest_is_enough(chest, slices):
    box = (slices, slice(None), slice(None))
    part = replace(chest.volume, array=chest.volume.array[box], geometry=chest.volume.geometry.cropped(box))
    found = segment_lungs(part)
    assert _dice(found.mask("Right lung"), chest.right[box]) > 0.96
    assert _dice(found.mask("Left lung"), chest.left[box]) > 0.96


def test_lungs_that_the_edge_of_the_image_cuts_off_stay(chest):
    columns = np.flatnonzero((chest.right | chest.left).any(axis=(0, 1)))
    box = (slice(None), slice(None), slice(columns[0] + 2, columns[-1] - 1))
    part = replace(chest.volume, array=chest.volume.array[box], geometry=chest.volume.geometry.cropped(box))
    assert _dice(segment_lungs(part).union(), (chest.right | chest.left)[box]) > 0.97


@pytest.mark.parametrize("padding", [-3024, -2000, -1024])
def test_any_padding_counts_as_air(chest, found, padding):
    array = np.where(chest.volume.array < -1500, padding, chest.volume.array).astype(np.float32)
    padded = segment_lungs(replace(chest.volume, array=array, padding_value=padding))
    np.testing.assert_array_equal(padded.union(), found.union())


def test_one_lung_alone_is_named_by_its_side_and_the_other_is_said_to_be_missing(chest, caplog):
    array = np.where(chest.left, 40, chest.volume.array).astype(np.int16)
    with caplog.at_level(logging.WARNING):
        found = segment_lungs(replace(chest.volume, array=array))
    assert _dice(found.mask("Right lung"), chest.right) > 0.97
    assert not found.mask("Left lung").any()
    assert found.provenance["empty"] == ["Left lung"]
    assert "Left lung" in caplog.text


def test_lungs_that_touch_are_parted(chest):
    bridge = np.zeros(chest.right.shape, dtype=np.bool_)
    bridge[24:40, 18:22, 40:80] = True
    joined = np.where(bridge, -860, chest.volume.array).astype(np.int16)
    found = segment_lungs(replace(chest.volume, array=joined))
    assert _dice(found.mask("Right lung"), chest.right) > 0.95
    assert _dice(found.mask("Left lung"), chest.left) > 0.95


def test_gas_that_touches_a_lung_stays_outside(chest):
    bridge = np.zeros(chest.right.shape, dtype=np.bool_)
    bridge[9:19, 27:29, 78:80] = True
    joined = np.where(bridge, -1000, chest.volume.array).astype(np.int16)
    found = segment_lungs(replace(chest.volume, array=joined)).union()
    assert _share(found, chest.stomach) < 0.1
    assert _dice(found, chest.right | chest.left) > 0.97


def test_an_image_without_lungs_is_refused(chest):
    solid = np.where(chest.right | chest.left | chest.airways, 40, chest.volume.array).astype(np.int16)
    with pytest.raises(SegmentError, match=r"lungs of at least 20 ml.*found 0 ml.*HU"):
        segment_lungs(replace(chest.volume, array=solid))


@pytest.mark.parametrize("value", [-1000, 0, 40])
def test_an_image_of_one_intensity_is_refused(value):
    volume = Volume(np.full((6, 20, 20), value, np.int16), Geometry.from_axes((6, 20, 20), (3, 3, 5)), Modality.CT)
    with pytest.raises(SegmentError, match="Expected lungs"):
        segment_lungs(volume)


def test_an_image_without_a_number_in_it_is_refused():
    volume = Volume(np.full((4, 8, 8), np.nan, np.float32), Geometry.from_axes((4, 8, 8), (3, 3, 5)), Modality.CT)
    with pytest.raises(SegmentError, match="Expected lungs"):
        segment_lungs(volume)


def test_what_is_no_ct_is_refused(chest):
    with pytest.raises(ParameterError, match=r"recipe for lungs.*MR"):
        segment_lungs(replace(chest.volume, modality=Modality.MR))


def test_the_work_can_be_stopped(chest):
    def stop(fraction, message):
        if fraction > 0.3:
            raise CancelledError(message)

    with pytest.raises(CancelledError):
        segment_lungs(chest.volume, progress=stop)


@pytest.mark.parametrize("spacing", [(5.0, 3.0, 3.0), (5.0, 1.5, 1.5)])
def test_accelerators_change_no_voxel(chest_maker, spacing, monkeypatch):
    volume = chest_maker(spacing).volume
    monkeypatch.setenv("MEDSEG_ACCELERATION", "on")
    fast = segment_lungs(volume).labelmap()
    monkeypatch.setenv("MEDSEG_ACCELERATION", "off")
    np.testing.assert_array_equal(segment_lungs(volume).labelmap(), fast)


def _read(path):
    import SimpleITK as sitk

    array, geometry = from_sitk(sitk.ReadImage(str(path)))
    return Volume(array, geometry, Modality.CT)


@pytest.mark.parametrize(("name", "target"), [("id001", 0.986), ("id002", 0.970), ("id003", 0.988)])
def test_lungs_of_whole_chests_reach_their_dice(data_dir, name, target):
    folder = data_dir / "ct_chest_lungs"
    reference = _read(folder / f"{name}-128x128x64-msk.nii.gz").array > 127
    assert _dice(segment_lungs(_read(folder / f"{name}-128x128x64.nii.gz")).union(), reference) >= target


@pytest.mark.parametrize(("number", "inside"), [(1, 0.99), (2, 0.7)])
def test_a_tumour_lies_in_its_lung(data_dir, number, inside):
    folder = data_dir / "ct_chest_nsclc"
    volume = _read(folder / f"lung{number}_image.nrrd")
    tumour = _read(folder / f"lung{number}_label.nrrd").array > 0
    found = segment_lungs(volume)
    side = {1: "Right lung", 2: "Left lung"}[number]
    assert _share(found.mask(side), tumour) > inside
    millilitres = [found.mask(name).sum() * volume.geometry.voxel_volume_ml for name in found.names]
    assert all(1000 < volume_ml < 2500 for volume_ml in millilitres)
    assert millilitres[0] > millilitres[1]


def test_the_bases_of_lungs_above_an_abdomen_are_found_without_the_bowel(data_dir):
    folder = data_dir / "ct_abdomen_multiorgan"
    labels = _read(folder / "example_seg_fast_force_split.nii.gz").array
    found = segment_lungs(_read(folder / "example_ct.nii.gz"))
    assert _dice(found.mask("Right lung"), np.isin(labels, (12, 13, 14))) > 0.93
    assert _dice(found.mask("Left lung"), np.isin(labels, (10, 11))) > 0.92
    assert not (found.union() & np.isin(labels, (6, 18, 19, 20))).any()
