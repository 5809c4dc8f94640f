"""Why something failed, in words that name no file: names of files may name a patient."""

import os
import traceback
from collections.abc import Iterable
from pathlib import Path

from medseg.errors import MedSegError
from medseg.jobs.failure import LOG_HINT, failure_to_json

DETAIL_HINT = "private/failures.csv tells more."


def plain_reason(error: BaseException, files: Iterable[Path]) -> str:
    """One line that says why, in which `…` stands for the names of files and folders.

    Of errors that MedSeg did not foresee the kind alone is told: what libraries say may quote anything.

    Args:
        error: What was raised.
        files: Files and folders whose names must not be told, nor those of what lies in or beside them.

    Example:
        >>> from medseg.errors import ReadError
        >>> plain_reason(ReadError("'Doe.dcm' is truncated: copy it anew."), [Path("/scans/Doe.dcm")])
        "'…' is truncated: copy it anew."
    """
    words = " ".join(str(failure_to_json(error)["message"]).replace(LOG_HINT, DETAIL_HINT).split())
    names = {part for path in _with_those_beside(files) for part in (str(path), path.name, path.parent.name) if len(part) > 1}
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(repr(name), "'…'").replace(name, "…") if len(name) > 3 else words.replace(repr(name), "'…'")
    return words


def _with_those_beside(files: Iterable[Path]) -> set[Path]:
    """Files, all that lie in them where they are folders, and those beside them: a message may speak of any."""
    given = set(files)
    folders = {path if path.is_dir() else path.parent for path in given}
    beside = {Path(place, name) for folder in folders for place, _, names in os.walk(folder) for name in names}
    return given | beside


def whole_reason(error: BaseException) -> str:
    """The message as it is, or for what MedSeg did not foresee the traceback: for who runs the work alone."""
    return str(error) if isinstance(error, MedSegError) else "".join(traceback.format_exception(error)).strip()
