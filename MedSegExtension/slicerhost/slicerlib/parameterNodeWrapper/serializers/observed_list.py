"""A list that writes itself into the parameter node."""

from collections.abc import Iterable, MutableSequence
from typing import Any, NoReturn


class ObservedList(MutableSequence[Any]):
    """A list of a parameter. Whatever changes it, changes the node; what would make another list of it is refused."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, parameterNode: Any, listSerializer: Any, name: str, startingValue: list[Any]) -> None:
        self._parameterNode = parameterNode
        self._serializer = listSerializer
        self._name = name
        self._list = startingValue

    def __str__(self) -> str:
        return f"ObservedList({self._list})"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return self._list == (other._list if isinstance(other, ObservedList) else other)

    def __len__(self) -> int:
        return len(self._list)

    def __getitem__(self, index: Any) -> Any:
        return self._list[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self._list[index] = value
        self._save()

    def __delitem__(self, index: Any) -> None:
        del self._list[index]
        self._save()

    def __iadd__(self, values: Iterable[Any]) -> "ObservedList":  # type: ignore[misc]
        self._list += values
        self._save()
        return self

    def __imul__(self, count: int) -> "ObservedList":
        self._list *= count
        self._save()
        return self

    def _refuse(self, other: Any) -> NoReturn:
        raise NotImplementedError("An ObservedList takes += and *=; for a new list, write list(values) first.")

    __add__ = __radd__ = __mul__ = __rmul__ = _refuse

    def insert(self, index: int, value: Any) -> None:
        """Put a value before an index."""
        self._list.insert(index, value)
        self._save()

    def append(self, value: Any) -> None:
        """Put a value at the end."""
        self._list.append(value)
        self._save()

    def extend(self, values: Iterable[Any]) -> None:
        """Put values at the end, written once."""
        self._list.extend(values)
        self._save()

    def clear(self) -> None:
        """Remove all values, written once."""
        self._list.clear()
        self._save()

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Put the values in order."""
        self._list.sort(key=key, reverse=reverse)
        self._save()

    def reverse(self) -> None:
        """Turn the order around."""
        self._list.reverse()
        self._save()

    def _save(self) -> None:
        try:
            self._serializer.write(self._parameterNode, self._name, self._list)
        finally:
            # read back: a plain list that was put in becomes an observed one, a refused value is gone
            self._list = self._serializer.read(self._parameterNode, self._name)._list
