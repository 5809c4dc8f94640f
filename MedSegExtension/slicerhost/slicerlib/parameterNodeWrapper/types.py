"""Types for parameters."""

from slicerhost.slicerlib.parameterNodeWrapper.parameterPack import parameterPack


@parameterPack
class FloatRange:
    """A range of numbers from `minimum` to `maximum`."""

    _minimum: float
    _maximum: float

    def __init__(self, minimum: float = 0, maximum: float = 0) -> None:
        self.checkRange(minimum, maximum)
        self._minimum = minimum
        self._maximum = maximum

    def __str__(self) -> str:
        return f"FloatRange(minimum={self.minimum}, maximum={self.maximum})"

    __repr__ = __str__

    @staticmethod
    def checkRange(minimum: float, maximum: float) -> None:
        """Check that a range is one.

        Raises:
            ValueError: The minimum is above the maximum.
        """
        if not minimum <= maximum:
            raise ValueError(f"FloatRange must have minimum <= maximum, got {minimum} and {maximum}")

    @property
    def minimum(self) -> float:
        """The lower end."""
        return self._minimum

    @minimum.setter
    def minimum(self, value: float) -> None:
        self.checkRange(value, self.maximum)
        self._minimum = value

    @property
    def maximum(self) -> float:
        """The upper end."""
        return self._maximum

    @maximum.setter
    def maximum(self, value: float) -> None:
        self.checkRange(self.minimum, value)
        self._maximum = value

    def setRange(self, minimum: float, maximum: float) -> None:
        """Set both ends."""
        self.checkRange(minimum, maximum)
        self._minimum = minimum
        self._maximum = maximum
