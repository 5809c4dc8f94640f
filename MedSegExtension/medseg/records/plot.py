"""Numbers that are drawn as lines."""

from dataclasses import dataclass

from medseg.records.plot_line import PlotLine


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Lines over one axis.

    Attributes:
        name: Name of its files.
        title: What stands above.
        x_label: What runs across, with its unit.
        y_label: What runs up, with its unit.
        lines: The lines; may be of different lengths.
        is_share: Whether both axes are shares from 0 to 1, as for ROC; else only the y axis is, unless `y_from_data`.
        y_from_data: Scale the y axis to what is drawn, from 0.
        y_low: Where the y axis begins, for shares that all lie close to 1.
        x_whole: Whether x are whole numbers, as of epochs.
        is_step: Draw steps, as of a histogram: x are the lower edges of the bins.
        zoom: Part of it that is worth being drawn larger, as lowest and highest x, lowest and highest y; None for none.
        note: What has to be known to read it, a sentence below; may be empty.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    lines: tuple[PlotLine, ...]
    is_share: bool = False
    y_from_data: bool = False
    y_low: float = 0.0
    x_whole: bool = False
    is_step: bool = False
    zoom: tuple[float, float, float, float] | None = None
    note: str = ""
