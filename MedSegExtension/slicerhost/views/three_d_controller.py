"""The controls of a 3D view."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import facade
from slicerhost.views.controller_bar import qMRMLViewControllerBar
from slicerhost.views.glyph_button import GlyphButton


@facade
class qMRMLThreeDViewControllerWidget(qMRMLViewControllerBar):
    """Centres, turns and spins the view."""

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: Any = None
        self._add("center", "Look at all that is shown").connect("clicked(bool)", self.resetFocalPoint)
        self._add("front", "Look from the front").connect("clicked(bool)", self._look_from_front)
        self._spin = self._add("spin", "Spin the view")
        self._spin.setCheckable(True)
        self._spin.connect("clicked(bool)", self.spinView)
        self.layout().addStretch(1)

    def setThreeDView(self, view: Any) -> None:
        """Control this view."""
        self._view = view

    def mrmlThreeDViewNode(self) -> Any:
        """How the view looks."""
        return self._view.mrmlViewNode()

    def resetFocalPoint(self, *_: Any) -> None:
        """Look at all that is shown."""
        self._view.resetFocalPoint()

    def spinView(self, on: bool) -> None:
        """Spin, or stop."""
        node = self.mrmlThreeDViewNode()
        node.SetAnimationMode(node.Spin if on else node.Off)

    def rockView(self, on: bool) -> None:
        """Rock, or stop."""
        node = self.mrmlThreeDViewNode()
        node.SetAnimationMode(node.Rock if on else node.Off)

    def set3DAxisVisible(self, visible: bool) -> None:
        """Show the box around what is shown, or not."""
        self.mrmlThreeDViewNode().SetBoxVisible(visible)

    def set3DAxisLabelVisible(self, visible: bool) -> None:
        """Show the letters of the sides, or not."""
        self.mrmlThreeDViewNode().SetAxisLabelsVisible(visible)

    def setBlackBackground(self) -> None:
        """Draw on black."""
        self._set_background((0.0, 0.0, 0.0))

    def setWhiteBackground(self) -> None:
        """Draw on white."""
        self._set_background((1.0, 1.0, 1.0))

    def _set_background(self, color: tuple[float, float, float]) -> None:
        self.mrmlThreeDViewNode().SetBackgroundColor(*color)
        self.mrmlThreeDViewNode().SetBackgroundColor2(*color)

    def _look_from_front(self, *_: Any) -> None:
        self._view.resetCamera()
        self._view.resetFocalPoint()

    def _add(self, glyph: str, tip: str) -> GlyphButton:
        button = GlyphButton(glyph, tip)
        self.layout().addWidget(button)
        return button
