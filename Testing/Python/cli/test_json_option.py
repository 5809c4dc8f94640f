"""`--json` alone, and with a file."""

import pytest

from medseg.cli.json_option import complete_json_option


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        ([], []),
        (["info", "x", "--json"], ["info", "x", "--json=-"]),
        (["info", "--json", "x.nii.gz"], ["info", "--json=-", "x.nii.gz"]),
        (["evaluate", "a", "b", "--json", "--csv", "c.csv"], ["evaluate", "a", "b", "--json=-", "--csv", "c.csv"]),
        (["evaluate", "a", "b", "--json", "s.json"], ["evaluate", "a", "b", "--json", "s.json"]),
        (["evaluate", "a", "b", "--json", "S.JSON"], ["evaluate", "a", "b", "--json", "S.JSON"]),
        (["evaluate", "a", "b", "--json=s.json"], ["evaluate", "a", "b", "--json=s.json"]),
        (["evaluate", "a", "b", "--json", "-"], ["evaluate", "a", "b", "--json=-"]),
        (["info", "x", "--json", ""], ["info", "x", "--json=-", ""]),
    ],
)
def test_a_bare_json_option_means_standard_output(given: list[str], completed: list[str]) -> None:
    assert complete_json_option(given) == completed
