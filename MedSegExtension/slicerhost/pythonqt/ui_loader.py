"""Loads `.ui` files with stand-ins for the application's widgets."""

from typing import Any

from slicerhost import diagnostics
from slicerhost.pythonqt.binding import QtCore, QtUiTools
from slicerhost.pythonqt.connections import address, connect_for
from slicerhost.pythonqt.object_methods import descendants
from slicerhost.pythonqt.standin import custom_widget
from slicerhost.pythonqt.ui_file import UiEnumeration, UiFile

# The Python half of a stand-in made by Qt's loader has no other owner until the C++ half is destroyed.
_alive: dict[int, Any] = {}


class UiLoader(QtUiTools.QUiLoader):
    """Qt's loader that also makes stand-ins, resolves their enumerations and connects MRML scenes."""

    def createWidget(self, class_name: str, parent: Any = None, name: str = "") -> Any:
        """Make a widget; called by Qt for each one in the file."""
        cls = custom_widget(class_name)
        if cls is None:
            return QtUiTools.QUiLoader.createWidget(self, class_name, parent, name)
        widget = cls(parent)
        widget.setObjectName(name)
        _keep(widget)
        return widget

    def load(self, device: Any, parent: Any = None) -> Any:
        """Build the widgets of an open file.

        Returns:
            The top widget, or None where the file cannot be read; the reason is noted.
        """
        file = UiFile(bytes(device.readAll().data()))
        buffer = QtCore.QBuffer()
        buffer.setData(file.data)
        buffer.open(QtCore.QIODevice.ReadOnly)
        top = QtUiTools.QUiLoader.load(self, buffer, parent)
        if top is None:
            diagnostics.note(f"QUiLoader: {self.errorString()}")
            return None
        objects = {found.objectName: found for found in (top, *descendants(top)) if found.objectName}
        for enumeration in file.enumerations:
            _set_enumeration(objects[enumeration.widget], enumeration)
        for found in objects.values():
            _note_unknown_properties(found, file.declared)
        _connect_all(file, objects)
        return top


def _keep(widget: Any) -> None:
    key = address(widget)
    _alive[key] = widget
    QtCore.QObject.connect(widget, QtCore.SIGNAL("destroyed(QObject*)"), lambda *_: _alive.pop(key, None))


def _set_enumeration(widget: Any, enumeration: UiEnumeration) -> None:
    value = 0
    for part in enumeration.text.split("|"):
        value |= int(getattr(type(widget), part.strip().rpartition("::")[2]))
    setattr(widget, enumeration.property_name, value)


def _note_unknown_properties(widget: Any, declared: set[tuple[str, str]]) -> None:
    for name in (bytes(raw.data()).decode() for raw in widget.dynamicPropertyNames()):
        if (widget.objectName, name) in declared and not name.startswith("_q_"):
            diagnostics.note(f".ui file sets '{name}' on {widget.objectName}, which {type(widget).__name__} does not have")


def _connect_all(file: UiFile, objects: dict[str, Any]) -> None:
    for connection in file.connections:
        sender, receiver = objects.get(connection.sender), objects.get(connection.receiver)
        if sender is None or receiver is None:
            diagnostics.note(f".ui file connects a missing widget: {connection.sender} to {connection.receiver}")
            continue
        connect_for("", sender, connection.signal, receiver, connection.slot)
