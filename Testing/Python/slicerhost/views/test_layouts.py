"""Layouts: which views are there, and what happens to them when the scene changes."""

from typing import Any

import pytest


@pytest.fixture
def layouts(window: Any) -> Any:
    import slicer

    return slicer.app.layoutManager()


def _seen(layouts: Any) -> set[str]:
    return {node.GetLayoutName() for node, widget in _pairs(layouts) if widget.isVisible()}


def _pairs(layouts: Any) -> list[tuple[Any, Any]]:
    import slicer

    nodes = [*slicer.util.getNodesByClass("vtkMRMLAbstractViewNode")]
    return [(node, layouts.viewWidget(node)) for node in nodes if layouts.viewWidget(node) is not None]


def test_four_views_are_shown_at_first(layouts: Any) -> None:
    import slicer

    assert layouts.layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView
    assert _seen(layouts) == {"Red", "Green", "Yellow", "1"}
    assert set(layouts.sliceViewNames()) == {"Red", "Green", "Yellow"}
    assert layouts.threeDViewCount == 1


@pytest.mark.parametrize(
    ("name", "views"),
    [
        ("SlicerLayoutConventionalView", {"Red", "Green", "Yellow", "1"}),
        ("SlicerLayoutOneUpRedSliceView", {"Red"}),
        ("SlicerLayoutOneUp3DView", {"1"}),
        ("SlicerLayoutSideBySideView", {"Red", "Yellow"}),
        ("SlicerLayoutFourUpTableView", {"Red", "Green", "Yellow", "1", "TableView1"}),
        ("SlicerLayoutFourUpPlotView", {"Red", "Green", "Yellow", "PlotView1"}),
        ("SlicerLayoutFourUpPlotTableView", {"Red", "Green", "Yellow", "PlotView1", "TableView1"}),
        ("SlicerLayoutTabbedSliceView", {"Red"}),
    ],
)
def test_layouts_show_the_views_that_slicer_shows(layouts: Any, settle: Any, name: str, views: set[str]) -> None:
    import slicer

    layouts.setLayout(getattr(slicer.vtkMRMLLayoutNode, name))
    settle()
    assert _seen(layouts) == views


def test_the_scene_keeps_the_layout_and_a_module_can_bring_its_own(layouts: Any, settle: Any) -> None:

    node = layouts.layoutLogic().GetLayoutNode()
    description = '<layout type="horizontal"><item><view class="vtkMRMLSliceNode" singletontag="Green"></view></item></layout>'
    node.AddLayoutDescription(501, description)
    changes: list[int] = []
    layouts.connect("layoutChanged(int)", changes.append)
    try:
        node.SetViewArrangement(501)
        settle()
        assert (changes, layouts.layout, _seen(layouts)) == ([501], 501, {"Green"})
    finally:
        layouts.disconnect("layoutChanged(int)", changes.append)


def test_widgets_stay_the_same_through_layouts_and_a_closed_scene(layouts: Any, settle: Any, scene: Any) -> None:
    import slicer

    red = layouts.sliceWidget("Red")
    layouts.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutOneUp3DView)
    scene.Clear(False)
    layouts.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView)
    settle()
    assert layouts.sliceWidget("Red") == red
    assert red.mrmlSliceNode().GetScene() is scene


def test_linked_slices_fit_together(layouts: Any, chest: Any, settle: Any) -> None:
    red, green = layouts.sliceWidget("Red"), layouts.sliceWidget("Green")
    for linked in (False, True):
        red.sliceController().setSliceLink(linked)
        assert bool(green.mrmlSliceCompositeNode().GetLinkedControl()) == linked
        green.mrmlSliceNode().SetFieldOfView(50, 50, 1)
        red.sliceController().fitSliceToBackground()
        assert (green.mrmlSliceNode().GetFieldOfView()[0] > 100) == linked
    red.sliceController().setSliceLink(False)


def test_the_bar_tells_the_side_towards_which_the_position_grows(layouts: Any, chest: Any, settle: Any) -> None:
    import qt

    settle()
    letters = {}
    for name in layouts.sliceViewNames():
        box = layouts.sliceWidget(name).sliceController().findChild(qt.QDoubleSpinBox)
        letters[name] = box.prefix
    assert letters == {"Red": "S: ", "Yellow": "R: ", "Green": "A: "}
