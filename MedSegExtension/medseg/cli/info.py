"""`medseg info`: what can be read at a path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from medseg.cli.json_option import JsonOption
from medseg.cli.options import Common
from medseg.cli.streams import show, write_json

if TYPE_CHECKING:
    from rich.table import Table

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
    if json is not None:
        write_json(listings, json)
    else:
        show(_table(listings), *_remarks(listings))


def _table(listings: tuple[Listing, ...]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("#", "kind", "format", "modality", "voxels", "spacing in mm", "files", "description", "path"):
        table.add_column(name, justify="right" if name in ("#", "files") else "left")
    for listing in listings:
        table.add_row(*_cells(listing))
    return table


def _cells(listing: Listing) -> tuple[str, ...]:
    return (
        str(listing.number or "-"),
        listing.kind,
        listing.format,
        listing.modality.value,
        _by(listing.size_ijk),
        _by(listing.spacing_ijk),
        str(listing.files),
        listing.description or listing.series_uid[-16:],
        str(listing.path),
    )


def _by(numbers: tuple[float, ...] | None) -> str:
    return " x ".join(f"{number:.4g}" for number in numbers) if numbers else "?"


def _remarks(listings: tuple[Listing, ...]) -> list[str]:
    remarks = []
    for listing in listings:
        name = f"#{listing.number}" if listing.number else listing.path.name
        remarks += [f"{name}: {finding.message}" for finding in listing.findings]
        remarks += [f"{name}: cannot be read: {listing.problem}"] if listing.problem else []
    return remarks
