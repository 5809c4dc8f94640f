"""The one big button, and how far its work is."""

from slicer.i18n import tr as _

from medseg.errors import CancelledError, MedSegError
from MedSegModuleLib.measurementWords import measurementWords
from MedSegModuleLib.Notes import PROBLEM_RGB, WARNING_RGB, showText, styleNote
from MedSegModuleLib.resultViews import showResult
from MedSegModuleLib.runLog import logText
from MedSegModuleLib.RunPoller import RunPoller
from MedSegModuleLib.Section import Section
from MedSegModuleLib.segmentSizes import segmentSizes
from MedSegModuleLib.words import progressWords, timeWords

SEGMENTS_TOLD = 3
PRIMARY_STYLE = """
QPushButton { font-weight: bold; border-radius: 4px; padding: 6px; border: 1px solid transparent; }
QPushButton:enabled { background-color: palette(highlight); color: palette(highlighted-text); }
QPushButton:disabled { background-color: palette(button); border-color: palette(mid); }
QPushButton:hover:enabled { border-color: palette(highlighted-text); }
QPushButton:pressed, QPushButton:focus { border-color: palette(text); }
"""
CANCEL_STYLE = "QPushButton { font-weight: bold; padding: 6px; }"


class SegmentSection(Section):
    """Starts the work, follows it, cancels it, and takes it back."""

    uiName = "Segment"

    def setup(self) -> None:
        """Connect the buttons."""
        self._volume = None
        self._mode = None
        self._poller = RunPoller(self.widget, onProgress=self._showProgress, onStopped=self._onStopped, onEnd=self._onEnd)
        styleNote(self.ui.failureLabel, PROBLEM_RGB)
        styleNote(self.ui.noticeLabel, WARNING_RGB)
        showText(self.ui.noticeLabel, "")
        showText(self.ui.failureLabel, "")
        showText(self.ui.statusLabel, "")
        self.connect(self.ui.segmentButton, "clicked(bool)", self.onSegment, _("Segment could not be started."))
        self.connect(self.ui.undoButton, "clicked(bool)", self.onUndo, _("The last Segment could not be taken back."))

    @property
    def isRunning(self) -> bool:
        """Whether a segmentation is being made."""
        return self._poller.isRunning

    def refresh(self) -> None:
        """Show what can be clicked, and why not."""
        if self.isRunning and self._isInputGone():
            self._poller.cancel()
        reason = None if self.isRunning else self._reason()
        self._showMode(self.isRunning)
        self.ui.segmentButton.enabled = reason is None
        showText(self.ui.reasonLabel, reason or "")
        self.ui.progressBar.visible = self.isRunning
        canUndo = not self.isBusy and self.parameterNode is not None and self.logic.canUndo(self.parameterNode)
        self.ui.undoButton.visible = canUndo

    def setBusy(self, isBusy: bool) -> None:
        """Keep Cancel alive while everything else is locked."""
        self.isBusy = isBusy
        self.refresh()

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Another scene, or none: what still runs for the one before is stopped."""
        if self.isRunning and parameterNode is not self.parameterNode:
            self._abandon()
        super().setParameterNode(parameterNode, connect)

    def cleanup(self) -> None:
        """Leave no work behind."""
        self._abandon()
        super().cleanup()

    def onSegment(self) -> None:
        """Segment, or cancel what runs."""
        if self.isRunning:
            self._poller.cancel()
            return
        self._tell(status=_("Starting"))
        try:
            run = self.logic.startSegment(self.parameterNode, self._showQuickProgress)
        except MedSegError as error:
            self._fail(error)
            return
        self._volume = self.parameterNode.inputVolume
        self.ui.progressBar.value = 0
        self._poller.start(run)
        self.panel.setBusy(True)

    def onUndo(self) -> None:
        """Take the last Segment back."""
        self.logic.undo(self.parameterNode)
        self._tell(status=_("The last Segment was taken back."))
        self.panel.refreshSoon()

    def _showMode(self, isRunning: bool) -> None:
        """The button starts work, or cancels it; styled only when that changes, because styling is slow."""
        if self._mode != isRunning:
            self._mode = isRunning
            self.ui.segmentButton.text = _("Cancel") if isRunning else _("Segment")
            self.ui.segmentButton.styleSheet = CANCEL_STYLE if isRunning else PRIMARY_STYLE

    def _reason(self) -> str | None:
        if self.parameterNode is None:
            return _("There is no scene to work on.")
        if self.isBusy:
            return _("Other work runs. Wait for it, or cancel it.")
        return self.logic.whyNotReady(self.parameterNode)

    def _isInputGone(self) -> bool:
        return self._volume is not None and self._volume.GetScene() is None

    def _abandon(self) -> None:
        if self.isRunning:
            self._poller.abandon()
            self._tell(status=_("Cancelled."))
            self.panel.setBusy(False)

    def _showProgress(self) -> None:
        run = self._poller.run
        self.ui.progressBar.value = round(100 * run.fraction)
        self._tell(status=progressWords(run))

    def _showQuickProgress(self, fraction: float, message: str) -> None:
        """Work in this process lets no events through; what is drawn here is drawn at once."""
        self.ui.progressBar.value = round(100 * fraction)
        self.ui.progressBar.repaint()
        if message:
            showText(self.ui.statusLabel, message)
            self.ui.statusLabel.repaint()

    def _onStopped(self) -> None:
        self.panel.setBusy(False)

    def _onEnd(self, run, error: MedSegError | None) -> None:
        self.panel.settings.showLog(logText(_("Segment"), run, self._poller.seconds, error))
        volume, self._volume = self._volume, None
        if isinstance(error, CancelledError):
            gone = volume is not None and volume.GetScene() is None
            self._tell(status=_("Cancelled: the image was deleted.") if gone else _("Cancelled. Nothing was changed."))
        elif error is not None:
            self._fail(error)
        else:
            self._showDone(run, volume)
        self.panel.refreshSoon()

    def _showDone(self, run, volume) -> None:
        showResult(run.result, volume)
        self.panel.onSegmented()
        told = [_sizesText(run.result, volume), *measurementWords(run.outcome.measurements)]
        status = _("{segments} in {time}").format(segments=", ".join(told), time=timeWords(self._poller.seconds))
        self._tell(status=status, notice="\n".join(run.outcome.notices))

    def _fail(self, error: MedSegError) -> None:
        self._tell(failure=str(error))
        self.panel.showError(error)

    def _tell(self, status: str = "", failure: str = "", notice: str = "") -> None:
        showText(self.ui.statusLabel, status)
        showText(self.ui.noticeLabel, notice)
        showText(self.ui.failureLabel, failure)


def _sizesText(node, volume) -> str:
    """The first segments with their sizes, and how many more there are."""
    sizes = segmentSizes(node, volume)
    if not sizes:
        return _("No segment")
    told = [f"{name} {size}" for name, size in list(sizes.items())[:SEGMENTS_TOLD]]
    more = len(sizes) - len(told)
    return ", ".join(told) + (_(" and {count} more").format(count=more) if more else "")
