"""The choices of the engine's parameters, with words for combo boxes.

Members have the names and the values of the engine's own; only the words are added here.
"""

import enum
from collections.abc import Callable

from slicer.i18n import tr as _

from medseg.records import AutoThreshold, Denoise, MatchBy, Normalise, Region, Side, SurfaceDefinition, Uncertainty
from MedSegModuleLib.LabelledEnum import LabelledEnum


def autoThresholdLabels() -> dict[str, str]:
    """Names of automatic methods, as their authors' papers have them."""
    return {
        "OTSU": _("Otsu"),
        "MULTI_OTSU": _("Otsu, several classes"),
        "LI": _("Li"),
        "TRIANGLE": _("Triangle"),
        "YEN": _("Yen"),
        "HUANG": _("Huang"),
        "ISODATA": _("IsoData"),
        "MAXIMUM_ENTROPY": _("Maximum entropy"),
        "MOMENTS": _("Moments"),
        "RENYI_ENTROPY": _("Renyi entropy"),
        "SHANBHAG": _("Shanbhag"),
        "KITTLER_ILLINGWORTH": _("Kittler-Illingworth"),
    }


def sideLabels() -> dict[str, str]:
    """Sides of a threshold."""
    return {"ABOVE": _("Brighter"), "BELOW": _("Darker")}


def denoiseLabels() -> dict[str, str]:
    """Filters against noise."""
    return {
        "NONE": _("None"),
        "MEDIAN": _("Median"),
        "GAUSSIAN": _("Gaussian"),
        "CURVATURE_FLOW": _("Curvature flow"),
        "NON_LOCAL_MEANS": _("Non-local means"),
    }


def normaliseLabels() -> dict[str, str]:
    """Scales of intensities."""
    return {"NONE": _("None"), "ROBUST": _("0 to 100 by percentiles"), "ZSCORE": _("Mean 0, SD 1")}


def matchByLabels() -> dict[str, str]:
    """Ways to pair segments."""
    return {"NAME": _("Name"), "CODE": _("Terminology code"), "OVERLAP": _("Largest overlap")}


def regionLabels() -> dict[str, str]:
    """Where accuracy counts."""
    return {"AUTO": _("Automatic"), "BODY": _("Body"), "IMAGE": _("Whole image")}


def surfaceLabels() -> dict[str, str]:
    """Definitions of a surface."""
    return {"ELEMENTS": _("Surface elements, by area"), "VOXELS": _("Border voxels")}


def uncertaintyLabels() -> dict[str, str]:
    """Maps of how unsure a network is."""
    return {"NONE": _("None"), "ENTROPY": _("Entropy"), "FLIPS": _("Variance over flips")}


LABELS: dict[type[enum.Enum], Callable[[], dict[str, str]]] = {
    AutoThreshold: autoThresholdLabels,
    Side: sideLabels,
    Denoise: denoiseLabels,
    Normalise: normaliseLabels,
    MatchBy: matchByLabels,
    Region: regionLabels,
    SurfaceDefinition: surfaceLabels,
    Uncertainty: uncertaintyLabels,
}


def labelled(choice: type[enum.Enum]) -> type[LabelledEnum]:
    """Make the labelled twin of one of the engine's enumerations.

    Raises:
        KeyError: It has no words here yet.
    """
    words = LABELS[choice]
    members = [(member.name, member.value) for member in choice]
    twin = LabelledEnum(choice.__name__, members, module=__name__)
    twin.labels = classmethod(lambda _cls: words())
    return twin


TWINS: dict[type[enum.Enum], type[LabelledEnum]] = {choice: labelled(choice) for choice in LABELS}
"""The labelled twin of each of the engine's enumerations."""

AutoThresholdChoice = TWINS[AutoThreshold]
SideChoice = TWINS[Side]
DenoiseChoice = TWINS[Denoise]
NormaliseChoice = TWINS[Normalise]
MatchByChoice = TWINS[MatchBy]
RegionChoice = TWINS[Region]
SurfaceChoice = TWINS[SurfaceDefinition]
