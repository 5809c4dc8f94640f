"""The bones in a CT."""

import logging
from dataclasses import replace

import numpy as np
import pytest

from medseg.errors import ParameterError
from medseg.filters.itk import from_sitk
from medseg.records import BoneParameters
from medseg.segment import segment_bone
from medseg.volume import Geometry, Modality, Volume

SHAPE = (40, 80, 80)
GEOMETRY = Geometry.from_axes(SHAPE, (2.0, 2.0, 2.0))
GROUPS = {"vertebrae": range(26, 51), "ribs": range(92, 116), "hips": (77, 78), "sacrum": (25,)}
SOFT = (*range(1, 10), 15, *range(17, 25), *range(51, 69), *range(79, 91))


def _share(prediction, part):
    return (prediction & part).sum() / part.sum()


def _disc(row, column, radius_mm):
    rows, columns = np.ogrid[: SHAPE[1], : SHAPE[2]]
    disc = ((rows - row) * 2.0) ** 2 + ((columns - column) * 2.0) ** 2 <= radius_mm**2
    return np.broadcast_to(disc, SHAPE)


@pytest.fixture(scope="module")
def limb():
    """Flesh with a bone of a thin cortex and fatty marrow, a vessel full of contrast, a stone, and a table below."""
    hu = np.full(SHAPE, -1000.0)
    hu[_disc(35, 40, 60)] = 40
    hu[_disc(35, 25, 18)] = 900
    marrow = _disc(35, 25, 14)
    hu[marrow] = -40
    vessel = _disc(35, 55, 12)
    hu[vessel] = 250
    table = np.zeros(SHAPE, np.bool_)
    table[:, 72:75] = True
    hu[table] = 300
    hu[20, 20, 40] = 900
    hu += np.random.default_rng(2).normal(0, 8, SHAPE)
    volume = Volume(np.round(hu).astype(np.int16), GEOMETRY, Modality.CT)
    return volume, {"bone": _disc(35, 25, 18), "marrow": marrow, "vessel": vessel, "table": table}


@pytest.fixture(scope="module")
def found(limb):
    return segment_bone(limb[0]).mask("Bone")


def test_a_bone_is_taken_with_its_marrow(limb, found):
    assert _share(found, limb[1]["bone"]) > 0.99
    assert found[limb[1]["marrow"]].all()


def test_contrast_the_table_and_a_single_bright_voxel_are_left(limb, found):
    assert not (found & limb[1]["vessel"]).any()
    assert not (found & limb[1]["table"]).any()
    assert not found[20, 20, 40]
    assert _share(limb[1]["bone"], found) > 0.8


def test_contrast_is_taken_where_that_is_asked_for(limb):
    taken = segment_bone(limb[0], BoneParameters(leave_out_contrast=False)).mask("Bone")
    assert _share(taken, limb[1]["vessel"]) > 0.99


def test_the_spinal_canal_is_left_and_can_be_taken(chest):
    without = segment_bone(chest.volume).mask("Bone")
    assert _share(without, chest.bone) > 0.97
    assert _share(without, chest.canal) < 0.05
    filled = segment_bone(chest.volume, BoneParameters(leave_out_canal=False)).mask("Bone")
    assert _share(filled, chest.canal) > 0.9


def test_the_brain_is_no_marrow():
    place = np.moveaxis(np.indices((60, 80, 80)), 0, -1) * 2.0 - np.array([60.0, 80.0, 80.0])
    radius_mm = np.linalg.norm(place, axis=-1)
    hu = np.where(radius_mm < 72, 40, -1000)
    hu[radius_mm < 66] = 900
    hu[(radius_mm > 61) & (radius_mm < 64)] = 60
    hu[radius_mm < 58] = 35
    geometry = Geometry.from_axes(hu.shape, (2.0, 2.0, 2.0))
    skull = segment_bone(Volume(hu.astype(np.int16), geometry, Modality.CT)).mask("Bone")
    assert not skull[radius_mm < 55].any()
    assert skull[(radius_mm > 59) & (radius_mm < 65)].mean() > 0.98


def test_gaps_between_bones_are_not_bridged():
    hu = np.full(SHAPE, 40.0)
    body = _disc(40, 40, 30)
    disc = np.zeros(SHAPE, np.bool_)
    disc[17:23] = True
    hu[body & ~disc] = 180
    hu[_disc(40, 40, 34) & ~body & ~disc] = 700
    hu += np.random.default_rng(2).normal(0, 30, SHAPE)
    bones = segment_bone(Volume(np.round(hu).astype(np.int16), GEOMETRY, Modality.CT)).mask("Bone")
    assert _share(bones, body & ~disc) > 0.97
    assert _share(bones, body & disc) < 0.3


@pytest.mark.parametrize("flips", [(0,), (1,), (2,), (0, 1, 2)])
def test_how_the_voxels_are_stored_changes_no_bone(chest, flips):
    matrix = chest.volume.geometry.ijk_to_ras.copy()
    for axis in flips:
        matrix[:3, 3] += matrix[:3, 2 - axis] * (chest.volume.array.shape[axis] - 1)
        matrix[:3, 2 - axis] *= -1
    array = np.flip(chest.volume.array, flips)
    turned = segment_bone(replace(chest.volume, array=array, geometry=Geometry(array.shape, matrix))).mask("Bone")
    np.testing.assert_array_equal(np.flip(turned, flips), segment_bone(chest.volume).mask("Bone"))


def test_an_image_without_bone_gives_an_empty_segment_and_says_so(caplog):
    volume = Volume(np.full((6, 30, 30), 40, np.int16), Geometry.from_axes((6, 30, 30), (2, 2, 4)), Modality.CT)
    with caplog.at_level(logging.WARNING):
        found = segment_bone(volume)
    assert not found.union().any()
    assert found.provenance["empty"] == ["Bone"]
    assert "No bone" in caplog.text


def test_one_slice_is_enough(limb):
    box = (slice(10, 11), slice(None), slice(None))
    part = replace(limb[0], array=limb[0].array[box], geometry=GEOMETRY.cropped(box))
    assert _share(segment_bone(part).mask("Bone"), limb[1]["bone"][box]) > 0.95


def test_what_is_no_ct_is_refused(limb):
    with pytest.raises(ParameterError, match="recipe for bone"):
        segment_bone(replace(limb[0], modality=Modality.MR))


def test_a_dense_bound_below_the_lower_one_is_refused():
    with pytest.raises(ParameterError, match="dense_hu >= lower_hu"):
        BoneParameters(lower_hu=300, dense_hu=200)


@pytest.mark.parametrize("spacing", [(5.0, 3.0, 3.0), (3.0, 1.4, 1.4)])
def test_accelerators_change_no_voxel(chest_maker, spacing, monkeypatch):
    volume = chest_maker(spacing).volume
    box = (slice(0, 30), slice(volume.array.shape[1] // 2, None), slice(None))
    part = replace(volume, array=volume.array[box], geometry=volume.geometry.cropped(box))
    monkeypatch.setenv("MEDSEG_ACCELERATION", "on")
    fast = segment_bone(part).mask("Bone")
    monkeypatch.setenv("MEDSEG_ACCELERATION", "off")
    np.testing.assert_array_equal(segment_bone(part).mask("Bone"), fast)
    assert fast.any()


def _read(path):
    import SimpleITK as sitk

    return from_sitk(sitk.ReadImage(str(path)))


def _check(found, labels, groups):
    for name, numbers in groups.items():
        assert _share(found, np.isin(labels, numbers)) >= 0.9, name
    assert _share(found, np.isin(labels, SOFT)) <= 0.01


def test_bones_of_a_trunk_are_taken_and_soft_tissue_is_left(data_dir):
    folder = data_dir / "ct_abdomen_multiorgan"
    array, geometry = _read(folder / "example_ct.nii.gz")
    labels, grid = _read(folder / "example_seg_fast_force_split.nii.gz")
    assert geometry.matches(grid)
    _check(segment_bone(Volume(array, geometry, Modality.CT)).mask("Bone"), labels, GROUPS)


def test_bones_of_a_trunk_with_contrast_are_taken_and_soft_tissue_is_left(data_dir):
    pydicom = pytest.importorskip("pydicom")
    from medseg.filters.resample import resample_volume

    folder = data_dir / "ct_abdomen_multiorgan"
    files = sorted(
        (pydicom.dcmread(path) for path in (folder / "example_ct_dicom").iterdir()), key=lambda file: file.ImagePositionPatient[2]
    )
    first, second = files[0], files[1]
    array = np.stack([file.pixel_array * float(file.RescaleSlope) + float(file.RescaleIntercept) for file in files]).astype(
        np.int16
    )
    rows, columns = (float(step) for step in first.PixelSpacing)
    step = float(second.ImagePositionPatient[2] - first.ImagePositionPatient[2])
    geometry = Geometry.from_axes(array.shape, (columns, rows, step), [float(part) for part in first.ImagePositionPatient])
    labels, grid = _read(folder / "example_seg_dicom.nii.gz")
    on_series = resample_volume(Volume(labels, grid), geometry, "nearest").array
    found = segment_bone(Volume(array, geometry, Modality.CT)).mask("Bone")
    _check(found, on_series, {"vertebrae": (32, 33), "ribs": GROUPS["ribs"], "humeri": (69, 70)})
    assert _share(found, on_series == 52) < 0.3  # the aorta, with calcified walls
