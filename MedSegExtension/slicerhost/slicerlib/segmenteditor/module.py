"""The module class of the Segment Editor."""

from typing import Any

from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.ScriptedLoadableModule import ScriptedLoadableModule


class SegmentEditor(ScriptedLoadableModule):
    """Shows the segments of a segmentation; the tools for painting are in the Slicer application."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        parent.title = _("Segment Editor")
        parent.categories = ["", "Segmentation"]
        parent.helpText = _(
            "Names, colours and visibility of segments. Tools for painting are in 3D Slicer: save the scene there."
        )
