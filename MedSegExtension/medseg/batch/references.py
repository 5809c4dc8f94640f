"""The reference of each case."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from medseg.batch.placeholders import check_words, fill, has_words, stem_of
from medseg.errors import InputError, ParameterError
from medseg.io.formats import SUFFIXES
from medseg.records.cohort_case import CohortCase


def with_references(cases: Sequence[CohortCase], reference: str | None) -> tuple[CohortCase, ...]:
    """Give each case its reference; what a table says goes before. References among the images are no cases.

    Args:
        cases: The cases.
        reference: A path with words in braces; a folder with files called as the images; a file, for a single case; or None.

    Raises:
        InputError: No case has one there.
        ParameterError: One file is given for several cases.
    """
    if reference is None:
        return tuple(cases)
    found = [case if case.reference else replace(case, reference=_find(reference, case, len(cases))) for case in cases]
    true = {case.reference.resolve() for case in found if case.reference}
    if not true:
        raise InputError(f"Expected references at {reference!r}, found none for any image. Check the pattern.")
    return tuple(case for case in found if case.image.resolve() not in true)


def _find(reference: str, case: CohortCase, cases: int) -> Path | None:
    place = Path(reference)
    if has_words(reference):
        place = Path(fill(check_words(reference), case))
        return place if place.exists() else None
    if place.is_dir():
        return next((path for path in _called_as(case, place) if path.exists()), None)
    if cases > 1:
        raise ParameterError(f"Expected a path that differs from case to case, such as masks/{{stem}}.png, got {reference!r}.")
    if not place.exists():
        raise InputError(f"There is no reference {place.name!r}. Check the path.")
    return place


def _called_as(case: CohortCase, folder: Path) -> tuple[Path, ...]:
    """Where a case's file may be in a folder, by its name, or by its stem and another ending."""
    return (folder / case.image.name, *(folder / (stem_of(case.image) + suffix) for suffix in SUFFIXES))
