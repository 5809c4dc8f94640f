"""A cohort of small CTs, and ways to work through it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medseg.batch.case_names import name_cases
from medseg.batch.cohort_request import CohortRequest
from medseg.batch.do_case import do_case
from medseg.batch.find import find_cases
from medseg.batch.finish import finish
from medseg.batch.ledger import Ledger
from medseg.batch.networks import Networks
from medseg.batch.plan import plan
from medseg.batch.references import with_references
from medseg.io import write
from medseg.records.cohort_method import CohortMethod
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

GRID = Geometry.from_axes((6, 64, 80), (1.0, 1.0, 3.0))


def make_case(folder, name, seed):
    """A CT with a dark block whose size depends on the seed, and the truth about it."""
    random = np.random.default_rng(seed)
    rows, columns = random.integers(20, 50, 2)
    array = (40 + random.normal(0, 20, GRID.shape)).astype(np.int16)
    mask = np.zeros(GRID.shape, np.bool_)
    mask[1:5, 5 : 5 + rows, 5 : 5 + columns] = True
    array[mask] -= 900
    array[2, 10, 10] = 30  # a hole that thresholds leave
    write(Volume(array, GRID, Modality.CT), folder / f"{name}.nii.gz")
    write(Segmentation.from_masks(GRID, {Segment("Lungs"): mask}), folder / "true" / f"{name}.seg.nrrd")
    return folder / f"{name}.nii.gz"


@pytest.fixture
def make_cohort(tmp_path):
    """Makes a folder of so many CTs with their references in `true`; one number is one case."""

    def make(count, place="scans"):
        folder = tmp_path / place
        (folder / "true").mkdir(parents=True)
        for number in range(count):
            make_case(folder, f"ct{number:02d}", number)
        return folder

    return make


@pytest.fixture
def request_for(tmp_path):
    """Makes a request of thresholds on a folder, into the folder `out`."""

    def make(folder, *methods, output=None, **more):
        methods = methods or ("threshold:..-400",)
        given = {"inputs": (folder,), "include": "*.nii.gz", "reference": str(folder / "true")} | more
        return CohortRequest(
            methods=tuple(CohortMethod.parse(text) for text in methods), output=output or tmp_path / "out", **given
        )

    return make


@pytest.fixture
def run_here():
    """Works through a cohort in this process, with the same steps but without Dask: rows, and how many cases were due."""

    def run(request):
        cases = find_cases(request.inputs, include=request.include, group_level=request.group_level)
        cases = with_references(cases, request.reference)
        with Ledger(request.output / "private" / "ledger.sqlite") as ledger:
            cases = name_cases(cases, request.names, ledger)
            orders = plan(request, cases, ledger)
            reports = [do_case(order, Networks()) for order in orders]
            for report in reports:
                ledger.record(report)
            rows, _, _ = finish(request, cases, ledger)
        return rows, reports

    return run


def comparable(rows):
    """Rows without time and memory, by what they are of; NaN as text, since no NaN is like another."""
    plain = (replace(row, seconds=0.0, peak_mb=0.0) for row in rows)
    return sorted(repr(row) for row in plain)


def contents(folder, case=""):
    """Bytes of all segmentations and pictures below a cohort's folder, by their places."""
    places = sorted(path for path in Path(folder, "cases", case).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in places}
