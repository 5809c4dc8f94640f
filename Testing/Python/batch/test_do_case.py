"""Cases done in this process: what is kept, what is done again, and what a failure tells."""

import json
import os
import pickle
from dataclasses import replace

import numpy as np
import pytest

from medseg.batch.case_settings import CaseSettings
from medseg.batch.check_methods import check_methods
from medseg.batch.networks import Networks
from medseg.batch.plain_reason import plain_reason
from medseg.batch.segment_here import segment_here
from medseg.errors import ModelNotFoundError, ParameterError, ReadError
from medseg.io import read_segmentation, read_volume, write
from medseg.records import MethodSpec, OutcomeStatus, ReadParameters
from medseg.records.cohort_involvement import CohortInvolvement
from medseg.records.cohort_method import CohortMethod
from medseg.report import read_cohort
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume


def test_a_cohort_is_scored_written_and_drawn(make_cohort, request_for, run_here):
    request = request_for(make_cohort(3), "threshold:..-400", "Otsu=threshold:auto=otsu,side=below")
    rows, reports = run_here(request)
    assert [(row.case, row.method, row.segment) for row in rows[:4]] == [
        ("case-0001", "threshold up to -400", "Lungs"), ("case-0001", "threshold up to -400", "overall"),
        ("case-0001", "Otsu", "Lungs"), ("case-0001", "Otsu", "overall"),
    ]  # fmt: skip
    assert all(0.99 < row.dice < 1 for row in rows)
    assert all(row.seconds > 0 and row.patient == row.case for row in rows)
    place = request.output / "cases" / "case-0002"
    assert sorted(path.name for path in place.iterdir()) == [
        "otsu.png", "otsu.seg.nrrd", "threshold-up-to--400.png", "threshold-up-to--400.seg.nrrd",
    ]  # fmt: skip
    assert "time_utc" not in json.dumps(read_segmentation(place / "otsu.seg.nrrd").provenance)
    assert repr(pickle.loads(pickle.dumps(reports))) == repr(reports)  # they travel between processes


def test_what_is_done_is_kept_and_what_is_missing_or_changed_is_done_again(make_cohort, request_for, run_here):
    folder = make_cohort(5)
    request = request_for(folder)
    assert len(run_here(request)[1]) == 5
    assert run_here(request)[1] == []
    place = request.output / "cases"
    (place / "case-0001" / "threshold-up-to--400.seg.nrrd").unlink()
    (place / "case-0002" / "threshold-up-to--400.png").write_bytes(b"cut")
    (folder / "ct02.nii.gz").write_bytes((folder / "ct04.nii.gz").read_bytes())
    os.utime(folder / "ct03.nii.gz", (1, 1))  # touched, and the same
    done = {report.case: report.methods[0] for report in run_here(request)[1]}
    assert {case: one.is_unchanged for case, one in done.items()} == {
        "case-0001": False, "case-0002": False, "case-0003": False, "case-0004": True,
    }  # fmt: skip
    assert run_here(request)[1] == []
    again = run_here(replace(request, settings=CaseSettings(together=True)))
    assert len(again[1]) == 5
    assert {row.segment for row in again[0]} == {"together", "overall"}


def test_a_method_that_is_added_leaves_the_others_as_they_are(make_cohort, request_for, run_here):
    folder = make_cohort(2)
    run_here(request_for(folder))
    rows, reports = run_here(request_for(folder, "threshold:..-400", "threshold:..-300"))
    assert [[method.label for method in report.methods] for report in reports] == [["threshold up to -300"]] * 2
    assert len(rows) == 8


def test_groups_that_change_need_no_new_work(make_cohort, request_for, run_here, tmp_path):
    folder = make_cohort(2)
    table = folder / "cases.csv"
    for group in ("COVID", "other"):
        table.write_text(f"image,group\nct00.nii.gz,{group}\nct01.nii.gz,\n")
        rows, reports = run_here(request_for(folder, inputs=(table,), reference=None, include=""))
        assert rows[0].group == group
    assert reports == []
    assert [row.has_scores for row in rows] == [False] * 4
    assert rows[0].volume_ml > 1


def test_cases_that_cannot_be_read_are_told_without_the_names_of_their_files(make_cohort, request_for, run_here):
    folder = make_cohort(3)
    broken = folder / "Doe_John.nii.gz"
    broken.write_bytes((folder / "ct00.nii.gz").read_bytes()[:900])
    (folder / "cases.csv").write_text("image\nDoe_John.nii.gz\nct01.nii.gz\nRoe_Jane.nii.gz\n")
    request = request_for(folder, inputs=(folder / "cases.csv",), include="", reference=None)
    rows, _ = run_here(request)
    bad = [row for row in rows if row.status is not OutcomeStatus.DONE]
    assert [row.case for row in bad] == ["case-0001", "case-0003"]
    assert all(row.reason and "Doe" not in row.reason and "Roe" not in row.reason for row in bad)
    public = [path for path in request.output.rglob("*") if path.is_file() and "private" not in path.parts]
    assert not [path for path in public if b"Doe" in path.read_bytes() or b"Roe" in path.read_bytes()]
    assert "Doe_John" in (request.output / "private" / "failures.csv").read_text()
    assert "Roe_Jane" in (request.output / "private" / "key.csv").read_text()
    assert len(run_here(request)[1]) == 2  # failures are tried again
    assert run_here(replace(request, batch=replace(request.batch, skip_failed=True)))[1] == []


def test_no_file_beside_a_case_is_named_either(tmp_path):
    for name in ("Doe_1.dcm", "Doe_2.dcm"):
        (tmp_path / name).touch()
    error = ReadError("'Doe_2.dcm' is truncated, see Doe_1.dcm and 'Lungs'.")
    assert plain_reason(error, [tmp_path / "Doe_1.dcm"]) == "'…' is truncated, see … and 'Lungs'."
    assert plain_reason(error, [tmp_path]) == "'…' is truncated, see … and 'Lungs'."


def test_a_result_that_fails_later_leaves_no_old_files(make_cohort, request_for, run_here):
    folder = make_cohort(1)
    request = request_for(folder)
    run_here(request)
    (folder / "ct00.nii.gz").write_bytes(b"no image at all, only words")
    rows, _ = run_here(request)
    assert rows[0].status is OutcomeStatus.FAILED
    assert not list((request.output / "cases").rglob("*.seg.nrrd"))


def test_a_fault_that_nobody_foresaw_is_one_case_s_own(make_cohort, request_for, run_here, monkeypatch):
    def fail(spec, *rest):
        raise KeyError("Doe^John")

    monkeypatch.setattr("medseg.batch.do_method.segment_here", fail)
    request = request_for(make_cohort(1))
    rows, _ = run_here(request)
    assert "KeyError" in rows[0].reason
    assert "Doe" not in rows[0].reason
    assert "Doe^John" in (request.output / "private" / "failures.csv").read_text()


def test_given_results_are_scored_case_by_case(make_cohort, request_for, run_here):
    folder = make_cohort(2)
    (folder / "true" / "ct01.seg.nrrd").rename(folder / "gone.seg.nrrd")
    rows, _ = run_here(request_for(folder, "Reader=file:" + str(folder / "true" / "{stem}.seg.nrrd")))
    assert (rows[0].method, rows[0].status, rows[0].dice) == ("Reader", OutcomeStatus.DONE, 1.0)
    assert np.isnan(rows[0].seconds)
    assert rows[-1].status is OutcomeStatus.FAILED


def test_lungs_and_infection_are_measured_case_by_case(make_cohort, request_for, run_here):
    folder = make_cohort(2)
    volume = read_volume(folder / "ct00.nii.gz")
    found = np.zeros(volume.array.shape, np.bool_)
    found[2:4, 8:12, 8:16] = True
    for name in ("ct00", "ct01"):
        write(Segmentation.from_masks(volume.geometry, {Segment("Infection"): found}), folder / "sick" / f"{name}.seg.nrrd")
    (folder / "sick" / "ct01.seg.nrrd").unlink()
    both = (MethodSpec.parse(f"file:{folder}/{place}/{{stem}}.seg.nrrd") for place in ("true", "sick"))
    request = replace(request_for(folder, group_level=0), methods=(), involvement=CohortInvolvement(*both))
    request = replace(request, settings=CaseSettings(read=ReadParameters(modality=Modality.CT)))
    rows, reports = run_here(request)
    assert rows == ()
    measured = {row.region: row for row in read_cohort(request.output).involvement}
    assert set(measured) == {"Both lungs", "Right lung", "Left lung"}
    assert measured["Both lungs"].case == "case-0001"
    assert measured["Both lungs"].method == "file {stem}.seg.nrrd"
    assert measured["Both lungs"].numbers["infection_ml"] == pytest.approx(found.sum() * 3 / 1000)
    assert [report.is_done for report in reports] == [True, False]
    assert (request.output / "cases" / "case-0001" / "involvement.png").is_file()
    assert "involvement" in (request.output / "private" / "failures.csv").read_text()
    assert [report.case for report in run_here(request)[1]] == ["case-0002"]


def test_methods_that_would_fail_on_every_case_are_refused_at_once(own_models):
    for text, error in (
        ("threshold:nonsense", ParameterError),
        ("file:one.nrrd", ParameterError),
        ("unet:nowhere", ModelNotFoundError),
    ):
        with pytest.raises(error):
            check_methods([CohortMethod.parse(text)], 2)


def test_a_network_is_loaded_once_and_gives_what_it_always_gives(own_models, make_network, monkeypatch):
    make_network("dark", place=own_models, input={"fit": "windows"})
    loaded = []
    from medseg.models.inference import load_predictor

    monkeypatch.setattr("medseg.batch.networks.load_predictor", lambda *a, **k: loaded.append(a) or load_predictor(*a, **k))
    array = np.full((6, 64, 80), 40, np.int16)
    array[1:5, 10:50, 5:30] = -900
    volume = Volume(array, Geometry.from_axes(array.shape, (1.0, 1.0, 3.0)), Modality.CT)
    networks = Networks()
    spec = MethodSpec.parse("unet:dark,backend=torch,threads=1")
    made = [segment_here(spec, volume, ReadParameters(), networks) for _ in range(3)]
    assert len(loaded) == 1
    assert all(np.array_equal(one.mask("Lungs"), array < -400) for one in made)
    assert len(made[0].provenance["model"]["sha256"]) == 64
    segment_here(MethodSpec.parse("unet:dark,backend=torch,threads=1,precision=fp32"), volume, ReadParameters(), networks)
    assert len(loaded) == 2
    networks.close()
