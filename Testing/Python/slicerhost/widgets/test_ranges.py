"""Two handles: values in order, drags, keys, and who is told what when."""

import pytest

TOLD = (
    "minimumValueIsChanging(double)",
    "minimumValueChanged(double)",
    "maximumValueIsChanging(double)",
    "maximumValueChanged(double)",
    "valuesChanged(double,double)",
)


@pytest.fixture
def ranged(ctk, shown):
    """From -1000 to 3000, 0 to 1000 chosen, whole numbers, 500 pixels wide."""
    widget = ctk.ctkRangeWidget()
    widget.setDecimals(0)
    widget.setRange(-1000, 3000)
    widget.setValues(0, 1000)
    return shown(widget, 500, 40)


@pytest.fixture
def bar(ranged):
    """The slider with the handles."""
    return ranged._slider._slider


@pytest.fixture
def drag(bar, mouse):
    """Drags a part of the slider by pixels, and lets go if told so."""
    from slicerhost.ctkwidgets.range_painter import handle_rect

    def move(part, by, let_go=True):
        low, high = (handle_rect(bar, position).center() for position in bar._positions)
        x = {"minimum": low.x(), "maximum": high.x(), "both": (low.x() + high.x()) / 2}[part]
        mouse(bar, "press", x, low.y())
        for step in range(1, 5):
            mouse(bar, "move", x + by * step / 4, low.y())
        if let_go:
            mouse(bar, "release", x + by, low.y())

    return move


def test_values_are_put_in_order_and_into_the_range(ctk):
    widget = ctk.ctkRangeWidget()
    widget.setValues(200, 30)
    assert (widget.minimumValue, widget.maximumValue) == (30, 99)


def test_setting_both_values_tells_each_and_then_both(ranged, heard):
    told = heard(ranged, *TOLD)
    ranged.setValues(2000, 2500)
    assert told == [
        ("minimumValueIsChanging", 2000.0),
        ("minimumValueChanged", 2000.0),
        ("maximumValueIsChanging", 2500.0),
        ("maximumValueChanged", 2500.0),
        ("valuesChanged", 2000.0, 2500.0),
    ]


def test_nothing_is_told_where_nothing_changed(ranged, heard):
    told = heard(ranged, *TOLD)
    ranged.setValues(0, 1000)
    ranged.minimumValue = 0
    assert told == []


def test_when_values_are_told_all_parts_show_them(ranged):
    seen = []
    ranged.connect(
        "valuesChanged(double,double)",
        lambda low, high: seen.append(
            (low, high, ranged.minimumValue, ranged.maximumValue, ranged._low.value, ranged._high.value)
        ),
    )
    ranged.setValues(1500, 1600)
    assert seen == [(1500, 1600, 1500, 1600, 1500, 1600)]


def test_neither_value_passes_the_other(ranged):
    ranged.minimumValue = 2000
    assert (ranged.minimumValue, ranged.maximumValue) == (1000, 1000)
    ranged.setValues(0, 1000)
    ranged.maximumValue = -500
    assert (ranged.minimumValue, ranged.maximumValue) == (0, 0)


def test_a_smaller_range_brings_values_in(ranged, heard):
    told = heard(ranged, "rangeChanged(double,double)", "valuesChanged(double,double)")
    ranged.setRange(100, 500)
    assert (ranged.minimumValue, ranged.maximumValue) == (100, 500)
    assert ("valuesChanged", 100.0, 500.0) in told
    assert told[-1] == ("rangeChanged", 100.0, 500.0)


def test_a_range_given_the_wrong_way_round_is_turned(ctk):
    widget = ctk.ctkRangeWidget()
    widget.setRange(50, -50)
    assert (widget.minimum, widget.maximum) == (-50, 50)


def test_one_limit_after_the_other_can_be_set_in_any_order(ctk):
    widget = ctk.ctkRangeWidget()
    widget.maximum, widget.minimum = -100, -2000
    assert (widget.minimum, widget.maximum) == (-2000, -100)
    widget.minimum = 500
    assert (widget.minimum, widget.maximum) == (500, 500)


def test_decimals_come_before_rounding(ctk):
    widget = ctk.ctkRangeWidget()
    widget.setDecimals(3)
    widget.setRange(0, 1)
    widget.setValues(0.1234, 0.9996)
    assert (widget.minimumValue, widget.maximumValue) == pytest.approx((0.123, 1.0))


def test_typing_into_a_spin_box_moves_its_handle(ranged, heard):
    told = heard(ranged, *TOLD)
    ranged._high._box.setValue(1800)
    assert (ranged.minimumValue, ranged.maximumValue) == (0, 1800)
    assert told == [("maximumValueIsChanging", 1800.0), ("maximumValueChanged", 1800.0), ("valuesChanged", 0.0, 1800.0)]


def test_dragging_a_handle_moves_its_value_alone(ranged, drag):
    drag("minimum", 15)
    assert 0 < ranged.minimumValue < 1000
    assert ranged.maximumValue == 1000
    drag("maximum", 60)
    assert ranged.maximumValue > 1500


def test_a_handle_stops_at_the_other(ranged, drag):
    drag("minimum", 400)
    assert (ranged.minimumValue, ranged.maximumValue) == (1000, 1000)


def test_handles_that_lie_on_each_other_can_be_taken_apart(ranged, drag):
    ranged.setValues(3000, 3000)
    drag("minimum", -80)
    assert ranged.minimumValue < 2500
    assert ranged.maximumValue == 3000
    ranged.setValues(-1000, -1000)
    drag("maximum", 80)
    assert ranged.maximumValue > -500
    assert ranged.minimumValue == -1000


def test_dragging_the_bar_between_moves_both_by_the_same(ranged, drag):
    drag("both", 30)
    assert ranged.minimumValue > 100
    assert ranged.maximumValue - ranged.minimumValue == 1000
    drag("both", 900)
    assert (ranged.minimumValue, ranged.maximumValue) == (2000, 3000)


def test_symmetric_moves_bring_the_other_handle_too(ranged, drag):
    ranged.symmetricMoves = True
    drag("minimum", 12)
    assert ranged.minimumValue > 0
    assert ranged.maximumValue == pytest.approx(1000 - ranged.minimumValue, abs=1)


def test_without_tracking_a_drag_tells_its_values_at_the_end(ranged, drag, heard, bar, mouse):
    ranged.tracking = False
    told = heard(ranged, *TOLD)
    drag("maximum", 50, let_go=False)
    assert {name for name, *_ in told} == {"maximumValueIsChanging"}
    assert ranged.maximumValue == 1000
    mouse(bar, "release", 0, 0)
    value = ranged.maximumValue
    assert value > 1000
    assert told[-2:] == [("valuesChanged", 0.0, value), ("maximumValueChanged", value)]


def test_a_drag_keeps_the_other_value_between_steps(ctk, shown, mouse):
    from slicerhost.ctkwidgets.range_painter import handle_rect

    widget = ctk.ctkRangeWidget()
    widget.singleStep = 10
    widget.setValues(0, 55)
    shown(widget, 500, 40)
    bar = widget._slider._slider
    at = handle_rect(bar, bar._positions[0]).center()
    mouse(bar, "press", at.x(), at.y())
    mouse(bar, "move", at.x() + 40, at.y())
    mouse(bar, "release", at.x() + 40, at.y())
    assert widget.minimumValue > 0
    assert widget.maximumValue == 55


def test_keys_move_the_handle_taken_last(ranged, bar, drag, press_key, qt):
    drag("maximum", 0)
    press_key(bar, qt.Qt.Key_Left)
    press_key(bar, qt.Qt.Key_Down)
    assert (ranged.minimumValue, ranged.maximumValue) == (0, 998)
    press_key(bar, qt.Qt.Key_Space)
    press_key(bar, qt.Qt.Key_Right)
    assert ranged.minimumValue == 1
    press_key(bar, qt.Qt.Key_PageUp)
    assert ranged.minimumValue == 401
    press_key(bar, qt.Qt.Key_End)
    assert ranged.minimumValue == 998
    press_key(bar, qt.Qt.Key_Home)
    assert ranged.minimumValue == -1000


def test_a_click_beside_brings_the_nearer_handle_a_page_on(ranged, bar, mouse):
    mouse(bar, "press", bar.width - 2, bar.height / 2)
    mouse(bar, "release", bar.width - 2, bar.height / 2)
    assert (ranged.minimumValue, ranged.maximumValue) == (0, 1400)


def test_the_wheel_is_left_to_the_panel(bar, qt):
    place = qt.QPointF(20, 5)
    flags = (qt.Qt.NoButton, qt.Qt.NoModifier, qt.Qt.NoScrollPhase, False)
    event = qt.QWheelEvent(place, place, qt.QPoint(0, 0), qt.QPoint(0, 120), *flags)
    qt.QApplication.sendEvent(bar, event)
    assert not event.isAccepted()


def test_the_groove_is_filled_between_the_handles_only(ranged, bar):
    from slicerhost.ctkwidgets.range_painter import handle_rect

    image = bar.grab().toImage()
    low, high = (handle_rect(bar, position).center() for position in bar._positions)
    scale = image.devicePixelRatio()

    def color(x):
        return image.pixelColor(round(x * scale), round(low.y() * scale)).name()

    assert color((low.x() + high.x()) / 2) != color(low.x() - 20)
    assert color(low.x() - 20) == color(high.x() + 20)


def test_spin_boxes_may_take_wider_limits_than_the_slider(ctk):
    widget = ctk.ctkRangeWidget()
    widget.customSpinBoxesLimitsMin, widget.customSpinBoxesLimitsMax = -1000, 1000
    assert (widget._low._box.minimum, widget._high._box.maximum) == (-1000, 1000)


@pytest.mark.parametrize("alignment", ["AlignTop", "AlignBottom", "AlignLeft", "AlignRight", "AlignVCenter"])
def test_spin_boxes_stand_where_they_are_wanted(ranged, qt, alignment):
    ranged.spinBoxAlignment = int(getattr(qt.Qt, alignment))
    ranged.resize(500, 80)
    qt.QApplication.processEvents()
    box, slider = ranged._high.geometry, ranged._slider.geometry
    stands = {
        "AlignTop": box.bottom() < slider.top(),
        "AlignBottom": box.top() > slider.bottom(),
        "AlignLeft": box.right() < slider.left(),
        "AlignRight": ranged._low.geometry.left() > slider.right(),
        "AlignVCenter": ranged._low.geometry.right() < slider.left() < slider.right() < box.left(),
    }
    assert stands[alignment]
