"""Tables and provenance of a cohort, from the ledger."""

import csv
import hashlib
import json
import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from medseg import __version__
from medseg.batch.cohort_request import CohortRequest
from medseg.batch.failed import about
from medseg.batch.ledger import Ledger
from medseg.batch.share_out import available_cores
from medseg.files.atomic import PREFIX, writing
from medseg.jobs.json_records import from_json, to_json
from medseg.records import CaseRow, Involvement, InvolvementRow, OutcomeStatus
from medseg.records.cohort_case import CohortCase
from medseg.records.cohort_involvement import LABEL
from medseg.report import case_folder, write_cohort
from medseg.report.involvement_csv import write_involvement

PRIVATE, INVOLVEMENT = "private", "involvement.csv"
SAME = ("method", "parameters", "model", "backend", "device", "precision")
PACKAGES = ("numpy", "scipy", "SimpleITK", "pydicom", "torch", "monai", "openvino", "onnxruntime", "dask", "distributed")


Rows = tuple[CaseRow, ...]


def finish(request: CohortRequest, cases: Sequence[CohortCase], ledger: Ledger) -> tuple[Rows, Rows, dict[str, Path]]:
    """Write the table, how it was made, which file each case is, and why some failed.

    Args:
        request: What was asked for.
        cases: The cases, with their names.
        ledger: What is done of them.

    Returns:
        The rows, sorted by case as the cases are and by method as the methods are; those without a result, with those of lungs
        and infection in numbers; and the files by what they are.

    Raises:
        WriteError: Something cannot be written.
    """
    folder = request.output
    for case in cases:
        _sweep(case_folder(folder, case.name))
    everything = [row for case in cases for row in _rows(request, case, ledger)]
    rows = tuple(row for row in everything if row.method != LABEL)
    bad = tuple(row for row in everything if row.status is not OutcomeStatus.DONE)
    files = {f"table ({kind})": path for kind, path in write_cohort(rows, folder).items()}
    if request.involvement is not None:
        files["involvement"] = write_involvement(
            _involvement(request.involvement.infection.label, cases, ledger), folder / INVOLVEMENT
        )
    files["provenance"] = _write_json(_provenance(request, cases, ledger), folder / "provenance.json")
    key = [["case", "image", "reference"], *([case.name, case.identity, str(case.reference or "")] for case in cases)]
    files["which file each case is"] = _write_table(key, folder / PRIVATE / "key.csv")
    failures = [["case", "method", "image", "reason"], *_failures(request, cases, ledger)]
    path = folder / PRIVATE / "failures.csv"
    if len(failures) > 1:
        files["failures"] = _write_table(failures, path)
    else:
        path.unlink(missing_ok=True)
    return rows, bad, files


def _rows(request: CohortRequest, case: CohortCase, ledger: Ledger) -> Iterator[CaseRow]:
    """What the ledger has, with the group and the like that the case has now."""
    for label in request.labels:
        entry = ledger.find(case.name, label)
        yield from (replace(row, **about(case)) for row in (entry.rows if entry else ()))


def _failures(request: CohortRequest, cases: Iterable[CohortCase], ledger: Ledger) -> Iterator[list[str]]:
    for case in cases:
        for label in request.labels:
            entry = ledger.find(case.name, label)
            if entry is not None and not entry.is_done:
                yield [case.name, label, case.identity, entry.detail]


def _involvement(method: str, cases: Iterable[CohortCase], ledger: Ledger) -> Iterator[InvolvementRow]:
    for case in cases:
        entry = ledger.find(case.name, LABEL)
        if entry is None or not entry.is_done:
            continue
        for region in entry.involvement:
            yield InvolvementRow(**about(case), method=method, involvement=from_json(Involvement, region))


def _provenance(request: CohortRequest, cases: Sequence[CohortCase], ledger: Ledger) -> dict[str, Any]:
    """How the results were made; nothing that names a patient, a file or this machine."""
    return {
        "made_by": f"medseg batch {__version__}",
        "time_utc": datetime.now(UTC).isoformat(timespec="seconds"),
        "cases": len(cases),
        "inputs_sha256": _inputs_hash(request, cases, ledger),
        "methods": {method.label: _method(request, method.label, cases, ledger) for method in request.methods},
        "involvement": _measured(request),
        "settings": to_json(request.settings),
        "measured": "seconds: the method's own work, the loading of a network that the worker did not hold yet included; "
        "peak_mb: the most memory of the worker's process meanwhile, with Python, packages and the image",
        "versions": {"medseg": __version__, "python": platform.python_version(), **_versions()},
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": available_cores()},
    }


def _method(request: CohortRequest, label: str, cases: Sequence[CohortCase], ledger: Ledger) -> dict[str, Any]:
    """The method's spec without folders, and all different ways in which it ran, with the number of cases of each."""
    spec = next(method.spec for method in request.methods if method.label == label)
    ways: dict[str, int] = {}
    for case in cases:
        entry = ledger.find(case.name, label)
        if entry is not None and entry.is_done:
            told = json.dumps(_common(entry.provenance), sort_keys=True)
            ways[told] = ways.get(told, 0) + 1
    detail = spec.detail if spec.path is None else Path(spec.path).name
    made = [{"cases": count, **json.loads(told)} for told, count in sorted(ways.items(), key=lambda way: -way[1])]
    return {"kind": spec.kind.value, "detail": Path(detail).name if "/" in detail else detail, "runs": made}


def _common(provenance: Mapping[str, Any]) -> dict[str, Any]:
    """What is the same for all cases that ran alike: not what was found in one of them."""
    return {
        name: value
        for name, value in provenance.items()
        if name in ("method", "parameters", "model", "backend", "device", "precision")
    }


def _measured(request: CohortRequest) -> dict[str, str] | None:
    both = request.involvement
    return None if both is None else {"lungs": both.lungs.label, "infection": both.infection.label}


def _inputs_hash(request: CohortRequest, cases: Sequence[CohortCase], ledger: Ledger) -> str:
    """One hash of the contents of all inputs, as far as they could be read."""
    first = request.labels[0]
    entries = (ledger.find(case.name, first) for case in cases)
    return hashlib.sha256("".join(sorted(entry.content for entry in entries if entry)).encode()).hexdigest()


def _versions() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _sweep(folder: Path) -> None:
    """Remove what workers that were killed left half-written."""
    for left in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


def _write_json(values: Mapping[str, Any], path: Path) -> Path:
    with writing(path) as temporary:
        temporary.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _write_table(rows: Iterable[Sequence[str]], path: Path) -> Path:
    with writing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path
