"""A cohort's statistics: what is summed up, what is compared, and on whom."""

import math

import numpy as np
import pytest
from scipy import stats

from medseg.records import CaseRow, OutcomeStatus
from medseg.report import Cohort, read_cohort
from medseg.report.cohort_analysis import (
    agree_on_volumes,
    compare_case_groups,
    compare_involvement,
    compare_methods,
    summarise_methods,
)
from medseg.report.cohort_table import CohortTable
from medseg.report.page.group_part import result_table


@pytest.fixture(scope="module")
def table(cohort_folder):
    return CohortTable(read_cohort(cohort_folder))


def rows(*given, **more):
    return tuple(CaseRow(case=case, patient=patient, method="m", segment="s", dice=dice, **more) for case, patient, dice in given)


def test_scopes_begin_with_all_together_and_one_segment_stands_alone(table):
    assert table.scopes == ("overall", "Right lung", "Left lung")
    alone = (CaseRow(case="a", method="m", segment="lung"), CaseRow(case="a", method="m", segment="overall"))
    assert CohortTable(Cohort(rows=alone)).scopes == ("lung",)
    assert CohortTable(Cohort(rows=(CaseRow(case="a", method="m", status=OutcomeStatus.FAILED),))).scopes == ()


def test_a_patient_of_many_images_counts_once():
    cohort = Cohort(rows=rows(("a", "p", 0.2), ("b", "p", 0.4), ("c", "q", 0.9)))
    (result,) = summarise_methods(CohortTable(cohort), "s")
    assert (result.done, result.cases, result.patients) == (3, 3, 2)
    assert result.numbers["dice"].mean.estimate == pytest.approx(0.6)


def test_methods_are_summed_up_over_patients(table, cohort_folder):
    by_method = {result.method: result for result in summarise_methods(table, "overall")}
    assert list(by_method)[:2] == ["U-Net", "CNN"]
    assert (by_method["U-Net"].done, by_method["U-Net"].patients) == (24, 23)
    assert (by_method["CNN"].done, by_method["CNN"].cases) == (21, 24)
    dices = table.numbers("dice", "U-Net", "overall")
    found = by_method["U-Net"].numbers["dice"].mean
    assert found.estimate == pytest.approx(np.mean(list(dices.values())))
    assert found.low < found.estimate < found.high
    lost = summarise_methods(table, "Left lung")[2].numbers["hd95_mm"]
    assert (lost.infinite, lost.highest) == (1, math.inf)
    assert math.isfinite(lost.median.estimate)


def test_pairs_of_methods_are_compared_on_the_patients_of_both(table):
    results = compare_methods(table, "overall")
    assert len(results) == 9
    first = results[0]
    x, y = table.numbers("dice", "U-Net", "overall"), table.numbers("dice", "CNN", "overall")
    both = [patient for patient in x if patient in y]
    assert first.contrast.first_count == len(both) == 20
    assert first.contrast.p == stats.wilcoxon([x[p] - y[p] for p in both]).pvalue
    assert all(result.contrast.p_holm >= result.contrast.p for result in results)


def test_groups_are_compared_by_every_method_with_p_adjusted_over_all(table):
    results = compare_case_groups(table, "overall")
    assert [result.name for result in results] == ["volume_ml"] * 3 + ["dice"] * 3 + ["volume_difference_percent"] * 3
    (contrast,) = results[3].contrasts
    groups = [table.numbers("dice", "U-Net", "overall", lambda row, word=word: row.group == word) for word in ("COVID", "other")]
    assert contrast.p == stats.mannwhitneyu(*(list(group.values()) for group in groups)).pvalue
    assert (contrast.first, contrast.second) == ("COVID", "other")
    assert results[3].overall is None
    lowest = min(result.contrasts[0].p for result in results)
    assert min(result.contrasts[0].p_holm for result in results) == pytest.approx(min(9 * lowest, 1))


def test_three_sources_are_compared_at_once_and_in_pairs(table):
    result = compare_case_groups(table, "overall", "source", ("dice",))[0]
    assert result.groups == ("north", "south", "west")
    assert len(result.contrasts) == 3
    values = [list(table.numbers("dice", "U-Net", "overall", lambda row, w=w: row.source == w).values()) for w in result.groups]
    assert result.overall.p == stats.kruskal(*values).pvalue


def test_of_many_sources_all_are_compared_at_once_and_no_pair():
    given = tuple(
        CaseRow(case=f"{source}{n}", source=source, method="m", segment="s", dice=n / 9 + 0.01 * place)
        for place, source in enumerate("abcdef")
        for n in range(5)
    )
    (result,) = compare_case_groups(CohortTable(Cohort(rows=given)), "s", "source", ("dice",))
    assert result.contrasts == ()
    assert 0 < result.overall.p < 1
    assert "Kruskal-Wallis p" in result_table([result], {"dice": 3}, {"dice": "overlap"})


def test_one_group_is_compared_with_nothing():
    cohort = Cohort(rows=rows(("a", "p", 0.2), ("b", "q", 0.4), group="COVID"))
    assert compare_case_groups(CohortTable(cohort), "s") == ()
    assert compare_methods(CohortTable(cohort), "s") == ()


def test_involvement_tells_covid_from_the_others(table):
    found = compare_involvement(table.cohort, "Both lungs", [("infection_percent", "infection %"), ("lung_ml", "lung ml")])
    (contrast,) = found[0].contrasts
    assert contrast.effect.estimate > 0.5
    assert contrast.effect.low > 0
    assert contrast.p_holm < 0.01
    assert found[1].contrasts[0].effect.estimate == 0
    assert compare_involvement(Cohort(rows=()), "Both lungs", [("lung_ml", "lung ml")]) == ()


def test_volumes_agree_for_every_method_and_segment(table):
    found = list(agree_on_volumes(table))
    assert len(found) == 9
    assert found[0].limits.patients == 23
    assert found[0].limits.bias.estimate < 0
    unscored = Cohort(rows=(CaseRow(case="a", method="m", segment="s", volume_ml=3.0),))
    assert list(agree_on_volumes(CohortTable(unscored))) == []
