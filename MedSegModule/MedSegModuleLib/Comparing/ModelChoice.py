"""Choosing the package of a network that is compared."""

from collections.abc import Callable
from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.greying import TOOLTIP_ROLE, greyEntry
from MedSegModuleLib.Method import Method
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.Section import guarded


class ModelChoice:
    """Lists the packages of a method in a combo box, and keeps the choice in the parameter node."""

    def __init__(self, comboBox: Any, method: Method, field: str, parameters: Callable[[], Any]) -> None:
        """Connect the box.

        Args:
            comboBox: A `QComboBox`.
            method: CNN or U-Net.
            field: Name of the parameter, such as `compare.cnnModel`.
            parameters: Gives the parameter node, or None.
        """
        self.method = method
        self._box = comboBox
        self._field = field
        self._parameters = parameters
        self._shown: list[NetworkChoice] | None = None
        comboBox.connect("activated(int)", guarded(self._onChosen))

    def show(self, choices: list[NetworkChoice]) -> None:
        """Show the packages, and which one is chosen; those that cannot be used are greyed with the reason."""
        if choices != self._shown:
            self._shown = choices
            self._box.clear()
            self._box.addItem(_("The one that fits the image"), "")
            for choice in choices:
                self._add(choice)
        name = self._parameters().getValue(self._field)
        index = self._box.findData(name)
        if index < 0:
            self._box.addItem(_("{name} (not installed)").format(name=name), name)
            index = self._box.count - 1
        if self._box.currentIndex != index:
            self._box.setCurrentIndex(index)

    def _add(self, choice: NetworkChoice) -> None:
        remark = choice.problem or (None if choice.isInstalled else _("not installed"))
        title = choice.card.title if remark is None else f"{choice.card.title} ({remark})"
        self._box.addItem(title, choice.name)
        index = self._box.count - 1
        if remark is None:
            self._box.setItemData(index, choice.name, TOOLTIP_ROLE)
        else:
            greyEntry(self._box, index, title)

    def _onChosen(self, index: int) -> None:
        if self._parameters() is not None:
            self._parameters().setValue(self._field, self._box.itemData(index))
