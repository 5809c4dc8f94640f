"""Choosing one of several series."""

from collections.abc import Sequence

from medseg.errors import SeriesError
from medseg.io.dicom.dicom_series import DicomSeries

LARGEST = "largest"
_SHOWN = 20
_SHORTEST_UID = 4  # an end that is shorter would be a number mistyped, and any series may end in it


def choose_series(series: Sequence[DicomSeries], wanted: str | None = None) -> DicomSeries:
    """Choose one series.

    Args:
        series: Those that are there, at least one.
        wanted: Number in the list, SeriesInstanceUID or the end of it (4 characters or more), or `largest` (by voxels; the
            first of equals). None takes the only one.

    Raises:
        SeriesError: None answers to what is wanted, or several do; the message lists what is there.
    """
    if wanted is None:
        found = list(series)
    elif wanted == LARGEST:
        return max(series, key=lambda one: (_voxels(one), -one.number))
    else:
        found = [one for one in series if wanted.isdecimal() and one.number == int(wanted)]
        found = found or [one for one in series if len(wanted) >= _SHORTEST_UID and one.series_uid.endswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise SeriesError(f"No series answers to {wanted!r}. There are:\n{_list(series)}\nName one by its number.")
    what = "There are several series" if wanted is None else f"Several series answer to {wanted!r}"
    raise SeriesError(f"{what}:\n{_list(found)}\nName one by its number (--series), or take the `{LARGEST}`.")


def _voxels(series: DicomSeries) -> int:
    columns, rows, slices = series.size_ijk
    return columns * rows * slices if series.error is None else 0


def _list(series: Sequence[DicomSeries]) -> str:
    lines = [f"  {one.number}: {one}" for one in series[:_SHOWN]]
    if len(series) > _SHOWN:
        lines.append(f"  ... and {len(series) - _SHOWN} more")
    return "\n".join(lines)
