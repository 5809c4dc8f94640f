"""Errors on their way from one process to another."""

import inspect
from typing import Any

import medseg.errors
from medseg.errors import JobError, MedSegError

ITK_OUT_OF_MEMORY = ("bad_alloc", "Failed to allocate memory")
LOG_HINT = "The job's log tells more."


def failure_to_json(error: BaseException) -> dict[str, Any]:
    """What another process may know of an error: of ours all, of others the kind alone, because they may quote anything."""
    if isinstance(error, MedSegError):
        return {"kinds": [kind.__name__ for kind in type(error).__mro__], "message": str(error)}
    if isinstance(error, MemoryError) or any(words in str(error) for words in ITK_OUT_OF_MEMORY):
        message = "The computer has too little free memory for this. Close other programs, or crop the image to what matters."
        return {"kinds": [JobError.__name__], "message": message}
    message = f"The work met an error that MedSeg did not foresee ({type(error).__name__}). {LOG_HINT}"
    return {"kinds": [JobError.__name__], "message": message}


def failure_from_json(values: dict[str, Any]) -> MedSegError:
    """The error, of the same class; of one that this process does not know, of its nearest base."""
    for name in values["kinds"]:
        kind = getattr(medseg.errors, name, None)
        if inspect.isclass(kind) and issubclass(kind, MedSegError):
            return kind(values["message"])
    return JobError(values["message"])
