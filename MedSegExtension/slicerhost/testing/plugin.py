"""The pytest plugin: a host, a clean scene, modules, clicks and pictures.

In the `conftest.py` of the tests: `pytest_plugins = ["slicerhost.testing.plugin"]`.
"""

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from slicerhost import diagnostics
from slicerhost.testing import events
from slicerhost.testing.mouse import Mouse
from slicerhost.testing.picture_book import PictureBook

if TYPE_CHECKING:
    from slicerhost.host import Host

NEEDED = {"PySide6": "PySide6-Essentials", "slicer": "slicer-core"}
TOLERANCE = 0.02


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say where pictures go."""
    group = parser.getgroup("slicerhost", "scripted modules of 3D Slicer")
    group.addoption("--pictures", type=Path, default=None, help="folder for pictures; default: out/panel below the root")
    group.addoption("--update-baselines", action="store_true", help="keep the pictures as those to compare with")


def pytest_configure() -> None:
    """Let Qt work without a screen, unless a platform was chosen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # what platforms remark on, such as that in memory no window manager is there
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")


@pytest.fixture(scope="session")
def slicer_host() -> "Host":
    """The host of this process, with its main window not shown. Without PySide6 or slicer-core the test is skipped."""
    for module, package in NEEDED.items():
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"needs the package {package}")
    import slicerhost

    return slicerhost.start(testing=True)


@pytest.fixture
def scene(slicer_host: "Host") -> Iterator[Any]:
    """The scene, empty. The test fails if the application would have printed an error meanwhile."""
    _clean(slicer_host)
    diagnostics.clear()
    yield slicer_host.scene
    messages = diagnostics.collected()
    _clean(slicer_host)
    messages += [message for message in diagnostics.collected() if message not in messages]
    diagnostics.clear()
    if messages:
        pytest.fail("Expected nothing to be printed, got:\n" + "\n".join(messages), pytrace=False)


@pytest.fixture
def load_module(slicer_host: "Host", scene: Any) -> Callable[[str | Path], Any]:  # noqa: ARG001 - it is emptied first
    """Load a scripted module from its file and show its panel; gives the module's widget class.

    A module that an earlier test loaded is shown again, as after choosing another module in between.
    """

    def load(path: str | Path) -> Any:
        module = slicer_host.load_module(path)
        slicer_host.main_window.show()
        slicer_host.select_module(module.name)
        events.process_events()
        return module.widgetRepresentation().self()

    return load


@pytest.fixture
def click() -> Callable[..., None]:
    """Click a widget that can be seen and used."""
    return events.click


@pytest.fixture
def mouse() -> Mouse:
    """Drag, hover and turn the wheel over a view."""
    return Mouse()


@pytest.fixture
def wait_until() -> Callable[..., Any]:
    """Let the window work until a predicate is true, at most some seconds."""
    return events.wait_until


@pytest.fixture
def picture(slicer_host: "Host", request: pytest.FixtureRequest) -> PictureBook:
    """Take a picture: `picture("name")` of the main window, or `picture("name", widget)`.

    It is compared with `baselines/name.png` beside the test, if there is one.
    """
    option = request.config.getoption
    folder = option("--pictures") or request.config.rootpath / "out" / "panel"
    baselines = request.path.parent / "baselines"
    return PictureBook(slicer_host.main_window, folder, baselines, update=option("--update-baselines"), tolerance=TOLERANCE)


def _clean(host: "Host") -> None:
    """Hide the window, empty the scene, and go back to four views."""
    host.main_window.hide()  # what is not seen is not drawn
    host.scene.Clear(False)
    layout_manager = host.layout_manager
    layout_manager.removeAllMaximizedViewNodes()
    layout_manager.setLayout(host.scene.GetFirstNodeByClass("vtkMRMLLayoutNode").SlicerLayoutFourUpView)
    events.process_events()
