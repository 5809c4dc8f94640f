"""Numbers of one method and one category, to be drawn beside others."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Numbers that are drawn as one box with points.

    Attributes:
        category: Where it stands on the axis, such as a segment or a group.
        method: Which colour it has.
        cases: The case of each number.
        values: The numbers; NaN is left out of the picture, infinity is counted at its top.
    """

    category: str
    method: str
    cases: tuple[str, ...]
    values: tuple[float, ...]

    @property
    def is_known(self) -> bool:
        """Whether there is a number at all.

        Example:
            >>> Spread("COVID", "U-Net", ("c1",), (math.nan,)).is_known
            False
        """
        return not all(map(math.isnan, self.values))
