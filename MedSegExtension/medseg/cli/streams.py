"""Results on standard output: tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg.cli.json_option import STDOUT
from medseg.cli.plain import to_plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PIPE_WIDTH = 200  # columns where nobody's terminal sets a width: tables are not to be cut in files


def deliver(payload: Any, target: Path | None, *things: RenderableType) -> None:
    """Give a result to whom it was asked for.

    Args:
        payload: For programs.
        target: A JSON file, `-` for standard output, or None for no JSON.
        things: For people, on standard output, unless the JSON goes there.

    Raises:
        WriteError: The file cannot be written.
    """
    if target is not None:
        write_json(payload, target)
    if target != STDOUT:
        show(*things)


def show(*things: RenderableType) -> None:
    """Print to standard output for people: in colour in a terminal, plain in a pipe."""
    console = open_console()
    for thing in things:
        console.print(thing)


def open_console() -> Console:
    """A console on standard output."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def write_json(payload: Any, target: Path) -> None:
    """Write a result as JSON to a file, or to standard output for `-`.

    Raises:
        WriteError: The file cannot be written.
    """
    text = json.dumps(to_plain(payload), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    if target == STDOUT:
        sys.stdout.write(text)
        return
    from medseg.files.atomic import writing

    with writing(target) as temporary:
        temporary.write_text(text, encoding="utf-8")
