"""Numbers in words, for people."""

from slicer.i18n import tr as _

SECONDS_A_MINUTE = 60


def timeWords(seconds: float) -> str:
    """A length of time: `0.4 s`, `12 s`, `3 min`."""
    if seconds < 10:
        return _("{seconds:.1f} s").format(seconds=seconds)
    if seconds < 2 * SECONDS_A_MINUTE:
        return _("{seconds:.0f} s").format(seconds=seconds)
    return _("{minutes:.0f} min").format(minutes=seconds / SECONDS_A_MINUTE)


def volumeWords(volumeMl: float) -> str:
    """A volume: `0.37 ml`, `12.4 ml`, `3215 ml`."""
    digits = 2 if volumeMl < 10 else 1 if volumeMl < 1000 else 0
    return _("{volume} ml").format(volume=f"{volumeMl:.{digits}f}")


def sizeWords(byteCount: int) -> str:
    """The size of files: `0 MB`, `3.2 MB`, `1.4 GB`."""
    megabytes = byteCount / 1e6
    if megabytes >= 1000:
        return _("{size:.1f} GB").format(size=megabytes / 1000)
    return _("{size} MB").format(size=f"{megabytes:.1f}" if megabytes else "0")


def progressWords(run) -> str:
    """What a run does now, and how long it will take: `Labelling parts, 12 s left`."""
    message = run.message or _("Working")
    if run.secondsLeft is None or run.secondsLeft < 1:
        return message
    return _("{message}, {time} left").format(message=message, time=timeWords(run.secondsLeft))
