"""A view with its bar."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import facade


@facade
class qMRMLAbstractViewWidget(qt.QWidget):
    """A controller bar above a view."""

    def __init__(self, bar: qt.QWidget, view: qt.QWidget) -> None:
        super().__init__()
        self._bar = bar
        self._view = view
        layout = qt.QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(view, 1)

    def controllerWidget(self) -> qt.QWidget:
        """The bar."""
        return self._bar

    def viewWidget(self) -> qt.QWidget:
        """The view."""
        return self._view

    def pauseRender(self) -> int:
        """Draw nothing for now."""
        return self._view.pauseRender()

    def resumeRender(self) -> int:
        """End one pause."""
        return self._view.resumeRender()

    def setRenderPaused(self, paused: bool) -> None:
        """Pause or resume."""
        self._view.setRenderPaused(paused)

    def _close(self) -> None:
        """Let go of the scene."""

    def _view_node(self) -> Any:
        """The node that is shown."""
        raise NotImplementedError
