"""Numbers on sliders: one handle, one handle with a spin box, steps."""

import math

import pytest

from slicerhost.ctkwidgets.steps import MOST_STEPS, Steps


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        (Steps(0, 99, 1), 99),
        (Steps(0, 1, 0.1), 10),
        (Steps(0, 1, 0.3), 4),
        (Steps(5, 5, 1), 0),
        (Steps(-1e300, 1e300, 1), MOST_STEPS),
    ],
)
def test_a_range_has_as_many_steps_as_fit(steps, count):
    assert steps.count == count


def test_every_step_comes_back_from_its_number():
    steps = Steps(-1000, 3000, 0.5)
    assert all(steps.position(steps.value(position)) == position for position in range(0, steps.count + 1, 97))


def test_the_last_step_is_the_end_even_where_steps_do_not_fit():
    steps = Steps(0, 1, 0.3)
    assert steps.value(steps.count) == 1
    assert steps.position(1) == steps.count


def test_what_is_no_number_is_at_the_first_step():
    assert Steps().position(math.nan) == 0


def test_a_double_slider_keeps_values_between_steps(ctk):
    slider = ctk.ctkDoubleSlider()
    slider.value = 1.25
    assert slider.value == 1.25


def test_a_double_slider_tells_its_value_once(ctk, heard):
    slider = ctk.ctkDoubleSlider()
    told = heard(slider, "valueChanged(double)")
    slider.value = 40
    slider.value = 40
    slider.maximum = 30
    assert told == [("valueChanged", 40.0), ("valueChanged", 30.0)]


def test_a_range_change_is_told_before_the_value_it_moves(ctk, heard):
    slider = ctk.ctkDoubleSlider()
    slider.value = 50
    told = heard(slider, "valueChanged(double)", "rangeChanged(double,double)")
    slider.maximum = 20
    assert told == [("rangeChanged", 0.0, 20.0), ("valueChanged", 20.0)]


def test_a_slider_widget_shows_one_value_in_both_parts(ctk):
    widget = ctk.ctkSliderWidget()
    widget.setDecimals(0)
    widget.minimum, widget.maximum = -1000, 3000
    widget.value = 400
    assert (widget._slider.value, widget._box.value) == (400, 400)
    widget._box._box.setValue(-20)
    assert widget.value == -20


def test_a_slider_widget_rounds_to_its_decimals(ctk):
    widget = ctk.ctkSliderWidget()
    widget.setDecimals(1)
    widget.value = 3.14159
    assert widget.value == pytest.approx(3.1)


def test_a_slider_widget_tells_its_value_once(ctk, heard):
    widget = ctk.ctkSliderWidget()
    told = heard(widget, "valueChanged(double)", "valueIsChanging(double)")
    widget.value = 7
    assert told == [("valueChanged", 7.0)]


def test_without_tracking_a_drag_tells_the_value_at_its_end(ctk, heard):
    widget = ctk.ctkSliderWidget()
    widget.tracking = False
    told = heard(widget, "valueChanged(double)", "valueIsChanging(double)")
    inner = widget._slider._slider
    inner.setSliderDown(True)
    inner.setSliderPosition(10)
    inner.setSliderPosition(20)
    assert widget.value == 0
    inner.setSliderDown(False)
    assert told == [("valueIsChanging", 10.0), ("valueIsChanging", 20.0), ("valueChanged", 20.0)]
    assert widget.value == 20


def test_a_slider_that_grows_below_zero_keeps_its_value(ctk):
    widget = ctk.ctkSliderWidget()
    widget.value = 12
    widget.minimum = -500
    assert (widget.minimum, widget.value) == (-500, 12)


def test_spin_boxes_of_sliders_in_one_panel_are_equally_wide(ctk, qt):
    panel = qt.QWidget()
    narrow, wide = ctk.ctkSliderWidget(panel), ctk.ctkSliderWidget(panel)
    wide.maximum = 1e9
    assert narrow._box.minimumWidth == wide._box.minimumWidth > 0


def test_reset_goes_to_zero(ctk):
    widget = ctk.ctkSliderWidget()
    widget.minimum, widget.value = -5, 9
    widget.reset()
    assert widget.value == 0


def test_a_spin_box_tells_number_and_text(ctk, heard):
    box = ctk.ctkDoubleSpinBox()
    box.suffix = " mm"
    told = heard(box, "valueChanged(double)", "valueChanged(QString)")
    box.value = 2.5
    assert told == [("valueChanged", 2.5), ("valueChanged", "2.50 mm")]


def test_a_spin_box_can_tell_even_when_nothing_changed(ctk, heard):
    box = ctk.ctkDoubleSpinBox()
    told = heard(box, "valueChanged(double)")
    box.setValue(0)
    box.setValueAlways(0)
    assert told == [("valueChanged", 0.0)]


def test_decimals_follow_shortcuts_and_come_back(ctk, qt, shown, press_key, heard):
    box = ctk.ctkDoubleSpinBox()
    shown(box)
    told = heard(box, "decimalsChanged(int)")
    press_key(box._box, qt.Qt.Key_Plus, qt.Qt.ControlModifier)
    press_key(box._box, qt.Qt.Key_Plus, qt.Qt.ControlModifier)
    press_key(box._box, qt.Qt.Key_0, qt.Qt.ControlModifier)
    assert told == [("decimalsChanged", 3), ("decimalsChanged", 4), ("decimalsChanged", 2)]


def test_decimals_follow_the_value_where_that_is_asked_for(ctk):
    box = ctk.ctkDoubleSpinBox()
    box.decimalsOption = box.DecimalsByValue
    box.value = 0.0625
    assert (box.decimals, box.value) == (4, 0.0625)


def test_inverted_controls_step_the_other_way(ctk, qt, shown, press_key):
    box = ctk.ctkDoubleSpinBox()
    box.value, box.invertedControls = 10, True
    shown(box)
    press_key(box._box, qt.Qt.Key_Up)
    assert box.value == 9


def test_coordinates_read_as_text_and_tell_four_numbers(ctk, heard):
    widget = ctk.ctkCoordinatesWidget()
    told = heard(widget, "coordinatesChanged(double,double,double,double)")
    widget.coordinates = "1,2.5,-3"
    assert widget.coordinates == "1,2.5,-3"
    assert told == [("coordinatesChanged", 1.0, 2.5, -3.0, 0.0)]


def test_coordinates_can_be_made_a_unit_vector(ctk):
    widget = ctk.ctkCoordinatesWidget()
    widget.setCoordinates(3, 0, 4)
    widget.normalize()
    assert widget.coordinates == "0.6,0,0.8"


def test_a_slider_can_be_kept_in_a_popup_below_its_number(ctk, qt, shown):
    widget = ctk.ctkSliderWidget()
    shown(widget, 300, 40)
    widget.popupSlider = True
    qt.QApplication.processEvents()
    assert not widget._slider.visible
    place = qt.QPointF(2, 2)
    qt.QApplication.sendEvent(widget._box, qt.QEnterEvent(place, place, place))
    assert widget._slider.visible
    widget._slider.value = 12
    assert widget.value == 12
    widget.popupSlider = False
    qt.QApplication.processEvents()
    assert widget._slider.visible
    assert widget._slider.parent() == widget
