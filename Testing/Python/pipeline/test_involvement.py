"""Involvement of a case, from files."""

import sys

import numpy as np
import pytest

from medseg.errors import ParameterError, SegmentError
from medseg.io import write
from medseg.pipeline import InvolvementRequest, involve_case, run_method
from medseg.records import MethodSpec, PhantomParameters
from medseg.sample import make_phantom
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

PATIENT = PhantomParameters(columns=112, rows=96, slices=60, seed=3, consolidations=8)


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """A phantom with its lungs as one mask, its infection, and everything that is true, as files."""
    folder = tmp_path_factory.mktemp("patient")
    volume, truth = make_phantom(PATIENT)
    both = truth.selected(["Right lung", "Left lung"]).union()
    write(volume, folder / "ct.nii.gz")
    write(truth, folder / "truth.seg.nrrd")
    write(Segmentation.from_masks(volume.geometry, {Segment("Lungs"): both}), folder / "both.seg.nrrd")
    bare = Segmentation.from_masks(volume.geometry, {Segment("Lungs"): both & ~truth.mask("Infection")})
    write(bare, folder / "bare.seg.nrrd")
    return folder, volume, truth


def file(path):
    return MethodSpec.parse(f"file:{path}")


def involved(folder, lungs="truth.seg.nrrd", infection="truth.seg.nrrd", **more):
    notices = []
    request = InvolvementRequest(
        image=folder / "ct.nii.gz",
        lungs=file(folder / lungs) if isinstance(lungs, str) else lungs,
        infection=file(folder / infection) if isinstance(infection, str) else infection,
        **more,
    )
    return involve_case(request, notice=notices.append), [notice.code for notice in notices]


def test_given_lungs_and_infection_are_measured(patient):
    folder, volume, truth = patient
    result, notices = involved(folder)
    both, right, _ = result.rows
    counted = np.count_nonzero(truth.mask("Infection"))
    assert both.infection_ml == pytest.approx(counted * volume.geometry.voxel_volume_ml)
    assert right.lung_ml == pytest.approx(np.count_nonzero(truth.mask("Right lung")) * volume.geometry.voxel_volume_ml)
    assert result.segmentation.names == ("Right lung", "Left lung", "Infection")
    assert np.array_equal(result.segmentation.mask("Infection"), truth.mask("Infection"))
    assert np.array_equal(result.segmentation.mask("Left lung"), truth.mask("Left lung"))
    assert (result.lungs_by, result.infection_by) == ("file truth.seg.nrrd", "file truth.seg.nrrd")
    assert (len(result.maps), len(result.histograms), len(result.levels)) == (2, 3, 60)
    assert not notices
    assert str(folder) not in str(result.segmentation.provenance)


def test_a_mask_of_both_lungs_is_parted(patient):
    folder, _, truth = patient
    result, _ = involved(folder, lungs="both.seg.nrrd")
    for name in ("Right lung", "Left lung"):
        found, expected = result.segmentation.mask(name), truth.mask(name)
        assert 2 * np.count_nonzero(found & expected) / (np.count_nonzero(found) + np.count_nonzero(expected)) > 0.99


def test_lungs_that_leave_lesions_out_get_them_back_and_it_is_told(patient):
    folder, *_ = patient
    expected = involved(folder)[0].rows[0]
    result, notices = involved(folder, lungs="bare.seg.nrrd")
    assert notices == ["much-joined"]
    assert result.rows[0].joined_ml == pytest.approx(result.rows[0].infection_ml)
    assert result.rows[0].infection_percent == pytest.approx(expected.infection_percent, rel=1e-6)


def test_the_recipe_holds_lesions_at_the_pleura(patient):
    folder, *_ = patient
    expected = involved(folder)[0].rows[0]
    result, _ = involved(folder, lungs=MethodSpec.parse("threshold:lungs"))
    row = result.rows[0]
    assert row.infection_percent == pytest.approx(expected.infection_percent, rel=0.05)
    assert row.lung_ml == pytest.approx(expected.lung_ml, rel=0.03)
    assert row.outside_ml < 0.02 * expected.infection_ml


def test_without_a_network_for_infection_lungs_are_measured_and_it_is_told(patient, own_models):
    folder, *_ = patient
    result, notices = involved(folder, infection=None)
    assert notices == ["no-infection"]
    assert result.infection_by == ""
    assert result.rows[0].lung_ml > 1000
    assert result.segmentation.names == ("Right lung", "Left lung")
    assert involved(folder, infection=None, look_for_infection=False)[1] == []


def test_without_a_network_for_lungs_the_recipe_finds_them(patient, own_models):
    folder, *_ = patient
    result, notices = involved(folder, lungs=None)
    assert result.lungs_by == "threshold lungs"
    assert "lungs-recipe" in notices


def test_a_film_is_refused_with_the_reason(tmp_path):
    geometry = Geometry.from_axes((1, 64, 64), (1, 1, 1))
    write(Volume(np.zeros((1, 64, 64), np.uint8), geometry, Modality.XRAY), tmp_path / "film.png")
    with pytest.raises(ParameterError, match="greys are no densities"):
        involve_case(InvolvementRequest(image=tmp_path / "film.png"))


def test_lobes_that_are_not_there_are_told_before_work_begins(patient):
    folder, *_ = patient
    with pytest.raises(SegmentError, match="five lobes"):
        involved(folder, lobes=folder / "truth.seg.nrrd")


def test_a_network_is_named_so_that_its_process_finds_it_in_its_own_folder(patient, tmp_path, monkeypatch):
    (tmp_path / "package").mkdir()
    monkeypatch.chdir(tmp_path)
    asked = []

    def note(task, parameters, *_, **__):
        asked.append(parameters["network"].model)
        raise ParameterError("enough")

    monkeypatch.setattr(sys.modules[run_method.__module__], "start_job", note)
    for method in ("unet:package", "unet:lungs-ct-unet"):
        with pytest.raises(ParameterError, match="enough"):
            involved(patient[0], lungs=MethodSpec.parse(method))
    assert asked == [str(tmp_path / "package"), "lungs-ct-unet"]
