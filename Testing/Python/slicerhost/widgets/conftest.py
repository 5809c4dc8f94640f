"""What the tests of the widgets share."""

import importlib.util
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="session")
def ctk(qt: ModuleType) -> ModuleType:
    """The module `ctk`."""
    from slicerhost import ctkwidgets

    return ctkwidgets.install()


@pytest.fixture(scope="session")
def slicer(ctk: ModuleType) -> ModuleType:
    """The module `slicer` with the MRML widgets."""
    if importlib.util.find_spec("slicer") is None:
        pytest.skip("needs slicer-core: install the extra `desktop`")
    import slicer
    import slicer.util

    from slicerhost import mrmlwidgets

    mrmlwidgets.install(slicer)
    return slicer


@pytest.fixture
def mrml(slicer: ModuleType) -> Iterator[Any]:
    """An empty scene of its own, which knows segmentations."""
    scene = slicer.vtkMRMLScene()
    logic = slicer.vtkSlicerSegmentationsModuleLogic()  # registers how segments are converted
    logic.SetMRMLScene(scene)
    yield scene
    scene.Clear(True)
    logic.SetMRMLScene(None)


@pytest.fixture(autouse=True)
def nothing_noted(noted: Callable[[], list[str]]) -> Iterator[None]:
    """Nothing is printed that the application would print as an error."""
    yield
    assert noted() == []


@pytest.fixture
def heard(qt: ModuleType) -> Callable[..., list[tuple[Any, ...]]]:
    """Lists what a widget tells from now on: signals by their signatures."""

    def listen(widget: Any, *signatures: str) -> list[tuple[Any, ...]]:
        told: list[tuple[Any, ...]] = []
        for signature in signatures:
            name = signature.partition("(")[0]
            assert widget.connect(signature, lambda *values, name=name: told.append((name, *values)))
        return told

    return listen


@pytest.fixture
def shown(qt: ModuleType) -> Iterator[Callable[..., Any]]:
    """Shows a widget at a size, and takes it away after the test."""
    widgets = []

    def show(widget: Any, width: int = 400, height: int = 60) -> Any:
        widget.resize(width, height)
        widget.show()
        qt.QApplication.processEvents()
        widgets.append(widget)
        return widget

    yield show
    for widget in widgets:
        widget.hide()
        widget.deleteLater()
    qt.QApplication.sendPostedEvents(None, int(qt.QEvent.DeferredDelete))


@pytest.fixture
def mouse(qt: ModuleType) -> Callable[..., None]:
    """Sends mouse events to a widget: `mouse(widget, "press", x, y)`."""
    kinds = {
        "press": qt.QEvent.MouseButtonPress,
        "move": qt.QEvent.MouseMove,
        "release": qt.QEvent.MouseButtonRelease,
        "double": qt.QEvent.MouseButtonDblClick,
    }

    def send(widget: Any, kind: str, x: float, y: float) -> None:
        button = qt.Qt.NoButton if kind == "move" else qt.Qt.LeftButton
        held = qt.Qt.NoButton if kind == "release" else qt.Qt.LeftButton
        place = qt.QPointF(x, y)
        everywhere = qt.QPointF(widget.mapToGlobal(qt.QPoint(round(x), round(y))))
        event = qt.QMouseEvent(kinds[kind], place, everywhere, button, held, qt.Qt.NoModifier)
        qt.QApplication.sendEvent(widget, event)

    return send


@pytest.fixture
def press_key(qt: ModuleType) -> Callable[..., None]:
    """Sends a key to a widget."""

    def send(widget: Any, key: int, modifiers: int = 0, text: str = "") -> None:
        for kind in (qt.QEvent.KeyPress, qt.QEvent.KeyRelease):
            event = qt.QKeyEvent(kind, int(key), qt.Qt.KeyboardModifiers(int(modifiers)), text)
            qt.QApplication.sendEvent(widget, event)

    return send
