"""How an operation tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Called by an operation as it goes on. It may raise `CancelledError` to stop the work."""

    def __call__(self, fraction: float, message: str) -> None:
        """Take note.

        Args:
            fraction: Done so far, 0 to 1.
            message: What is being done now, a few words for people.
        """


def ignore_progress(fraction: float, message: str) -> None:
    """Take no note: the default."""


def part(progress: Progress, start: float, stop: float) -> Progress:
    """A progress for one step, whose 0 to 1 is `start` to `stop` of the whole."""
    return lambda fraction, message: progress(start + fraction * (stop - start), message)
