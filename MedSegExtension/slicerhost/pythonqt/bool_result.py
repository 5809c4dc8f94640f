"""The second answer of dialogs that PythonQt asks for by an argument."""


class BoolResult:
    """Takes whether a dialog was accepted: `ok = PythonQt.BoolResult()`, passed last, then `if ok:`."""

    def __init__(self) -> None:
        self._value = False

    def value(self) -> bool:
        """The answer."""
        return self._value

    def setValue(self, value: bool) -> None:
        """Set the answer."""
        self._value = bool(value)

    def __bool__(self) -> bool:
        return self._value
