"""Observers of VTK objects that end with the widget they belong to."""

import weakref
from collections.abc import Callable
from typing import Any

import vtk

from slicerhost.pythonqt.binding import shiboken6


class Observations:
    """What one widget observes.

    Callbacks are held weakly: neither VTK nor this object keeps a widget alive, and nothing is called after the widget is gone.
    """

    def __init__(self, widget: Any) -> None:
        self._widget = weakref.ref(widget)
        self._tags: dict[Any, list[int]] = {}
        widget.connect("destroyed()", self.clear)

    def add(self, observed: Any, event: int | str, method: Callable[[Any, Any], None]) -> None:
        """Calls a method at an event.

        Args:
            observed: The VTK object.
            event: The event.
            method: A bound method, called with the object and, for a scene's events, with the node that they are about.
        """
        weak_method, weak_widget = weakref.WeakMethod(method), self._widget

        def callback(caller: Any, _event: str, data: Any = None) -> None:
            target, widget = weak_method(), weak_widget()
            if target is not None and widget is not None and shiboken6.isValid(widget):
                target(caller, data)

        if observed.IsA("vtkMRMLScene"):  # events of segmentations carry text: taken for an object, it crashes
            callback.CallDataType = vtk.VTK_OBJECT  # type: ignore[attr-defined]  # how VTK's Python asks for the data
        self._tags.setdefault(observed, []).append(observed.AddObserver(event, callback))

    def observes(self, observed: Any) -> bool:
        """Whether any event of an object is observed."""
        return observed in self._tags

    def remove(self, observed: Any) -> None:
        """Ends all observing of an object."""
        for tag in self._tags.pop(observed, ()):
            observed.RemoveObserver(tag)

    def clear(self) -> None:
        """Ends all observing."""
        for observed in list(self._tags):
            self.remove(observed)
