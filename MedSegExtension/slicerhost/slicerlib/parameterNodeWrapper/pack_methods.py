"""The methods that a class gets when it becomes a pack."""

import copy
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.annotations import splitPossiblyDottedName, unannotatedType


class PackMethods:
    """Copied into every pack; what the author of a pack writes wins over `__init__`, `__eq__`, `__str__` and `__repr__`."""

    allParameters: dict[str, Any]

    def _packInit(self, *args: Any, **kwargs: Any) -> None:
        names = list(self.allParameters)
        if len(args) > len(names):
            raise TypeError(f"{type(self).__name__} takes {len(names)} values, got {len(args)}")
        values = dict(zip(names, args, strict=False))
        for name, value in kwargs.items():
            if name not in names:
                raise TypeError(f"__init__() got an unexpected keyword argument '{name}'")
            if name in values:
                raise TypeError(f"__init__() got multiple values for argument '{name}'")
            values[name] = value
        for name, info in self.allParameters.items():
            value = values[name] if name in values else copy.deepcopy(info.default)
            info.member.put(self, value)

    def _packValues(self) -> dict[str, Any]:
        return {name: info.member.__get__(self) for name, info in self.allParameters.items()}

    def _packText(self) -> str:
        values = (
            f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}" for name, value in self._packValues().items()
        )
        return f"{type(self).__name__}({', '.join(values)})"

    def _packEquals(self, other: object) -> bool:
        if not (isinstance(other, type(self)) or isinstance(self, type(other))):
            return False
        return self._packValues() == other._packValues()  # type: ignore[attr-defined]

    def _packChanged(self) -> None:
        """Nothing: a pack that is kept in a parameter node overrides it."""

    def getValue(self, membername: str) -> Any:
        """The value of a member; `x.y` is the member y of the pack x."""
        top, rest = _split(self, membername)
        value = getattr(self, top)
        return value if rest is None else value.getValue(rest)

    def setValue(self, membername: str, value: Any) -> None:
        """Set a member; `x.y` is the member y of the pack x."""
        top, rest = _split(self, membername)
        if rest is None:
            setattr(self, top, value)
        else:
            getattr(self, top).setValue(rest, value)

    @classmethod
    def dataType(cls, membername: str) -> Any:
        """The type of a member with its annotations."""
        top, rest = _split(cls, membername)
        datatype = cls.allParameters[top].unalteredType
        return datatype if rest is None else unannotatedType(datatype).dataType(rest)


def _split(pack: Any, membername: str) -> tuple[str, str | None]:
    top, rest = splitPossiblyDottedName(membername)
    if not hasattr(pack, top):
        raise ValueError(f"{pack} has no member '{top}'. Its members are {', '.join(pack.allParameters)}.")
    return top, rest
