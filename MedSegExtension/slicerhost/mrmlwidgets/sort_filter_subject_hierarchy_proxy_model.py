"""Which rows of the subject hierarchy are shown."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.item_filter import ItemFilter
from slicerhost.mrmlwidgets.item_filtering import filter_members
from slicerhost.mrmlwidgets.subject_hierarchy_model import ID_ROLE, NO_ITEM
from slicerhost.pythonqt.standin import Property, facade


@facade
class qMRMLSortFilterSubjectHierarchyProxyModel(qt.QSortFilterProxyModel):
    """Shows items that meet all conditions, and what holds them."""

    vars().update(filter_members())

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._filter = ItemFilter()
        self._rows = None
        self._affiliated = NO_ITEM

    def _follow(self, rows: Any) -> None:
        self._rows = rows
        self.setSourceModel(rows)

    def _refilter(self) -> None:
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Any) -> bool:
        """Whether an item is shown."""
        item = self._rows.index(row, 0, parent).data(ID_ROLE)
        if not item:
            return True
        if self._affiliated and not self._rows.isAffiliatedItem(item, self._affiliated):
            return False
        return self._filter.shows(self._rows._hierarchy, item)

    def _set_affiliated(self, item: int) -> None:
        self._affiliated = item
        self._refilter()

    hideItemsUnaffiliatedWithItemID = Property("qlonglong", lambda self: self._affiliated, _set_affiliated)

    def mrmlScene(self) -> Any:
        """The scene, or None."""
        return self._rows.mrmlScene() if self._rows is not None else None

    def subjectHierarchyNode(self) -> Any:
        """The hierarchy, or None."""
        return self._rows._hierarchy if self._rows is not None else None

    def subjectHierarchySceneIndex(self) -> qt.QModelIndex:
        """The index below which the items are."""
        return qt.QModelIndex()

    def subjectHierarchyItemFromIndex(self, index: qt.QModelIndex) -> Any:
        """The item at an index; 0 if there is none."""
        return index.data(ID_ROLE) or NO_ITEM

    def indexFromSubjectHierarchyItem(self, item: int, column: int = 0) -> Any:
        """The index of an item; an invalid one if it is not shown."""
        if self._rows is None or item not in self._rows._items:
            return qt.QModelIndex()
        return self.mapFromSource(self._rows._cell(item, column).index())

    def acceptedItemCount(self, root: int) -> int:
        """How many items in an item are shown."""
        shown = [
            self.indexFromSubjectHierarchyItem(item).isValid()
            for item in self._rows._items
            if self._rows.isAncestorItem(item, root)
        ]
        return sum(shown)
