"""The report of a cohort in a real browser: it loads from disk, asks nobody for anything, filters, sorts and opens pictures."""

import csv
import math
import os
import re
import shutil
import statistics

import pytest

from medseg.records import CaseRow, OutcomeStatus
from medseg.report import read_cohort, write_cohort
from medseg.report.cohort_report import write_cohort_report
from medseg.report.cohort_table import CohortTable

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, that of the system: MEDSEG_CHROMIUM names another."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("MEDSEG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("needs Chromium: apt install chromium, or set MEDSEG_CHROMIUM to another")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report(cohort_report):
    return cohort_report["page"]


@pytest.fixture
def visit(browser):
    """Opens a page; at the end it has said nothing in the console and asked for nothing but itself."""
    seen, asked, contexts = [], [], []

    def open_page(path, **settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: seen.append(message.text))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("request", lambda request: asked.append(request.url) if not request.url.startswith(("data:", "blob:")) else None)
        page.goto(path.as_uri())
        asked.remove(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert seen == []
    assert asked == []


def rows_of(page):
    return page.locator("#cases tr.row").all_inner_texts()


def test_it_loads_without_a_word_and_draws_its_charts(visit, report, cohort_folder):
    page = visit(report)
    assert page.title() == "Lungs & <air>"
    assert page.locator("h2").first.inner_text() == "Methods"
    boxes = page.locator('#distributions svg[aria-label^="Dice by method"] g.spread')
    boxes.first.wait_for()
    table = CohortTable(read_cohort(cohort_folder))
    for number, method in enumerate(table.methods):
        dices = [row.dice for row in table.rows(method, "overall")]
        assert float(boxes.nth(number).get_attribute("data-median")) == pytest.approx(statistics.median(dices), rel=1e-5)
        assert int(boxes.nth(number).get_attribute("data-count")) == len(dices)


def test_every_chart_is_drawn_and_follows_its_controls(visit, report):
    page = visit(report)
    for place in ("distributions", "groups", "sources", "agreement", "involvement"):
        page.locator(f"#{place} .chart").scroll_into_view_if_needed()
        page.locator(f"#{place} svg").first.wait_for()
    assert page.locator("#agreement svg").count() == 3
    page.locator("#distributions select").first.select_option("accuracy")
    assert page.locator('#distributions svg[aria-label^="accuracy by method"]').count() == 1
    page.locator("#distributions select").nth(1).select_option("Left lung")
    assert page.locator('#distributions svg[aria-label="accuracy by method (Left lung)"]').count() == 1
    page.locator("#distributions select").first.select_option("hd95_mm")
    assert "1 ∞" in page.locator('#distributions svg[aria-label^="HD95 mm by method"]').text_content()


def test_the_table_filters(visit, report):
    page = visit(report)
    page.locator("#cases .browser").scroll_into_view_if_needed()
    count = page.locator("#cases output")
    count.wait_for()
    assert count.inner_text() == "69 of 210 rows"
    page.locator("#cases select").nth(2).select_option("CNN")
    assert count.inner_text() == "21 of 210 rows"
    page.locator("#cases input[type=search]").fill("case-0004")
    assert count.inner_text() == "1 of 210 rows"
    assert rows_of(page)[0].startswith("case-0004")
    page.locator("#cases input[type=search]").fill("no such case")
    assert (count.inner_text(), rows_of(page)) == ("0 of 210 rows", [])


def test_the_table_filters_by_a_number(visit, report, cohort_folder):
    page = visit(report)
    page.locator("#cases .browser").scroll_into_view_if_needed()
    page.get_by_label("Where").last.select_option("dice")
    page.locator('#cases input[aria-label="to"]').fill("0.8")
    low = [row for row in read_cohort(cohort_folder).rows if row.segment == "overall" and row.dice <= 0.8]
    assert page.locator("#cases output").inner_text() == f"{len(low)} of 210 rows"


def test_the_table_sorts_both_ways_with_gaps_last(visit, report, cohort_folder):
    from playwright.sync_api import expect

    page = visit(report)
    page.locator("#cases .browser").scroll_into_view_if_needed()
    page.locator('#cases [data-sort="dice"]').click()
    heads = page.locator("#cases th").all_inner_texts()
    place = next(number for number, head in enumerate(heads) if head.startswith("Dice"))
    shown = [float(row.split("\t")[place]) for row in rows_of(page)]
    assert shown == sorted(shown, reverse=True)
    best = max(row.dice for row in read_cohort(cohort_folder).rows if row.segment == "overall")
    assert shown[0] == pytest.approx(best, abs=6e-4)
    page.locator('#cases [data-sort="dice"]').click()
    assert page.locator('#cases th[aria-sort="ascending"]').inner_text().startswith("Dice")
    shown = [float(row.split("\t")[place]) for row in rows_of(page)]
    assert shown == sorted(shown)
    page.locator("#cases select").nth(3).select_option("")
    page.locator("#cases .scroller").evaluate("element => element.scrollTop = element.scrollHeight")
    last = page.locator("#cases tbody > :last-child > :first-child")
    expect(last).to_have_attribute("style", re.compile("height: 0px"))  # the page's policy lets no function be waited for
    assert "failed" in rows_of(page)[-1]


def test_a_thumbnail_opens_its_case_with_all_methods(visit, report):
    page = visit(report)
    card = page.locator("#extremes .card").first
    name = card.locator("span").inner_text()
    card.click()
    dialog = page.locator("dialog")
    assert dialog.locator("h2").inner_text().startswith(name)
    assert dialog.locator("img").count() >= 2
    widths = dialog.locator("img").evaluate_all("images => images.map((image) => image.naturalWidth)")
    assert min(widths) > 100
    page.keyboard.press("ArrowRight")
    assert not dialog.locator("h2").inner_text().startswith(name)
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.locator("#cases .browser").scroll_into_view_if_needed()
    page.locator("#cases tr.row").nth(1).press("Enter")
    assert dialog.is_visible()


def test_a_case_that_failed_says_why_where_its_picture_would_be(visit, report):
    page = visit(report)
    page.locator("#cases .browser").scroll_into_view_if_needed()
    page.locator("#cases input[type=search]").fill("case-0003")
    page.locator("#cases tr.row").first.click()
    assert "Its memory ran out" in page.locator("dialog").inner_text() or page.locator("dialog img").count() == 3


def test_what_is_selected_is_saved_as_csv(visit, report):
    page = visit(report)
    page.locator("#cases .browser").scroll_into_view_if_needed()
    page.locator("#cases select").nth(2).select_option("CNN")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    lines = list(csv.DictReader(waiting.value.path().read_text("utf-8").splitlines()))
    assert len(lines) == 21
    assert {line["method"] for line in lines} == {"CNN"}


@pytest.mark.parametrize(("width", "scheme"), [(1300, "light"), (1300, "dark"), (400, "light")])
def test_nothing_is_wider_than_the_window(visit, report, width, scheme):
    page = visit(report, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for place in page.locator("[data-chart], #cases .browser").all():
        place.scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


def test_names_in_the_data_stay_words(visit, report):
    page = visit(report)
    assert page.locator("#provenance b, lungs").count() == 0
    page.locator("#distributions svg").first.wait_for()
    assert 'threshold <lungs> & "air"' in page.locator("#distributions .key").inner_text()


def test_involvement_alone_is_drawn_sorted_and_opened(visit, cohort_folder, tmp_path):
    shutil.copy(cohort_folder / "involvement.csv", tmp_path)
    page = visit(write_cohort_report(tmp_path)["page"])
    page.locator('#involvement svg[aria-label="infection % (Both lungs)"]').wait_for()
    page.get_by_text("All cases").click()
    page.locator("#involvement [data-sort=infection_percent]").click()
    page.locator("#involvement tr.row").first.click()
    assert page.locator("dialog").inner_text().count("lung") >= 3


@pytest.mark.parametrize(
    "row",
    [
        CaseRow(case="a", method="m", segment="lung", volume_ml=3.0),
        CaseRow(case="a", method="m", status=OutcomeStatus.FAILED, reason="No image."),
        CaseRow(case="a", method="m", segment="lung", true_positive=0, dice=math.nan, hd95_mm=math.inf),
    ],
)
def test_little_is_shown_without_an_error(visit, tmp_path, row):
    write_cohort([row], tmp_path)
    page = visit(write_cohort_report(tmp_path)["page"])
    page.locator("#cases tr.row").first.click()
    assert page.locator("dialog").is_visible()


@pytest.mark.slow
def test_a_thousand_cases_open_in_two_seconds(visit, made, tmp_path):
    made.make_cohort(tmp_path, 1000)
    path = write_cohort_report(tmp_path)["page"]
    assert 5_000_000 < path.stat().st_size < 20_000_000
    times = []
    for _ in range(5):  # the best: other tests run beside
        page = visit(path)
        times.append(page.evaluate("performance.getEntriesByType('navigation')[0].domComplete"))
        page.locator("#cases .browser").scroll_into_view_if_needed()
        assert page.locator("#cases tr.row").count() < 60
        assert page.locator("#cases output").inner_text().endswith("of 8714 rows")
    assert min(times) < 2000
