"""What a segment is, in Slicer's terminologies."""

from typing import TYPE_CHECKING

from medseg.mrml.toolkit import slicer
from medseg.optional import require
from medseg.volume import Code, Coding
from medseg.volume.coding import CATEGORY_CONTEXT

if TYPE_CHECKING:
    from slicer import vtkCodedEntry, vtkSegment, vtkSlicerTerminologiesModuleLogic, vtkSlicerTerminologyEntry

UNSPECIFIED = Code("SCT", "85756007", "Tissue")
_core = require("vtkmodules.vtkCommonCore", "render")  # its `reference` is what a C++ string by reference is filled into


def write_coding(segment: "vtkSegment", coding: Coding) -> None:
    """Write a coding to a segment, as Slicer keeps it."""
    entry = coding.to_terminology_entry()
    if hasattr(segment, "SetTerminology"):
        segment.SetTerminology(entry)
    else:  # before Slicer 5.10
        segment.SetTag(segment.GetTerminologyEntryTagName(), entry)


def read_coding(segment: "vtkSegment") -> Coding | None:
    """The coding of a segment; None where it has none.

    Slicer gives segments without a coding the entry Tissue, Tissue when it loads them: that is none too.
    """
    coding = Coding.from_terminology_entry(read_tag(segment, segment.GetTerminologyEntryTagName()))
    return None if coding == Coding(UNSPECIFIED, UNSPECIFIED) else coding


def read_tag(segment: "vtkSegment", name: str) -> str:
    """A tag of a segment; empty where it has none."""
    value = _core.reference("")
    return str(value) if segment.GetTag(name, value) else ""


def find_coding(name: str, logic: "vtkSlicerTerminologiesModuleLogic") -> Coding | None:
    """Look a name up in Slicer's own general anatomy terminology.

    Args:
        name: Slicer's label of a structure, such as `left lung`, `liver` or `bone`, in any case.
        logic: The logic of Slicer's Terminologies module, with its terminologies loaded.

    Returns:
        The SNOMED codes that Slicer has for it, or None where it does not know the name.
    """
    entry = slicer.vtkSlicerTerminologyEntry()
    label = name.strip().lower()
    if not logic.IsTerminologyContextLoaded(CATEGORY_CONTEXT):
        return None
    if not logic.FindTypeInTerminologyBy3dSlicerLabel(CATEGORY_CONTEXT, label, entry):
        return None
    return _to_coding(entry)


def _to_coding(entry: "vtkSlicerTerminologyEntry") -> Coding | None:
    category, kind = _code(entry.GetCategoryObject()), _code(entry.GetTypeObject())
    if category is None or kind is None:
        return None
    return Coding(category, kind, _code(entry.GetTypeModifierObject()))


def _code(concept: "vtkCodedEntry | None") -> Code | None:
    if concept is None or not concept.GetCodeValue():
        return None
    return Code(concept.GetCodingSchemeDesignator(), concept.GetCodeValue(), concept.GetCodeMeaning())
