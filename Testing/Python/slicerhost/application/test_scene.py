"""The scene of the host, emptied and filled again."""

import sys

import numpy as np
import pytest

SINGLETONS = ("vtkMRMLCrosshairNode", "vtkMRMLInteractionNode", "vtkMRMLSelectionNode", "vtkMRMLSubjectHierarchyNode")


@pytest.mark.parametrize("with_singletons", [False, True])
def test_an_emptied_scene_has_what_every_scene_has(scene, slicer_host, with_singletons):
    import slicer

    scene.Clear(with_singletons)
    assert scene.GetNodeByID("vtkMRMLColorTableNodeGrey") is not None
    for name in SINGLETONS:
        assert scene.GetNumberOfNodesByClass(name) == 1, name
    manager = slicer.app.layoutManager()
    for name in manager.sliceViewNames():
        assert manager.sliceWidget(name).mrmlSliceNode().GetScene() is scene
    image = slicer.util.addVolumeFromArray(np.zeros((3, 4, 5), np.int16))
    slicer.util.setSliceViewerLayers(background=image, fit=True)
    assert manager.sliceWidget("Red").mrmlSliceCompositeNode().GetBackgroundVolumeID() == image.GetID()


def test_scenes_do_not_grow_by_being_filled_and_emptied(scene, slicer_host):
    import slicer

    counts = []
    for _ in range(3):
        image = slicer.util.addVolumeFromArray(np.zeros((3, 4, 5), np.int16))
        slicer.util.setSliceViewerLayers(background=image, fit=True)
        scene.Clear(False)
        slicer.app.processEvents()
        counts.append(scene.GetNumberOfNodes())
    assert len(set(counts)) == 1


def test_another_scene_is_refused(slicer_host):
    import slicer

    slicer.app.setMRMLScene(slicer.mrmlScene)
    with pytest.raises(AttributeError, match="one scene"):
        slicer.app.setMRMLScene(slicer.vtkMRMLScene())


def test_observers_of_scripts_come_and_go(scene, slicer_host):
    import slicer

    class Observer(slicer.util.VTKObservationMixin):
        def __init__(self):
            super().__init__()
            self.closed = 0

        def on_close(self, caller, event):
            self.closed += 1

    observer = Observer()
    observer.addObserver(scene, scene.EndCloseEvent, observer.on_close)
    scene.Clear(False)
    observer.removeObservers()
    scene.Clear(False)
    assert observer.closed == 1


def test_programs_are_started_in_the_environment_of_the_host(slicer_host, capfd):
    import slicer

    program = [sys.executable, "-c", "import os; print(os.environ['HOST_WORD'])"]
    with slicer.util.launchConsoleProcess(program, updateEnvironment={"HOST_WORD": "seen"}) as process:
        slicer.util.logProcessOutput(process)
    assert "seen" in capfd.readouterr().out


def test_charts_can_be_plotted(scene, slicer_host):
    import slicer

    chart = slicer.util.plot(np.array([[1.0, 2.0], [2.0, 3.0]]), xColumnIndex=0, show=False)
    assert chart.IsA("vtkMRMLPlotChartNode")
