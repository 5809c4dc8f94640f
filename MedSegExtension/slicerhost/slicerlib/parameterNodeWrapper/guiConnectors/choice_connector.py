"""Values of a list in combo boxes."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import findFirstAnnotation, splitAnnotations, unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector
from slicerhost.slicerlib.parameterNodeWrapper.validators import Choice


@parameterNodeGuiConnector
class QComboBoxToStringableConnector(SignalConnector):
    """A number, a text or a truth value out of the list that `Choice` gives, in a combo box.

    Raises:
        RuntimeError: The type has no `Choice`.
    """

    signal: ClassVar[str] = "currentIndexChanged(int)"
    widgets: ClassVar[tuple[str, ...]] = ("QComboBox", "ctkComboBox")

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        choice = findFirstAnnotation(splitAnnotations(datatype)[1], Choice)
        if choice is None:
            raise RuntimeError(f"A combo box requires the annotation Choice, got {datatype}.")
        self._choices = list(choice.choices)
        widget.clear()
        for value in self._choices:
            widget.addItem(str(value))

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a combo box and such a value."""
        return QComboBoxToStringableConnector.fits(widget) and unannotatedType(datatype) in (int, float, str, bool)

    def read(self) -> Any:
        """The chosen value."""
        return self._choices[self._widget.currentIndex]

    def write(self, value: Any) -> None:
        """Choose a value.

        Raises:
            ValueError: It is not in the list.
        """
        if value not in self._choices:
            raise ValueError(f"Unable to find value {value} in choices {self._choices}")
        self._widget.currentIndex = self._choices.index(value)
