"""Folders that go with their process, in whatever way that ends."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

CODE = """
import os, sys
from slicerhost.temporary import make_temporary_folder
folders = [make_temporary_folder("slicerhost-test-") for _ in range(2)]
for folder in folders:
    (folder / "deep").mkdir()
    (folder / "deep" / "file").write_text("x")
    print(folder)
sys.stdout.flush()
{end}
"""
ENDS = {
    "by itself": "",
    "by os._exit": "os._exit(3)",
    "by an exception": "raise SystemExit(2)",
    "killed": "os.kill(os.getpid(), 9)",
}
SECONDS = 60.0


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_folders_go_when_their_process_ends(end):
    done = subprocess.run([sys.executable, "-c", CODE.format(end=end)], capture_output=True, text=True, check=False, timeout=60)
    folders = [Path(line) for line in done.stdout.splitlines()]
    assert len(folders) == 2
    assert done.stderr == ""
    deadline = time.monotonic() + SECONDS
    while any(folder.exists() for folder in folders):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_folders_stay_while_their_process_lives():
    code = CODE.format(end="input()")
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        folders = [Path(process.stdout.readline().strip()) for _ in range(2)]
        time.sleep(0.2)
        assert all((folder / "deep" / "file").exists() for folder in folders)
        process.communicate("\n", timeout=60)
