"""A table view with its bar."""

from typing import Any

from slicerhost.mrmlwidgets.table_view import qMRMLTableView
from slicerhost.mrmlwidgets.table_view_controller_widget import qMRMLTableViewControllerWidget
from slicerhost.pythonqt.standin import facade
from slicerhost.views.view_widget import qMRMLAbstractViewWidget


@facade
class qMRMLTableWidget(qMRMLAbstractViewWidget):
    """Shows a table view node."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(qMRMLTableViewControllerWidget(), qMRMLTableView())
        self.setParent(parent)
        self._bar.setTableView(self._view)

    def setMRMLScene(self, scene: Any) -> None:
        """Takes another scene."""
        self._bar.setMRMLScene(scene)
        self._view.setMRMLScene(scene)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._view.mrmlScene()

    def tableView(self) -> Any:
        """The view."""
        return self._view

    def tableController(self) -> Any:
        """The bar."""
        return self._bar

    def mrmlTableViewNode(self) -> Any:
        """The view node, or None."""
        return self._view.mrmlTableViewNode()

    def setMRMLTableViewNode(self, node: Any) -> None:
        """Shows another view node."""
        self._view.setMRMLTableViewNode(node)
        self._bar.setMRMLTableViewNode(node)

    def mrmlAbstractViewNode(self) -> Any:
        """The view node, or None."""
        return self.mrmlTableViewNode()

    def setMRMLAbstractViewNode(self, node: Any) -> None:
        """Shows another view node."""
        self.setMRMLTableViewNode(node)

    def viewWidget(self) -> Any:
        """The view."""
        return self._view

    def controllerWidget(self) -> Any:
        """The bar."""
        return self._bar

    def pauseRender(self) -> int:
        """A table is not rendered."""
        return 0

    def resumeRender(self) -> int:
        """A table is not rendered."""
        return 0

    def setRenderPaused(self, _paused: bool) -> None:
        """A table is not rendered."""

    def _view_node(self) -> Any:
        return self.mrmlTableViewNode()

    def _close(self) -> None:
        self.setMRMLTableViewNode(None)
        self.setMRMLScene(None)
