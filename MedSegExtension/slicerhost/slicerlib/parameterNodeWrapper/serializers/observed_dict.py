"""A dictionary that writes itself into the parameter node."""

from collections.abc import Iterator, MutableMapping
from typing import Any


class ObservedDict(MutableMapping[Any, Any]):
    """A dictionary of a parameter. Whatever changes it, changes the node."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, parameterNode: Any, dictSerializer: Any, name: str, startingValue: dict[Any, Any]) -> None:
        self._parameterNode = parameterNode
        self._serializer = dictSerializer
        self._name = name
        self._dict = startingValue

    def __str__(self) -> str:
        return f"ObservedDict({self._dict})"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return self._dict == (other._dict if isinstance(other, ObservedDict) else other)

    def __len__(self) -> int:
        return len(self._dict)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._dict)

    def __getitem__(self, key: Any) -> Any:
        return self._dict[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self._dict[key] = value
        self._save()

    def __delitem__(self, key: Any) -> None:
        del self._dict[key]
        self._save()

    def clear(self) -> None:
        """Remove all entries, written once."""
        self._dict.clear()
        self._save()

    def _save(self) -> None:
        try:
            self._serializer.write(self._parameterNode, self._name, self._dict)
        finally:
            # read back: a plain list that was put in becomes an observed one, a refused value is gone
            self._dict = self._serializer.read(self._parameterNode, self._name)._dict
