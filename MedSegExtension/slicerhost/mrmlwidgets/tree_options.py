"""Properties and slots of the tree view of the subject hierarchy that only switch something on or off."""

from typing import Any

import qt

from slicerhost.pythonqt.standin import Property, props


def _column(name: str) -> Any:
    def setter(self: Any, shown: bool) -> None:
        self.setColumnHidden(getattr(self._rows, name), not shown)

    return Property(bool, lambda self: not self.isColumnHidden(getattr(self._rows, name)), setter)


def _of_rows(name: str, kind: Any) -> tuple[Any, Any]:
    def setter(self: Any, value: Any) -> None:
        setattr(self._rows, name, value)

    return Property(kind, lambda self: getattr(self._rows, name), setter), setter


def _set_multi_selection(self: Any, on: bool) -> None:
    several, one = qt.QAbstractItemView.ExtendedSelection, qt.QAbstractItemView.SingleSelection
    self.setSelectionMode(several if on else one)


def _set_attribute_filter(self: Any, name: str, value: Any = "") -> None:
    """Shows only items with an attribute."""
    self._filter.item_attributes = {name: "" if value is None else str(value)}
    self._refilter()


def _remove_attribute_filter(self: Any) -> None:
    """Shows items whatever their attributes."""
    self._filter.item_attributes = {}
    self._refilter()


def _nothing(self: Any, *_: Any) -> None:
    """There are no plugins to choose from, and no hint to show."""


def _plugin_names(attribute: str) -> tuple[Any, Any]:
    def setter(self: Any, names: Any) -> None:
        setattr(self, attribute, tuple(names))

    return Property("QStringList", lambda self: getattr(self, attribute, ()), setter), setter


def option_members() -> dict[str, Any]:
    """The members for `vars().update(...)` in the class body."""
    members = props(
        addNodeMenuActionVisible=(bool, True),
        contextMenuEnabled=(bool, True),
        editMenuActionVisible=(bool, True),
        highlightReferencedItems=(bool, True),
        selectRoleSubMenuVisible=(bool, True),
        showRootItem=(bool, True),
        useTerminologySelector=(bool, False),
    )
    for column in ("visibility", "color", "transform", "description", "id"):
        members[f"{column}ColumnVisible"] = _column(f"{column}Column")
    members["noneEnabled"], members["setNoneEnabled"] = _of_rows("noneEnabled", bool)
    members["noneDisplay"], members["setNoneDisplay"] = _of_rows("noneDisplay", str)
    members["pluginAllowList"], members["setPluginAllowList"] = _plugin_names("_allowed_plugins")
    members["pluginBlockList"], members["setPluginBlockList"] = _plugin_names("_blocked_plugins")
    selection = qt.QAbstractItemView.SingleSelection
    members["multiSelection"] = Property(bool, lambda self: self.selectionMode != selection, _set_multi_selection)
    members["setMultiSelection"] = _set_multi_selection
    members["setAttributeFilter"], members["removeAttributeFilter"] = _set_attribute_filter, _remove_attribute_filter
    hints = ("selectPluginForCurrentItem", "showContextMenuHint", "updateSelectPluginActions")
    return members | dict.fromkeys(hints, _nothing)
