import sys

import pytest

from medseg.metrics.acceleration import WORTHWHILE_VOXELS, is_worth_compiling
from medseg.optional import ACCELERATION_VARIABLE

pytest.importorskip("numba")


def test_numba_is_loaded_for_large_volumes_only(monkeypatch):
    monkeypatch.delitem(sys.modules, "numba")
    assert is_worth_compiling(WORTHWHILE_VOXELS)
    assert not is_worth_compiling(WORTHWHILE_VOXELS - 1)


def test_loaded_numba_is_used_for_small_volumes_too():
    assert is_worth_compiling(1)


def test_acceleration_can_be_turned_off(monkeypatch):
    monkeypatch.setenv(ACCELERATION_VARIABLE, "off")
    assert not is_worth_compiling(WORTHWHILE_VOXELS)
