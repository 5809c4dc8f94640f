"""The cases of a cohort, from whatever they are given as."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from medseg.batch.case_list import read_list
from medseg.batch.case_table import read_table
from medseg.batch.case_tree import read_tree
from medseg.errors import InputError
from medseg.records.cohort_case import CohortCase

TABLES, LISTS = (".csv", ".tsv"), (".txt", ".lst")


def find_cases(
    inputs: Sequence[Path], *, series: str | None = None, include: str = "", group_level: int = 0
) -> tuple[CohortCase, ...]:
    """Find the cases.

    Args:
        inputs: Tables (.csv, .tsv), lists of paths (.txt), folders that are searched to their depth, and images.
        series: `largest` takes the largest DICOM series of each study that a folder holds; None takes all.
        include: Pattern for the paths of images below a folder, such as `*/ct.nii.gz`; empty for all.
        group_level: Which folder below an input names the group of what lies in it: 1 is the first; 0 none.

    Returns:
        The cases in the order of inputs, each once; without names but for those that a table gives.

    Raises:
        InputError: There is nothing, a table cannot be read, or two rows are of one image.
    """
    found: dict[str, CohortCase] = {}
    for place in inputs:
        for given in _cases_at(place, series, include):
            grouped = group_level and not given.group
            case = replace(given, group=_level(given, place, group_level)) if grouped else given
            if case.identity in found and place.suffix.lower() in TABLES:
                raise InputError(f"Expected each image once in {place.name!r}, got one twice: remove the row, or copy the file.")
            found.setdefault(case.identity, case)
    if not found:
        raise InputError("Expected images, found none: give folders, image files, a list (.txt) or a table (.csv) of them.")
    return tuple(found.values())


def _cases_at(place: Path, series: str | None, include: str) -> Iterator[CohortCase]:
    if place.is_dir():
        yield from read_tree(place, series=series, include=include)
    elif place.suffix.lower() in TABLES:
        yield from read_table(place)
    elif place.suffix.lower() in LISTS:
        yield from read_list(place)
    elif place.exists():
        yield CohortCase(image=place)
    else:
        raise InputError(f"There is no file or folder {place.name!r}. Check the path.")


def _level(case: CohortCase, place: Path, level: int) -> str:
    """Name of a folder between an input and an image; empty where there are not so many."""
    first = case.files[0] if case.files else case.image
    parts = first.relative_to(place).parts[:-1] if first.is_relative_to(place) else ()
    return parts[level - 1] if len(parts) >= level else ""
