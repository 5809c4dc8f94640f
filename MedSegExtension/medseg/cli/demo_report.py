"""A short report of a demonstration, in Markdown."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from medseg import __version__
from medseg.cli.tables import Rows, evaluation_rows, statistics_rows
from medseg.files.atomic import writing
from medseg.pipeline import DemoResult


def write_report(result: DemoResult, files: Mapping[str, Path], path: Path) -> Path:
    """Write what was segmented, measured and scored, with the picture.

    Args:
        result: What the demonstration made.
        files: What was written beside the report, by what it is.
        path: Where the report goes; written aside, then moved.

    Returns:
        The path.

    Raises:
        WriteError: The file cannot be written.
    """
    with writing(path) as temporary:
        temporary.write_text("\n\n".join(_sections(result, files, path.parent)) + "\n", encoding="utf-8")
    return path


def _sections(result: DemoResult, files: Mapping[str, Path], folder: Path) -> Iterable[str]:
    yield "# Bone, lungs and infection of a chest CT"
    yield f"Image: {result.volume.geometry}. Made by medseg {__version__}. For research, not for diagnosis."
    yield from (f"- {finding.message}" for finding in result.volume.findings)
    if "picture" in files:
        yield f"![The segments on the image]({_beside(files['picture'], folder)})"
    if result.scores:
        yield "## Scores against the truth"
        yield _table(evaluation_rows(result.scores))
        yield f"Accuracy and specificity count within the {result.scores.region}."
    yield "## What the segments hold"
    yield _table(statistics_rows(result.statistics))
    yield "## Files"
    yield "\n".join(f"- [{name}]({_beside(file, folder)})" for name, file in files.items())


def _table(rows: Rows) -> str:
    head, *body = rows
    rule = ["---"] + ["--:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *body))


def _beside(file: Path, folder: Path) -> str:
    return file.resolve().relative_to(folder.resolve()).as_posix()
