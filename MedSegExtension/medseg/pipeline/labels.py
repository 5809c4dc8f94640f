"""Names that no two methods share."""

from collections.abc import Sequence


def told_apart(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, numbered where two are alike, as of files of one name in two folders.

    Example:
        >>> told_apart(["CNN", "file mine.nrrd", "file mine.nrrd"])
        ('CNN', 'file mine.nrrd (1)', 'file mine.nrrd (2)')
    """
    numbers = [list(labels[:number]).count(label) + 1 for number, label in enumerate(labels)]
    return tuple(
        f"{label} ({number})" if list(labels).count(label) > 1 else label for label, number in zip(labels, numbers, strict=True)
    )
