"""The module class of SampleData."""

from typing import Any

import slicer

from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.ScriptedLoadableModule import ScriptedLoadableModule


class SampleData(ScriptedLoadableModule):
    """Samples that modules register; they stand in `slicer.modules.sampleDataSources`, by category."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        parent.title = _("Sample Data")
        parent.categories = ["Informatics"]
        parent.helpText = _("Images to try modules on.")
        if not hasattr(slicer.modules, "sampleDataSources"):
            slicer.modules.sampleDataSources = {}
