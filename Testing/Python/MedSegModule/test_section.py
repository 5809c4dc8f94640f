"""What all sections have in common."""

import pytest
import slicer


@pytest.fixture
def told(panel, monkeypatch):
    """What was shown as an error."""
    messages = []
    monkeypatch.setattr(slicer.util, "errorDisplay", lambda text, *args, **kwargs: messages.append(text))
    return messages


def test_a_slot_gets_as_many_arguments_as_it_takes(panel):
    from MedSegModuleLib.Section import guarded

    got = []
    guarded(lambda: got.append("none"))(True)
    guarded(lambda checked: got.append(not checked))(True)
    guarded(lambda low, high: got.append((low, high)))(1.0, 2.0)
    assert got == ["none", False, (1.0, 2.0)]


def test_what_medseg_refuses_is_shown_in_its_own_words_below_what_could_not_be_done(panel, told):
    from medseg.errors import InputError
    from MedSegModuleLib.Section import guarded

    def refuse():
        raise InputError("Expected an image, got none.")

    guarded(refuse, "The image could not be loaded.")()
    assert told == ["The image could not be loaded.\n\nExpected an image, got none."]


def test_a_fault_is_not_swallowed(panel, told):
    from MedSegModuleLib.Section import guarded

    with pytest.raises(ZeroDivisionError):
        guarded(lambda: 1 / 0)()


def test_tooltips_of_parameters_are_their_own_words(panel):
    from MedSegModuleLib.Method import Method
    from MedSegModuleLib.packs import CleanupPack
    from MedSegModuleLib.recordPacks import describe

    threshold = panel.method.methods[Method.THRESHOLD]
    assert threshold.ui.closingSpinBox.toolTip == describe(CleanupPack, "closing_mm")


def test_a_section_alone_binds_its_own_widgets_and_lets_go_of_them(panel):
    from MedSegModuleLib.Sections.InputSection import InputSection

    section = InputSection(panel.logic, panel.resourcePath, panel)
    section.setScene(slicer.mrmlScene)
    node = panel.logic.getParameterNode()
    section.setParameterNode(node)
    box = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLMarkupsROINode", "Box")
    section.ui.regionSelector.setCurrentNode(box)
    assert node.regionOfInterest is box
    section.cleanup()
    section.ui.regionSelector.setCurrentNode(None)
    assert node.regionOfInterest is box
    section.widget.deleteLater()


def test_a_deleted_output_leaves_no_other_segmentation_in_its_place(panel, scene):
    first, second = (scene.AddNewNodeByClass("vtkMRMLSegmentationNode", name) for name in ("first", "second"))
    panel.parameterNode.outputSegmentation = first
    panel.parameterNode.reference = second
    panel.refresh()
    scene.RemoveNode(first)
    panel.refresh()
    assert panel.parameterNode.outputSegmentation is None
    assert panel.parameterNode.reference is second
