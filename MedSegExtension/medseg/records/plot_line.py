"""One line of a plot."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PlotLine:
    """One line of a plot.

    Attributes:
        label: What the legend calls it.
        x: Places across.
        y: Heights, as many; NaN leaves a gap.
        method: Of which method; lines of one method have one colour.
        marked: Index of a point that stands out, as the bound that was used; None for none.
    """

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    method: str
    marked: int | None = None
