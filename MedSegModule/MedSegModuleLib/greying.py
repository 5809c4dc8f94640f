"""Greying single entries of a combo box."""

FLAGS_ROLE = 255  # Qt::UserRole - 1, where Qt's own item model keeps an entry's flags
TOOLTIP_ROLE = 3  # Qt::ToolTipRole; plain numbers on both sides of Qt's bindings
NO_FLAGS = 0


def greyEntry(comboBox, index: int, reason: str) -> None:
    """Let an entry of a combo box be seen, with the reason why it cannot be chosen as its tooltip."""
    comboBox.setItemData(index, NO_FLAGS, FLAGS_ROLE)
    comboBox.setItemData(index, reason, TOOLTIP_ROLE)


def isGreyed(comboBox, index: int) -> bool:
    """Whether an entry cannot be chosen."""
    return comboBox.itemData(index, FLAGS_ROLE) == NO_FLAGS
