"""The threshold that pulses over the slice views."""

import numpy as np
import pytest
import slicer


@pytest.fixture
def threshold(panel):
    """The section of the method Threshold."""
    from MedSegModuleLib.Method import Method

    return panel.method.methods[Method.THRESHOLD]


@pytest.fixture
def shown(panel, threshold, mr, click, wait_until):
    """An image with a range over it: from 300 on, the bright ball alone."""
    panel.input.choose(mr)
    panel.refresh()
    panel.refresh()
    click(threshold.ui.rangeRadioButton)
    panel.refresh()
    threshold.ui.rangeWidget.setValues(300, 400)
    panel.refresh()
    wait_until(lambda: actors() == 3)
    return threshold


def renderer(view):
    """The renderer of a slice view."""
    return slicer.app.layoutManager().sliceWidget(view).sliceView().renderWindow().GetRenderers().GetFirstRenderer()


def previews(view):
    """The preview's actors on a slice view, told by their mapper's window of 255 about 127.5."""
    props = renderer(view).GetViewProps()
    found = [props.GetItemAsObject(index) for index in range(props.GetNumberOfItems())]
    actors = [actor for actor in found if actor.IsA("vtkActor2D") and actor.GetMapper() is not None]
    mappers = [actor.GetMapper() for actor in actors if actor.GetMapper().IsA("vtkImageMapper")]
    joined = [mapper for mapper in mappers if mapper.GetNumberOfInputConnections(0)]
    return [mapper for mapper in joined if mapper.GetInputConnection(0, 0).GetProducer().IsA("vtkImageMapToColors")]


def actors():
    """How many previews there are on all slice views."""
    return sum(len(previews(view)) for view in slicer.app.layoutManager().sliceViewNames())


def colored(view="Red"):
    """The pixels of a view that the preview colours."""
    mapper = previews(view)[0]
    source = mapper.GetInputConnection(0, 0).GetProducer()
    source.Update()
    from vtkmodules.util.numpy_support import vtk_to_numpy

    return int((vtk_to_numpy(source.GetOutput().GetPointData().GetScalars())[:, 3] > 0).sum())


def test_a_range_is_laid_over_every_slice_view(shown):
    assert actors() == 3
    assert colored() > 0


def test_a_move_of_the_slider_is_seen_at_once(shown):
    before = colored()
    shown.ui.rangeWidget.setValues(100, 400)
    assert colored() > 2 * before
    shown.ui.rangeWidget.setValues(400, 400)
    assert 0 < colored() <= before


def test_it_pulses(shown, wait_until):
    table = previews("Red")[0].GetInputConnection(0, 0).GetProducer().GetLookupTable()
    seen = set()
    wait_until(lambda: seen.add(round(table.GetTableValue(1)[3], 3)) or len(seen) >= 3)


def test_switching_it_off_takes_it_away(shown, click, wait_until):
    click(shown.ui.previewCheckBox)
    wait_until(lambda: actors() == 0)
    click(shown.ui.previewCheckBox)
    wait_until(lambda: actors() == 3)


def test_another_method_takes_it_away(panel, shown, click, wait_until):
    click(panel.method.ui.maskButton)
    wait_until(lambda: actors() == 0)
    click(panel.method.ui.thresholdButton)
    wait_until(lambda: actors() == 3)


def test_leaving_the_module_takes_it_away_and_coming_back_brings_it(panel, shown):
    panel.exit()
    assert actors() == 0
    panel.enter()
    assert actors() == 3


def test_a_recipe_takes_it_away(panel, shown, chest, wait_until):
    panel.input.choose(chest)
    panel.refresh()
    panel.parameterNode.thresholdSource = type(panel.parameterNode.thresholdSource).PRESET
    panel.parameterNode.presetName = "lungs"
    wait_until(lambda: actors() == 0)


def test_a_segment_that_was_made_is_not_covered(panel, shown, wait_until):
    panel.onSegmented()
    assert actors() == 0


def test_work_that_runs_holds_it(panel, shown, wait_until):
    panel.setBusy(True)
    assert actors() == 0
    panel.setBusy(False)
    assert actors() == 3


def test_a_layout_with_fewer_views_and_back_is_followed(shown, wait_until):
    manager = slicer.app.layoutManager()
    manager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutOneUpRedSliceView)
    wait_until(lambda: len(previews("Red")) == 1)
    manager.setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView)
    wait_until(lambda: all(len(previews(view)) == 1 for view in ("Red", "Green", "Yellow")))


def test_a_view_that_shows_another_image_is_left_alone(shown, add_volume, wait_until):
    other = add_volume(np.full((5, 6, 7), 350.0, np.float32), "Other")
    composite = slicer.app.layoutManager().sliceWidget("Red").mrmlSliceCompositeNode()
    composite.SetBackgroundVolumeID(other.GetID())
    wait_until(lambda: not previews("Red") and actors() == 2)


def test_a_deleted_image_takes_it_away(panel, shown, mr, wait_until):
    slicer.mrmlScene.RemoveNode(mr)
    wait_until(lambda: actors() == 0)


def test_a_closed_scene_takes_it_away(shown, wait_until):
    slicer.mrmlScene.Clear(False)
    assert actors() == 0


def test_another_image_is_followed(panel, shown, add_volume, wait_until):
    other = add_volume(np.full((5, 6, 7), 350.0, np.float32), "Other")
    panel.input.choose(other)
    wait_until(lambda: actors() == 3 and colored() > 0)


def test_cleaning_up_leaves_no_actor_behind(panel, shown):
    panel.exit()
    other = type(panel)(None)
    other.enter()
    assert actors() == 3
    other.cleanup()
    other.parent.deleteLater()
    assert actors() == 0
    panel.enter()
