"""A row of buttons of which one is chosen."""

import enum
from collections.abc import Callable, Mapping

from MedSegModuleLib.Section import guarded


class ChoiceButtons:
    """Binds a row of exclusive buttons to the members of an enumeration, which Slicer connects to combo boxes only."""

    def __init__(self, buttons: Mapping[enum.Enum, object], onChosen: Callable[[enum.Enum], None]) -> None:
        """Connect the buttons.

        Args:
            buttons: A checkable, exclusive button for each member.
            onChosen: Called with the member whose button the user clicks.
        """
        self._buttons = dict(buttons)
        self._onChosen = onChosen
        for member, button in self._buttons.items():
            button.connect("clicked(bool)", self._slot(member))

    def show(self, member: enum.Enum) -> None:
        """Show which one is chosen, without calling anybody."""
        self._buttons[member].checked = True

    def _slot(self, member: enum.Enum) -> Callable:
        return guarded(lambda: self._onChosen(member))
