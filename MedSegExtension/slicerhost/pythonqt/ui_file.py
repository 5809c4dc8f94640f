"""What a `.ui` file says that Qt's own loader cannot do: MRML connections and enumerations of stand-ins."""

from dataclasses import dataclass
from xml.etree import ElementTree

from slicerhost.pythonqt.standin import custom_widget


@dataclass(frozen=True)
class UiConnection:
    """A connection drawn in Designer."""

    sender: str
    signal: str
    receiver: str
    slot: str


@dataclass(frozen=True)
class UiEnumeration:
    """A property of a stand-in whose value is written as enumerators, such as ``ctkPathLineEdit::Dirs|...::Files``."""

    widget: str
    property_name: str
    text: str


class UiFile:
    """A `.ui` file taken apart: what Qt's loader does well, and what is left to us.

    Raises:
        ParseError: If the data is no XML.
    """

    def __init__(self, data: bytes) -> None:
        self._root = ElementTree.fromstring(data)  # noqa: S314 (a module's own file, not one from outside)
        self.connections = self._take_connections()
        self.enumerations = self._take_enumerations()
        self.declared = self._declared_properties()

    @property
    def data(self) -> bytes:
        """The rest, for Qt's loader."""
        return bytes(ElementTree.tostring(self._root, encoding="utf-8", xml_declaration=True))

    def _take_connections(self) -> list[UiConnection]:
        parent = self._root.find("connections")
        if parent is None:
            return []
        self._root.remove(parent)
        keys = ("sender", "signal", "receiver", "slot")
        return [UiConnection(*(element.findtext(key, "") for key in keys)) for element in parent.findall("connection")]

    def _take_enumerations(self) -> list[UiEnumeration]:
        taken = []
        for widget in self._root.iter("widget"):
            cls = custom_widget(widget.get("class", ""))
            for entry in widget.findall("property") if cls is not None else ():
                if entry[0].tag in ("enum", "set") and not _is_enumeration(cls, entry.get("name", "")):
                    taken.append(UiEnumeration(widget.get("name", ""), entry.get("name", ""), entry[0].text or ""))
                    widget.remove(entry)
        return taken

    def _declared_properties(self) -> list[tuple[str, str]]:
        """(widget, property) of all properties that the class of the widget is said to have."""
        return [
            (widget.get("name", ""), entry.get("name", ""))
            for widget in self._root.iter("widget")
            for entry in widget.findall("property")
            if entry.get("stdset") != "0"
        ]


def _is_enumeration(cls: type, name: str) -> bool:
    """Whether Qt's loader can read an enumeration for a property: a stand-in of our own has a number there."""
    meta = cls.staticMetaObject
    entry = meta.property(meta.indexOfProperty(name))
    return bool(entry.isEnumType() or entry.isFlagType())
