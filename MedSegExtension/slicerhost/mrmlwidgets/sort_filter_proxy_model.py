"""Further conditions on the nodes of a combo box."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.node_filter import FILTERED, HIDE_ALL, SHOW_ALL, NodeFilter
from slicerhost.pythonqt.standin import Property, facade


@facade
class qMRMLSortFilterProxyModel(qt.QSortFilterProxyModel):
    """The conditions that a node combo box puts on its nodes."""

    UseFilters, ShowAll, HideAll = FILTERED, SHOW_ALL, HIDE_ALL

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._filter = NodeFilter()
        self._rows = None
        self._refilter = lambda: None

    def _follow(self, rows: Any, refilter: Any) -> None:
        """Shares the conditions of a widget's rows."""
        self._rows = rows
        self._filter = rows.filter
        self._refilter = refilter
        self.setSourceModel(rows.model)

    def addAttribute(self, node_type: str, name: str, value: Any = None) -> None:
        """Takes only nodes with an attribute; without a value, any value will do."""
        self._filter.attributes[(node_type, name)] = None if value is None else str(value)
        self._refilter()

    def removeAttribute(self, node_type: str, name: str) -> None:
        """Takes a condition of `addAttribute` back."""
        self._filter.attributes.pop((node_type, name), None)
        self._refilter()

    def _shared(name: str, kind: Any) -> Any:
        def setter(self: Any, value: Any) -> None:
            setattr(self._filter, name, tuple(value) if kind == "QStringList" else value)
            self._refilter()

        return Property(kind, lambda self: getattr(self._filter, name), setter)

    nodeTypes = _shared("types", "QStringList")
    showHidden = _shared("hidden", bool)
    showChildNodeTypes = _shared("child_types", bool)
    hideChildNodeTypes = _shared("hidden_child_types", "QStringList")
    hiddenNodeIDs = _shared("hidden_ids", "QStringList")
    visibleNodeIDs = _shared("visible_ids", "QStringList")
    showHiddenForTypes = _shared("hidden_types", "QStringList")
    attributeFilter = _shared("attribute", str)
    filterType = _shared("mode", int)
    hideNodesUnaffiliatedWithNodeID = _shared("affiliated_id", str)
    del _shared

    def setFilterType(self, kind: Any) -> None:
        """Uses the conditions (0), or offers all nodes (1) or none (2) of the classes asked for."""
        self.filterType = int(kind)

    def _all(mode: Any) -> tuple[Any, ...]:
        def setter(self: Any, on: bool) -> None:
            self.filterType = mode if on else FILTERED

        return Property(bool, lambda self: self._filter.mode == mode, setter), setter

    showAll, setShowAll = _all(SHOW_ALL)
    hideAll, setHideAll = _all(HIDE_ALL)
    del _all

    def setShowHidden(self, shown: bool) -> None:
        """Offers nodes that are hidden from editors."""
        self.showHidden = shown

    def sceneModel(self) -> Any:
        """The model of the entries."""
        return self.sourceModel

    def mrmlSceneIndex(self) -> qt.QModelIndex:
        """The index that the nodes lie below."""
        return qt.QModelIndex()

    def mrmlNodeFromIndex(self, index: qt.QModelIndex) -> Any:
        """The node of an entry, or None."""
        kind, node = self._rows.entry(self.mapToSource(index).row()) if self._rows is not None and index.isValid() else ("", None)
        return node if kind == "node" else None

    def indexFromMRMLNode(self, node: Any, column: int = 0) -> Any:
        """The index of a node's entry; an invalid one if it has none."""
        row = self._rows.row(node) if self._rows is not None else -1
        return self.mapFromSource(self._rows.model.index(row, column)) if row >= 0 else qt.QModelIndex()
