"""What can be done to the items that are selected in the tree."""

from typing import Any


def fill_menu(menu: Any, view: Any) -> None:
    """Adds the entries that the tree's options allow.

    Args:
        menu: The QMenu.
        view: The tree view.
    """
    selected = bool(view.currentItems())
    entries = [
        ("Rename", view.renameCurrentItem, selected),
        ("Edit", view.editCurrentItem, selected and view.editMenuActionVisible),
        ("Show or hide", view.toggleVisibilityOfSelectedItems, selected),
        ("Delete", view.deleteSelectedItems, selected),
    ]
    for text, slot, wanted in entries:
        if wanted:
            menu.addAction(text).connect("triggered()", slot)
    if view.addNodeMenuActionVisible:
        for node_type in view.nodeTypes:
            action = menu.addAction(f"Create new {view.nodeTypeLabel(node_type)}")
            action.connect("triggered()", lambda kind=node_type: view.addNode(kind))
