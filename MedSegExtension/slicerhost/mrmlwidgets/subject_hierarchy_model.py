"""The subject hierarchy as a tree of rows."""

from typing import Any

import qt
import slicer

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.item_filter import children
from slicerhost.mrmlwidgets.observations import Observations
from slicerhost.pythonqt.standin import Signal, facade, props

ID_ROLE = int(qt.Qt.UserRole) + 1
HEADERS = ("Node", "", "", "Transform", "Description", "ID")
STRUCTURE_EVENTS = ("ItemAdded", "ItemRemoved", "ItemReparented", "ItemChildrenReordered")
LOOK_EVENTS = ("ItemModified", "ItemDisplayModified", "ItemTransformModified")
NO_ITEM = 0


@facade
class qMRMLSubjectHierarchyModel(qt.QStandardItemModel):
    """One row an item, below the row of what holds it; names and descriptions are edited in place."""

    vars().update(
        props(
            nameColumn=(int, 0),
            visibilityColumn=(int, 1),
            colorColumn=(int, 2),
            transformColumn=(int, 3),
            descriptionColumn=(int, 4),
            idColumn=(int, 5),
            noneEnabled=(bool, False, None, lambda self, _: self._rebuild()),
            noneDisplay=(str, "None", None, lambda self, _: self._rebuild()),
        )
    )
    aboutToReparentByDragAndDrop = Signal("qlonglong", "qlonglong")
    reparentedByDragAndDrop = Signal("qlonglong", "qlonglong")
    invalidateFilter = Signal()
    requestCollapseItem = Signal("qlonglong")
    requestExpandItem = Signal("qlonglong")
    requestSelectItems = Signal("QVariantList")
    subjectHierarchyAboutToBeUpdated = Signal()
    subjectHierarchyUpdated = Signal()

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._scene = self._hierarchy = None
        self._updating = False
        self._items = {}
        self._events = Observations(self)
        self._modified = lambda _item: None
        self.connect("itemChanged(QStandardItem*)", self._edited)
        self._rebuild()

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._scene

    def setMRMLScene(self, scene: Any) -> None:
        """Shows another scene's hierarchy."""
        if scene is self._scene:
            return
        self._scene = scene
        self._follow()

    def _follow(self, *_: Any) -> None:
        """Follows the hierarchy of the scene, which has another one after it was closed."""
        self._events.clear()
        scene = self._scene
        self._hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene) if scene is not None else None
        if scene is not None:
            for event in (scene.EndCloseEvent, scene.EndBatchProcessEvent):
                self._events.add(scene, event, self._follow)
        if self._hierarchy is not None:
            kind = slicer.vtkMRMLSubjectHierarchyNode
            for name in STRUCTURE_EVENTS:
                self._events.add(self._hierarchy, getattr(kind, f"SubjectHierarchy{name}Event"), self._structure_changed)
            for name in LOOK_EVENTS:
                self._events.add(self._hierarchy, getattr(kind, f"SubjectHierarchy{name}Event"), self._look_changed)
        self._rebuild()

    def _structure_changed(self, *_: Any) -> None:
        if self._scene is not None and not self._scene.IsBatchProcessing():
            self._rebuild()

    def _look_changed(self, *_: Any) -> None:
        """Writes what has changed; the event tells no item that Python could read."""
        for item in list(self._items):
            self._refresh(item)
        self._modified(NO_ITEM)

    def _rebuild(self) -> None:
        """Makes all rows anew."""
        self.subjectHierarchyAboutToBeUpdated.emit()
        self._updating = True
        self.setRowCount(0)
        self.setHorizontalHeaderLabels(list(HEADERS))
        self._items = {}
        if self.noneEnabled:
            self._append(self.invisibleRootItem(), NO_ITEM, self.noneDisplay)
        if self._hierarchy is not None:
            self._append_children(self.invisibleRootItem(), self._hierarchy.GetSceneItemID())
        self._updating = False
        self.subjectHierarchyUpdated.emit()

    def _append_children(self, parent_row: Any, parent: Any) -> None:
        for item in children(self._hierarchy, parent):
            row = self._append(parent_row, item, self._hierarchy.GetItemName(item))
            self._items[item] = row
            self._refresh(item)
            self._append_children(row, item)

    def _append(self, parent_row: Any, item: Any, name: str) -> Any:
        cells = [qt.QStandardItem() for _ in HEADERS]
        for column, cell in enumerate(cells):
            cell.setData(item, ID_ROLE)
            cell.setEditable(item != NO_ITEM and column in (self.nameColumn, self.descriptionColumn))
        cells[self.nameColumn].setText(name)
        parent_row.appendRow(cells)
        return cells[self.nameColumn]

    def _cell(self, item: int, column: int) -> Any:
        row = self._items[item]
        return (row.parent() or self.invisibleRootItem()).child(row.row(), column)

    def _refresh(self, item: int) -> None:
        hierarchy, updating = self._hierarchy, self._updating
        self._updating = True
        node, display = hierarchy.GetItemDataNode(item), hierarchy.GetDisplayNodeForItem(item)
        transform = node.GetParentTransformNode() if node is not None and node.IsA("vtkMRMLTransformableNode") else None
        color = qt.QColor.fromRgbF(*display.GetColor()) if display is not None else None
        values = (
            (self.nameColumn, qt.Qt.EditRole, hierarchy.GetItemName(item)),
            (self.visibilityColumn, qt.Qt.UserRole, _visibility(hierarchy, item)),
            (self.colorColumn, qt.Qt.UserRole, color),
            (self.transformColumn, qt.Qt.DisplayRole, transform.GetName() if transform is not None else ""),
            (self.descriptionColumn, qt.Qt.EditRole, (node.GetDescription() or "") if node is not None else ""),
            (self.idColumn, qt.Qt.DisplayRole, str(item)),
        )
        for column, role, value in values:
            cell = self._cell(item, column)
            if cell.data(int(role)) != value:
                cell.setData(value, int(role))
        self._cell(item, self.nameColumn).setToolTip(_describe(hierarchy, item, node))
        self._updating = updating

    def _edited(self, cell: Any) -> None:
        """Writes an edited name or description into the scene."""
        if self._updating or self._hierarchy is None:
            return
        item = cell.data(ID_ROLE)
        node = self._hierarchy.GetItemDataNode(item)
        if cell.column() == self.nameColumn:
            self._hierarchy.SetItemName(item, cell.text())
        elif cell.column() == self.descriptionColumn and node is not None:
            node.SetDescription(cell.text())

    def subjectHierarchyItemIndex(self) -> qt.QModelIndex:
        """The index below which the items are."""
        return qt.QModelIndex()

    def parentSubjectHierarchyItem(self, item: int) -> Any:
        """What holds an item."""
        return self._hierarchy.GetItemParent(item)

    def isAncestorItem(self, item: int, ancestor: int) -> bool:
        """Whether an item lies in another, however deep."""
        while item not in (NO_ITEM, self._hierarchy.GetSceneItemID()):
            item = self._hierarchy.GetItemParent(item)
            if item == ancestor:
                return True
        return False

    def isAffiliatedItem(self, first: int, second: int) -> Any:
        """Whether one of two items lies in the other, or they are the same."""
        return first == second or self.isAncestorItem(first, second) or self.isAncestorItem(second, first)

    def reparent(self, item: int, parent: int) -> bool:
        """Puts an item into another; gives whether that is so now."""
        if not self.isAncestorItem(parent, item):
            self._hierarchy.SetItemParent(item, parent)
        return self._hierarchy.GetItemParent(item) == parent

    def moveToRow(self, item: int, row: int) -> bool:
        """Puts an item before the one that is at a row of what holds both."""
        siblings = children(self._hierarchy, self._hierarchy.GetItemParent(item))
        before = siblings[row] if row < len(siblings) else NO_ITEM
        return bool(self._hierarchy.MoveItem(item, before))

    def onRemoveTransformsFromBranchOfCurrentItem(self) -> None:
        """Takes all items out of their transforms."""
        self._for_transformables(lambda node: node.SetAndObserveTransformNodeID(None))

    def onHardenTransformOnBranchOfCurrentItem(self) -> None:
        """Applies to all items the transforms that they are in."""
        self._for_transformables(lambda node: node.HardenTransform())

    def _for_transformables(self, change: Any) -> None:
        for item in list(self._items):
            node = self._hierarchy.GetItemDataNode(item)
            if node is not None and node.IsA("vtkMRMLTransformableNode") and node.GetParentTransformNode() is not None:
                change(node)


def _visibility(hierarchy: Any, item: int) -> bool | None:
    """True or False, or None where there is nothing to show."""
    if hierarchy.GetDisplayNodeForItem(item) is None and not hierarchy.GetNumberOfItemChildren(item):
        return None
    return hierarchy.GetItemDisplayVisibility(item) > 0


def _describe(hierarchy: Any, item: int, node: Any) -> str:
    if node is None:
        return hierarchy.GetItemLevel(item) or hierarchy.GetItemName(item)
    return f"{node.GetNodeTagName()}: {node.GetName()}"
