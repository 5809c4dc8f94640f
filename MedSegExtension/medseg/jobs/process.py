"""A process with all that it starts: begun apart from its parent, ended as a whole."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

END_SECONDS = 5.0
REMOVE_TRIES = 10
REMOVE_PAUSE_S = 0.05


def start_process(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: IO[bytes]
) -> "subprocess.Popen[bytes]":
    """Start a process in a group of its own, without a window.

    Args:
        command: Program and arguments.
        folder: Where it works.
        environment: All of its environment.
        output: Open file that takes what it writes to standard output and error.

    Returns:
        The process; its standard input is a pipe that ends when this process does.

    Raises:
        OSError: The program cannot be run.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(  # noqa: S603  our own Python, or the one that the caller names
        list(command),
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=dict(environment),
        bufsize=0,
        creationflags=flags,
        start_new_session=True,  # so that Ctrl+C in a terminal, and ending the group, reach one of us alone
    )


def end_process(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started, at once; and one that has ended, what it left running."""
    if sys.platform == "win32":
        if process.poll() is None:
            _end_windows_tree(process.pid)
    else:
        _end_group(process.pid)
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):  # it is ending: the system has yet to take its memory back
        process.wait(END_SECONDS)


def end_this_process() -> None:
    """End the process that calls this, and all that it started."""
    if sys.platform == "win32":
        _end_windows_tree(os.getpid())
    else:
        _end_group(os.getpid())
    os._exit(1)


def remove_folder(folder: Path) -> None:
    """Remove a folder and what is in it, as far as the system lets; Windows holds files a moment longer than their process."""
    for _ in range(REMOVE_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(REMOVE_PAUSE_S)


def _end_group(number: int) -> None:
    if sys.platform != "win32":
        try:
            os.killpg(number, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # the second is macOS's word for a group whose last process has ended
            return


def _end_windows_tree(number: int) -> None:
    program = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    subprocess.run(  # noqa: S603  by its full path
        [str(program), "/F", "/T", "/PID", str(number)],
        check=False,  # it fails where the process ended meanwhile
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
        timeout=END_SECONDS,
    )
