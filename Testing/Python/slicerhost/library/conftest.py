"""A parameter node to wrap."""

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
