"""Writing results to files."""

import csv
from pathlib import Path
from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError
from MedSegModuleLib.inputs import readVolume


def exportSegmentation(parameterNode: Any, path: str | Path) -> Path:
    """Write the output; the suffix chooses the format.

    Args:
        parameterNode: Has the output.
        path: Ends in .seg.nrrd, which keeps everything, or in .nii.gz, .nrrd, .mha, or .png for one slice.

    Raises:
        InputError: There is no output.
        WriteError: The suffix is not known, or the place cannot be written to.
        SegmentError: Segments overlap in a format that holds one label a voxel.
    """
    from medseg.io import check_writable, write
    from medseg.mrml import node_to_segmentation

    node = parameterNode.outputSegmentation
    if node is None or node.GetSegmentation().GetNumberOfSegments() == 0:
        raise InputError(_("Expected segments to write, got none: make or choose a segmentation first."))
    check_writable(path, "segmentation")
    volume = None if parameterNode.inputVolume is None else readVolume(parameterNode.inputVolume)
    segmentation = node_to_segmentation(node, None if volume is None else volume.geometry, resample=True)
    return write(segmentation, Path(path))


def exportScores(parameterNode: Any, path: str | Path) -> Path:
    """Write the scores as CSV: a header of names with units as suffixes, a row a segment and one overall.

    Raises:
        InputError: There are no scores.
        WriteError: The place cannot be written to.
    """
    from medseg.files.atomic import writing

    if parameterNode.scores is None:
        raise InputError(_("Expected scores to write, got none: evaluate a segmentation first."))
    with writing(Path(path)) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(tableRows(parameterNode.scores))
    return Path(path)


def tableRows(tableNode: Any) -> list[list[str]]:
    """The names of a table's columns, then its rows; numbers with all their digits."""
    table = tableNode.GetTable()
    columns = [table.GetColumn(number) for number in range(table.GetNumberOfColumns())]
    rows = [[_text(column, row) for column in columns] for row in range(table.GetNumberOfRows())]
    return [[column.GetName() for column in columns], *rows]


def _text(column: Any, row: int) -> str:
    value = column.GetValue(row)
    return value if isinstance(value, str) else repr(value)
