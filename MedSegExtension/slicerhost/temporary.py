"""Folders that are removed when the process has ended, in whatever way."""

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

# standard input ends when the process that holds its other end does: by itself, by os._exit, or killed
_WATCH = """
import shutil, sys
for folder in sys.stdin.read().splitlines():
    shutil.rmtree(folder, ignore_errors=True)
"""


def make_temporary_folder(prefix: str) -> Path:
    """Make a folder for this process, open to its user alone.

    `atexit` does not do: Qt writes its settings after it, and processes that leave by `os._exit` never come there.

    Args:
        prefix: First letters of its name.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    watch = _watch().stdin
    assert watch is not None  # noqa: S101  it was started with a pipe
    watch.write(f"{folder}\n")
    watch.flush()
    return folder


@functools.cache
def _watch() -> "subprocess.Popen[str]":
    """The process that waits for the end of this one; in a session of its own, so that Ctrl-C does not end it first."""
    process = subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-I", "-S", "-c", _WATCH],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    )
    process.returncode = 0  # nobody waits for it: it ends after this process, and Python need not warn of that
    return process
