"""`medseg info`: what can be read at a path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from medseg.cli.json_option import JsonOption
from medseg.cli.options import Common
from medseg.cli.streams import deliver
from medseg.cli.tables import Rows, to_words
from medseg.errors import NoImageError, ReadError
from medseg.volume import Modality

if TYPE_CHECKING:
    from medseg.io.listing import Listing

EXAMPLES = """Examples:

    medseg info scan.nii.gz
    medseg info dicom-folder
    medseg info dicom-folder --json | jq '.[].series_uid'
"""

app = App(name="info", help_epilogue=EXAMPLES)


@app.default
def info(
    path: Path,
    /,
    *,
    json: JsonOption = None,
    common: Common = None,  # noqa: ARG001 - the runner has read them
) -> None:
    """List what can be read at a path: volumes, segmentations, and what is peculiar about them.

    Args:
        path: A file, or a folder; folders are searched to their depth.
        json: Write the list as JSON, to a file or (alone) to standard output.
    """
    from medseg.io import inspect

    listings = inspect(path)
    _require_readable(listings, path)
    deliver(listings, json, to_words(_rows(listings, path)), *_remarks(listings))


def _require_readable(listings: tuple[Listing, ...], path: Path) -> None:
    if not listings:
        raise NoImageError(f"Expected an image at {str(path)!r}, got none: nothing there is in a format that MedSeg reads.")
    if all(listing.problem for listing in listings):
        raise ReadError(listings[0].problem if len(listings) == 1 else f"Nothing there can be read. {listings[0].problem}")


def _rows(listings: tuple[Listing, ...], path: Path) -> Rows:
    head = ("#", "kind", "format", "modality", "voxels", "spacing in mm", "files", "description", "path")
    return [head, *(_cells(listing, path) for listing in listings)]


def _cells(listing: Listing, path: Path) -> tuple[str, ...]:
    return (
        str(listing.number or "-"),
        listing.kind,
        listing.format,
        "-" if listing.modality is Modality.OTHER else listing.modality.value,
        _by(listing.size_ijk),
        _by(listing.spacing_ijk),
        str(listing.files),
        listing.description or listing.series_uid[-16:],
        _short(listing.path, path),
    )


def _short(path: Path, folder: Path) -> str:
    """A path within the folder that was asked about; of a file that was asked about its name."""
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    return path.name if inside == Path() else str(inside)


def _by(numbers: tuple[float, ...] | None) -> str:
    return " x ".join(f"{number:.4g}" for number in numbers) if numbers else "?"


def _remarks(listings: tuple[Listing, ...]) -> list[str]:
    remarks = []
    for listing in listings:
        name = f"#{listing.number}" if listing.number else listing.path.name
        remarks += [f"{name}: {finding.message}" for finding in listing.findings]
        remarks += [f"{name}: cannot be read: {listing.problem}"] if listing.problem else []
    return remarks
