"""Sample data that modules have registered."""

import sys
from typing import Any

import qt
import slicer


def fill_samples(menu: qt.QMenu) -> None:
    """List the samples that the module SampleData knows, by category; called each time the menu opens."""
    menu.clear()
    for category, sources in _sources().items():
        section = menu.addMenu(category) if len(_sources()) > 1 else menu
        for source in sources:
            action = section.addAction(source.sampleName)
            action.setToolTip(source.sampleDescription or source.sampleName)
            action.connect("triggered(bool)", lambda _checked, name=source.sampleName: load_sample(name))
    if menu.isEmpty():
        menu.addAction("No module has registered samples").setEnabled(False)


def load_sample(name: str) -> None:
    """Load a sample, downloaded where it must be, and show it."""
    with slicer.util.tryWithErrorDisplay("The sample could not be loaded.", waitCursor=True):
        sys.modules["SampleData"].SampleDataLogic().downloadSamples(name)


def _sources() -> dict[str, list[Any]]:
    registered = getattr(slicer.modules, "sampleDataSources", None) or {}
    return {name: list(sources) for name, sources in registered.items() if sources}
