"""The part of the network section that installs: packages of Python, and models."""

from pathlib import Path

import qt
import slicer
from slicer.i18n import tr as _

from medseg.errors import CancelledError, LicenceError, MedSegError
from MedSegModuleLib.licenceQuestion import acceptsLicence, acceptsTerms
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.Notes import showText
from MedSegModuleLib.RunPoller import RunPoller
from MedSegModuleLib.words import progressWords

FILE_PATTERNS = "*.medseg *.zip *.safetensors *.onnx *.pt *.pth *.ts"


class NetworkInstalling:
    """Installs what is missing, models by name, and models of one's own; removes them."""

    def __init__(self, section) -> None:
        """Connect the buttons of the section.

        Args:
            section: The `NetworkMethod`.
        """
        self._section = section
        self._ui = section.ui
        self._packages = section.logic.networks.packages
        self._choice = None
        self._source = ""
        self._poller = RunPoller(section.widget, onProgress=self._showProgress, onStopped=self._showButtons, onEnd=self._onEnd)
        showText(self._ui.packageStatusLabel, "")
        connect = section.connect
        connect(self._ui.installPackagesButton, "clicked(bool)", self.onInstallPackages, _("Nothing was installed."))
        connect(self._ui.installButton, "clicked(bool)", self.onInstall, _("The model could not be installed."))
        connect(self._ui.fileButton, "clicked(bool)", self.onFile)
        connect(self._ui.folderButton, "clicked(bool)", self.onFolder)
        connect(self._ui.sourceEdit, "textChanged(QString)", self._showButtons)
        connect(self._ui.installOwnButton, "clicked(bool)", self.onInstallOwn, _("The model could not be installed."))
        connect(self._ui.removeButton, "clicked(bool)", self.onRemove, _("The model could not be removed."))
        self._showButtons()

    def showMissing(self) -> None:
        """Say which packages of Python are missing, and offer to install them."""
        reason = self._packages.whyNot()
        showText(self._ui.missingLabel, reason or "")
        self._ui.installPackagesButton.visible = reason is not None

    def showChosen(self, choice: NetworkChoice | None) -> None:
        """Offer to install the chosen model, or to remove it.

        Args:
            choice: The model; None for none.
        """
        self._choice = choice
        self._showButtons()

    def abandon(self) -> None:
        """Stop installing: the panel is going away."""
        self._poller.abandon()
        self._showButtons()

    def onInstallPackages(self) -> None:
        """Bring what networks need."""
        with slicer.util.WaitCursor():
            self._packages.ensure()
        self._section.logic.networks.reload()
        self._section.panel.refreshSoon()

    def onInstall(self) -> None:
        """Install the chosen model, or stop that."""
        if self._poller.isRunning:
            self._poller.cancel()
        elif self._choice is not None and acceptsLicence(self._choice.card):
            self._start(self._choice.name, accepts=True)

    def onFile(self) -> None:
        """Pick the file of a model."""
        patterns = _("Models ({patterns})").format(patterns=FILE_PATTERNS)
        path = qt.QFileDialog.getOpenFileName(
            self._section.widget, _("Model package"), str(Path.home()), f"{patterns};;{_('All files')} (*)"
        )
        if path:
            self._ui.sourceEdit.text = path

    def onFolder(self) -> None:
        """Pick the folder of a model."""
        path = qt.QFileDialog.getExistingDirectory(self._section.widget, _("Model package"), str(Path.home()))
        if path:
            self._ui.sourceEdit.text = path

    def onInstallOwn(self) -> None:
        """Install what the line names, or stop that."""
        if self._poller.isRunning:
            self._poller.cancel()
        else:
            self._start(self._ui.sourceEdit.text.strip(), accepts=False)

    def onRemove(self) -> None:
        """Remove the chosen model, after asking."""
        title = self._choice.card.title
        if slicer.util.confirmOkCancelDisplay(
            _("Delete {title} from this computer?").format(title=title), windowTitle=_("MedSeg")
        ):
            self._section.logic.removeModel(self._choice.name)
            self._tell(_("{title} was removed.").format(title=title))

    def _start(self, source: str, accepts: bool) -> None:
        """Install a model; one that restricts its use is refused first, asked about, and installed then."""
        isOwn = source == self._ui.sourceEdit.text.strip()
        sha256 = self._ui.sha256Edit.text.strip() or None
        self._source = source
        self._poller.start(
            self._section.logic.startInstallModel(source, sha256=sha256 if isOwn else None, acceptsLicence=accepts)
        )
        self._showButtons()

    def _showProgress(self) -> None:
        showText(self._ui.packageStatusLabel, progressWords(self._poller.run))

    def _onEnd(self, run, error: MedSegError | None) -> None:
        if isinstance(error, CancelledError):
            self._tell(_("Cancelled. Nothing was installed."))
        elif isinstance(error, LicenceError) and acceptsTerms(str(error)):
            self._start(self._source, accepts=True)
        elif error is not None:
            self._tell(str(error))
            self._section.panel.showError(error)
        else:
            self._tell(_("{name} was installed.").format(name=run.result))

    def _tell(self, text: str) -> None:
        showText(self._ui.packageStatusLabel, text)
        self._section.logic.networks.reload()
        self._section.panel.refreshSoon()

    def _showButtons(self) -> None:
        isRunning = self._poller.isRunning
        choice = self._choice
        self._ui.installButton.visible = choice is not None and not choice.isInstalled
        self._ui.installButton.text = _("Cancel") if isRunning else _("Install…")
        self._ui.installOwnButton.text = _("Cancel") if isRunning else _("Install")
        self._ui.installOwnButton.enabled = isRunning or bool(self._ui.sourceEdit.text.strip())
        self._ui.removeButton.enabled = choice is not None and choice.isOwn and not isRunning
