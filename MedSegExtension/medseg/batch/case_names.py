"""What the cases of a cohort are called."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from medseg.batch.ledger import Ledger
from medseg.batch.placeholders import stem_of
from medseg.errors import InputError
from medseg.records.cohort_case import CohortCase
from medseg.report import case_folder


class CaseNames(StrEnum):
    """What cases are called that no table names: by numbers, or by their files, which may tell whose they are."""

    NUMBERS = "numbers"
    FILES = "files"


def name_cases(cases: Sequence[CohortCase], names: CaseNames, ledger: Ledger) -> tuple[CohortCase, ...]:
    """Name all cases, and their patients where DICOM tells which images are of one.

    A case keeps the number that it had in this folder before.

    Raises:
        InputError: Two cases have one name.
    """
    unnamed = [case.identity for case in cases if not case.name]
    numbers = ledger.name("case", unnamed) if names is CaseNames.NUMBERS else {}
    hashed = ledger.name("patient", [case.patient for case in cases if _is_hash(case.patient)])
    named = [
        replace(
            case,
            name=case.name or numbers.get(case.identity) or stem_of(case.image),
            patient=hashed.get(case.patient, case.patient),
        )
        for case in cases
    ]
    _require_one_each(named)
    return tuple(named)


def _is_hash(word: str) -> bool:
    """Whether it is a hash out of DICOM, and no word that a table has."""
    return len(word) == 64 and all(letter in "0123456789abcdef" for letter in word)


def _require_one_each(cases: Sequence[CohortCase]) -> None:
    folders: set[Path] = set()
    for case in cases:
        place = case_folder("", case.name)
        if place in folders:
            raise InputError(f"Expected a name of its own for each case, got {case.name!r} twice: number them, or give a table.")
        folders.add(place)
