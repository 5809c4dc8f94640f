import sys

import pytest

from medseg.filters.acceleration import COLD_VOXELS
from medseg.metrics.acceleration import is_worth_compiling
from medseg.optional import ACCELERATION_VARIABLE

pytest.importorskip("numba")


def test_numba_is_loaded_for_large_volumes_only(monkeypatch):
    monkeypatch.delitem(sys.modules, "numba")
    monkeypatch.setattr("medseg.optional._loads", lambda _: True)
    assert is_worth_compiling(COLD_VOXELS)
    assert not is_worth_compiling(COLD_VOXELS - 1)


def test_loaded_numba_is_used_for_small_volumes_too():
    assert is_worth_compiling(1)


def test_acceleration_can_be_turned_off(monkeypatch):
    monkeypatch.setenv(ACCELERATION_VARIABLE, "off")
    assert not is_worth_compiling(COLD_VOXELS)
