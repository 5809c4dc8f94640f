"""The module class of DICOM."""

from typing import Any

from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.ScriptedLoadableModule import ScriptedLoadableModule


class DICOM(ScriptedLoadableModule):
    """Lists the series of a folder and loads them; it keeps no database."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        parent.title = _("DICOM")
        parent.categories = ["", "Informatics"]
        parent.helpText = _("Choose a folder, then a series.")
