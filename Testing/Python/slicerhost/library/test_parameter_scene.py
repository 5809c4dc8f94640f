"""Parameters in scenes that are saved, closed and opened."""

import numpy as np
import pytest


@pytest.fixture
def wrapped(slicer_host):
    import slicer
    from slicer.parameterNodeWrapper import FloatRange, parameterNodeWrapper
    from slicer.ScriptedLoadableModule import ScriptedLoadableModuleLogic

    @parameterNodeWrapper
    class Parameters:
        image: slicer.vtkMRMLScalarVolumeNode
        images: list[slicer.vtkMRMLScalarVolumeNode]
        either: slicer.vtkMRMLModelNode | slicer.vtkMRMLTableNode | None
        values: FloatRange
        words: str

    class KeptLogic(ScriptedLoadableModuleLogic):
        def getParameterNode(self):
            return Parameters(super().getParameterNode())

    return KeptLogic()


def test_a_node_that_is_removed_is_none(wrapped, scene):
    parameters = wrapped.getParameterNode()
    parameters.image = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode")
    events = []
    parameters.AddObserver("ModifiedEvent", lambda caller, event: events.append(parameters.image))
    scene.RemoveNode(parameters.image)
    assert parameters.image is None
    assert events[-1] is None


def test_a_parameter_is_a_reference_of_its_name(wrapped, scene):
    parameters = wrapped.getParameterNode()
    parameters.image = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode")
    assert parameters.parameterNode.GetNodeReference("image") is parameters.image


@pytest.mark.parametrize("name", ["scene.mrb", "folder"])
def test_parameters_and_the_nodes_they_name_survive_saving(wrapped, scene, tmp_path, name):
    import slicer

    parameters = wrapped.getParameterNode()
    images = [slicer.util.addVolumeFromArray(np.full((2, 3, 4), number, np.int16), name=f"image {number}") for number in range(3)]
    parameters.image, parameters.images = images[2], images[:2]
    parameters.either = scene.AddNewNodeByClass("vtkMRMLTableNode", "table")
    parameters.values.setRange(-3, 4.5)
    parameters.words = 'a "word" <with> ;signs & more'
    path = tmp_path / name
    assert slicer.util.saveScene(str(path))
    del parameters, images
    scene.Clear(False)
    assert wrapped.getParameterNode().image is None
    scene.Clear(True)
    slicer.util.loadScene(str(path if path.suffix else next(path.glob("*.mrml"))))
    opened = wrapped.getParameterNode()
    assert opened.image.GetName() == "image 2"
    assert [node.GetName() for node in opened.images] == ["image 0", "image 1"]
    assert opened.either.GetName() == "table"
    assert (opened.values.minimum, opened.values.maximum) == (-3, 4.5)
    assert opened.words == 'a "word" <with> ;signs & more'
    assert slicer.util.arrayFromVolume(opened.image).max() == 2


def test_closing_the_scene_brings_the_defaults_back(wrapped, scene):
    parameters = wrapped.getParameterNode()
    parameters.words = "kept"
    scene.Clear(False)
    again = wrapped.getParameterNode()
    assert again.words == ""
    assert again.parameterNode.GetAttribute("ModuleName") == "Kept"


def test_a_logic_has_one_parameter_node_unless_it_wants_several(scene, slicer_host):
    from slicer.ScriptedLoadableModule import ScriptedLoadableModuleLogic

    class OneLogic(ScriptedLoadableModuleLogic):
        pass

    class SeveralLogic(ScriptedLoadableModuleLogic):
        def __init__(self):
            super().__init__()
            self.isSingletonParameterNode = False

    one, several = OneLogic(), SeveralLogic()
    assert one.getParameterNode() is OneLogic().getParameterNode()
    assert one.getParameterNode().GetSingletonTag() == "One"
    first = several.getParameterNode()
    second = scene.AddNode(several.createParameterNode())
    assert several.getParameterNode() is first
    assert several.getAllParameterNodes() == [first, second]
    assert one.getAllParameterNodes() == [one.getParameterNode()]
