"""`python -m medseg.worker` by itself."""

import subprocess
import sys

from medseg.worker.__main__ import main


def test_without_a_folder_it_says_who_runs_it(capsys):
    assert main([]) == 2
    assert "medseg.jobs.start_job" in capsys.readouterr().err


def test_with_standard_input_closed_it_ends_and_removes_what_is_there(tmp_path):
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / "request-1.npy").write_bytes(b"voxels")
    done = subprocess.run([sys.executable, "-m", "medseg.worker", str(folder)], stdin=subprocess.DEVNULL, check=False, timeout=20)
    assert done.returncode != 0
    assert not folder.exists()


def test_a_folder_without_a_request_is_told_of_in_its_messages(tmp_path):
    folder = tmp_path / "job"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "medseg.worker", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output = process.stdout.read().decode()
    assert process.wait(20) == 1
    process.stdin.close()
    process.stdout.close()
    assert "FileNotFoundError" in output
    assert '"kinds": ["JobError"]' in (folder / "messages.jsonl").read_text()
