"""A message that can be silenced for the future."""

from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, facade, props


@facade
class ctkMessageBox(qt.QMessageBox):
    """A QMessageBox with the check box "Don't show this message again", whose answer is kept in the settings."""

    vars().update(props(dontShowAgainSettingsKey=(str, ""), dontShowAgainButtonRoles=("QVariantList", ())))

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._again = qt.QCheckBox("Don't show this message again", self)
        self.connect("finished(int)", self.onFinished)

    def _set_visible(self, visible: bool) -> None:
        self.setCheckBox(self._again if visible else None)

    dontShowAgainVisible = Property(bool, lambda self: self.checkBox() is not None, _set_visible)

    def setDontShowAgain(self, silenced: bool) -> None:
        """Ticks the check box."""
        self._again.setChecked(silenced)

    dontShowAgain = Property(bool, lambda self: self._again.checked, setDontShowAgain)

    def addDontShowAgainButtonRole(self, role: Any) -> None:
        """Adds a role of buttons whose click keeps the answer."""
        self.dontShowAgainButtonRoles = [*self.dontShowAgainButtonRoles, int(role)]

    def _kept(self) -> int | None:
        """The answer kept in the settings, or None."""
        value = qt.QSettings().value(self.dontShowAgainSettingsKey) if self.dontShowAgainSettingsKey else None
        return None if value is None else int(value)

    def exec_(self) -> Any:
        """Asks, or gives the answer of the last time if the message was silenced."""
        kept = self._kept()
        if kept is not None and kept != int(qt.QMessageBox.NoButton):
            return kept
        return qt.QMessageBox.exec(self)

    def onFinished(self, answer: Any) -> None:
        """Keeps the answer if the message is not to be shown again."""
        if not self.dontShowAgainSettingsKey or not self._again.checked:
            return
        button = self.clickedButton()
        roles = [int(role) for role in self.dontShowAgainButtonRoles]
        if not roles or (button is not None and int(self.buttonRole(button)) in roles):
            qt.QSettings().setValue(self.dontShowAgainSettingsKey, int(answer))
