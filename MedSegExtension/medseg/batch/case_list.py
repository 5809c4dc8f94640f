"""Cases from a list: a path a line."""

from collections.abc import Iterator
from pathlib import Path

from medseg.errors import InputError
from medseg.records.cohort_case import CohortCase


def read_list(path: Path) -> Iterator[CohortCase]:
    """Cases from a text file with the path of an image in each line, from the file's own folder; `#` begins a remark.

    A path that leads nowhere is a case that fails, and not the end of all.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Cannot read the list {path.name!r}: it has to be text in UTF-8, a path a line.") from error
    for line in lines:
        words = line.strip()
        if words and not words.startswith("#"):
            yield CohortCase(image=path.parent / words)
