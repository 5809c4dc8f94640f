"""Chooses an item of the subject hierarchy."""

from typing import Any

import qt

from slicerhost.ctkwidgets.combo_box import ctkComboBox
from slicerhost.mrmlwidgets.item_filtering import filter_members
from slicerhost.mrmlwidgets.item_plugins import plugin_members
from slicerhost.mrmlwidgets.sort_filter_subject_hierarchy_proxy_model import qMRMLSortFilterSubjectHierarchyProxyModel
from slicerhost.mrmlwidgets.subject_hierarchy_model import ID_ROLE, NO_ITEM, qMRMLSubjectHierarchyModel
from slicerhost.pythonqt.standin import Property, Signal, facade, props

INDENT = "    "


@facade
class qMRMLSubjectHierarchyComboBox(ctkComboBox):
    """A combo box of items, indented by how deep they lie."""

    vars().update(filter_members())
    vars().update(plugin_members())
    vars().update(
        props(
            alignPopupVertically=(bool, True),
            highlightReferencedItems=(bool, False),
            maximumNumberOfShownItems=(int, 20, None, lambda self, count: self.setMaxVisibleItems(count)),
            noneDisplay=(str, "None", None, lambda self, _: self._fill()),
            noneEnabled=(bool, False, None, lambda self, _: self._fill()),
            showCurrentItemParents=(bool, True, None, lambda self, _: self._fill()),
            showRootItem=(bool, True, None, lambda self, _: self._fill()),
        )
    )
    currentItemChanged = Signal("qlonglong")
    currentItemModified = Signal("qlonglong")

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._item = self._root = NO_ITEM
        self._rows = qMRMLSubjectHierarchyModel(self)
        self._proxy = qMRMLSortFilterSubjectHierarchyProxyModel(self)
        self._proxy._follow(self._rows)
        self._filter = self._proxy._filter
        self._rows._modified = self._look_changed
        self.defaultText = "Select subject hierarchy item"
        self._rows.connect("subjectHierarchyUpdated()", self._fill)
        self.connect("activated(int)", self._activated)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._rows.mrmlScene()

    def setMRMLScene(self, scene: Any) -> None:
        """Offers another scene's items."""
        self._rows.setMRMLScene(scene)

    def subjectHierarchyNode(self) -> Any:
        """The hierarchy, or None."""
        return self._rows._hierarchy

    def model(self) -> Any:
        """The model of all items."""
        return self._rows

    def sortFilterProxyModel(self) -> Any:
        """The model that holds the conditions."""
        return self._proxy

    def _refilter(self) -> None:
        self._proxy._refilter()
        self._fill()

    def _look_changed(self, _item: int) -> None:
        self._fill()
        if self._item:
            self.currentItemModified.emit(self._item)

    def _fill(self) -> None:
        """Makes all entries anew; what is no longer offered is no longer chosen."""
        self.clear()
        if self.noneEnabled:
            self.addItem(self.noneDisplay, NO_ITEM)
        self._add_below(self._proxy.indexFromSubjectHierarchyItem(self._root), 0)
        offered = self._item == NO_ITEM or self.findData(self._item) >= 0
        self._choose(self._item if offered else NO_ITEM)

    def _add_below(self, parent: Any, depth: int) -> None:
        root = self._proxy.indexFromSubjectHierarchyItem(self._root)
        if depth == 0 and root.isValid() and self.showRootItem:
            self.addItem(str(root.data()), self._root)
            depth = 1
        for row in range(self._proxy.rowCount(parent)):
            index = self._proxy.index(row, 0, parent)
            self.addItem(INDENT * depth + str(index.data()), index.data(ID_ROLE))
            self._add_below(index, depth + 1)

    def _choose(self, item: int) -> None:
        changed, self._item = item != self._item, item
        row = self.findData(item) if item or self.noneEnabled else -1
        self.setCurrentIndex(row)
        if changed:
            self.currentItemChanged.emit(item)

    def _activated(self, row: int) -> None:
        self._choose(self.itemData(row))

    def currentItem(self) -> int:
        """The item chosen; 0 if there is none."""
        return self._item

    def setCurrentItem(self, item: int) -> None:
        """Chooses an item; what is not offered chooses none."""
        self._choose(item if self.findData(item) >= 0 else NO_ITEM)

    def currentNode(self) -> Any:
        """The data node of the item chosen, or None."""
        return self._rows._hierarchy.GetItemDataNode(self._item) if self._item else None

    def setCurrentNode(self, node: Any) -> None:
        """Chooses the item of a data node."""
        hierarchy = self._rows._hierarchy
        self.setCurrentItem(hierarchy.GetItemByDataNode(node) if node is not None and hierarchy is not None else NO_ITEM)

    def clearSelection(self) -> None:
        """Chooses no item."""
        self._choose(NO_ITEM)

    def setRootItem(self, item: int) -> None:
        """Offers only what lies in an item."""
        self._root = item
        self._fill()

    rootItem = Property("qlonglong", lambda self: self._root, setRootItem)

    def paintEvent(self, event: qt.QPaintEvent) -> None:
        """Draws the name of the item without the indentation of the list."""
        row = self.currentIndex
        if row >= 0 and self.itemText(row).startswith(INDENT):
            painter = qt.QStylePainter(self)
            option = qt.QStyleOptionComboBox()
            self.initStyleOption(option)
            option.currentText = option.currentText.strip()
            painter.drawComplexControl(qt.QStyle.CC_ComboBox, option)
            painter.drawControl(qt.QStyle.CE_ComboBoxLabel, option)
            painter.end()
        else:
            super().paintEvent(event)
