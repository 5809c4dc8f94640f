"""Sorting slices into series: which ones make one volume."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from medseg.errors import InputError
from medseg.io.dicom.appearance import appearance_findings
from medseg.io.dicom.dicom_series import DicomSeries
from medseg.io.dicom.frame import Frame
from medseg.io.dicom.marks import MARKS
from medseg.io.dicom.plane import Plane
from medseg.io.dicom.stacking import to_slots, to_stack
from medseg.io.dicom.unreadable import Unreadable
from medseg.volume import Finding

Group = Sequence[Frame]


def to_series(frames: Iterable[Frame], unreadable: Sequence[Unreadable] = ()) -> tuple[DicomSeries, ...]:
    """Sort slices into series.

    One SeriesInstanceUID can hold several volumes. It is split where size, orientation, pixel spacing, kind of pixel, frame of
    reference or StackID differ; and by acquisition, time or echo where slices would otherwise lie at the same place. Files
    without a SeriesInstanceUID belong together by folder. A slice without a position is an image of its own.

    Args:
        frames: Slices of any number of series.
        unreadable: Damaged files: the series that they belong to cannot be read.

    Returns:
        Numbered from 1, in the order of study, series number and UID, which does not depend on file names.
    """
    by_uid: dict[Hashable, list[Frame]] = defaultdict(list)
    for frame in frames:
        by_uid[frame.identity.series_uid or (frame.identity.modality, frame.path.parent)].append(frame)
    found = [series for members in by_uid.values() for series in _volumes(members, unreadable)]
    found.sort(key=_order)
    return tuple(series.numbered(number) for number, series in enumerate(found, start=1))


def _order(series: DicomSeries) -> tuple[object, ...]:
    first = min(series.frames, key=lambda frame: (str(frame.path), frame.index))
    study = first.identity.study_uid or str(first.path.parent)
    number = int(first.identity.number) if first.identity.number.isdecimal() else 0
    return study, number, series.series_uid, -len(series.frames), first.instance_uid, str(first.path), first.index


def _volumes(members: Group, unreadable: Sequence[Unreadable]) -> list[DicomSeries]:
    """The volumes of what DICOM calls one series."""
    groups = _alike(members)
    common = _mixed_findings(groups) + _file_findings(members, unreadable)
    uid = members[0].identity.series_uid
    error = next((bad.error for bad in unreadable if uid and bad.series_uid == uid and bad.is_damaged), None)
    volumes = []
    for group in groups:
        parts = split_by_marks(group)
        split = _split_findings(len(parts))
        volumes += [_volume(part, common + split, error) for part in parts]
    return volumes


def _volume(frames: Group, findings: tuple[Finding, ...], error: InputError | None) -> DicomSeries:
    findings += appearance_findings(frames[0])
    try:
        stack = to_stack(frames)
    except InputError as refusal:
        return DicomSeries(0, tuple(frames), None, refusal, findings)
    is_whole = error is None or not frames[0].is_placed  # a picture of its own lacks nothing when another is damaged
    return DicomSeries(0, tuple(frames), stack, None if is_whole else error, stack.findings + findings)


def _alike(members: Group) -> list[Group]:
    """Slices that could make one volume: parallel, of one size and kind; each slice without a position alone."""
    by_key: dict[Hashable, list[Frame]] = defaultdict(list)
    alone: list[Group] = []
    for frame in members:
        if frame.is_placed:
            by_key[_key(frame)].append(frame)
        else:
            alone.append((frame,))
    return [group for frames in by_key.values() for group in _same_plane(frames)] + alone


def _key(frame: Frame) -> Hashable:
    form = frame.format
    return form.rows, form.columns, form.photometric, form.samples, frame.identity.frame_of_reference_uid, frame.stack


def _same_plane(frames: Group) -> list[Group]:
    """Split by orientation and pixel spacing, which may differ in their last digits."""
    by_plane: dict[Plane, list[Frame]] = defaultdict(list)
    for frame in frames:
        by_plane[frame.plane].append(frame)
    groups: dict[Plane, list[Frame]] = {}
    for plane, members in by_plane.items():
        like = next((known for known in groups if known.is_parallel_to(plane) and known.is_spaced_as(plane)), plane)
        groups.setdefault(like, []).extend(members)
    return list(groups.values())


def split_by_marks(frames: Group) -> list[Group]:
    """Split slices that lie at the same places by what tells their acquisitions apart, until none do or nothing helps."""
    parts = [frames]
    for mark in range(len(MARKS)):
        if not any(map(_surplus, parts)):
            break
        parts = [smaller for part in parts for smaller in _split(part, mark)]
    return parts


def _split(frames: Group, mark: int) -> list[Group]:
    """Split by one mark, where that separates slices at the same place and does not tear volumes apart."""
    before = _surplus(frames)
    if not before:
        return [frames]
    by_value: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        by_value[frame.marks[mark]].append(frame)
    parts = list(by_value.values())
    after = sum(map(_surplus, parts))
    is_whole = len(parts) <= max(map(len, to_slots(frames))) or (after == 0 and min(map(len, parts)) > 1)
    return [*parts] if after < before and is_whole else [frames]


def _surplus(frames: Group) -> int:
    """How many slices lie where another lies."""
    return len(frames) - len(to_slots(frames)) if len(frames) > 1 else 0


def _split_findings(count: int) -> tuple[Finding, ...]:
    if count == 1:
        return ()
    words = f"The series holds {count} acquisitions of the same slices: each is read as a series of its own."
    return (Finding("several-acquisitions", words),)


def _mixed_findings(groups: Sequence[Group]) -> tuple[Finding, ...]:
    """In what the groups of one series differ; pictures without a place need nothing in common."""
    firsts = [group[0] for group in groups if group[0].is_placed and group[0].identity.series_uid]
    if len(firsts) < 2:
        return ()
    sizes = sorted({f"{first.format.columns} x {first.format.rows}" for first in firsts})
    tail = "each is read as a series of its own."
    found = [Finding("mixed-sizes", f"The series holds images of {' and '.join(sizes)} pixels: {tail}")] if len(sizes) > 1 else []
    if any(not first.plane.is_parallel_to(firsts[0].plane) for first in firsts):
        found.append(Finding("mixed-orientations", f"The series holds images of several orientations: {tail}"))
    if any(not first.plane.is_spaced_as(firsts[0].plane) for first in firsts):
        found.append(Finding("mixed-spacings", f"The series holds images of several pixel sizes: {tail}"))
    return tuple(found)


def _file_findings(members: Group, unreadable: Sequence[Unreadable]) -> tuple[Finding, ...]:
    found = []
    if not members[0].identity.series_uid:
        found.append(Finding("empty-uids", "The files name no series: those of one folder are taken together."))
    folders = {frame.path.parent for frame in members}
    lost = sum(bad.is_damaged and not bad.series_uid and bad.path.parent in folders for bad in unreadable)
    if lost:
        words = f"{lost} damaged DICOM file{'s' if lost > 1 else ''} beside it may have belonged to it."
        found.append(Finding("unreadable-files", words))
    return tuple(found)
