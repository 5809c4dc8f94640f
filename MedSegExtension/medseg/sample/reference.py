"""The truth about the phantom, as a segmentation."""

import numpy as np
from numpy.typing import NDArray

from medseg.records import PhantomParameters, describe_run
from medseg.sample.canvas import Canvas
from medseg.sample.tissue import Lesion, Tissue
from medseg.volume import Code, Coding, Segment, Segmentation

_STRUCTURE = Code("SCT", "123037004", "Anatomical Structure")
_TISSUE = Code("SCT", "85756007", "Tissue")
_ALTERED = Code("SCT", "49755003", "Morphologically Altered Structure")
_LUNG = Code("SCT", "39607008", "Lung")


def _anatomy(name: str, color: tuple[int, int, int], value: str, meaning: str, side: Code | None = None) -> Segment:
    return Segment(name, _rgb(color), Coding(_STRUCTURE, Code("SCT", value, meaning), side))


def _lesion(name: str, color: tuple[int, int, int], code: Code) -> Segment:
    return Segment(name, _rgb(color), Coding(_ALTERED, code, region=_LUNG))


def _rgb(color: tuple[int, int, int]) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in color)
    return red, green, blue


# codes and colours of anatomy as in Slicer's General Anatomy terminology, of the trunk and the airways as in DICOM PS3.16;
# lesions: CID 7159 and 6104, consolidation from SNOMED CT
INFECTION = _lesion("Infection", (230, 26, 26), Code("SCT", "409774005", "Inflammation"))
GROUND_GLASS = _lesion("Ground-glass opacity", (255, 170, 0), Code("DCM", "112120", "Ground glass opacity"))
CONSOLIDATION = _lesion("Consolidation", (150, 0, 130), Code("SCT", "95436008", "Lung consolidation"))
RIGHT_LUNG = _anatomy("Right lung", (197, 165, 145), "39607008", "Lung", Code("SCT", "24028007", "Right"))
LEFT_LUNG = _anatomy("Left lung", (172, 138, 115), "39607008", "Lung", Code("SCT", "7771000", "Left"))
AIRWAYS = _anatomy("Airways", (182, 228, 255), "110726009", "Trachea and bronchus")
HEART = _anatomy("Heart", (206, 110, 84), "80891009", "Heart")
BONE = Segment("Bone", _rgb((241, 214, 145)), Coding(_TISSUE, Code("SCT", "272673000", "Bone")))
BODY = _anatomy("Body", (177, 122, 101), "38266002", "Entire body")


def to_reference(canvas: Canvas, parameters: PhantomParameters) -> Segmentation:
    """Tell what each voxel is.

    Args:
        canvas: The painted image.
        parameters: What it was made of, for the provenance.

    Returns:
        Infection and its two kinds; lungs, which hold lesions, vessels and the airways beyond the lobar bronchi; airways
        with their walls; heart; bone with its marrow; the whole body. What the image does not show is an empty segment.
    """
    lesion, tissue = canvas.whole.lesion, canvas.whole.tissue
    places = [
        (INFECTION, 0, 1),
        (GROUND_GLASS, 1, int(Lesion.GROUND_GLASS)),
        (CONSOLIDATION, 1, int(Lesion.CONSOLIDATION)),
        *((segment, 2, label) for label, segment in enumerate((RIGHT_LUNG, LEFT_LUNG, AIRWAYS, HEART, BONE), start=1)),
        (BODY, 3, 1),
    ]
    layers = [
        (lesion != Lesion.NONE).view(np.uint8),
        lesion,
        _anatomy_labels(canvas),
        (tissue > Tissue.TABLE).view(np.uint8),
    ]
    provenance = describe_run("phantom", parameters)
    return Segmentation.from_layers(canvas.geometry, layers, places, "chest CT phantom: truth", provenance)


def _anatomy_labels(canvas: Canvas) -> NDArray[np.uint8]:
    """Labels (k, j, i): 1 right lung, 2 left lung, 3 airways, 4 heart, 5 bone."""
    table = np.zeros(max(Tissue) + 1, dtype=np.uint8)
    table[[Tissue.LUNG, Tissue.AIRWAY, Tissue.HEART, Tissue.BONE]] = (1, 3, 4, 5)
    labels = table[canvas.whole.tissue]
    left = labels[:, :, canvas.whole.at.x.ravel() > 0]
    left[left == 1] = 2
    labels[:, :, canvas.whole.at.x.ravel() > 0] = left
    return labels
