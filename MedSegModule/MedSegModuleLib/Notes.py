"""Coloured notes in the panel, and numbers as people write them."""

import math

from slicer.i18n import tr as _

WARNING_RGB = (224, 155, 20)
PROBLEM_RGB = (208, 56, 48)
MINUS = "\N{MINUS SIGN}"


def styleNote(label, rgb: tuple[int, int, int]) -> None:
    """Give a label a quiet background and a coloured edge that are seen on light and on dark."""
    red, green, blue = rgb
    label.setStyleSheet(
        f"QLabel {{ background-color: rgba({red}, {green}, {blue}, 40); border-left: 3px solid rgb({red}, {green}, {blue});"
        " padding: 4px 6px; color: palette(window-text); }"
    )


def styleChoice(row) -> None:
    """Let the chosen one of a row of buttons stand out in the user's own highlight colour."""
    row.setStyleSheet(
        "QPushButton { padding: 5px 2px; border: 1px solid palette(mid); background-color: palette(button); }"
        "QPushButton:checked { background-color: palette(highlight); color: palette(highlighted-text); font-weight: bold; }"
        "QPushButton:focus { border-color: palette(text); }"
    )


def showText(label, text: str) -> None:
    """Set a label's text; an empty one takes no room."""
    label.text = text
    label.visible = bool(text)


def number(value: float) -> str:
    """A number with up to four significant digits, whole ones in full; NaN and infinities as a dash.

    Example:
        >>> number(-1024.0), number(0.123456)
        ('−1024', '0.1235')
    """
    if not math.isfinite(value):
        return "\N{EN DASH}"
    text = f"{value:.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"
    return text.replace("-", MINUS)


def bounds(lower: float | None, upper: float | None, unit: str) -> str:
    """Two bounds in words, such as `from 100 HU`; None or infinity is no bound."""
    low = None if lower is None or math.isinf(lower) else number(lower)
    high = None if upper is None or math.isinf(upper) else number(upper)
    tail = f" {unit}" if unit else ""
    if low is None and high is None:
        return _("every intensity")
    if high is None:
        return _("from {lower}").format(lower=low + tail)
    if low is None:
        return _("up to {upper}").format(upper=high + tail)
    return _("{lower} to {upper}").format(lower=low, upper=high + tail)
