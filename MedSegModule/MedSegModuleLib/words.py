"""Numbers in words, for people."""

from slicer.i18n import tr as _

SECONDS_A_MINUTE = 60
NO_BREAK = "\N{NO-BREAK SPACE}"


def timeWords(seconds: float) -> str:
    """A length of time: `0.4 s`, `12 s`, `3 min`."""
    if seconds < 10:
        return _measure(f"{seconds:.1f}", _("s"))
    if seconds < 2 * SECONDS_A_MINUTE:
        return _measure(f"{seconds:.0f}", _("s"))
    return _measure(f"{seconds / SECONDS_A_MINUTE:.0f}", _("min"))


def volumeWords(volumeMl: float) -> str:
    """A volume: `0.37 ml`, `12.4 ml`, `3215 ml`."""
    digits = 2 if volumeMl < 10 else 1 if volumeMl < 1000 else 0
    return _measure(f"{volumeMl:.{digits}f}", _("ml"))


def sizeWords(byteCount: int) -> str:
    """The size of files: `0 MB`, `3.2 MB`, `1.4 GB`."""
    megabytes = byteCount / 1e6
    if megabytes >= 1000:
        return _measure(f"{megabytes / 1000:.1f}", _("GB"))
    return _measure(f"{megabytes:.1f}" if megabytes else "0", _("MB"))


def progressWords(run) -> str:
    """What a run does now, and how long it will take: `Labelling parts, 12 s left`."""
    message = run.message or _("Working")
    if run.secondsLeft is None or run.secondsLeft < 1:
        return message
    return _("{message}, {time} left").format(message=message, time=timeWords(run.secondsLeft))


def _measure(number: str, unit: str) -> str:
    """A number and its unit, which stay on one line."""
    return number + NO_BREAK + unit
