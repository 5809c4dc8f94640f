"""A part of a longer way, told as its share of the whole."""

from medseg.records import Progress


def share(progress: Progress, start: float, stop: float) -> Progress:
    """A progress for one step, whose 0 to 1 is `start` to `stop` of the whole.

    Example:
        >>> told = []
        >>> half = share(lambda fraction, message: told.append((fraction, message)), 0.5, 1.0)
        >>> half(0.5, "cleaning"); told
        [(0.75, 'cleaning')]
    """

    def tell(fraction: float, message: str) -> None:
        progress(start + (stop - start) * fraction, message)

    return tell
