"""The items of a combo box that has check marks."""

from typing import Any

import qt

CHECKABLE = qt.Qt.ItemIsUserCheckable | qt.Qt.ItemIsEnabled


class CheckableItems(qt.QStandardItemModel):
    """All items can be ticked.

    It says so itself, rather than each item: the combo box makes its items in C++, and Python would go on taking the next
    object at the address of an item that is gone for that item.
    """

    def flags(self, _index: Any) -> Any:
        """What can be done with an item."""
        return CHECKABLE
