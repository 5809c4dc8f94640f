"""What every serializer is."""

from abc import ABC, abstractmethod
from typing import Any


class Serializer(ABC):
    """Writes values of a type into a parameter node, under a name, and reads them back."""

    @staticmethod
    @abstractmethod
    def canSerialize(type_: Any) -> bool:
        """Whether the class serves a type."""

    @staticmethod
    @abstractmethod
    def create(type_: Any) -> "Serializer | None":
        """A serializer for a type, often a validated one; None for types of others."""

    @abstractmethod
    def default(self) -> Any:
        """The value of a parameter without a default of its own."""

    @abstractmethod
    def isIn(self, parameterNode: Any, name: str) -> bool:
        """Whether the node holds a value of this name."""

    @abstractmethod
    def write(self, parameterNode: Any, name: str, value: Any) -> None:
        """Write a value."""

    @abstractmethod
    def read(self, parameterNode: Any, name: str) -> Any:
        """The value."""

    @abstractmethod
    def remove(self, parameterNode: Any, name: str) -> None:
        """Remove the value."""

    def supportsCaching(self) -> bool:
        """Whether a value once read may be given out again: it cannot change, or writes itself when it changes."""
        return False
