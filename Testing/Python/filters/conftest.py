"""Both ways of every filter that has two: compiled, and with SciPy and NumPy alone."""

import pytest

from medseg.filters import acceleration
from medseg.optional import ACCELERATION_VARIABLE


@pytest.fixture(params=["compiled", "plain"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test twice: with numba for masks of every size, and without it."""
    if request.param == "compiled":
        use_compiled(monkeypatch)
    else:
        monkeypatch.setenv(ACCELERATION_VARIABLE, "off")
    return str(request.param)


def use_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the compiled way for masks of every size."""
    pytest.importorskip("numba")
    monkeypatch.setenv(ACCELERATION_VARIABLE, "on")
    monkeypatch.setattr(acceleration, "WARM_VOXELS", 0)
