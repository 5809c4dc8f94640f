"""MedSeg: segmentation of medical images by masks and thresholds, scored against references."""

import sys
from pathlib import Path

import slicer
from slicer.i18n import tr as _
from slicer.i18n import translate
from slicer.ScriptedLoadableModule import ScriptedLoadableModule

# in the source tree the package stands beside this folder, and must win over a copy that was installed by pip
_package = Path(__file__).resolve().parent.parent / "MedSegExtension"
if (_package / "medseg").is_dir() and str(_package) not in sys.path[:1]:
    sys.path.insert(0, str(_package))

from MedSegModuleLib.MedSegLogic import MedSegLogic  # noqa: E402
from MedSegModuleLib.MedSegModuleTest import MedSegModuleTest  # noqa: E402
from MedSegModuleLib.MedSegWidget import MedSegWidget  # noqa: E402
from MedSegModuleLib.SampleRegistration import registerSampleData  # noqa: E402

__all__ = ["MedSegModule", "MedSegModuleLogic", "MedSegModuleTest", "MedSegModuleWidget"]


class MedSegModule(ScriptedLoadableModule):
    """What Slicer shows of the module before it is opened."""

    def __init__(self, parent) -> None:
        """Describe the module.

        Args:
            parent: Slicer's side of the module.
        """
        super().__init__(parent)
        self.parent.title = "MedSeg"
        self.parent.categories = [translate("qSlicerAbstractCoreModule", "Segmentation")]
        self.parent.dependencies = ["Segmentations"]
        self.parent.contributors = ["The MedSeg developers"]
        self.parent.helpText = _(
            "Segments CT, MR and X-ray images with masks and thresholds, shows the result over the slices and in 3D, and scores "
            "it against a reference.<br><br>Load an image, click <b>Segment</b>, look. For research use; not a medical device."
            '<br><br>See <a href="https://github.com/MedSeg/SlicerMedSeg#readme">the documentation</a>.'
        )
        self.parent.acknowledgementText = _(
            "Made by the MedSeg developers on 3D Slicer, VTK, ITK, NumPy and SciPy. Sources of presets, metrics and samples are "
            "named where they are used. Apache License 2.0."
        )
        slicer.app.connect("startupCompleted()", registerSampleData)


class MedSegModuleWidget(MedSegWidget):
    """The panel, under the name that Slicer looks for."""


class MedSegModuleLogic(MedSegLogic):
    """The logic, under the name that Slicer looks for."""
