"""Further conditions on the nodes of a combo box."""

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.mrmlwidgets.node_filter import NodeFilter
from slicerhost.pythonqt.standin import Property, facade


@facade
class qMRMLSortFilterProxyModel(qt.QSortFilterProxyModel):  # noqa: N801
    """The conditions that a node combo box puts on its nodes."""

    def __init__(self, *arguments):
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._filter = NodeFilter()
        self._refilter = lambda: None

    def _follow(self, rows, refilter):
        """Shares the conditions of a widget's rows."""
        self._filter = rows.filter
        self._refilter = refilter
        self.setSourceModel(rows.model)

    def addAttribute(self, node_type, name, value=None):
        """Takes only nodes with an attribute; without a value, any value will do."""
        self._filter.attributes[(node_type, name)] = None if value is None else str(value)
        self._refilter()

    def removeAttribute(self, node_type, name):
        """Takes a condition of `addAttribute` back."""
        self._filter.attributes.pop((node_type, name), None)
        self._refilter()

    def _shared(name, kind):
        def setter(self, value):
            setattr(self._filter, name, tuple(value) if kind == "QStringList" else value)
            self._refilter()

        return Property(kind, lambda self: getattr(self._filter, name), setter)

    nodeTypes = _shared("types", "QStringList")
    showHidden = _shared("hidden", bool)
    showChildNodeTypes = _shared("child_types", bool)
    hideChildNodeTypes = _shared("hidden_child_types", "QStringList")
    hiddenNodeIDs = _shared("hidden_ids", "QStringList")
    hideNodesUnaffiliatedWithNodeID = _shared("affiliated_id", str)
    del _shared
