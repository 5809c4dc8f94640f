"""What would only be printed is collected."""

import logging
from types import ModuleType

import pytest

from slicerhost import diagnostics


def test_messages_are_collected_in_order_logged_and_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    diagnostics.clear()
    with caplog.at_level(logging.WARNING):
        diagnostics.note("first")
        diagnostics.note("second")
    held = diagnostics.collected()
    assert held == ["first", "second"]
    assert [record.getMessage() for record in caplog.records] == held
    diagnostics.clear()
    assert diagnostics.collected() == []
    assert held == ["first", "second"]


def test_warnings_of_qt_are_collected(qt: ModuleType, noted) -> None:
    qt.QPixmap().scaled(5, 5)
    assert "null pixmap" in noted()[0]


def test_notes_of_the_platform_are_not(qt: ModuleType, noted) -> None:
    qt.qWarning("This plugin does not support propagateSizeHints()")
    qt.qDebug("only for developers")
    assert noted() == []


def test_exceptions_in_observers_of_vtk_are_collected(qt: ModuleType, noted, capsys) -> None:
    vtk = pytest.importorskip("vtkmodules.vtkCommonCore")

    def fail(*_) -> None:
        raise ValueError("observer")

    observed = vtk.vtkObject()
    observed.AddObserver("ModifiedEvent", fail)
    observed.Modified()
    assert "ValueError: observer" in noted()[0]
    assert "ValueError: observer" in capsys.readouterr().err
