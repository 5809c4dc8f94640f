"""What the command's exit code says."""

from enum import IntEnum

from medseg.errors import CancelledError, InputError


class ExitCode(IntEnum):
    """How a command ended; programs rely on these numbers."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    CANCELLED = 130


def code_for(error: BaseException) -> ExitCode:
    """The exit code for what a command raised."""
    if isinstance(error, KeyboardInterrupt | CancelledError):
        return ExitCode.CANCELLED
    return ExitCode.BAD_INPUT if isinstance(error, InputError) else ExitCode.FAILED
