"""Progress that never goes back."""

from medseg.records import Progress


class Forward:
    """Passes progress on, but never a smaller fraction than before: a download that starts anew stays where it was."""

    def __init__(self, progress: Progress) -> None:
        """Wrap a progress."""
        self._progress = progress
        self._reached = 0.0

    def __call__(self, fraction: float, message: str) -> None:
        """Pass on what is new.

        Args:
            fraction: Done so far, 0 to 1.
            message: What is being done now.
        """
        self._reached = max(self._reached, min(fraction, 1.0))
        self._progress(self._reached, message)
