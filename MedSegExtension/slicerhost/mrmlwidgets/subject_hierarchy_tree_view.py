"""Shows the subject hierarchy as a tree."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.item_delegate import ItemDelegate
from slicerhost.mrmlwidgets.item_filter import children
from slicerhost.mrmlwidgets.item_filtering import filter_members
from slicerhost.mrmlwidgets.item_menu import fill_menu
from slicerhost.mrmlwidgets.item_plugins import plugin_members
from slicerhost.mrmlwidgets.sort_filter_subject_hierarchy_proxy_model import qMRMLSortFilterSubjectHierarchyProxyModel
from slicerhost.mrmlwidgets.subject_hierarchy_model import ID_ROLE, NO_ITEM, qMRMLSubjectHierarchyModel
from slicerhost.mrmlwidgets.tree_options import option_members
from slicerhost.pythonqt.standin import Property, Signal, emit, facade

SMALL, MIDDLE = 28, 90


@facade
class qMRMLSubjectHierarchyTreeView(qt.QTreeView):
    """Items with visibility, colour and transform; a click on the eye shows or hides, a double click renames."""

    vars().update(filter_members())
    vars().update(plugin_members())
    vars().update(option_members())
    currentItemChanged = Signal("qlonglong")
    currentItemModified = Signal("qlonglong")
    currentItemsChanged = Signal("QVariantList")
    currentNodeChanged = Signal(object)
    nodeAddedByUser = Signal(object)

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._root = NO_ITEM
        self._keeping = ()
        self._labels = {}
        self._rows = qMRMLSubjectHierarchyModel(self)
        self._proxy = qMRMLSortFilterSubjectHierarchyProxyModel(self)
        self._proxy._follow(self._rows)
        self._filter = self._proxy._filter
        self._rows._modified = self._look_changed
        self.setModel(self._proxy)
        self.setItemDelegate(ItemDelegate(self._rows, self))
        self.setEditTriggers(qt.QAbstractItemView.DoubleClicked | qt.QAbstractItemView.EditKeyPressed)
        self.setContextMenuPolicy(qt.Qt.CustomContextMenu)
        self.setUniformRowHeights(True)
        self.resetColumnSizesToDefault()
        self.setColumnHidden(self._rows.descriptionColumn, True)
        self.setColumnHidden(self._rows.idColumn, True)
        self._rows.connect("subjectHierarchyAboutToBeUpdated()", self._remember)
        self._rows.connect("subjectHierarchyUpdated()", self._restore)
        self.connect("clicked(QModelIndex)", self._clicked)
        self.connect("customContextMenuRequested(QPoint)", self._open_menu)
        self.selectionModel().connect("selectionChanged(QItemSelection,QItemSelection)", self._selection_changed)

    # The scene

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._rows.mrmlScene()

    def setMRMLScene(self, scene: Any) -> None:
        """Shows another scene's items."""
        self._rows.setMRMLScene(scene)

    def subjectHierarchyNode(self) -> Any:
        """The hierarchy, or None."""
        return self._rows._hierarchy

    def sortFilterProxyModel(self) -> Any:
        """The model that holds the conditions."""
        return self._proxy

    def _refilter(self) -> None:
        self._proxy._refilter()
        self.expandAll()

    def _remember(self) -> None:
        self._keeping = self.currentItems()

    def _restore(self) -> None:
        self.expandAll()
        self.setRootItem(self._root)
        self.setCurrentItems(self._keeping)

    def _look_changed(self, _item: int) -> None:
        if self.currentItem():
            self.currentItemModified.emit(self.currentItem())

    # What is selected

    def _selection_changed(self, *_: Any) -> None:
        items = self.currentItems()
        self.currentItemChanged.emit(items[0] if items else NO_ITEM)
        self.currentItemsChanged.emit(list(items))
        emit(self, "currentNodeChanged(vtkMRMLNode*)", self.currentNode())

    def currentItems(self) -> tuple[Any, ...]:
        """The selected items."""
        rows = self.selectionModel().selectedRows(0) if self.selectionModel() is not None else []
        return tuple(index.data(ID_ROLE) for index in rows if index.data(ID_ROLE))

    def currentItem(self) -> int:
        """The first selected item; 0 if there is none."""
        items = self.currentItems()
        return items[0] if items else NO_ITEM

    def setCurrentItem(self, item: int) -> None:
        """Selects an item alone."""
        self.setCurrentItems((item,) if item else ())

    def setCurrentItems(self, items: Any) -> None:
        """Selects these items alone; those that are not shown are left out."""
        selection = qt.QItemSelection()
        for item in items:
            index = self._proxy.indexFromSubjectHierarchyItem(item)
            if index.isValid():
                selection.select(index, index)
        flags = qt.QItemSelectionModel.ClearAndSelect | qt.QItemSelectionModel.Rows
        self.selectionModel().select(selection, flags)

    def currentNode(self) -> Any:
        """The data node of the selected item, or None."""
        return self._rows._hierarchy.GetItemDataNode(self.currentItem()) if self.currentItem() else None

    def setCurrentNode(self, node: Any) -> None:
        """Selects the item of a data node."""
        hierarchy = self._rows._hierarchy
        self.setCurrentItem(hierarchy.GetItemByDataNode(node) if node is not None and hierarchy is not None else NO_ITEM)

    def findFirstNodeByClass(self, class_name: str) -> Any:
        """The first data node of a class among the items, or None."""
        nodes = (self._rows._hierarchy.GetItemDataNode(item) for item in self._rows._items)
        return next((node for node in nodes if node is not None and node.IsA(class_name)), None)

    def displayedItemCount(self) -> int:
        """How many items are shown."""
        return sum(self._proxy.indexFromSubjectHierarchyItem(item).isValid() for item in self._rows._items)

    # What is shown

    def setRootItem(self, item: int) -> None:
        """Shows only what lies in an item."""
        self._root = item
        self.setRootIndex(self._proxy.indexFromSubjectHierarchyItem(item))

    rootItem = Property("qlonglong", lambda self: self._root, setRootItem)

    def expandItem(self, item: int) -> None:
        """Shows what lies in an item."""
        self.expand(self._proxy.indexFromSubjectHierarchyItem(item))

    def collapseItem(self, item: int) -> None:
        """Folds an item."""
        self.collapse(self._proxy.indexFromSubjectHierarchyItem(item))

    def resetColumnSizesToDefault(self) -> None:
        """Gives names the room that small columns leave."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(SMALL)
        header.setSectionResizeMode(self._rows.nameColumn, qt.QHeaderView.Stretch)
        for column in (self._rows.visibilityColumn, self._rows.colorColumn):
            header.setSectionResizeMode(column, qt.QHeaderView.Fixed)
            self.setColumnWidth(column, SMALL)
        self.setColumnWidth(self._rows.transformColumn, MIDDLE)

    # What is done to the selected items

    def _clicked(self, index: qt.QModelIndex) -> None:
        item = index.data(ID_ROLE)
        if index.column() == self._rows.visibilityColumn and item:
            hierarchy = self._rows._hierarchy
            hierarchy.SetItemDisplayVisibility(item, not hierarchy.GetItemDisplayVisibility(item))

    def toggleVisibilityOfSelectedItems(self) -> None:
        """Shows hidden items and hides those that are shown."""
        hierarchy = self._rows._hierarchy
        for item in self.currentItems():
            hierarchy.SetItemDisplayVisibility(item, not hierarchy.GetItemDisplayVisibility(item))

    def showSelectedItems(self) -> None:
        """Shows the selected items in the views."""
        for item in self.currentItems():
            self._rows._hierarchy.SetItemDisplayVisibility(item, True)

    def hideSelectedItems(self) -> None:
        """Hides the selected items from the views."""
        for item in self.currentItems():
            self._rows._hierarchy.SetItemDisplayVisibility(item, False)

    def deleteSelectedItems(self) -> None:
        """Removes the selected items with their data and all that lies in them."""
        for item in self.currentItems():
            self._remove(item)

    def _remove(self, item: int) -> None:
        """Removes what lies in an item, its data, and the item if that is still there."""
        hierarchy = self._rows._hierarchy
        for child in children(hierarchy, item):
            self._remove(child)
        parent, node = hierarchy.GetItemParent(item), hierarchy.GetItemDataNode(item)
        if node is not None:
            self.mrmlScene().RemoveNode(node)
        if item in children(hierarchy, parent):
            hierarchy.RemoveItem(item, False, False)

    def renameCurrentItem(self) -> None:
        """Lets the name be typed in its row."""
        index = self._proxy.indexFromSubjectHierarchyItem(self.currentItem())
        if index.isValid():
            self.edit(index)

    def editCurrentItem(self) -> None:
        """Tells the scene's interaction node that the item's data is to be edited."""
        node = self.currentNode()
        interaction = self.mrmlScene().GetSingletonNode("Singleton", "vtkMRMLInteractionNode") if node is not None else None
        if interaction is not None:
            interaction.EditNode(node)

    def addNode(self, node_type: str) -> Any:
        """Adds a data node of a class, with an item of its own."""
        scene = self.mrmlScene()
        if scene is None:
            return None
        node = scene.AddNewNodeByClass(node_type, scene.GetUniqueNameByString(self.nodeTypeLabel(node_type)))
        hierarchy = self._rows._hierarchy
        if not hierarchy.GetItemByDataNode(node):
            hierarchy.CreateItem(self._root or hierarchy.GetSceneItemID(), node)
        self.setCurrentNode(node)
        self.nodeAddedByUser.emit(node)
        return node

    def nodeTypeLabel(self, node_type: str) -> str:
        """What nodes of a class are called."""
        scene = self.mrmlScene()
        usual = scene.GetTypeDisplayNameByClassName(node_type) if scene is not None else ""
        return self._labels.get(node_type) or usual or "node"

    def setNodeTypeLabel(self, label: str, node_type: str) -> None:
        """Calls nodes of a class otherwise."""
        self._labels[node_type] = label

    def _open_menu(self, point: qt.QPoint) -> None:
        if not self.contextMenuEnabled:
            return
        menu = qt.QMenu(self)
        fill_menu(menu, self)
        menu.popup(self.viewport().mapToGlobal(point))
