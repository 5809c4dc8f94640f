"""Involvement as CSV."""

import math

from medseg.records import Involvement, InvolvementRow, LungRegion
from medseg.report.involved_csv import read_involved_csv
from medseg.report.involvement_csv import write_involvement


def test_what_was_written_is_read_back(tmp_path):
    numbers = Involvement(region=LungRegion.RIGHT, lung_ml=2412.25, infection_percent=1 / 3, severity_score=7)
    empty = Involvement(region=LungRegion.LEFT)
    rows = [
        InvolvementRow(case="c1", patient="p1", group="COVID", source="here", method="U-Net infection", involvement=numbers),
        InvolvementRow(case="c2", involvement=empty),
    ]
    path = write_involvement(rows, tmp_path / "new" / "involvement.csv")
    first, second = read_involved_csv(path)
    words = (first.case, first.patient, first.group, first.source, first.method, first.region)
    assert words == ("c1", "p1", "COVID", "here", "U-Net infection", "Right lung")
    assert (second.case, second.patient, second.region) == ("c2", "c2", "Left lung")
    assert tuple(first.numbers) == Involvement.columns()
    assert first.numbers["lung_ml"] == 2412.25
    assert math.isclose(first.numbers["infection_percent"], 1 / 3, rel_tol=1e-6)
    assert math.isnan(first.numbers["mean_hu"])
    assert all(map(math.isnan, second.numbers.values()))
