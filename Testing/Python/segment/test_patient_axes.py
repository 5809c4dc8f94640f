"""Where a CT of the trunk shows its head and front to be."""

import itertools

import numpy as np
import pytest

from medseg.io import read_volume
from medseg.records import PhantomParameters
from medseg.sample import make_phantom
from medseg.segment.patient_axes import PatientAxes, find_patient_axes, put_right
from medseg.volume import Geometry, Modality, Volume
from medseg.volume.axial_frame import AxialFrame


@pytest.fixture(scope="module")
def trunk() -> Volume:
    return make_phantom(PhantomParameters(columns=72, rows=64, slices=40))[0]


def as_if(volume: Volume, order: tuple[int, ...], flips: tuple[int, ...]) -> Volume:
    """The voxels in another order, with a header that does not say so."""
    frame = AxialFrame(volume.geometry)
    array = np.ascontiguousarray(np.flip(frame.to_axial(volume.array).transpose(order), flips))
    spacing = [frame.spacing_mm[axis] for axis in order]
    return Volume(array, Geometry.from_axes(array.shape, spacing[::-1]), Modality.CT)


def is_upright(volume: Volume, stored: Volume) -> bool:
    """Whether an image, turned as found, shows what the other does, to left and right."""
    geometry = put_right(stored.geometry, find_patient_axes(stored))
    found = AxialFrame(geometry).to_axial(stored.array)
    expected = AxialFrame(volume.geometry).to_axial(volume.array)
    return any(np.array_equal(found, one) for one in (expected, expected[:, :, ::-1]))


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("flips", [(), (1,), (0, 1), (2,)])
def test_a_wrong_header_is_found_out(trunk, order, flips):
    assert is_upright(trunk, as_if(trunk, order, flips))


def test_a_right_header_is_believed(trunk, chest):
    assert find_patient_axes(trunk) == PatientAxes()
    assert find_patient_axes(chest.volume) == PatientAxes()


def test_what_shows_no_shape_is_left_as_it_is(trunk):
    slab = Volume(trunk.array[18:21], trunk.geometry.cropped((slice(18, 21), slice(None), slice(None))), Modality.CT)
    assert find_patient_axes(slab).is_as_told
    air = Volume(np.full((40, 64, 64), -1000, np.int16), Geometry.from_axes((40, 64, 64), (5, 5, 5)), Modality.CT)
    assert find_patient_axes(air).is_as_told


def test_an_oblique_grid_stays_what_it_is(trunk):
    turned = np.eye(4)
    turned[:3, :3] = [[0.97, -0.24, 0], [0.24, 0.97, 0], [0, 0, 1]]
    matrix = turned @ trunk.geometry.ijk_to_ras
    assert find_patient_axes(Volume(trunk.array, Geometry(trunk.array.shape, matrix), Modality.CT)).is_as_told


@pytest.mark.parametrize(
    "name",
    ["ct_chest_lungs/id001-128x128x64.nii.gz", "ct_chest_lungs/id003-128x128x64.nii.gz", "ct_chest_nsclc/lung2_image.nrrd"],
)
def test_real_chests_are_believed_and_turned_copies_found_out(data_dir, name):
    volume = read_volume(data_dir / name)
    assert find_patient_axes(volume).is_as_told
    for order, flips in (((0, 1, 2), (1,)), ((2, 1, 0), ()), ((1, 0, 2), (0,)), ((0, 2, 1), (1, 2))):
        assert is_upright(volume, as_if(volume, order, flips)), (order, flips)


def test_other_parts_of_the_body_are_believed(data_dir):
    for name in ("ct_abdomen_multiorgan/example_ct.nii.gz", "ct_abdomen_multiorgan/example_ct_dicom"):
        assert find_patient_axes(read_volume(data_dir / name)).is_as_told
