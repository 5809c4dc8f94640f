"""The rules on Designer's files."""

from collections.abc import Iterator
from xml.etree import ElementTree

from slicerhost import surface
from slicerhost.lint import facts
from slicerhost.pythonqt.connections import normalized

# Written as properties, but read by the loader itself.
_OF_THE_LOADER = frozenset({"buddy"})


def widget_classes(root: ElementTree.Element) -> dict[str, str]:
    """Named objects of a file by their class."""
    found = {}
    for element in root.iter():
        if element.tag in ("widget", "layout") and element.get("name"):
            found[element.get("name", "")] = element.get("class", "")
        elif element.tag in ("action", "actiongroup", "buttongroup") and element.get("name"):
            found[element.get("name", "")] = {"action": "QAction", "actiongroup": "QActionGroup"}.get(element.tag, "QButtonGroup")
    return found


def check(root: ElementTree.Element) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Check a file.

    Yields:
        Rule, message, and words that lead to its line: each stands on or after the line of the one before.
    """
    classes = widget_classes(root)
    for widget in root.iter("widget"):
        name, kind = widget.get("name", ""), widget.get("class", "")
        if not facts.is_class(kind) and kind != "Line":
            yield "unknown-class", f"nobody has the class {kind} of '{name}'", (f'name="{name}"',)
        elif kind != "Line":
            yield from _unknown_properties(widget, name, kind)
    for connection in root.iter("connection"):
        yield from _wrong_connection(connection, classes)


def _unknown_properties(widget: ElementTree.Element, name: str, kind: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    known = facts.properties(kind) | surface.names(kind) | _OF_THE_LOADER
    for entry in widget.findall("property"):
        if entry.get("stdset") != "0" and entry.get("name") not in known:
            message = f"{kind} has no property '{entry.get('name')}' for '{name}'; a dynamic one needs stdset=\"0\""
            yield "unknown-property", message, (f'name="{name}"', f'name="{entry.get("name")}"')


def _wrong_connection(connection: ElementTree.Element, classes: dict[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    sender, signal, receiver, slot = (connection.findtext(key, "") for key in ("sender", "signal", "receiver", "slot"))
    for name in (sender, receiver):
        if name not in classes:
            yield "wrong-connection", f"connects '{name}', which the file does not have", ("<connections>", f">{name}<")
    kind = classes.get(sender, "")
    if facts.is_class(kind) and normalized(signal) not in facts.signals(kind):
        yield "wrong-connection", f"{kind} has no signal '{signal}'", ("<connections>", f">{signal}<")
    kind = classes.get(receiver, "")
    if facts.is_class(kind) and slot.partition("(")[0] not in facts.members(kind):
        yield "wrong-connection", f"{kind} has no slot '{slot}'", ("<connections>", f">{slot}<")
