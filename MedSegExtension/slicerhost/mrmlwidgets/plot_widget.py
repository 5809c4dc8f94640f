"""A plot view with its bar."""

from typing import Any

from slicerhost.mrmlwidgets.plot_view import qMRMLPlotView
from slicerhost.mrmlwidgets.plot_view_controller_widget import qMRMLPlotViewControllerWidget
from slicerhost.pythonqt.standin import facade
from slicerhost.views.view_widget import qMRMLAbstractViewWidget


@facade
class qMRMLPlotWidget(qMRMLAbstractViewWidget):
    """Shows a plot view node."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(qMRMLPlotViewControllerWidget(), qMRMLPlotView())
        self.setParent(parent)
        self._bar.setPlotView(self._view)

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene."""
        self._bar.setMRMLScene(scene)
        self._view.setMRMLScene(scene)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._view.mrmlScene()

    def plotView(self) -> Any:
        """The view."""
        return self._view

    def plotController(self) -> Any:
        """The bar."""
        return self._bar

    def mrmlPlotViewNode(self) -> Any:
        """The view node, or None."""
        return self._view.mrmlPlotViewNode()

    def setMRMLPlotViewNode(self, node: Any) -> None:
        """Shows another view node."""
        self._view.setMRMLPlotViewNode(node)
        self._bar.setMRMLPlotViewNode(node)

    def mrmlAbstractViewNode(self) -> Any:
        """The view node, or None."""
        return self.mrmlPlotViewNode()

    def setMRMLAbstractViewNode(self, node: Any) -> None:
        """Shows another view node."""
        self.setMRMLPlotViewNode(node)

    def viewWidget(self) -> Any:
        """The view."""
        return self._view

    def controllerWidget(self) -> Any:
        """The bar."""
        return self._bar

    def _view_node(self) -> Any:
        return self.mrmlPlotViewNode()

    def _close(self) -> None:
        self.setMRMLPlotViewNode(None)
        self.setMRMLScene(None)
