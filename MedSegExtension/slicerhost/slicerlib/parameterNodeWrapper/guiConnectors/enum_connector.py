"""Members of an enumeration in combo boxes."""

import enum
from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class QComboBoxToEnumConnector(SignalConnector):
    """A member of an enumeration in a combo box, by its method `label` if it has one, else by its name."""

    signal: ClassVar[str] = "currentIndexChanged(int)"
    widgets: ClassVar[tuple[str, ...]] = ("QComboBox", "ctkComboBox")

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        enumeration = unannotatedType(datatype)
        label = getattr(enumeration, "label", lambda member: member.name)
        self._members = list(enumeration)
        widget.clear()
        for member in self._members:
            widget.addItem(label(member))

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a combo box and an enumeration."""
        bare = unannotatedType(datatype)
        return QComboBoxToEnumConnector.fits(widget) and isinstance(bare, type) and issubclass(bare, enum.Enum)

    def read(self) -> Any:
        """The chosen member."""
        return self._members[self._widget.currentIndex]

    def write(self, value: Any) -> None:
        """Choose a member."""
        self._widget.currentIndex = self._members.index(value)
