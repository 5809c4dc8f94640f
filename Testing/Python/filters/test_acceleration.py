"""Fast ways: taken where they pay, never needed, never loaded early."""

import subprocess
import sys

import numpy as np
import pytest

from medseg.filters import acceleration
from medseg.filters.acceleration import is_compiled_worthwhile
from medseg.optional import ACCELERATION_VARIABLE

HEAVY = {"SimpleITK", "scipy", "numba", "skimage", "vtk"}
MODULES = "body bits cleanup components crop denoise holes intensity itk morphology nonlocal_means preprocess resample threshold"


def test_importing_the_filters_loads_nothing_heavy() -> None:
    imports = "; ".join(f"import medseg.filters.{name}" for name in MODULES.split())
    code = f"import sys; {imports}; print(*[name for name in sys.modules if '.' not in name])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not HEAVY & set(loaded)


def test_masks_are_filtered_without_numba_and_its_like() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('numba', 'cc3d', 'edt', 'skimage')))\n"
        "import numpy as np\n"
        "from medseg.filters.threshold import threshold\n"
        "from medseg.filters.components import keep_largest\n"
        "from medseg.filters.holes import fill_holes\n"
        "from medseg.filters.morphology import closing\n"
        "mask = threshold(np.arange(27, dtype=np.int16).reshape(3, 3, 3), 5, None)\n"
        "print(fill_holes(closing(keep_largest(mask), 1, (1, 1, 1))).sum())"
    )
    environment = {ACCELERATION_VARIABLE: "off"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "22"


def test_small_masks_do_not_load_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    monkeypatch.setenv(ACCELERATION_VARIABLE, "on")
    assert is_compiled_worthwhile(acceleration.WARM_VOXELS)
    assert not is_compiled_worthwhile(acceleration.WARM_VOXELS - 1)
    monkeypatch.delitem(sys.modules, "numba")
    assert not is_compiled_worthwhile(acceleration.COLD_VOXELS - 1)
    assert is_compiled_worthwhile(acceleration.COLD_VOXELS)
    monkeypatch.setenv(ACCELERATION_VARIABLE, "off")
    assert not is_compiled_worthwhile(10**12)


def test_where_no_cache_can_be_written_loops_are_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    numba = pytest.importorskip("numba")
    from medseg.filters.compiled import compiled

    real = numba.njit

    def without_cache(*arguments: object, cache: bool = False, **options: object) -> object:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(*arguments, **options)

    monkeypatch.setattr(numba, "njit", without_cache)

    def total(numbers: np.ndarray) -> int:
        count = 0
        for number in numbers:
            count += number
        return count

    assert compiled(total)(np.arange(5)) == 10


def test_many_threads_may_filter_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from medseg.filters.components import keep_largest

    mask = np.random.default_rng(0).random((80, 80, 80)) < 0.4
    expected = keep_largest(mask)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(keep_largest, [mask] * 24))
    assert all(np.array_equal(result, expected) for result in results)
