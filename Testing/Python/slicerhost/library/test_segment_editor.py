"""The stand-in for Slicer's Segment Editor."""


def test_it_follows_the_node_of_the_editor(scene, slicer_host):
    import slicer

    segmentation = scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "parts")
    volume = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "image")
    slicer_host.main_window.show()
    widget = slicer_host.select_module("SegmentEditor")
    node = scene.GetSingletonNode("SegmentEditor", "vtkMRMLSegmentEditorNode")
    node.SetAndObserveSegmentationNode(segmentation)
    node.SetAndObserveSourceVolumeNode(volume)
    assert widget.segmentationSelector.currentNode() is segmentation
    assert widget.volumeSelector.currentNode() is volume
    assert widget.table.segmentationNode() is segmentation
    widget.segmentationSelector.setCurrentNode(None)
    assert node.GetSegmentationNode() is None
    slicer.util.selectModule("SampleData")


def test_it_survives_a_closed_scene(scene, slicer_host):
    widget = slicer_host.select_module("SegmentEditor")
    scene.Clear(True)
    widget.enter()
    assert widget.parameterSetNode is scene.GetSingletonNode("SegmentEditor", "vtkMRMLSegmentEditorNode")
    assert widget.segmentationSelector.currentNode() is None
