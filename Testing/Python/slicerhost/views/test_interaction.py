"""What the mouse and the keys do in the views."""

from typing import Any

import numpy as np
import pytest

PLACE, FURTHER = (150, 150), (190, 175)


@pytest.fixture
def red(window: Any, chest: Any, settle: Any) -> Any:
    import slicer

    settle()
    return slicer.app.layoutManager().sliceWidget("Red")


@pytest.fixture
def view_3d(window: Any, lungs: Any, settle: Any) -> Any:
    import slicer

    slicer.app.layoutManager().resetThreeDViews()
    settle()
    return slicer.app.layoutManager().threeDWidget(0).threeDView()


def test_the_wheel_moves_by_one_slice_and_its_slider_follows(red: Any, settle: Any, mouse: Any) -> None:
    before, slider = red.sliceLogic().GetSliceOffset(), red.sliceController().sliceOffsetSlider().value
    mouse.turn_wheel(red.sliceView(), 1)
    settle()
    assert red.sliceLogic().GetSliceOffset() == pytest.approx(before + 5)
    assert red.sliceController().sliceOffsetSlider().value == slider + 1


def test_parts_of_a_notch_add_up(red: Any, mouse: Any) -> None:
    before = red.sliceLogic().GetSliceOffset()
    for _ in range(4):
        mouse.turn_wheel(red.sliceView(), 0.25)
    assert red.sliceLogic().GetSliceOffset() == pytest.approx(before + 5)


def test_the_slider_moves_the_slice(red: Any) -> None:
    before = red.sliceLogic().GetSliceOffset()
    slider = red.sliceController().sliceOffsetSlider()
    slider.setValue(slider.value - 3)
    assert red.sliceLogic().GetSliceOffset() == pytest.approx(before - 15)


def test_control_and_the_wheel_zoom(red: Any, mouse: Any) -> None:
    before = red.mrmlSliceNode().GetFieldOfView()[0]
    mouse.turn_wheel(red.sliceView(), 1, control=True)
    assert red.mrmlSliceNode().GetFieldOfView()[0] < before


def test_dragging_with_the_right_button_zooms(red: Any, mouse: Any) -> None:
    before = red.mrmlSliceNode().GetFieldOfView()[0]
    mouse.drag(red.sliceView(), PLACE, (150, 210), "Right")
    assert red.mrmlSliceNode().GetFieldOfView()[0] != before


@pytest.mark.parametrize(("button", "shift"), [("Middle", False), ("Left", True)])
def test_dragging_with_the_middle_button_or_shift_moves_the_image(red: Any, button: str, shift: bool, mouse: Any) -> None:
    view = red.sliceView()
    grabbed = _ras(view, PLACE)
    mouse.drag(view, PLACE, FURTHER, button, shift=shift)
    # the first step of the mouse starts the drag
    assert np.linalg.norm(_ras(view, FURTHER) - grabbed) < 0.3 * np.linalg.norm(_ras(view, PLACE) - _ras(view, FURTHER))


def test_dragging_changes_the_window_only_when_that_is_on(red: Any, chest: Any, window: Any, mouse: Any) -> None:
    display = chest.GetDisplayNode()
    mouse.drag(red.sliceView(), PLACE, FURTHER)
    assert (display.GetWindow(), display.GetLevel()) == (400, 40)
    window.set_window_level_mode(True)
    try:
        mouse.drag(red.sliceView(), PLACE, FURTHER)
        assert display.GetWindow() > 400
        assert display.GetLevel() != 40
    finally:
        window.set_window_level_mode(False)


def test_keys_step_through_the_slices(red: Any) -> None:
    import qt
    from PySide6.QtTest import QTest

    before = red.sliceLogic().GetSliceOffset()
    for key, offset in ((qt.Qt.Key_Right, 5), (qt.Qt.Key_F, 10), (qt.Qt.Key_Left, 5), (qt.Qt.Key_B, 0)):
        QTest.keyClick(red.sliceView(), key)
        assert red.sliceLogic().GetSliceOffset() == pytest.approx(before + offset)


def test_a_double_click_fills_the_layout_with_the_view_and_back(red: Any, settle: Any) -> None:
    import qt
    import slicer
    from PySide6.QtTest import QTest

    others = [slicer.app.layoutManager().sliceWidget(name) for name in ("Green", "Yellow")]
    width = red.width
    for visible in (False, True):
        QTest.mouseDClick(red.sliceView(), qt.Qt.LeftButton, qt.Qt.NoModifier, qt.QPoint(*PLACE))
        settle()
        assert [other.isVisible() for other in others] == [visible] * 2
        assert (red.width > 1.8 * width) != visible


def test_a_double_click_in_3d_fills_the_layout(red: Any, view_3d: Any, settle: Any) -> None:
    import qt
    from PySide6.QtTest import QTest

    QTest.mouseDClick(view_3d, qt.Qt.LeftButton, qt.Qt.NoModifier, qt.QPoint(*PLACE))
    settle()
    assert not red.isVisible()
    assert view_3d.isVisible()


def test_the_status_bar_tells_place_and_intensity(red: Any, chest: Any, window: Any, settle: Any, mouse: Any) -> None:
    import qt

    view = red.sliceView()
    xyz = view.convertRASToXYZ((-4.0 * 20, -4.0 * 32, 5.0 * 20))
    red.mrmlSliceNode().JumpSliceByOffsetting(-80, -128, 100)
    settle()
    mouse.hover(view, (round(xyz[0]), view.height - 1 - round(xyz[1])))
    texts = [label.text for label in window.statusBar().findChildren(qt.QLabel)]
    assert any("Chest: -800" in text and "S 100.0 mm" in text for text in texts), texts


def test_dragging_turns_the_3d_view(view_3d: Any, mouse: Any) -> None:
    camera = view_3d.renderer().GetActiveCamera()
    before, focus = np.array(camera.GetPosition()), np.array(camera.GetFocalPoint())
    mouse.drag(view_3d, PLACE, (220, 150))
    after = np.array(camera.GetPosition())
    assert np.linalg.norm(after - before) > 10
    assert np.linalg.norm(after - focus) == pytest.approx(np.linalg.norm(before - focus), rel=1e-3)


def test_the_wheel_zooms_in_3d(view_3d: Any, mouse: Any) -> None:
    camera = view_3d.renderer().GetActiveCamera()
    before = camera.GetDistance()
    mouse.turn_wheel(view_3d, 1)
    assert camera.GetDistance() < before


def _ras(view: Any, place: tuple[int, int]) -> np.ndarray:
    return np.array(view.convertXYZToRAS(view.convertDeviceToXYZ((place[0], view.height - 1 - place[1]))))
