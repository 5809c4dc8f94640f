"""Slices that are segmented while one scrolls."""

import types

import numpy as np
import pytest
import slicer

from medseg.errors import ModelError

BONE_HU = 200.0
COLORS = ((220 / 255, 50 / 255, 47 / 255),)


class Segmenter:
    """Stands for the process with the network: takes what is brighter than bone, at the second look."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.cuts = []
        self.isClosed = False
        self.failure = None
        self._waiting = None
        self._looks = 0

    def submit(self, cut):
        assert self._waiting is None, "one slice at a time"
        self.cuts.append(cut)
        self._waiting, self._looks = cut, 0

    def poll(self):
        if self.failure is not None:
            raise self.failure
        self._looks += 1
        if self._waiting is None or self._looks < 2:
            return None
        cut, self._waiting = self._waiting, None
        return types.SimpleNamespace(labels=(cut.array[0] >= BONE_HU).astype(np.uint8), colors=COLORS)

    def close(self):
        self.isClosed = True


@pytest.fixture
def started(panel, monkeypatch):
    """The processes that were started."""
    found = []

    def start(parameters):
        found.append(Segmenter(parameters))
        return found[-1]

    network = sectionOf(panel)
    monkeypatch.setattr(network._live, "_start", start)
    yield found
    network._live.stop()


def sectionOf(panel):
    from MedSegModuleLib.Method import Method

    return panel.method.methods[Method.UNET]


@pytest.fixture
def live(panel, started, models, chest, click, wait_until):
    """A chest CT that is segmented live in the red view."""
    models("bright", threshold=BONE_HU)
    panel.input.choose(chest)
    network = sectionOf(panel)
    network.enter()
    panel.refresh()
    click(panel.method.ui.unetButton)
    panel.refresh()
    click(network.ui.liveCheckBox)
    wait_until(lambda: layers() == 1)
    return network


def previews(view):
    """The layers of labels on a slice view: what is coloured comes from a reslice."""
    window = slicer.app.layoutManager().sliceWidget(view).sliceView().renderWindow()
    props = window.GetRenderers().GetFirstRenderer().GetViewProps()
    found = [props.GetItemAsObject(index) for index in range(props.GetNumberOfItems())]
    actors = [actor for actor in found if actor.IsA("vtkActor2D") and actor.GetVisibility() and actor.GetMapper() is not None]
    mappers = [actor.GetMapper() for actor in actors if actor.GetMapper().IsA("vtkImageMapper")]
    sources = [mapper.GetInputConnection(0, 0).GetProducer() for mapper in mappers if mapper.GetNumberOfInputConnections(0)]
    colors = [source for source in sources if source.IsA("vtkImageMapToColors")]
    return [one for one in colors if one.GetInputConnection(0, 0).GetProducer().IsA("vtkImageReslice")]


def layers():
    return sum(len(previews(view)) for view in slicer.app.layoutManager().sliceViewNames())


def redNode():
    return slicer.app.layoutManager().sliceWidget("Red").mrmlSliceNode()


def test_the_axial_view_alone_is_segmented_by_a_network_for_axial_slices(live, started, chest):
    assert len(previews("Red")) == 1
    assert not previews("Green")
    assert not previews("Yellow")
    (segmenter,) = started
    assert segmenter.parameters.model == "bright"
    voxels = slicer.util.arrayFromVolume(chest)
    assert any(np.array_equal(segmenter.cuts[0].array[0], voxels[k]) for k in range(len(voxels)))
    assert "ms a slice" in live.ui.liveLabel.text


def test_each_slice_that_is_scrolled_to_is_asked_for_once(live, started, wait_until):
    (segmenter,) = started
    count = len(segmenter.cuts)
    redNode().SetSliceOffset(redNode().GetSliceOffset() + 30.0)
    wait_until(lambda: len(segmenter.cuts) == count + 1)
    wait_until(lambda: layers() == 1)
    redNode().SetFieldOfView(80.0, 60.0, 1.0)  # zoomed: the same slice
    slicer.app.processEvents()
    assert len(segmenter.cuts) == count + 1


def test_colours_lie_where_the_network_says(live, started, wait_until, picture):
    from vtkmodules.util.numpy_support import vtk_to_numpy

    redNode().SetSliceOffset(redNode().GetSliceOffset() + 12.0)
    count = len(started[0].cuts)
    wait_until(lambda: len(started[0].cuts) > count)
    wait_until(lambda: layers() == 1)
    cut = started[0].cuts[-1]
    wait_until(lambda: live._live._asked is None)
    source = previews("Red")[0]
    source.Update()
    width, height, _depth = source.GetOutput().GetDimensions()
    shown = vtk_to_numpy(source.GetOutput().GetPointData().GetScalars())[:, 3].reshape(height, width) > 0
    rows, columns = np.nonzero(shown)
    matrix = slicer.util.arrayFromVTKMatrix(redNode().GetXYToRAS())
    points = (matrix @ np.stack([columns, rows, np.zeros(rows.size), np.ones(rows.size)]))[:3].T
    places = np.rint(cut.geometry.to_ijk(points)).astype(int)
    assert rows.size > 100
    assert (cut.array[0][places[:, 1], places[:, 0]] >= BONE_HU).mean() > 0.99
    picture("network-live")


def test_an_oblique_view_is_cut_obliquely(live, started, wait_until):
    count = len(started[0].cuts)
    angle = np.radians(20.0)
    pose = slicer.util.arrayFromVTKMatrix(redNode().GetSliceToRAS())
    pose[:3, :3] = np.array([[1, 0, 0], [0, np.cos(angle), -np.sin(angle)], [0, np.sin(angle), np.cos(angle)]]) @ pose[:3, :3]
    redNode().GetSliceToRAS().DeepCopy(pose.ravel().tolist())
    redNode().UpdateMatrices()
    redNode().Modified()
    wait_until(lambda: len(started[0].cuts) > count)
    normal = started[0].cuts[-1].geometry.directions_ras[:, 2]
    assert abs(normal @ pose[:3, 2]) == pytest.approx(1.0)
    wait_until(lambda: layers() == 1)


def test_a_view_turned_away_is_left_alone_and_the_reason_told(live, started, wait_until):
    redNode().SetOrientationToCoronal()
    wait_until(lambda: layers() == 0)
    wait_until(lambda: "axial" in live.ui.liveLabel.text)
    redNode().SetOrientationToAxial()
    wait_until(lambda: layers() == 1)


def test_labels_of_a_slice_that_was_left_do_not_stay_where_no_answer_comes(live, started, wait_until, monkeypatch):
    monkeypatch.setattr(started[0], "poll", lambda: None)
    redNode().SetSliceOffset(redNode().GetSliceOffset() + 30.0)
    wait_until(lambda: layers() == 0)


def test_switching_it_off_ends_the_process(live, started, click, wait_until):
    click(live.ui.liveCheckBox)
    wait_until(lambda: started[0].isClosed)
    assert layers() == 0
    assert not live.ui.liveLabel.visible


@pytest.mark.parametrize("button", ["thresholdButton", "maskButton"])
def test_another_method_ends_the_process(panel, live, started, click, wait_until, button):
    click(getattr(panel.method.ui, button))
    wait_until(lambda: started[0].isClosed)
    assert layers() == 0


def test_another_network_gets_another_process(panel, live, started, models, click, wait_until):
    models("plain", threshold=BONE_HU, method="cnn")
    panel.logic.networks.reload()
    click(panel.method.ui.cnnButton)
    wait_until(lambda: len(started) == 2)
    assert started[0].isClosed
    wait_until(lambda: layers() == 1)
    assert started[1].parameters.model == "plain"


def test_leaving_the_module_ends_the_process_and_coming_back_starts_one(panel, live, started, wait_until):
    panel.exit()
    assert started[0].isClosed
    assert layers() == 0
    panel.enter()
    wait_until(lambda: len(started) == 2)
    wait_until(lambda: layers() == 1)


def test_closing_the_scene_ends_the_process(live, started):
    slicer.mrmlScene.Clear(False)
    assert started[0].isClosed
    assert layers() == 0


def test_deleting_the_image_ends_the_process(live, started, chest, wait_until):
    slicer.mrmlScene.RemoveNode(chest)
    wait_until(lambda: started[0].isClosed)


def test_work_that_runs_lets_it_rest_and_keeps_the_process(panel, live, started, wait_until):
    panel.setBusy(True)
    assert layers() == 0
    assert not started[0].isClosed
    panel.setBusy(False)
    wait_until(lambda: layers() == 1)
    assert len(started) == 1


def test_a_result_ends_it_so_that_it_is_seen(panel, live, started, wait_until):
    panel.onSegmented()
    wait_until(lambda: started[0].isClosed)
    assert not live.ui.liveCheckBox.checked


def test_voxels_that_change_are_segmented_anew(live, started, chest, wait_until):
    count = len(started[0].cuts)
    slicer.util.arrayFromVolume(chest)[:] += 1
    slicer.util.arrayFromVolumeModified(chest)
    wait_until(lambda: len(started[0].cuts) > count)


def test_what_goes_wrong_is_told_and_not_tried_again(panel, live, started, wait_until):
    started[0].failure = ModelError("The weights are damaged.")
    redNode().SetSliceOffset(redNode().GetSliceOffset() + 30.0)
    wait_until(lambda: live.ui.liveLabel.text == "The weights are damaged.")
    assert started[0].isClosed
    assert layers() == 0
    panel.refresh()
    assert len(started) == 1


def test_a_film_is_segmented_in_the_view_that_shows_it(panel, started, models, add_volume, click, wait_until):
    models("film", threshold=200.0, modalities=["XRAY"], unit="", pictures=True, window=[0.0, 255.0])
    picture = add_volume(np.tile(np.arange(64, dtype=np.uint8) * 4, (1, 48, 1)), "Film")
    panel.input.choose(picture)
    network = sectionOf(panel)
    network.enter()
    panel.refresh()
    click(panel.method.ui.unetButton)
    panel.refresh()
    click(network.ui.liveCheckBox)
    wait_until(lambda: layers() == 1)
    assert started[0].cuts[0].array.shape == (1, 48, 64)


def test_a_network_for_volumes_says_why_it_is_not_live(panel, models, chest, click):
    models("deep", threshold=BONE_HU, size=(32, 32, 32), fit="windows")
    panel.input.choose(chest)
    network = sectionOf(panel)
    network.enter()
    panel.refresh()
    click(panel.method.ui.unetButton)
    panel.refresh()
    assert not network.ui.liveCheckBox.enabled
    assert "volumes" in network.ui.liveCheckBox.toolTip


def test_neighbours_come_along_for_a_network_that_sees_them(panel, started, models, chest, click, wait_until):
    models("thick", threshold=BONE_HU, context_slices=1)
    panel.input.choose(chest)
    network = sectionOf(panel)
    network.enter()
    panel.refresh()
    click(panel.method.ui.unetButton)
    panel.refresh()
    click(network.ui.liveCheckBox)
    wait_until(lambda: layers() == 1)
    assert started[0].cuts[0].array.shape[0] == 3


def test_a_real_process_segments_the_slice_that_is_shown_and_ends(panel, models, chest, click, wait_until):
    import os

    models("bright", threshold=BONE_HU + 0.5, target="bone")
    panel.input.choose(chest)
    network = sectionOf(panel)
    network.enter()
    panel.refresh()
    click(panel.method.ui.unetButton)
    panel.refresh()
    click(network.ui.liveCheckBox)
    process = network._live._segmenter.process_id
    wait_until(lambda: layers() == 1, 400)
    assert "ms a slice" in network.ui.liveLabel.text
    redNode().SetSliceOffset(redNode().GetSliceOffset() + 12.0)
    wait_until(lambda: network._live._asked is None and not network._live._views["Red"].isWaiting, 20)
    view = network._live._views["Red"]
    shown = view._layer._reslice.GetInput()
    width, height, _depth = shown.GetDimensions()
    from vtkmodules.util.numpy_support import vtk_to_numpy

    labels = vtk_to_numpy(shown.GetPointData().GetScalars()).reshape(height, width)
    np.testing.assert_array_equal(labels, view.cut.array[0] >= BONE_HU + 0.5)
    panel.exit()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
