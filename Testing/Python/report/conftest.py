"""What the report's tests share."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def made():
    """The module that makes cohorts; tests have no package to import it from."""
    spec = importlib.util.spec_from_file_location("made_cohort", Path(__file__).with_name("made_cohort.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def cohort_folder(made, tmp_path_factory):
    """A cohort of 24 cases with pictures; not to be written into."""
    folder = tmp_path_factory.mktemp("cohort")
    made.make_cohort(folder)
    return folder


@pytest.fixture(scope="session")
def cohort_report(cohort_folder, tmp_path_factory):
    """The report of that cohort, as its files."""
    from medseg.report.cohort_report import write_cohort_report

    place = tmp_path_factory.mktemp("report") / "page.html"
    return write_cohort_report(cohort_folder, place, title="Lungs & <air>")
