"""Loads `.ui` files with stand-ins for the application's widgets."""

import functools
import itertools
import operator
from typing import Any
from xml.etree.ElementTree import ParseError

from slicerhost import diagnostics
from slicerhost.pythonqt.binding import MODULES, QtCore, QtUiTools
from slicerhost.pythonqt.connections import address, connect_for
from slicerhost.pythonqt.object_methods import descendants
from slicerhost.pythonqt.standin import custom_widget
from slicerhost.pythonqt.ui_file import UiEnumeration, UiFile
from slicerhost.pythonqt.visibility import hidden_names

HANDLED_BY_QT = {"buddy"}  # named in .ui files like a property, set by the loader itself

# The Python half of a stand-in made by Qt's loader has no other owner until the C++ half is destroyed.
_alive: dict[int, Any] = {}


class UiLoader(QtUiTools.QUiLoader):
    """Qt's loader that also makes stand-ins, resolves their enumerations and connects MRML scenes."""

    def createWidget(self, class_name: str, parent: Any = None, name: str = "") -> Any:
        """Make a widget; called by Qt for each one in the file.

        Where there is no such class, Qt takes the base class that the file names, and its warning is noted.
        """
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
        try:
            file = UiFile(bytes(device.readAll().data()))
        except ParseError as error:
            diagnostics.note(f"QUiLoader: expected the XML of a .ui file, got {error}")
            return None
        buffer = QtCore.QBuffer()
        buffer.setData(file.data)
        buffer.open(QtCore.QIODevice.ReadOnly)
        top = QtUiTools.QUiLoader.load(self, buffer, parent)
        if top is None:
            diagnostics.note(f"QUiLoader: {self.errorString()}")
            return None
        _finish(file, {found.objectName: found for found in (top, *descendants(top)) if found.objectName})
        return top


def _keep(widget: Any) -> None:
    key = address(widget)
    _alive[key] = widget
    QtCore.QObject.connect(widget, QtCore.SIGNAL("destroyed(QObject*)"), lambda *_: _alive.pop(key, None))


def _finish(file: UiFile, objects: dict[str, Any]) -> None:
    """Do what Qt's loader left."""
    for enumeration in file.enumerations:
        if enumeration.widget in objects:
            _set_enumeration(objects[enumeration.widget], enumeration)
    for widget_name, property_name in file.declared:
        if widget_name in objects:
            _note_unknown_property(objects[widget_name], property_name)
    for connection in file.connections:
        sender, receiver = objects.get(connection.sender), objects.get(connection.receiver)
        if sender is None or receiver is None:
            diagnostics.note(f".ui file connects a missing widget: {connection.sender} to {connection.receiver}")
        else:
            connect_for("", sender, connection.signal, receiver, connection.slot)


def _set_enumeration(widget: Any, enumeration: UiEnumeration) -> None:
    try:
        values = [_enumerator(widget, part.strip()) for part in enumeration.text.split("|") if part.strip()]
        value = functools.reduce(operator.or_, values, 0)
        setattr(widget, enumeration.property_name, value)
    except AttributeError:
        diagnostics.note(f".ui file sets '{enumeration.property_name}' on {widget.objectName} to unknown '{enumeration.text}'")


def _enumerator(widget: Any, text: str) -> int:
    """Value of ``Class::Name`` or ``Class::Enumeration::Name``.

    Raises:
        AttributeError: If there is none.
    """
    class_name, _, rest = text.partition("::")
    own = (cls for cls in type(widget).__mro__ if cls.__name__ == class_name)
    known = (getattr(module, class_name) for module in MODULES if hasattr(module, class_name))
    owner = next(itertools.chain(own, known), type(widget))
    return int(getattr(owner, rest.rpartition("::")[2]))


def _note_unknown_property(widget: Any, name: str) -> None:
    known = type(widget).staticMetaObject.indexOfProperty(name) >= 0 and name not in hidden_names(type(widget))
    if not known and name not in HANDLED_BY_QT and not name.startswith("_q_"):
        diagnostics.note(f".ui file sets '{name}' on {widget.objectName}, which {widget.className()} does not have")
