"""What was made, how, and how good it is, as files in a folder."""

import json
from collections.abc import Callable
from pathlib import Path

from slicer.i18n import tr as _

from medseg.errors import InputError, MissingDependencyError


class ResultReport:
    """Measures (.csv), provenance and scores (.json, .csv) and a picture (.png) of a segmentation.

    Attributes:
        notes: What is not among the files, and why: a sentence each.
    """

    def __init__(self, volumeNode, segmentationNode, scoresNode=None) -> None:
        """Choose what the report is about.

        Args:
            volumeNode: The image that was segmented.
            segmentationNode: The result.
            scoresNode: The table of scores, or None.

        Raises:
            InputError: The image or the result is missing.
        """
        if volumeNode is None or segmentationNode is None or not segmentationNode.GetSegmentation().GetNumberOfSegments():
            raise InputError(_("Expected an image and its segmentation for a report: click Segment first."))
        self.notes: list[str] = []
        self._volumeNode = volumeNode
        self._segmentationNode = segmentationNode
        self._scoresNode = scoresNode

    def paths(self, folder: Path, name: str) -> dict[str, Path]:
        """The files that `write` writes, by what they hold: `report`, `measures`, `picture`, and `scores` where there are any."""
        endings = {"report": "-report.json", "measures": "-measures.csv", "picture": ".png"}
        if self._scoresNode is not None:
            endings["scores"] = "-scores.csv"
        return {what: folder / f"{name}{ending}" for what, ending in endings.items()}

    def write(self, folder: Path, name: str, writeScores: Callable[[Path], object]) -> list[Path]:
        """Write the report; each file appears whole or not at all.

        Args:
            folder: Where the files go; made where it is missing.
            name: How their names begin.
            writeScores: Writes the table of scores to a path.

        Returns:
            The files that were written.

        Raises:
            WriteError: A file cannot be written.
        """
        from medseg.mrml import node_to_segmentation, node_to_volume
        from medseg.pipeline.statistics_table import write_statistics_csv
        from medseg.segment.describe import mask_statistics

        paths = self.paths(folder, name)
        volume = node_to_volume(self._volumeNode)
        segmentation = node_to_segmentation(self._segmentationNode, volume.geometry, resample=True)
        measures = mask_statistics(volume, segmentation)
        written = [write_statistics_csv(measures, paths["measures"])]
        if self._scoresNode is not None:
            writeScores(paths["scores"])
            written.append(paths["scores"])
        written += self._writePicture(volume, segmentation, paths["picture"])
        _writeJson(self._facts(volume, segmentation, measures, written), paths["report"])
        return [paths["report"], *written]

    def _writePicture(self, volume, segmentation, path: Path) -> list[Path]:
        from medseg.mrml import render_png

        try:
            return [render_png(volume, segmentation, path)]
        except MissingDependencyError as error:
            self.notes.append(_("Without a picture. {reason}").format(reason=error))
            return []

    def _facts(self, volume, segmentation, measures, files: list[Path]) -> dict:
        from dataclasses import asdict

        from medseg import __version__

        scores = None if self._scoresNode is None else tableFacts(self._scoresNode)
        return {
            "format": "medseg-report",
            "version": 1,
            "medseg": __version__,
            "grid": str(volume.geometry),
            "modality": str(volume.modality),
            "findings": [finding.message for finding in volume.findings],
            "provenance": segmentation.provenance,
            "measures": [asdict(row) for row in measures],
            "scores": scores,
            "files": [file.name for file in files],
            "notes": self.notes,
        }


def tableFacts(tableNode) -> dict:
    """A table of scores with its notes: a dictionary a row, and what the node says of the evaluation."""
    from medseg.mrml.provenance import PROVENANCE_ATTRIBUTE
    from medseg.mrml.tables import EVALUATION_ATTRIBUTE

    table = tableNode.GetTable()
    columns = [table.GetColumn(number) for number in range(table.GetNumberOfColumns())]
    rows = [{column.GetName(): column.GetValue(row) for column in columns} for row in range(table.GetNumberOfRows())]
    notes = json.loads(tableNode.GetAttribute(EVALUATION_ATTRIBUTE) or "{}")
    return {**notes, "rows": rows, "provenance": json.loads(tableNode.GetAttribute(PROVENANCE_ATTRIBUTE) or "{}")}


def _writeJson(facts: dict, path: Path) -> None:
    """Write values as JSON, which has no NaN and no infinity: they become null and texts, as in the scores' own file."""
    from medseg.files.atomic import writing

    plain = json.loads(json.dumps(facts, default=str), parse_constant=lambda name: None if name == "NaN" else name)
    with writing(path) as temporary:
        temporary.write_text(json.dumps(plain, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
