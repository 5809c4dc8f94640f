"""One member of a pack."""

from typing import Any


class PackMember:
    """The property of one member: checks what is set, and tells the pack that it changed.

    Args:
        name: The member's name.
        serializer: Checks values.
    """

    def __init__(self, name: str, serializer: Any) -> None:
        self.name = name
        self.serializer = serializer
        self._key = f"_parameterPack_{name}"

    def __get__(self, pack: Any, owner: type | None = None) -> Any:
        return self if pack is None else pack.__dict__[self._key]

    def __set__(self, pack: Any, value: Any) -> None:
        self.put(pack, value)
        pack._packChanged()

    def put(self, pack: Any, value: Any) -> None:
        """Check a value and keep it without telling the pack.

        Raises:
            ValueError: A validator refuses it.
        """
        self.serializer.validate(value)
        pack.__dict__[self._key] = value
