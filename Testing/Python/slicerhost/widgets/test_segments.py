"""Segments as a table, one of them chosen, and their surfaces."""

import numpy as np
import pytest
from vtkmodules.util.numpy_support import vtk_to_numpy


@pytest.fixture
def node(mrml):
    """Three segments with a display."""
    segmentation = mrml.AddNewNodeByClass("vtkMRMLSegmentationNode", "Lungs")
    segmentation.CreateDefaultDisplayNodes()
    for segment_id, name, color in (("l", "left lung", (1, 0, 0)), ("r", "right lung", (0, 1, 0)), ("i", "infection", (0, 0, 1))):
        segmentation.GetSegmentation().AddEmptySegment(segment_id, name, color)
    return segmentation


@pytest.fixture
def view(slicer, mrml, node):
    table = slicer.qMRMLSegmentsTableView()
    table.setMRMLScene(mrml)
    table.setSegmentationNode(node)
    return table


def item(view, segment_id, column):
    return view.model().item(view.rowForSegmentID(segment_id), getattr(view.model(), f"{column}Column"))


def click(view, segment_id, column):
    view._clicked(view._proxy.mapFromSource(item(view, segment_id, column).index()))


def test_segments_are_rows_in_their_order(view):
    assert view.displayedSegmentIDs() == ("l", "r", "i")
    assert view.segmentCount == 3


def test_segments_come_go_and_change_their_names(view, node):
    node.GetSegmentation().AddEmptySegment("h", "heart")
    node.GetSegmentation().RemoveSegment("l")
    node.GetSegmentation().GetSegment("r").SetName("Lung (R)")
    assert view.displayedSegmentIDs() == ("r", "i", "h")
    assert item(view, "r", "name").text() == "Lung (R)"


def test_an_edited_name_goes_to_the_segment_and_is_announced(view, node, heard):
    told = heard(view, "segmentAboutToBeModified(QString)")
    item(view, "l", "name").setText("LL")
    assert node.GetSegmentation().GetSegment("l").GetName() == "LL"
    assert told == [("segmentAboutToBeModified", "l")]


def test_an_edited_opacity_goes_to_the_display_and_stays_within_0_and_1(view, node, qt):
    item(view, "r", "opacity").setData(0.25, int(qt.Qt.EditRole))
    assert node.GetDisplayNode().GetSegmentOpacity3D("r") == 0.25
    item(view, "r", "opacity").setData(7.0, int(qt.Qt.EditRole))
    assert node.GetDisplayNode().GetSegmentOpacity3D("r") == 1.0
    assert item(view, "r", "opacity").data(int(qt.Qt.EditRole)) == 1.0


def test_opacity_and_colour_set_elsewhere_show(view, node, qt):
    node.GetDisplayNode().SetSegmentOpacity3D("i", 0.5)
    node.GetSegmentation().GetSegment("i").SetColor(1, 1, 0)
    assert item(view, "i", "opacity").data(int(qt.Qt.EditRole)) == 0.5
    assert item(view, "i", "color").data(int(qt.Qt.UserRole)).name() == "#ffff00"


def test_a_click_on_the_eye_hides_and_shows(view, node):
    display = node.GetDisplayNode()
    click(view, "l", "visibility")
    assert not display.GetSegmentVisibility("l")
    click(view, "l", "visibility")
    assert display.GetSegmentVisibility("l")
    for kind in ("3D", "2DFill", "2DOutline"):
        getattr(display, f"SetSegmentVisibility{kind}")("l", False)
    click(view, "l", "visibility")
    assert display.GetSegmentVisibility3D("l")


def test_a_double_click_on_the_colour_asks_for_another(view, node, qt, monkeypatch):
    monkeypatch.setattr(type(view), "_ask_color", lambda self, color: qt.QColor("#102030"))
    view._double_clicked(view._proxy.mapFromSource(item(view, "l", "color").index()))
    assert node.GetSegmentation().GetSegment("l").GetColor() == pytest.approx((16 / 255, 32 / 255, 48 / 255))


def test_no_colour_chosen_changes_nothing(view, node, qt, monkeypatch):
    monkeypatch.setattr(type(view), "_ask_color", lambda self, color: qt.QColor())
    view._double_clicked(view._proxy.mapFromSource(item(view, "l", "color").index()))
    assert node.GetSegmentation().GetSegment("l").GetColor() == (1, 0, 0)


def test_what_is_read_only_is_not_edited(view, node, qt, monkeypatch):
    view.readOnly = True
    monkeypatch.setattr(type(view), "_ask_color", lambda self, color: pytest.fail("asked"))
    view._double_clicked(view._proxy.mapFromSource(item(view, "l", "color").index()))
    click(view, "l", "status")
    assert int(view._table.editTriggers) == int(qt.QAbstractItemView.NoEditTriggers)
    assert item(view, "l", "status").text() == "Not started"


def test_states_go_round(view, slicer, node):
    for expected in ("In progress", "Completed", "Flagged", "Not started"):
        click(view, "i", "status")
        assert item(view, "i", "status").text() == expected


def test_selecting_tells_and_gives_the_segments_in_the_tables_order(view, heard):
    told = heard(view, "selectionChanged(QItemSelection,QItemSelection)")
    view.setSelectedSegmentIDs(["i", "l"])
    assert view.selectedSegmentIDs() == ("l", "i")
    assert len(told) == 1
    view.clearSelection()
    assert view.selectedSegmentIDs() == ()


def test_what_is_selected_stays_selected_when_a_segment_changes(view, node):
    view.setSelectedSegmentIDs(["r"])
    node.GetSegmentation().GetSegment("l").SetName("other")
    node.GetDisplayNode().SetSegmentOpacity3D("r", 0.3)
    assert view.selectedSegmentIDs() == ("r",)


def test_moving_up_and_down_changes_the_segmentations_order(view, node):
    view.setSelectedSegmentIDs(["i"])
    view.moveSelectedSegmentsUp()
    assert tuple(node.GetSegmentation().GetSegmentIDs()) == ("l", "i", "r") == view.displayedSegmentIDs()
    view.moveSelectedSegmentsDown()
    view.moveSelectedSegmentsDown()
    assert view.displayedSegmentIDs() == ("l", "r", "i")
    assert view.selectedSegmentIDs() == ("i",)


def test_only_the_selected_segments_are_shown(view, node):
    view.setSelectedSegmentIDs(["r"])
    view.showOnlySelectedSegments()
    assert [node.GetDisplayNode().GetSegmentVisibility(s) for s in ("l", "r", "i")] == [False, True, False]
    view.toggleSelectedSegmentsVisibility()
    assert not node.GetDisplayNode().GetSegmentVisibility("r")


def test_segments_are_filtered_by_name_by_state_and_one_by_one(view):
    view.textFilter = "lung"
    assert view.displayedSegmentIDs() == ("l", "r")
    view.setHideSegments(["l"])
    assert view.displayedSegmentIDs() == ("r",)
    view.textFilter = ""
    view.setHideSegments([])
    view.setSelectedSegmentIDs(["i"])
    view.setSelectedSegmentsStatus(2)
    view.setStatusShown(2, True)
    assert view.displayedSegmentIDs() == ("i",)
    assert view.statusShown(2)


def test_columns_and_header_can_be_hidden(view):
    for name in (
        "visibilityColumnVisible",
        "colorColumnVisible",
        "opacityColumnVisible",
        "statusColumnVisible",
        "layerColumnVisible",
    ):
        before = getattr(view, name)
        setattr(view, name, not before)
        assert getattr(view, name) is not before
    view.headerVisible = False
    assert not view.headerVisible


def test_another_scene_lets_the_segmentation_go(view, slicer):
    view.setMRMLScene(slicer.vtkMRMLScene())
    assert view.segmentationNode() is None
    assert view.segmentCount == 0


def test_an_empty_table_says_why(slicer, mrml, view):
    empty = slicer.qMRMLSegmentsTableView()
    assert empty._hint.text == "No segmentation"
    empty.setSegmentationNode(mrml.AddNewNodeByClass("vtkMRMLSegmentationNode", "empty"))
    assert empty._hint.text == "No segments"
    view.textFilter = "spleen"
    assert view._hint.text == "No segment has this name"


def test_a_selected_segment_can_be_emptied(view, node, slicer):
    fill(slicer, node)
    view.setSelectedSegmentIDs(["l"])
    view.clearSelectedSegments()
    image = node.GetBinaryLabelmapInternalRepresentation("l")
    assert image.GetExtent()[0] > image.GetExtent()[1] or image.GetScalarRange()[1] == 0


def test_the_colours_are_drawn(view, shown):
    shown(view, 400, 160)
    picture = view._table.viewport().grab().toImage()
    colors = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}
    assert {"#ff0000", "#00ff00", "#0000ff"} <= colors


def fill(slicer, node):
    """Puts a box of voxels into the first segment."""
    image = slicer.vtkOrientedImageData()
    image.SetDimensions(12, 12, 12)
    image.AllocateScalars(3, 1)
    vtk_to_numpy(image.GetPointData().GetScalars())[:] = np.pad(np.ones((6, 6, 6), np.uint8), 3).ravel()
    logic = slicer.vtkSlicerSegmentationsModuleLogic
    logic.SetBinaryLabelmapToSegment(image, node, "l", logic.MODE_REPLACE)


@pytest.fixture
def button(slicer, node):
    show = slicer.qMRMLSegmentationShow3DButton()
    show.setSegmentationNode(node)
    return show


def test_the_button_makes_surfaces_and_takes_them_away(button, node, slicer):
    fill(slicer, node)
    assert (button.enabled, button.checked) == (True, False)
    button.checked = True
    assert node.GetSegmentation().ContainsRepresentation("Closed surface")
    assert node.GetDisplayNode().GetPreferredDisplayRepresentationName3D() == "Closed surface"
    assert node.GetDisplayNode().GetPreferredDisplayRepresentationName2D() == "Binary labelmap"
    button.checked = False
    assert not node.GetSegmentation().ContainsRepresentation("Closed surface")


def test_the_button_follows_surfaces_made_elsewhere(button, node, slicer):
    fill(slicer, node)
    node.CreateClosedSurfaceRepresentation()
    assert button.checked


def test_without_segments_or_locked_the_button_is_disabled(button, node):
    button.locked = True
    assert not button.enabled
    button.locked = False
    assert button.enabled
    for segment_id in ("l", "r", "i"):
        node.GetSegmentation().RemoveSegment(segment_id)
    assert not button.enabled
    button.setSegmentationNode(None)
    assert not button.enabled


def test_smoothing_is_kept_with_the_segmentation_a_negative_factor_being_none(button, node, slicer):
    fill(slicer, node)
    button.checked = True
    points = surface_points(node)
    button._smoothing.checked = False
    assert float(node.GetSegmentation().GetConversionParameter("Smoothing factor")) < 0
    assert surface_points(node) != points
    button._smoothing.checked = True
    button._factor_changed(0.9)
    assert node.GetSegmentation().GetConversionParameter("Smoothing factor") == "0.9"


def surface_points(node):
    surface = node.GetClosedSurfaceInternalRepresentation("l")
    return [surface.GetPoint(index) for index in range(0, surface.GetNumberOfPoints(), 50)]


def test_a_segment_is_chosen_with_its_segmentation(slicer, mrml, node, heard):
    widget = slicer.qMRMLSegmentSelectorWidget()
    told = heard(widget, "currentNodeChanged(vtkMRMLNode*)", "currentSegmentChanged(QString)")
    widget.setMRMLScene(mrml)
    assert widget.currentNode() is node
    assert widget.segmentIDs() == ("l", "r", "i")
    assert widget.currentSegmentID() == "l"
    widget.setCurrentSegmentID("i")
    assert told == [("currentSegmentChanged", "l"), ("currentNodeChanged", node), ("currentSegmentChanged", "i")]
    node.GetSegmentation().RemoveSegment("i")
    assert widget.currentSegmentID() == "l"


def test_several_segments_can_be_ticked(slicer, mrml, node, heard):
    widget = slicer.qMRMLSegmentSelectorWidget()
    widget.setMRMLScene(mrml)
    widget.multiSelection = True
    told = heard(widget, "segmentSelectionChanged(QStringList)")
    widget.setSelectedSegmentIDs(["l", "i"])
    assert widget.selectedSegmentIDs() == ("l", "i")
    assert [list(ids) for _, ids in told] == [["l", "i"]]
