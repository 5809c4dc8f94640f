"""What is known of one kind of file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# path, properties, messages -> nodes
Reader = Callable[[str, dict[str, Any], Any], list[Any]]


@dataclass(frozen=True)
class FileKind:
    """One of Slicer's file types.

    Attributes:
        name: Slicer's name of it.
        description: A word for people.
        extensions: Endings of file names.
        node_class: The class of nodes that are saved as such files; empty where none are.
        read: Reads a file into the scene; None where the host cannot.
    """

    name: str
    description: str
    extensions: tuple[str, ...]
    node_class: str
    read: Reader | None
