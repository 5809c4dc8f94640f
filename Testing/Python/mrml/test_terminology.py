"""Codes of segments, as Slicer keeps them and as its own terminology knows them."""

import json

import pytest
import slicer

from medseg.mrml import node_to_segmentation, segmentation_to_node
from medseg.mrml.terminology import find_coding, read_coding, write_coding
from medseg.volume import Code, Coding, Segment, Segmentation
from medseg.volume.coding import CATEGORY_CONTEXT

ANATOMY = Code("SCT", "123037004", "Anatomical Structure")
LIVER = Coding(ANATOMY, Code("SCT", "10200004", "Liver"))
LEFT_LUNG = Coding(ANATOMY, Code("SCT", "39607008", "Lung"), Code("SCT", "7771000", "Left"))


def concept(value, meaning, **more):
    return {"CodeValue": value, "CodingSchemeDesignator": "SCT", "CodeMeaning": meaning, **more}


@pytest.fixture
def terminologies(tmp_path, monkeypatch):
    """Slicer's logic with a small terminology in Slicer's own format and name."""
    left = concept("7771000", "Left", **{"3dSlicerLabel": "left lung", "recommendedDisplayRGBValue": [197, 165, 145]})
    lung = concept("39607008", "Lung", Modifier=[left], cid="7157")
    liver = concept("10200004", "Liver", **{"3dSlicerLabel": "liver", "recommendedDisplayRGBValue": [221, 130, 101]})
    category = concept("123037004", "Anatomical Structure", Type=[lung, liver], showAnatomy=True)
    schema = "https://raw.githubusercontent.com/qiicr/dcmqi/master/doc/schemas/segment-context-schema.json#"
    content = {"SegmentationCategoryTypeContextName": CATEGORY_CONTEXT, "@schema": schema}
    content["SegmentationCodes"] = {"Category": [category]}
    path = tmp_path / "terms.json"
    path.write_text(json.dumps(content))
    logic = slicer.vtkSlicerTerminologiesModuleLogic()
    assert logic.LoadTerminologyFromFile(str(path)) == CATEGORY_CONTEXT
    return logic


def test_a_coding_comes_back():
    segment = slicer.vtkSegment()
    assert read_coding(segment) is None
    write_coding(segment, LEFT_LUNG)
    assert read_coding(segment) == LEFT_LUNG


def test_slicers_own_classes_read_the_entry():
    segment = slicer.vtkSegment()
    write_coding(segment, LEFT_LUNG)
    entry = slicer.vtkSlicerTerminologyEntry()
    assert slicer.vtkSlicerTerminologiesModuleLogic.DeserializeTerminologyEntry(segment.GetTerminology(), entry)
    assert entry.GetTypeObject().GetCodeValue() == "39607008"
    assert entry.GetTypeModifierObject().GetCodeMeaning() == "Left"


def test_a_slicer_without_the_new_method_gets_the_tag():
    class OldSegment:
        def __init__(self):
            self.tags = {}

        def GetTerminologyEntryTagName(self):
            return "TerminologyEntry"

        def SetTag(self, name, value):
            self.tags[name] = value

    segment = OldSegment()
    write_coding(segment, LEFT_LUNG)
    assert segment.tags == {"TerminologyEntry": LEFT_LUNG.to_terminology_entry()}


def test_the_entry_that_slicer_gives_uncoded_segments_is_no_coding():
    tissue = Code("SCT", "85756007", "Tissue")
    segment = slicer.vtkSegment()
    write_coding(segment, Coding(tissue, tissue))
    assert read_coding(segment) is None


@pytest.mark.parametrize(
    ("name", "coding"), [("Left lung", LEFT_LUNG), (" liver ", Coding(ANATOMY, Code("SCT", "10200004", "Liver")))]
)
def test_names_are_looked_up_in_slicers_terminology(terminologies, name, coding):
    assert find_coding(name, terminologies) == coding


def test_unknown_names_and_unloaded_terminologies_have_no_coding(terminologies):
    assert find_coding("gremlin", terminologies) is None
    empty = slicer.vtkSlicerTerminologiesModuleLogic()
    assert find_coding("liver", empty) is None


def test_segments_without_a_code_are_looked_up_by_name(offscreen, terminologies, oblique):
    import numpy as np

    masks = {Segment(name): np.ones(oblique.shape, bool) for name in ("Liver", "thing")}
    masks[Segment("left lung", coding=Coding(ANATOMY, Code("SCT", "1", "Own")))] = np.ones(oblique.shape, bool)
    node = segmentation_to_node(
        Segmentation.from_masks(oblique, masks),
        offscreen.scene,
        offscreen.segmentations_logic,
        terminologies_logic=terminologies,
    )
    liver, thing, lung = node_to_segmentation(node).segments
    assert liver.coding.type.value == "10200004"
    assert thing.coding is None
    assert lung.coding.type.meaning == "Own"
