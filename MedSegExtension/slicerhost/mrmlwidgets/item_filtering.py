"""Properties and slots that every widget of the subject hierarchy has for its conditions."""

from typing import Any

from slicerhost.pythonqt.standin import Property


def _names_property(attribute: str) -> tuple[Any, Any]:
    """A list of names that items must have as attributes, with any value, and its setter."""

    def setter(self: Any, names: Any) -> None:
        setattr(self._filter, attribute, dict.fromkeys(names, ""))
        self._refilter()

    return Property("QStringList", lambda self: tuple(getattr(self._filter, attribute)), setter), setter


def _plain_property(attribute: str, kind: Any) -> tuple[Any, Any]:
    def setter(self: Any, value: Any) -> None:
        setattr(self._filter, attribute, tuple(value) if kind == "QStringList" else value)
        self._refilter()

    return Property(kind, lambda self: getattr(self._filter, attribute), setter), setter


def _adder(attribute: str) -> Any:
    def add(self: Any, name: str, value: Any = "", *_: Any) -> None:
        getattr(self._filter, attribute)[name] = "" if value is None else str(value)
        self._refilter()

    return add


def _remover(attribute: str) -> Any:
    def remove(self: Any, name: str, *_: Any) -> None:
        getattr(self._filter, attribute).pop(name, None)
        self._refilter()

    return remove


def _only_attribute() -> dict[str, Any]:
    """One attribute by name, and its value, as older scripts ask for it."""

    def set_name(self: Any, name: str) -> None:
        self._filter.item_attributes = {name: ""} if name else {}
        self._refilter()

    def set_value(self: Any, value: str) -> None:
        self._filter.item_attributes = dict.fromkeys(self._filter.item_attributes, value)
        self._refilter()

    return {
        "attributeNameFilter": Property(str, lambda self: next(iter(self._filter.item_attributes), ""), set_name),
        "setAttributeNameFilter": set_name,
        "attributeValueFilter": Property(str, lambda self: next(iter(self._filter.item_attributes.values()), ""), set_value),
        "setAttributeValueFilter": set_value,
    }


def filter_members() -> dict[str, Any]:
    """The members for `vars().update(...)` in the body of a class with `_filter`, an ItemFilter, and `_refilter()`."""
    members = _only_attribute()
    plain = {
        "nodeTypes": ("types", "QStringList"),
        "hideChildNodeTypes": ("hidden_child_types", "QStringList"),
        "levelFilter": ("level", str),
        "nameFilter": ("name", str),
        "excludeItemAttributeNamesFilter": ("excluded_item_attributes", "QStringList"),
        "excludeNodeAttributeNamesFilter": ("excluded_node_attributes", "QStringList"),
        "showEmptyHierarchyItems": ("empty", bool),
    }
    for name, (attribute, kind) in plain.items():
        members[name], members[_setter_name(name)] = _plain_property(attribute, kind)
    for part in ("item", "node"):
        attribute, title = f"{part}_attributes", part.capitalize()
        name = f"include{title}AttributeNamesFilter"
        members[name], members[_setter_name(name)] = _names_property(attribute)
        members[f"add{title}AttributeFilter"] = _adder(attribute)
        members[f"remove{title}AttributeFilter"] = _remover(attribute)
    return members


def _setter_name(name: str) -> str:
    return f"set{name[0].upper()}{name[1:]}"
