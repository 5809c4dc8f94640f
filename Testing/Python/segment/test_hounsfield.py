"""Whether a CT's intensities are HU."""

from dataclasses import replace

import numpy as np
import pytest

from medseg.errors import InputError
from medseg.io import read_volume
from medseg.segment.hounsfield import find_hu_offset, to_hu
from medseg.volume import Geometry, Modality, Volume


@pytest.fixture(scope="module")
def hu(chest):
    return replace(
        chest.volume, array=chest.volume.array[::3], geometry=Geometry.from_axes(chest.volume.array[::3].shape, (3, 3, 15))
    )


@pytest.mark.parametrize("offset", [0, 1024, -1024, 32768, 31744])
def test_an_offset_is_found_and_taken_off(hu, offset):
    moved = replace(hu, array=hu.array.astype(np.int32) + offset)
    assert find_hu_offset(moved) == offset
    found, findings = to_hu(moved, "a test", needs_air=True)
    assert np.array_equal(found.array, hu.array)
    assert [finding.code for finding in findings] == (["hu-offset"] if offset else [])
    assert all(finding.repaired for finding in findings)


def test_unsigned_words_and_floats_are_put_right_too(hu):
    unsigned = replace(hu, array=np.clip(hu.array.astype(np.int32) + 1024, 0, None).astype(np.uint16), padding_value=0.0)
    found, _ = to_hu(unsigned, "a test", needs_air=True)
    assert np.array_equal(found.array, np.maximum(hu.array, -1024))
    assert found.padding_value == -1024
    floats, _ = to_hu(replace(hu, array=hu.array.astype(np.float32) + 1024), "a test", needs_air=True)
    assert np.array_equal(floats.array, hu.array)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda hu: (np.clip((hu + 1000.0) / 1400.0, 0, 1) * 255).astype(np.uint8), "grey values"),
        (lambda hu: np.clip((hu + 1000.0) / 1400.0, 0, 1), "grey values"),
        (lambda hu: hu / 1000.0, "rescale"),
        (np.zeros_like, "grey values"),
        (lambda hu: hu * 0 + 40, "grey values"),
        (lambda hu: hu * 3, "rescale"),
    ],
)
def test_what_is_not_in_hu_is_refused_with_the_reason(hu, change, words):
    with pytest.raises(InputError, match=words):
        to_hu(replace(hu, array=np.asarray(change(hu.array))), "a test", needs_air=True)


def test_soft_tissue_alone_will_do_where_no_air_is_needed():
    array = np.random.default_rng(0).normal(40, 60, (4, 40, 40)).astype(np.int16)
    volume = Volume(array, Geometry.from_axes(array.shape, (1, 1, 1)), Modality.CT)
    assert to_hu(volume, "a test", needs_air=False)[0] is volume
    with pytest.raises(InputError, match="air or lung"):
        to_hu(volume, "a test", needs_air=True)


@pytest.mark.parametrize(
    "name",
    ["ct_chest_lungs/id001-128x128x64.nii.gz", "ct_chest_nsclc/lung1_image.nrrd", "ct_abdomen_multiorgan/example_ct.nii.gz"],
)
def test_real_cts_are_told_from_their_shifted_copies(data_dir, name):
    volume = read_volume(data_dir / name)
    assert find_hu_offset(volume) == 0
    assert find_hu_offset(replace(volume, array=volume.array + volume.array.dtype.type(1024))) == 1024


def test_a_real_mr_is_no_ct(data_dir):
    assert find_hu_offset(read_volume(next((data_dir / "mr_brain_tumour").rglob("brain1_image.nrrd")))) is None
    assert find_hu_offset(read_volume(data_dir / "ct_abdomen_multiorgan" / "example_mr_sm.nii.gz")) is None
