"""A parameter node to wrap."""

import importlib
from typing import Any

import pytest


@pytest.fixture
def node(scene: Any) -> Any:
    """A scripted module node of an empty scene."""
    return scene.AddNewNodeByClass("vtkMRMLScriptedModuleNode")


@pytest.fixture
def modified(node: Any) -> Any:
    """The events `Modified` of the node, as a list that grows."""
    events: list[str] = []
    tag = node.AddObserver("ModifiedEvent", lambda caller, event: events.append(event))
    yield events
    node.RemoveObserver(tag)


@pytest.fixture
def make(slicer_host: Any) -> Any:
    """Make a widget by its name, such as `ctk.ctkSliderWidget`; it is deleted at the end."""
    made = []

    def make_widget(name: str) -> Any:
        module, _, cls = name.partition(".")
        made.append(getattr(importlib.import_module(module), cls)())
        return made[-1]

    yield make_widget
    for widget in made:
        widget.deleteLater()
