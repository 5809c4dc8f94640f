"""Draws a slider with two handles in the style of the application."""

from typing import Any

import qt


def _option(slider: Any, position: int) -> Any:
    option = qt.QStyleOptionSlider()
    slider.initStyleOption(option)
    option.sliderPosition = option.sliderValue = position
    return option


def handle_rect(slider: Any, position: int) -> qt.QRect:
    """Where the style puts a handle.

    Args:
        slider: The slider.
        position: The handle's place on the slider's scale.
    """
    option = _option(slider, position)
    return slider.style().subControlRect(qt.QStyle.CC_Slider, option, qt.QStyle.SC_SliderHandle, slider)


def paint_range(painter: qt.QStylePainter, slider: Any, positions: Any, *, topmost: Any, lit: Any, palettes: Any) -> None:
    """Draws the groove, filled between the handles, and the handles.

    Args:
        painter: A QStylePainter on the slider.
        slider: The slider.
        positions: The places of both handles.
        topmost: "minimum" or "maximum": the handle that is drawn last and shows the focus.
        lit: The handle under the pointer or held, "both", or None.
        palettes: A palette of its own for "minimum" or "maximum".
    """
    low, high = (handle_rect(slider, position).center() for position in positions)
    _paint_groove(painter, slider, slider.minimum, None)
    _paint_groove(painter, slider, slider.maximum, qt.QRect(low, high).normalized())
    names = [name for name in ("minimum", "maximum") if name != topmost] + [topmost]
    for name in names:
        option = _option(slider, positions[0 if name == "minimum" else 1])
        option.subControls = qt.QStyle.SC_SliderHandle
        _set_state(
            option, lit in (name, "both"), slider.sliderDown and lit in (name, "both"), slider.hasFocus() and name == topmost
        )
        if palettes.get(name) is not None:
            option.palette = palettes[name]
        painter.drawComplexControl(qt.QStyle.CC_Slider, option)


def _paint_groove(painter: qt.QStylePainter, slider: Any, position: int, between: Any) -> None:
    """Draws the groove up to a position; of it only what lies between the handles, if they are given."""
    painter.save()
    if between is not None:
        if slider.orientation == qt.Qt.Horizontal:
            painter.setClipRect(qt.QRect(between.left(), 0, between.width(), slider.height))
        else:
            painter.setClipRect(qt.QRect(0, between.top(), slider.width, between.height()))
    option = _option(slider, position)
    option.subControls = qt.QStyle.SC_SliderGroove
    if between is None:
        option.subControls |= qt.QStyle.SC_SliderTickmarks
    option.state &= ~qt.QStyle.State_HasFocus
    painter.drawComplexControl(qt.QStyle.CC_Slider, option)
    painter.restore()


def _set_state(option: Any, lit: Any, held: Any, focused: Any) -> None:
    option.activeSubControls = qt.QStyle.SC_SliderHandle if lit else qt.QStyle.SC_None
    for flag, wanted in (
        (qt.QStyle.State_MouseOver, lit),
        (qt.QStyle.State_Sunken, held),
        (qt.QStyle.State_HasFocus, focused),
    ):
        option.state = option.state | flag if wanted else option.state & ~flag
