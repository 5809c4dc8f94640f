"""What is drawn, how often, and how sharp."""

import time
from typing import Any

import numpy as np
import pytest


@pytest.fixture
def red(window: Any, chest: Any, settle: Any) -> Any:
    import slicer

    settle()
    return slicer.app.layoutManager().sliceWidget("Red")


def _pixels(widget: Any) -> np.ndarray:
    """Red, green and blue of what a widget shows, (row, column, 3)."""
    import qt

    image = widget.grab().toImage().convertToFormat(qt.QImage.Format_RGBX8888)
    array = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return array[:, : image.width(), :3].astype(int)


def _at(view: Any, ras: tuple[float, float, float]) -> np.ndarray:
    """The colour at a place of the patient."""
    x, y, _ = view.convertRASToXYZ(ras)
    pixels = _pixels(view)
    return pixels[pixels.shape[0] - 1 - round(y), round(x)]


def test_a_slice_shows_the_image_where_it_lies(red: Any, settle: Any) -> None:
    red.mrmlSliceNode().JumpSliceByOffsetting(-128, -128, 100)
    settle()
    view = red.sliceView()
    assert abs(_at(view, (-128, -128, 100)) - 127).max() <= 2  # 40 HU is the middle of the window
    assert (_at(view, (-80, -128, 100)) == 0).all()  # lung is below the window
    assert (_at(view, (-20, -20, 100)) == 0).all()


def test_segments_are_drawn_over_the_image_and_in_3d(red: Any, lungs: Any, settle: Any) -> None:
    import slicer

    red.mrmlSliceNode().JumpSliceByOffsetting(-80, -128, 100)
    slicer.app.layoutManager().resetThreeDViews()
    settle()
    color = _at(red.sliceView(), (-80, -128, 100))
    assert color[0] > 80
    assert color[1:].max() < 10
    pixels = _pixels(slicer.app.layoutManager().threeDWidget(0).threeDView())
    assert ((pixels[..., 0] > 80) & (pixels[..., 1:].max(axis=2) < 60)).mean() > 0.03


def test_many_changes_make_one_frame_and_only_in_the_view_that_changed(red: Any, settle: Any) -> None:
    import slicer

    layouts = slicer.app.layoutManager()
    frames = _count_frames(layouts)
    for offset in (60, 80, 100, 120):
        red.sliceController().setSliceOffsetValue(offset)
    settle()
    assert frames() == {"Red": 1, "Green": 0, "Yellow": 0}


def test_intersections_are_drawn_in_the_other_views(red: Any, settle: Any) -> None:
    import slicer

    from slicerhost.desktop import pointer_modes

    green = slicer.app.layoutManager().sliceWidget("Green").sliceView()
    before = _pixels(green)
    pointer_modes.set_intersections(True)
    try:
        red.sliceController().setSliceOffsetValue(60)
        settle()
        after = _pixels(green)
        share = (np.abs(after - before).max(axis=2) > 60).mean()
        assert 0.001 < share < 0.03  # lines, and no more
    finally:
        pointer_modes.set_intersections(False)
        settle()


def test_nothing_is_drawn_while_rendering_is_paused(red: Any, settle: Any) -> None:
    import slicer

    layouts = slicer.app.layoutManager()
    frames = _count_frames(layouts)
    layouts.pauseRender()
    red.sliceController().setSliceOffsetValue(60)
    settle()
    assert frames()["Red"] == 0
    layouts.resumeRender()
    settle()
    assert frames()["Red"] == 1


def test_frames_have_all_pixels_of_a_scaled_screen(red: Any, settle: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    view = red.sliceView()
    monkeypatch.setattr(type(view), "devicePixelRatioF", lambda _self: 1.5)
    view.forceRender()
    width, height = view.renderWindow().GetSize()
    assert (width, height) == (round(view.width * 1.5), round(view.height * 1.5))
    assert tuple(red.mrmlSliceNode().GetDimensions())[:2] == (width, height)
    assert red.mrmlSliceNode().GetScreenScaleFactor() == 1.5
    monkeypatch.undo()
    view.forceRender()
    assert tuple(view.renderWindow().GetSize()) == (view.width, view.height)


def test_three_views_are_drawn_ten_times_a_second(red: Any, settle: Any) -> None:
    import slicer

    layouts = slicer.app.layoutManager()
    count = 15
    started = time.process_time()
    for step in range(count):
        for name in layouts.sliceViewNames():
            widget = layouts.sliceWidget(name)
            widget.sliceController().setSliceOffsetValue(widget.sliceLogic().GetSliceOffset() + (5 if step % 2 else -5))
        settle()
    # the processor's time, not the clock's: tests run beside each other
    assert count / (time.process_time() - started) > 10


def _count_frames(layouts: Any) -> Any:
    """Frames that each slice view draws from now on; call it to get them."""
    counts = dict.fromkeys(layouts.sliceViewNames(), 0)
    for name in counts:
        window = layouts.sliceWidget(name).sliceView().renderWindow()

        def count(*_: Any, name: str = name) -> None:
            counts[name] += 1

        window.AddObserver("EndEvent", count)
    return lambda: dict(counts)
