"""What the tests of scores share."""

import importlib.util

import pytest

from medseg.optional import ACCELERATION_VARIABLE


@pytest.fixture(params=["on", "off"])
def acceleration(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of counting and measuring: numba's loops, and NumPy's and SciPy's."""
    if request.param == "on":
        pytest.importorskip("numba")
    monkeypatch.setenv(ACCELERATION_VARIABLE, request.param)
    return str(request.param)


@pytest.fixture
def needs_numba() -> None:
    """Skip where numba is not installed."""
    if importlib.util.find_spec("numba") is None:
        pytest.skip("needs numba")
