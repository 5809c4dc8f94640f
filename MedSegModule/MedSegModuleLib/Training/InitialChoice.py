"""What a training begins with."""

from collections.abc import Callable
from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.Section import guarded

TOOLTIP_ROLE = 3  # Qt::ToolTipRole, a plain number on both sides of Qt's bindings


class InitialChoice:
    """Lists "from scratch" and the installed models in a combo box, and keeps the choice in the parameter node."""

    def __init__(self, comboBox: Any, parameters: Callable[[], Any]) -> None:
        """Connect the box; `fill` looks what is installed.

        Args:
            comboBox: A `QComboBox`.
            parameters: Gives the parameter node, or None.
        """
        self._box = comboBox
        self._parameters = parameters
        comboBox.addItem(_("Scratch"), "")
        comboBox.connect("activated(int)", guarded(self._onChosen))

    def fill(self) -> None:
        """Look again what is installed."""
        self._box.clear()
        self._box.addItem(_("Scratch"), "")
        for name, title in _installed():
            self._box.addItem(title, name)
            self._box.setItemData(self._box.count - 1, name, TOOLTIP_ROLE)
        self.show()

    def show(self) -> None:
        """Show what the parameter node holds; a model that is no longer installed is named still."""
        node = self._parameters()
        if node is None:
            return
        name = node.training.initial
        index = self._box.findData(name)
        if index < 0:
            self._box.addItem(_("{name} (not installed)").format(name=name), name)
            index = self._box.count - 1
        if self._box.currentIndex != index:
            self._box.setCurrentIndex(index)

    def _onChosen(self, index: int) -> None:
        if self._parameters() is not None:
            self._parameters().training.initial = self._box.itemData(index)


def _installed() -> list[tuple[str, str]]:
    """Name and title of each installed model that can be trained further."""
    from medseg.models import ARCHITECTURES, installed_packages

    entries = [entry for entry in installed_packages() if entry.is_installed]
    return [(entry.name, entry.card.title) for entry in entries if entry.card.architecture.name in ARCHITECTURES]
