"""What every validator is."""

from abc import ABC, abstractmethod
from typing import Any


class Validator(ABC):
    """Refuses values of a parameter."""

    @abstractmethod
    def validate(self, value: Any) -> None:
        """Check a value.

        Raises:
            ValueError: The value is refused.
        """
