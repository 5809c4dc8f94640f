"""The order and the direction of the axes that a network of other people's wants."""

from typing import NamedTuple

from medseg.errors import ModelError

OWN = "SPL"  # ours: slices towards the head, rows towards the back, columns towards the left
_GROUPS = ("SI", "PA", "LR")


class AxisOrder(NamedTuple):
    """How our axes become those of a network.

    Attributes:
        order: For each of the network's axes, which of ours it is.
        flips: The network's axes that run the other way.
    """

    order: tuple[int, ...]
    flips: tuple[int, ...]

    @property
    def is_ours(self) -> bool:
        """Whether nothing has to be turned."""
        return self.order == (0, 1, 2) and not self.flips


def read_axes(letters: str) -> AxisOrder:
    """Read axes such as `RAS`: where each axis of the network's array leads, in the order of the array.

    Raises:
        ModelError: They are not three letters, one for each direction of the patient.

    Example:
        >>> read_axes("RAS")
        AxisOrder(order=(2, 1, 0), flips=(0, 1))
    """
    groups = [number for letter in letters for number, group in enumerate(_GROUPS) if letter in group]
    if sorted(groups) != [0, 1, 2] or len(letters) != 3:
        raise ModelError(f"Expected axes such as 'RAS', three letters for the patient's directions, got {letters[:20]!r}.")
    flips = tuple(axis for axis, letter in enumerate(letters) if letter not in OWN)
    return AxisOrder(tuple(groups), flips)
