"""`medseg segment --method unet`."""

import numpy as np
import pytest

from medseg.io import read_segmentation, read_volume, write
from medseg.volume import Geometry, Modality, Volume


@pytest.fixture
def ct_file(tmp_path):
    """A CT with a dark half."""
    array = np.full((6, 64, 80), 40, np.int16)
    array[..., :30] = -900
    return write(Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 3.0)), Modality.CT), tmp_path / "ct.nii.gz")


@pytest.fixture
def installed(own_models, make_network):
    """The network `dark` among the user's own."""
    return make_network("dark", place=own_models, input={"fit": "windows"})


@pytest.mark.usefixtures("installed")
def test_a_network_is_found_by_method_and_target_and_its_result_is_evaluated(medseg, ct_file, tmp_path):
    maps = tmp_path / "maps.nii.gz", tmp_path / "unsure.nrrd"
    mask = tmp_path / "lungs.seg.nrrd"
    options = ("--method", "unet", "--target", "lungs", "--backend", "torch", "--threads", "1")
    done = medseg("segment", ct_file, "-o", mask, *options, "--probabilities", maps[0], "--uncertainty", maps[1])
    assert done.code == 0, done.err
    assert "network: dark 1.0.0, by torch on cpu" in done.out
    image = read_volume(ct_file)
    assert np.array_equal(read_segmentation(mask).mask("Lungs"), image.array < -400)
    assert np.array_equal(read_volume(maps[0]).array >= 0.5, image.array < -400)
    assert 0 <= read_volume(maps[1]).array.min() <= read_volume(maps[1]).array.max() <= 1
    scored = medseg("evaluate", mask, mask, "--json")
    assert scored.payload["mean_dice"] == 1
    scored = medseg("evaluate", maps[0], mask, "--probabilities", "--match", "overlap", "--json")
    assert scored.payload["mean_dice"] == 1


@pytest.mark.usefixtures("installed")
def test_the_json_tells_the_network_and_what_was_measured(medseg, ct_file, tmp_path):
    done = medseg(
        "segment", ct_file, "-o", tmp_path / "l.nii.gz", "--model", "dark", "--backend", "torch", "--threads", "1", "--json"
    )
    assert done.code == 0, done.err
    assert done.payload["provenance"]["model"]["name"] == "dark"
    assert done.payload["provenance"]["parameters"]["method"] == "unet"
    (row,) = done.payload["measurements"]["segments"]
    assert row["volume_ml"] == pytest.approx(6 * 64 * 30 * 3 / 1000)


@pytest.mark.usefixtures("own_models")
def test_without_a_network_the_error_says_how_to_get_one(medseg, ct_file, tmp_path):
    done = medseg("segment", ct_file, "-o", tmp_path / "l.nii.gz", "--method", "cnn")
    assert done.code == 2
    assert "medseg models" in done.err[-1]
    assert not (tmp_path / "l.nii.gz").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--method", "unet", "--lower", "3"), "thresholds"),
        (("--method", "unet", "--mask", "m.nii.gz"), "a mask"),
        (("--method", "threshold", "--lower", "3", "--target", "lungs"), "options of a network"),
        (("--method", "unet", "--denoise", "median"), "steps before"),
        (("--method", "unet", "--uncertainty", "map.txt"), "map.txt"),
        (("--method", "unet", "--overlap", "2"), "overlap"),
    ],
)
def test_what_does_not_go_together_is_refused(medseg, ct_file, tmp_path, options, words):
    done = medseg("segment", ct_file, "-o", tmp_path / "l.nii.gz", *options)
    assert done.code == 2
    assert words in done.err[-1]


def test_help_teaches_networks(medseg):
    done = medseg("segment", "--help")
    for words in ("--method", "--target", "--model", "--uncertainty", "--method unet --target infection"):
        assert words in done.out
