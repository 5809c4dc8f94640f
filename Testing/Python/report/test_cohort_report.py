"""The report of a cohort, as files."""

import csv
import json
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest

from medseg.cli.runner import run
from medseg.errors import MissingDependencyError, ReadError
from medseg.records import CaseRow
from medseg.report import read_cohort, write_cohort
from medseg.report.cohort_figures import write_cohort_figures
from medseg.report.cohort_pdf import write_cohort_pdf
from medseg.report.cohort_report import write_cohort_report
from medseg.report.cohort_table import CohortTable
from medseg.report.page import words
from medseg.report.page.cohort_page import write_cohort_page
from medseg.report.page.pictures import shrink_all
from medseg.report.spread import Spread
from medseg.report.spread_figure import write_spreads


@pytest.fixture(scope="module")
def report(cohort_report):
    return cohort_report


@pytest.fixture(scope="module")
def page(report):
    return report["page"].read_text("utf-8")


def data_of(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_page_holds_all_that_it_shows(page):
    assert not re.search(r"(src|href)=[\"'](?!data:|figures/)", page)
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page
    assert "default-src 'none'" in page
    assert page.count("Research use only") == 1


def test_the_table_of_methods_comes_first_with_accuracy_loss_and_dice(page):
    sections = re.findall(r'<section id="(\w+)"', page)
    assert sections == [
        "methods", "distributions", "pairs", "groups", "sources", "agreement", "extremes", "involvement", "cases", "failures",
        "meaning", "provenance",
    ]  # fmt: skip
    assert re.findall(r"<th[^>]*>([^<]+)</th>", page)[:4] == ["method", "accuracy", "loss", "Dice"]
    titles = re.findall(r"<th ([^>]*)>", page.split('id="pairs"')[0].split('id="methods"')[1])
    assert all("title=" in title for title in titles if 'class="n"' in title)


def test_names_and_words_cannot_become_markup(page):
    assert "<lungs>" not in page
    assert "<b>not bold</b>" not in page
    assert "Lungs &amp; &lt;air&gt;" in page
    assert data_of(page)["methods"][2] == 'threshold <lungs> & "air"'


def test_the_data_are_the_rows_to_six_digits(page, cohort_folder):
    data = data_of(page)
    rows = read_cohort(cohort_folder).rows
    dice = next(column for column in data["cases"]["numbers"] if column["name"] == "dice")
    values = [np.nan if value is None else value for value in dice["values"]]
    np.testing.assert_allclose(values, [row.dice for row in rows], rtol=1e-5)
    hd95 = next(column for column in data["cases"]["numbers"] if column["name"] == "hd95_mm")
    assert "inf" in hd95["values"]
    case = next(column for column in data["cases"]["words"] if column["name"] == "case")
    assert [case["values"][code] for code in case["codes"]] == [row.case for row in rows]
    assert all(column["title"] and column["meaning"] for column in data["cases"]["numbers"])


def test_every_picture_is_there_once(page):
    body = page.split("<script>")[0]
    assert len(set(re.findall(r'id="picture-([\d-]+)"', body)) | set(re.findall(r'data-picture="([\d-]+)"', body))) == 24 * 3
    assert page.count("data:image/webp;base64,") == 24 * 3


def test_figures_come_with_their_numbers(report):
    folder = report["figures"]
    names = {path.stem for path in folder.glob("*.png")}
    assert {"dice-by-method", "dice-by-segment", "dice-by-source", "dice-by-group", "volume-by-group", "bland-altman"} <= names
    assert "involvement-infection-percent" in names
    for name in names:
        assert (folder / f"{name}.svg").is_file()
    with (folder / "dice-by-method.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 24 + 21 + 24
    assert set(lines[0]) == {"category", "method", "case", "Dice (overall)"}


def test_links_lead_to_the_figures_and_to_the_pictures(page, report, cohort_folder):
    place = report["page"].parent
    links = re.findall(r'<a href="([^"]+)"', page)
    assert links
    assert all((place / link).is_file() for link in links)
    files = data_of(page)["files"]
    assert len(files) == 24 * 3
    assert (place / files["0-0"]).resolve() == (cohort_folder / "cases" / "case-0000" / "u-net.png").resolve()


def test_a_pdf_has_the_tables_and_the_figures(report, tmp_path):
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    rows = [CaseRow(case=f"c{n}", method="m", segment="lung", dice=n / 9, true_positive=1) for n in range(4)]
    write_cohort(rows, tmp_path)
    table = CohortTable(read_cohort(tmp_path))
    figures = {"dice-by-method": {"png": report["figures"] / "dice-by-method.png"}}
    sizes = [write_cohort_pdf(table, tmp_path / "r.pdf", some, "Lungs").stat().st_size for some in ({}, figures)]
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert sizes[1] > sizes[0] + 5_000


def test_without_matplotlib_the_page_is_written_and_figures_are_told(cohort_folder, tmp_path, monkeypatch):
    def refuse(*arguments):
        raise MissingDependencyError("matplotlib is missing")

    monkeypatch.setattr("medseg.report.cohort_report.write_cohort_figures", refuse)
    told = []
    files = write_cohort_report(cohort_folder, tmp_path / "r.html", notice=told.append)
    assert set(files) == {"page"}
    assert "matplotlib is missing" in told[0]
    with pytest.raises(MissingDependencyError):
        write_cohort_report(cohort_folder, tmp_path / "r.html", pdf=True, notice=told.append)


def test_a_cohort_without_a_reference_is_ranked_by_volume(tmp_path):
    rows = [CaseRow(case=f"c{n}", method="m", segment="lung", volume_ml=1000.0 + n, seconds=1.0) for n in range(6)]
    write_cohort(rows, tmp_path)
    page = write_cohort_report(tmp_path)["page"].read_text("utf-8")
    assert "Smallest and largest cases" in page
    assert 'id="agreement"' not in page
    assert 'id="pairs"' not in page


def test_a_cohort_of_failures_alone_says_why(tmp_path):
    write_cohort([CaseRow(case="c", method="m", status="failed", reason="No image.")], tmp_path)
    page = write_cohort_report(tmp_path)["page"].read_text("utf-8")
    assert "No image." in page
    assert 'id="extremes"' not in page


def test_involvement_alone_is_a_cohort_too(cohort_folder, tmp_path):
    shutil.copy(cohort_folder / "involvement.csv", tmp_path)
    page = write_cohort_report(tmp_path)["page"].read_text("utf-8")
    assert re.findall(r'<section id="(\w+)"', page) == ["involvement", "meaning", "provenance"]
    assert "24 cases" in page
    assert data_of(page)["involvement"]["numbers"][-1]["title"] == "own number"


def test_cases_without_a_size_are_ranked_by_the_infected_share(tmp_path):
    write_cohort([CaseRow(case=f"c{n}", method="m", segment="Infection") for n in range(9)], tmp_path)
    regions = [f"c{n},m,{region},{share}" for n in range(9) for region, share in (("Both lungs", 5 * n), ("Left lung", 90 - n))]
    (tmp_path / "involvement.csv").write_text("\n".join(["case,method,region,infection_percent", *regions]), encoding="utf-8")
    page = write_cohort_report(tmp_path)["page"].read_text("utf-8")
    assert re.findall(r'<section id="(\w+)"', page) == ["extremes", "involvement", "cases", "meaning", "provenance"]
    assert "Least and most cases" in page
    shown = [f"c{n}: infection % {5 * n}.00" for n in (0, 1, 2, 3, 8, 7, 6, 5)]
    assert re.findall(r'aria-label="(c\d: [^"]+)"', page) == shown


def test_two_reports_of_one_cohort_are_the_same(cohort_folder, tmp_path):
    cohort = read_cohort(cohort_folder)
    table = CohortTable(replace(cohort, thumbnails=dict(list(cohort.thumbnails.items())[:9])))
    pages = [write_cohort_page(table, tmp_path / name / "r.html", {}).read_bytes() for name in ("a", "b")]
    assert pages[0] == pages[1]


def test_pictures_shrink_until_they_fit(cohort_folder):
    paths = dict(list(read_cohort(cohort_folder).thumbnails.items())[:12])
    whole = sum(map(len, shrink_all(paths).values()))
    small = shrink_all(paths, whole // 4)
    assert len(small) == len(paths)
    assert sum(map(len, small.values())) <= whole // 4
    assert 0 < len(shrink_all(paths, 9000)) < len(paths)


def test_a_broken_picture_is_left_out(tmp_path, caplog):
    path = tmp_path / "secret-name.png"
    path.write_bytes(b"no picture")
    assert shrink_all({("case", "m"): path}) == {}
    assert "left out" in caplog.text
    assert "secret-name" not in caplog.text


def test_a_figure_with_infinite_and_without_numbers_can_be_drawn(tmp_path):
    spreads = [
        Spread("a", "m", ("1", "2", "3"), (1.0, np.inf, np.nan)),
        Spread("b", "m", (), ()),
        Spread("c", "n", ("1",), (np.inf,)),
    ]
    made = write_spreads("odd", "HD95 mm", spreads, tmp_path)
    assert "inf" in made["csv"].read_text("utf-8")
    assert made["svg"].read_bytes() == write_spreads("odd", "HD95 mm", spreads, tmp_path / "again")["svg"].read_bytes()


def test_a_table_without_scores_has_no_figures_of_scores(tmp_path):
    write_cohort([CaseRow(case="c", method="m", segment="s", volume_ml=1.0)], tmp_path)
    assert write_cohort_figures(CohortTable(read_cohort(tmp_path)), tmp_path / "figures") == {}


def test_numbers_for_people():
    assert words.number(-0.0004, 3) == "0.000"
    assert words.number(-1.5, 1) == "−1.5"
    assert words.p_value(0.049) == "0.049"
    assert words.p_value(1e-9) == "< 0.001"


def test_the_command_writes_page_and_figures(tmp_path, capsys):
    rows = [CaseRow(case=f"c{n}", method="m", segment="lung", dice=n / 9, true_positive=1) for n in range(4)]
    write_cohort(rows, tmp_path / "cohort")
    assert run(["report", str(tmp_path / "cohort"), "-o", str(tmp_path / "x.html"), "--title", "Mine", "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert set(files) == {"page", "figures"}
    assert "<h1>Mine</h1>" in (tmp_path / "x.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["{0}"], "cohort's folder"), (["{0}", "-o", "{0}/x.txt"], "ends with"), (["{0}/none"], "cohort's folder")],
)
def test_the_command_refuses_what_is_no_cohort(tmp_path, capsys, arguments, words):
    assert run(["report", *(argument.format(tmp_path) for argument in arguments)]) == 2
    assert words in capsys.readouterr().err


def test_no_cohort_is_an_error_in_python_too(tmp_path):
    with pytest.raises(ReadError):
        write_cohort_report(tmp_path)
