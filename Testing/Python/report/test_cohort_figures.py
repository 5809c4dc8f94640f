"""Which figures of a cohort are drawn."""

import pytest

from medseg.records import CaseRow
from medseg.report.cohort import Cohort
from medseg.report.cohort_figures import write_cohort_figures
from medseg.report.cohort_table import CohortTable


@pytest.mark.parametrize(("volume_ml", "drawn"), [(12.5, ["volume-by-group"]), (float("nan"), [])])
def test_a_figure_without_a_single_number_is_left_out(tmp_path, volume_ml, drawn):
    pytest.importorskip("matplotlib")
    groups = ("COVID", "other")
    rows = [
        CaseRow(case=f"c{n}", group=groups[n % 2], method="U-Net", segment="Infection", volume_ml=volume_ml) for n in range(6)
    ]
    assert list(write_cohort_figures(CohortTable(Cohort(rows=tuple(rows))), tmp_path)) == drawn
