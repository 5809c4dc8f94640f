"""Volumes against the reference: Bland and Altman's limits."""

from medseg.report.cohort_analysis import agree_on_volumes
from medseg.report.cohort_table import CohortTable
from medseg.report.page.words import note, number, safe, section, table, with_span

HEAD = (
    ("method", ""),
    ("segment", ""),
    ("bias ml", "mean of method less reference over patients, with its interval of 95% (Student's t)"),
    ("SD ml", "standard deviation of a difference, within and between patients together"),
    ("lower limit ml", "bias - 1.96 SD, with its interval of 95%"),
    ("upper limit ml", "bias + 1.96 SD, with its interval of 95%"),
    ("cases", "measurements"),
    ("patients", "patients that they come from"),
)
EXPLAINED = (
    "95% of differences are expected between the limits (Bland and Altman 1986; intervals of the limits 1999; several images "
    "of a patient 2007). On films and pictures a volume is an area times 1 mm."
)


def agreement_section(data: CohortTable, chart: str) -> str:
    """Limits of agreement for every method and segment."""
    rows = [
        (
            safe(one.method),
            safe(one.scope),
            with_span(one.limits.bias, 1),
            number(one.limits.deviation, 1),
            with_span(one.limits.lower, 1),
            with_span(one.limits.upper, 1),
            str(one.limits.count),
            str(one.limits.patients),
        )
        for one in agree_on_volumes(data)
    ]
    return (
        section("agreement", "Volumes against the reference", chart, table(HEAD, rows, words=(0, 1)), note(EXPLAINED))
        if rows
        else ""
    )
