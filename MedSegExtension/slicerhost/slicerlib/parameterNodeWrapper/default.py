"""Default values of parameters."""

from collections.abc import Callable, Sequence
from typing import Any


class Default:
    """Annotation: the default value of a parameter.

    Args:
        value: The value.
        generator: Called for a fresh value each time, instead.
    """

    def __init__(self, value: Any = None, *, generator: Callable[[], Any] | None = None) -> None:
        self._value = value
        self._generator = generator

    @property
    def value(self) -> Any:
        """The default value; a fresh one where there is a generator."""
        return self._generator() if self._generator else self._value

    def __repr__(self) -> str:
        return f"Default(value={self._value}, generator={self._generator})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Default):
            return False
        return bool(self._value == other._value) and self._generator == other._generator

    __hash__ = None  # type: ignore[assignment]


def extractDefault(annotations: Sequence[Any]) -> tuple[Default | None, list[Any]]:
    """The default among annotations, and the other annotations.

    Raises:
        ValueError: There is more than one.
    """
    defaults = [annotation for annotation in annotations if isinstance(annotation, Default)]
    if len(defaults) > 1:
        raise ValueError(f"Expected one default, got {defaults}: remove all but one.")
    others = [annotation for annotation in annotations if not isinstance(annotation, Default)]
    return (defaults[0] if defaults else None), others
