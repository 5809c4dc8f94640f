"""Cases from tables, lists, trees and files, and their references."""

from pathlib import Path

import numpy as np
import pytest

from medseg.batch.case_names import CaseNames, name_cases
from medseg.batch.find import find_cases
from medseg.batch.ledger import Ledger
from medseg.batch.references import with_references
from medseg.errors import InputError, ParameterError
from medseg.io.dicom import write_dicom_series
from medseg.records.cohort_case import CohortCase
from medseg.records.cohort_method import CohortMethod
from medseg.volume import Geometry, Modality, Volume

GRID = Geometry.from_axes((4, 16, 16), (1.0, 1.0, 2.0))


def write_series(folder, seed):
    array = np.random.default_rng(seed).integers(-1000, 400, GRID.shape).astype(np.int16)
    write_dicom_series(Volume(array, GRID, Modality.CT), folder, seed=str(seed))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_tells_all_about_its_cases(tmp_path, delimiter):
    rows = [
        ["Image", "reference", "patient", "group", "source", "case"],
        ["a.png", "true/a.png", "p1", "COVID", "Basel", "first"],
    ]
    rows.append(["b.png", "", "", "", "", ""])
    (tmp_path / "cases.csv").write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8-sig")
    first, second = find_cases([tmp_path / "cases.csv"])
    assert first == CohortCase(
        image=tmp_path / "a.png", reference=tmp_path / "true" / "a.png", name="first", patient="p1", group="COVID", source="Basel"
    )
    assert second == CohortCase(image=tmp_path / "b.png")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("picture\na.png", "column 'image'"),
        ("image,group\n,x", "line 2"),
        ("image\na.png\na.png", "once"),
        ("image\n", "found none"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path, text, words):
    (tmp_path / "cases.csv").write_text(text)
    with pytest.raises(InputError, match=words):
        find_cases([tmp_path / "cases.csv"])


def test_a_list_has_a_path_a_line(tmp_path):
    (tmp_path / "cases.txt").write_text("# films\na.png\n\n  sub/b.png \n")
    assert [case.image for case in find_cases([tmp_path / "cases.txt"])] == [tmp_path / "a.png", tmp_path / "sub" / "b.png"]


def test_a_tree_has_a_case_a_series_with_its_group_and_a_damaged_one_says_why(tmp_path):
    for number, group in enumerate(("covid", "covid", "other")):
        write_series(tmp_path / group / f"study{number}", number)
    whole = next(iter((tmp_path / "other" / "study2").iterdir()))
    whole.write_bytes(whole.read_bytes()[:-200])
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.4 nothing")
    cases = find_cases([tmp_path], group_level=1)
    assert [case.group for case in cases] == ["covid", "covid", "other"]
    assert [len(case.files) for case in cases][:2] == [4, 4]
    assert "truncated" in cases[2].problem
    assert not cases[0].problem
    only = find_cases([tmp_path], include="covid/*")
    assert [case.group for case in only] == ["", ""]


def test_images_of_one_patient_are_told_apart_from_others_and_nobody_is_named(tmp_path):
    import pydicom

    for number, patient in enumerate(("Doe-1", "Doe-1", "Roe-2")):
        write_series(tmp_path / "in" / f"s{number}", number)
        for path in (tmp_path / "in" / f"s{number}").iterdir():
            dataset = pydicom.dcmread(path)
            dataset.PatientID = patient
            dataset.save_as(path)
    cases = find_cases([tmp_path / "in"])
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        named = name_cases(cases, CaseNames.NUMBERS, ledger)
    assert [case.patient for case in named] == ["patient-0001", "patient-0001", "patient-0002"]
    assert [case.name for case in named] == ["case-0001", "case-0002", "case-0003"]


def test_a_case_keeps_its_number_when_others_come(tmp_path):
    def named(*names):
        with Ledger(tmp_path / "ledger.sqlite") as ledger:
            cases = [CohortCase(image=tmp_path / name) for name in names]
            return [case.name for case in name_cases(cases, CaseNames.NUMBERS, ledger)]

    assert named("b.png", "c.png") == ["case-0001", "case-0002"]
    assert named("a.png", "b.png", "c.png") == ["case-0003", "case-0001", "case-0002"]


def test_files_give_names_unless_two_are_alike(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        one = name_cases([CohortCase(image=tmp_path / "17.nii.gz")], CaseNames.FILES, ledger)
        with pytest.raises(InputError, match="'17' twice"):
            name_cases([CohortCase(image=Path("a/17.nii")), CohortCase(image=Path("b/17.nrrd"))], CaseNames.FILES, ledger)
    assert one[0].name == "17"


def test_references_are_found_by_pattern_or_folder_and_are_no_cases(tmp_path):
    for name in ("a.png", "b.png", "a_mask.png", "true/a.nii.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    cases = [CohortCase(image=tmp_path / name) for name in ("a.png", "a_mask.png", "b.png")]
    found = with_references(cases, str(tmp_path / "{stem}_mask.png"))
    assert [(case.image.name, case.reference and case.reference.name) for case in found] == [
        ("a.png", "a_mask.png"),
        ("b.png", None),
    ]
    by_folder = with_references(cases, str(tmp_path / "true"))
    assert [case.reference and case.reference.name for case in by_folder] == ["a.nii.gz", None, None]
    with pytest.raises(InputError, match="none for any image"):
        with_references(cases, str(tmp_path / "{stem}_nothing.png"))
    with pytest.raises(ParameterError, match=r"\{nme\}"):
        with_references(cases, str(tmp_path / "{nme}.png"))
    with pytest.raises(ParameterError, match="differs from case to case"):
        with_references(cases, str(tmp_path / "a_mask.png"))


def test_nothing_to_do_is_told(tmp_path):
    with pytest.raises(InputError, match="found none"):
        find_cases([tmp_path])
    with pytest.raises(InputError, match="no file or folder"):
        find_cases([tmp_path / "gone"])


@pytest.mark.parametrize(
    ("text", "label", "spec"),
    [
        ("unet", "U-Net", "unet"),
        ("Mine=unet:target=infection", "Mine", "unet:target=infection"),
        ("unet:target=infection", "U-Net infection", "unet:target=infection"),
        ("R 1=file:a/{stem}.nii.gz", "R 1", "file:a/{stem}.nii.gz"),
    ],
)
def test_a_method_is_called_as_one_likes(text, label, spec):
    method = CohortMethod.parse(text)
    assert (method.label, str(method.spec)) == (label, spec)
