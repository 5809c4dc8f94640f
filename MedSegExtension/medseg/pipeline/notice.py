"""How a case tells what it found while it was read."""

from typing import Protocol

from medseg.volume import Finding


class Notice(Protocol):
    """Called for each peculiarity of an image, as soon as it is known."""

    def __call__(self, finding: Finding) -> None:
        """Take note.

        Args:
            finding: What was found, and what was done about it.
        """


def ignore_notice(finding: Finding) -> None:
    """Take no note: the default."""
