"""Segmenting with a network."""

import slicer
from slicer.i18n import tr as _

from MedSegModuleLib.Notes import WARNING_RGB, showText, styleNote
from MedSegModuleLib.Section import Section


class NetworkMethod(Section):
    """Lists the model packages that fit the image; greyed with the reason where there is none."""

    uiName = "NetworkMethod"

    def setup(self) -> None:
        """Connect the button."""
        styleNote(self.ui.reasonLabel, WARNING_RGB)
        self.connect(self.ui.installButton, "clicked(bool)", self.onInstall)

    def refresh(self) -> None:
        """Say what there is to choose from."""
        showText(self.ui.reasonLabel, self.whyNotAvailable())
        for name in ("missingLabel", "cardLabel", "liveLabel", "packageStatusLabel"):
            showText(getattr(self.ui, name), "")
        for name in ("installPackagesButton", "liveCheckBox"):
            getattr(self.ui, name).visible = False
        self.ui.modelComboBox.enabled = self.ui.modelComboBox.count > 0

    def whyNotAvailable(self) -> str:
        """Why no network can be chosen, and what can be done instead."""
        return _("No model packages are installed, so this method cannot run yet. Mask and Threshold work without any.")

    def onInstall(self) -> None:
        """Say what installing means, and that there is nothing to install yet."""
        slicer.util.infoDisplay(
            _(
                "A model package brings a trained network and its card: what it was trained on, how accurate it is, and under "
                "which licence it may be used. Networks also need PyTorch, which Slicer's PyTorch extension installs.\n\n"
                "This version of MedSeg has no model packages to install yet: nothing was downloaded or changed."
            ),
            windowTitle=_("Model packages"),
        )
