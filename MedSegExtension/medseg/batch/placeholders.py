"""Paths with words in braces that stand for what each case has."""

import re
from pathlib import Path

from medseg.errors import ParameterError
from medseg.io.formats import suffix_of
from medseg.records.cohort_case import CohortCase

WORDS = ("stem", "name", "folder", "parent", "case")
WORD = re.compile(r"\{(\w*)\}")


def has_words(pattern: str) -> bool:
    """Whether a path differs from case to case."""
    return bool(WORD.search(pattern))


def check_words(pattern: str) -> str:
    """Insist on words that are known; returns the pattern.

    Raises:
        ParameterError: One is not.
    """
    strange = [word for word in WORD.findall(pattern) if word not in WORDS]
    if strange:
        known = ", ".join(f"{{{word}}}" for word in WORDS)
        raise ParameterError(f"Expected words of {known} in the path {pattern!r}, got {{{strange[0]}}}.")
    return pattern


def fill(pattern: str, case: CohortCase) -> str:
    """The path for a case: `{stem}` is its image's name without the ending, `{name}` with it, `{folder}` where it lies.

    `{parent}` is the name of that folder alone, `{case}` what the case is called. Of a DICOM series among others `{name}` and
    `{stem}` are the name of its folder.

    Example:
        >>> fill("masks/{stem}_mask.png", CohortCase(image=Path("films/17.nii.gz")))
        'masks/17_mask.png'
    """
    image = case.image
    values = {
        "stem": stem_of(image),
        "name": image.name,
        "folder": image.parent.as_posix(),
        "parent": image.parent.name,
        "case": case.name,
    }
    return WORD.sub(lambda found: values[found.group(1)], pattern)


def stem_of(path: Path) -> str:
    """A file's name without its ending, `.nii.gz` and the like being one; a folder's whole name."""
    return path.name if path.is_dir() else path.name[: len(path.name) - len(suffix_of(path))]
