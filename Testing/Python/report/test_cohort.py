"""A cohort's folder, written and read."""

import csv
import json
import math
from dataclasses import asdict, replace

import pytest

from medseg import report
from medseg.errors import MissingDependencyError, ReadError
from medseg.records import CaseRow, OutcomeStatus
from medseg.report import case_folder, cohort_files, file_word, read_cohort, thumbnail_file, write_cohort

ROWS = (
    CaseRow(
        case="a 1", patient="p1", group="COVID", source="north", method="U-Net", segment="Right lung", seconds=0.1 + 0.2,
        peak_mb=1.5e9 / 7, volume_ml=2000.0, prediction="right", true_positive=2**40, false_positive=0, false_negative=3,
        true_negative=4, accuracy=1 / 3, dice=0.9, loss=0.1, hausdorff_mm=math.inf, prediction_ml=2000.0, reference_ml=1999.0,
    ),
    CaseRow(case="b", patient="b", method="threshold", status=OutcomeStatus.FAILED, reason='It said, "no";\nand again no.'),
)  # fmt: skip


def plain(row):
    return [str(value) for value in asdict(row).values()]


def test_rows_come_back_to_the_last_bit(tmp_path):
    write_cohort(ROWS, tmp_path / "new" / "cohort")
    cohort = read_cohort(tmp_path / "new" / "cohort")
    assert [plain(row) for row in cohort.rows] == [plain(row) for row in ROWS]
    assert cohort.cases == ("a 1", "b")
    assert cohort.methods == ("U-Net", "threshold")
    assert cohort.segments == ("Right lung",)
    assert (cohort.involvement, cohort.thumbnails, cohort.provenance) == ((), {}, {})


def test_the_csv_tells_nan_infinity_and_nothing_apart(tmp_path):
    lines = list(csv.DictReader(write_cohort(ROWS, tmp_path)["csv"].read_text("utf-8").splitlines(keepends=True)))
    assert tuple(lines[0]) == CaseRow.columns()
    assert (lines[0]["hausdorff_mm"], lines[0]["hd95_mm"], lines[0]["true_positive"]) == ("inf", "nan", str(2**40))
    assert (lines[1]["true_positive"], lines[1]["dice"], lines[1]["status"]) == ("", "nan", "failed")


def test_the_parquet_file_holds_the_same_with_types(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(write_cohort(ROWS, tmp_path)["parquet"])
    assert tuple(table.column_names) == CaseRow.columns()
    first, second = table.to_pylist()
    assert plain(CaseRow(**{**first, "status": OutcomeStatus(first["status"])})) == plain(ROWS[0])
    assert second["true_positive"] is None
    assert math.isnan(second["dice"])
    kinds = {str(table.schema.field(name).type) for name in ("case", "status", "dice", "true_positive")}
    assert kinds == {"string", "double", "int64"}


def test_without_pyarrow_there_is_the_csv_alone_and_no_table_of_an_earlier_run(tmp_path, monkeypatch):
    def refuse(rows, path):
        raise MissingDependencyError("no pyarrow")

    (tmp_path / "cases.parquet").write_bytes(b"old")
    monkeypatch.setattr(cohort_files, "write_case_parquet", refuse)
    assert set(write_cohort(ROWS, tmp_path)) == {"csv"}
    assert not (tmp_path / "cases.parquet").exists()


def test_a_table_of_few_columns_in_any_order_is_enough(tmp_path):
    (tmp_path / "cases.csv").write_text("\ufeffmethod,dice,case,prediction_ml,nonsense\nU-Net,0.5,x,7,y\n", encoding="utf-8")
    (row,) = read_cohort(tmp_path).rows
    assert (row.case, row.patient, row.dice, row.volume_ml, row.status) == ("x", "x", 0.5, 7.0, OutcomeStatus.DONE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("case,dice\nx,1\n", "none called 'method'"),
        ("case,method,dice\nx,m,good\n", "Expected a number for dice in line 2 of 'cases.csv', got 'good'"),
        ("case,method,true_positive\nx,m,1.5\n", "a whole number"),
        ("case,method,status\nx,m,fine\n", "done, missing or failed"),
        ("case,method\n,m\n", "a name under case in line 2"),
        ("case,method\n", "a cohort's folder with rows"),
    ],
)
def test_a_bad_table_is_refused_with_the_place(tmp_path, text, words):
    (tmp_path / "cases.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words):
        read_cohort(tmp_path)


def test_a_folder_without_a_table_is_refused(tmp_path):
    with pytest.raises(ReadError, match="medseg batch"):
        read_cohort(tmp_path)


def test_involvement_provenance_and_pictures_are_found(tmp_path):
    write_cohort((*ROWS, replace(ROWS[0], segment="overall")), tmp_path)
    (tmp_path / "involvement.csv").write_text("case,group,region,infection_ml,band,mean_hu\nb,COVID,Both lungs,12.5,x,\n")
    (tmp_path / "provenance.json").write_text(json.dumps({"medseg": "0.1.0"}))
    picture = thumbnail_file(tmp_path, "a 1", "U-Net")
    assert picture == tmp_path / "cases" / "a 1" / "u-net.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"png")
    cohort = read_cohort(tmp_path)
    assert dict(cohort.thumbnails) == {("a 1", "U-Net"): picture}
    assert cohort.provenance == {"medseg": "0.1.0"}
    (region,) = cohort.involvement
    assert (region.case, region.patient, region.group, region.region) == ("b", "b", "COVID", "Both lungs")
    assert region.numbers["infection_ml"] == 12.5
    assert math.isnan(region.numbers["mean_hu"])
    assert "band" not in region.numbers


@pytest.mark.parametrize("text", ["{", "[1]"])
def test_provenance_that_is_none_is_refused(tmp_path, text):
    write_cohort(ROWS, tmp_path)
    (tmp_path / "provenance.json").write_text(text)
    with pytest.raises(ReadError, match=r"provenance\.json"):
        read_cohort(tmp_path)


@pytest.mark.parametrize("case", ["../../etc", "/etc", "a/b", "..", ".", "C:\\x", "x."])
def test_no_name_of_a_case_leads_out_of_the_folder(tmp_path, case):
    assert case_folder(tmp_path, case).parent == tmp_path / "cases"
    assert case_folder(tmp_path, case).name not in (".", "..", "")


def test_names_of_files_are_plain():
    assert file_word("threshold 150 to (2)") == "threshold-150-to-2"
    assert set(report.__all__) >= {"Cohort", "read_cohort", "write_cohort"}
