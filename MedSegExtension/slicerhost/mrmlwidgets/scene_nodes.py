"""The nodes of a scene."""

from typing import Any


def nodes_of_class(scene: Any, class_name: str) -> list[Any]:
    """The scene's nodes of a class or of one derived from it, in the scene's order.

    Args:
        scene: The scene.
        class_name: The class.
    """
    return [scene.GetNthNodeByClass(index, class_name) for index in range(scene.GetNumberOfNodesByClass(class_name))]
