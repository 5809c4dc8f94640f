"""What the scene holds: shown or hidden by a click, renamed, deleted."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.desktop.node_visibility import can_be_shown, is_shown, show
from slicerhost.views.glyphs import draw_icon
from slicerhost.views.guard import guarded

KINDS = {
    "vtkMRMLVolumeNode": "volume",
    "vtkMRMLSegmentationNode": "segmentation",
    "vtkMRMLModelNode": "model",
    "vtkMRMLMarkupsNode": "markups",
    "vtkMRMLTransformNode": "transform",
    "vtkMRMLTableNode": "table",
    "vtkMRMLPlotChartNode": "plot",
}
NAME, EYE = 0, 1
EYE_WIDTH_PX = 28


class DataList(qt.QTreeWidget):
    """The nodes that a person works with, a row each."""

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("DataList")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(qt.QFrame.NoFrame)
        self.setFocusPolicy(qt.Qt.ClickFocus)
        self.setEditTriggers(qt.QAbstractItemView.EditKeyPressed | qt.QAbstractItemView.DoubleClicked)
        self.setContextMenuPolicy(qt.Qt.CustomContextMenu)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, qt.QHeaderView.Stretch)
        header.setSectionResizeMode(EYE, qt.QHeaderView.Fixed)
        header.resizeSection(EYE, EYE_WIDTH_PX)
        self.connect("itemClicked(QTreeWidgetItem*,int)", self._on_clicked)
        self.connect("itemChanged(QTreeWidgetItem*,int)", self._on_changed)
        self.connect("customContextMenuRequested(QPoint)", self._show_menu)
        self._icons: dict[tuple[str, int], qt.QIcon] = {}
        self._tags: list[tuple[Any, int]] = []
        self._timer = qt.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.connect("timeout()", self.refresh)
        scene = slicer.mrmlScene
        for event in (
            scene.NodeAddedEvent,
            scene.NodeRemovedEvent,
            scene.EndCloseEvent,
            scene.EndImportEvent,
            scene.EndBatchProcessEvent,
        ):
            scene.AddObserver(event, self._schedule)
        self.refresh()

    def refresh(self) -> None:
        """List the scene anew."""
        self.blockSignals(True)
        self._forget()
        selected = self.current_node()
        self.clear()
        for node in _nodes():
            self._add(node)
            if node is selected:
                self.setCurrentItem(self.topLevelItem(self.topLevelItemCount - 1))
        for composite in slicer.util.getNodesByClass("vtkMRMLSliceCompositeNode"):
            self._observe(composite, vtk.vtkCommand.ModifiedEvent)
        self._observe(slicer.app.applicationLogic().GetSelectionNode(), vtk.vtkCommand.ModifiedEvent)
        self.blockSignals(False)

    def current_node(self) -> Any:
        """The node of the row that is chosen, or None."""
        item = self.currentItem()
        return None if item is None else self._node(item)

    def remove_current(self, *_: Any) -> None:
        """Delete the node of the row that is chosen."""
        node = self.current_node()
        if node is not None:
            slicer.mrmlScene.RemoveNode(node)

    def _add(self, node: Any) -> None:
        item = qt.QTreeWidgetItem([node.GetName() or "", ""])
        item.setData(NAME, qt.Qt.UserRole, node.GetID())
        item.setIcon(NAME, self._icon(_kind(node)))
        item.setFlags(item.flags() | qt.Qt.ItemIsEditable)
        item.setToolTip(NAME, f"{node.GetName()} ({node.GetNodeTagName()}). Double click to rename, right click for more.")
        if can_be_shown(node):
            item.setIcon(EYE, self._icon("eye" if is_shown(node) else "eye-off"))
            item.setToolTip(EYE, "Show or hide in the views")
        self.addTopLevelItem(item)
        self._observe(node, vtk.vtkCommand.ModifiedEvent)
        if node.IsA("vtkMRMLDisplayableNode"):
            self._observe(node, node.DisplayModifiedEvent)

    def _icon(self, name: str) -> qt.QIcon:
        """An icon in the colours of now, drawn once."""
        key = (name, self.palette.cacheKey())
        if key not in self._icons:
            self._icons[key] = draw_icon(name, self)
        return self._icons[key]

    def _observe(self, watched: Any, event: int) -> None:
        if watched is not None:
            self._tags.append((watched, watched.AddObserver(event, self._schedule)))

    def _forget(self) -> None:
        for watched, tag in self._tags:
            watched.RemoveObserver(tag)
        self._tags = []

    @guarded
    def _schedule(self, *_: Any) -> None:
        if not self._timer.active:
            self._timer.start()

    def _node(self, item: qt.QTreeWidgetItem) -> Any:
        return slicer.mrmlScene.GetNodeByID(item.data(NAME, qt.Qt.UserRole) or "")

    def _on_clicked(self, item: qt.QTreeWidgetItem, column: int) -> None:
        node = self._node(item)
        if column == EYE and node is not None and can_be_shown(node):
            show(node, not is_shown(node))

    def _on_changed(self, item: qt.QTreeWidgetItem, column: int) -> None:
        node = self._node(item)
        name = item.text(NAME).strip()
        if column == NAME and node is not None and name and name != node.GetName():
            node.SetName(name)

    def _show_menu(self, place: qt.QPoint) -> None:
        item = self.itemAt(place)
        if item is None:
            return
        self.setCurrentItem(item)
        menu = qt.QMenu(self)
        menu.addAction("Rename").connect("triggered(bool)", lambda _checked: self.editItem(item, NAME))
        menu.addAction(draw_icon("remove", self), "Delete").connect("triggered(bool)", self.remove_current)
        menu.exec_(self.viewport().mapToGlobal(place))

    @guarded
    def keyPressEvent(self, event: qt.QKeyEvent) -> None:
        """Delete with the key of that name."""
        if event.key() == qt.Qt.Key_Delete:
            self.remove_current()
        else:
            super().keyPressEvent(event)

    @guarded
    def changeEvent(self, event: qt.QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == qt.QEvent.PaletteChange:
            self._schedule()


def _kind(node: Any) -> str:
    return next((glyph for name, glyph in KINDS.items() if node.IsA(name)), "other")


def _nodes() -> list[Any]:
    """Nodes of the kinds that are listed, in the scene's order, but those that are hidden from people."""
    scene = slicer.mrmlScene
    nodes = (scene.GetNthNode(index) for index in range(scene.GetNumberOfNodes()))
    return [node for node in nodes if not node.GetHideFromEditors() and _kind(node) != "other"]
