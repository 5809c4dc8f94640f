"""How much memory a process held at most."""

import math
import subprocess
import sys

import numpy as np
import pytest

from medseg.jobs.memory import _from_status, forget_peak_memory, peak_memory_mb


def test_the_kernel_is_read_as_it_writes():
    assert _from_status("Name:\tpython\nVmPeak:\t  999999 kB\nVmHWM:\t  200000 kB\nVmRSS:\t 1 kB\n") == pytest.approx(204.8)
    assert math.isnan(_from_status("Name:\tpython\n"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_the_peak_holds_what_was_let_go_again_and_nothing_of_who_started_us():
    own = np.ones(300_000_000 // 8)
    code = (
        "import numpy as np\n"
        "from medseg.jobs.memory import peak_memory_mb as peak\n"
        "before = peak(); a = np.ones(10_000_000); del a; print(before, peak())"
    )
    before, after = map(float, subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.split())
    assert after - before == pytest.approx(80, abs=15)
    assert before < 200 < 300 < peak_memory_mb()
    assert own.size


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone forgets")
def test_a_peak_that_is_forgotten_does_not_count_for_the_next_work():
    code = (
        "import numpy as np\n"
        "from medseg.jobs.memory import forget_peak_memory, peak_memory_mb as peak\n"
        "a = np.ones(20_000_000); del a; high = peak(); told = forget_peak_memory(); low = peak()\n"
        "b = np.ones(10_000_000); print(int(told), high - low, peak() - low)"
    )
    told, fallen, risen = map(float, subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.split())
    assert told
    assert fallen > 120
    assert risen == pytest.approx(80, abs=15)


def test_a_system_that_cannot_forget_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr("medseg.jobs.memory.FORGET", tmp_path / "nowhere" / "file")
    assert not forget_peak_memory()
