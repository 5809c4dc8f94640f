"""What a network measured, in words."""

from collections.abc import Mapping

from slicer.i18n import tr as _


def measurementWords(measurements: Mapping[str, float]) -> list[str]:
    """Findings beside the sizes of segments, a few words each: `4.2 % of the lungs`."""
    told = []
    if "percent_of_lung" in measurements:
        told.append(_("{percent:.1f} % of the lungs").format(percent=measurements["percent_of_lung"]))
    return told
