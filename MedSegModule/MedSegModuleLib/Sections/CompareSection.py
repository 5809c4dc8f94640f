"""Methods side by side on the image."""

from collections.abc import Callable

from slicer.i18n import tr as _

from medseg.errors import CancelledError, MedSegError
from MedSegModuleLib.ChoiceButtons import ChoiceButtons
from MedSegModuleLib.Comparing.ComparedTable import ComparedTable
from MedSegModuleLib.Comparing.compareLayout import isSideBySide, registerLayouts
from MedSegModuleLib.Comparing.CompareView import CompareView
from MedSegModuleLib.Comparing.ComparisonShown import ComparisonShown
from MedSegModuleLib.Comparing.MethodsEditor import MethodsEditor
from MedSegModuleLib.Notes import PROBLEM_RGB, WARNING_RGB, showText, styleChoice, styleNote
from MedSegModuleLib.resultViews import showFourUp
from MedSegModuleLib.runLog import logText
from MedSegModuleLib.RunPoller import RunPoller
from MedSegModuleLib.Section import Section
from MedSegModuleLib.words import progressWords, timeWords

MARK = "MedSeg.Comparison"


class CompareSection(Section):
    """Ticks methods, runs them one after the other, and shows their scores, and each of them over the slices."""

    uiName = "Compare"

    def setup(self) -> None:
        """Connect the widgets."""
        ui = self.ui
        registerLayouts()
        self._poller = RunPoller(self.widget, onProgress=self._showProgress, onStopped=self._onStopped, onEnd=self._onEnd)
        self._methods = MethodsEditor(ui, self.logic, lambda: self.parameterNode)
        self._table = ComparedTable(ui.comparedTable)
        self._shown = ComparisonShown(ui, self._table)
        self._views = ChoiceButtons(
            {
                CompareView.AGREEMENT: ui.agreementViewButton,
                CompareView.SEGMENTS: ui.segmentsViewButton,
                CompareView.NOTHING: ui.nothingViewButton,
            },
            self.onViewChosen,
        )
        styleChoice(ui.compareViewChoice)
        styleNote(ui.compareFailureLabel, PROBLEM_RGB)
        styleNote(ui.withoutResultLabel, WARNING_RGB)
        ui.comparisonSelector.addAttribute("vtkMRMLTableNode", MARK)
        self._tell()
        self._connect()

    @property
    def isRunning(self) -> bool:
        """Whether methods are being compared."""
        return self._poller.isRunning

    def refresh(self) -> None:
        """Show what is ticked, what can be clicked, and the scores; nothing while the section is folded."""
        if self.ui.compareSectionButton.collapsed:
            return
        isLocked = self.isBusy or self.isRunning
        self._methods.show(isLocked)
        reason = None if self.isRunning else self._reason()
        self.ui.compareButton.enabled = reason is None
        self.ui.compareButton.text = _("Cancel") if self.isRunning else _("Compare")
        self.ui.compareProgressBar.visible = self.isRunning
        showText(self.ui.compareReasonLabel, reason or "")
        self._shown.show(self.parameterNode, isLocked)
        if self.parameterNode is not None:
            self._views.show(self.parameterNode.compare.view)

    def setBusy(self, isBusy: bool) -> None:
        """Keep Cancel alive while everything else is locked."""
        self.isBusy = isBusy
        self.refresh()

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Another scene, or none: what still runs for the one before is stopped."""
        if parameterNode is not self.parameterNode:
            self._abandon()
            self._tell()
        super().setParameterNode(parameterNode, connect)

    def cleanup(self) -> None:
        """Leave no work behind."""
        self._abandon()
        super().cleanup()

    def onFolded(self, isFolded: bool) -> None:
        """Catch up with what changed meanwhile."""
        if not isFolded:
            self.refresh()

    def onCompare(self) -> None:
        """Compare, or cancel what runs."""
        if self.isRunning:
            self._poller.cancel()
            return
        self._tell(status=_("Starting"))
        try:
            run = self.logic.startCompare(self.parameterNode)
        except MedSegError as error:
            self._fail(error)
            return
        self.ui.compareProgressBar.value = 0
        self._poller.start(run)
        self.panel.setBusy(True)

    def onMethodChosen(self, column: int) -> None:
        """Show another method; where nothing was shown, its agreement."""
        view = self.parameterNode.compare.view
        self._show(column, CompareView.AGREEMENT if view is CompareView.NOTHING else view)

    def onViewChosen(self, view: CompareView) -> None:
        """Show something else of the method, or of all that are side by side."""
        if isSideBySide() and view is not CompareView.NOTHING:
            self._showAll(view)
        else:
            self._show(self.parameterNode.compare.shown, view)

    def onRemove(self) -> None:
        """Take the comparison back."""
        self.logic.removeComparison(self.parameterNode)
        self._tell(status=_("The comparison was removed."))
        self.panel.refreshSoon()

    def onSideBySide(self) -> None:
        """Show all methods, each in a slice view of its own."""
        self._showAll(self.parameterNode.compare.view)

    def onViews(self) -> None:
        """Show table and plot beside the slices."""
        self._leaveSideBySide()
        self.logic.showComparison(self.parameterNode, self.ui.compareChartComboBox.currentIndex)

    def onSlices(self) -> None:
        """Show three slices and the 3D view alone."""
        self._leaveSideBySide()
        showFourUp()

    def onChartChosen(self) -> None:
        """Show another plot."""
        if isSideBySide():
            self.logic.showChart(self.parameterNode, self.ui.compareChartComboBox.currentIndex)
        else:
            self.onViews()

    def _connect(self) -> None:
        ui = self.ui
        shown = _("The comparison could not be shown.")
        for button, slot, message in (
            (ui.compareButton, self.onCompare, _("Compare could not be started.")),
            (ui.removeComparisonButton, self.onRemove, _("The comparison could not be removed.")),
            (ui.comparisonViewsButton, self.onViews, shown),
            (ui.sideBySideButton, self.onSideBySide, shown),
            (ui.compareSlicesButton, self.onSlices, shown),
        ):
            self.connect(button, "clicked(bool)", slot, message)
        self.connect(ui.compareChartComboBox, "activated(int)", self.onChartChosen, shown)
        self.connect(ui.scopeComboBox, "activated(int)", self.refresh)
        self.connect(ui.compareSectionButton, "contentsCollapsed(bool)", self.onFolded)
        self.connect(ui.comparedTable, "cellClicked(int,int)", lambda _row, column: self.onMethodChosen(column), shown)
        self.connect(ui.comparedTable.horizontalHeader(), "sectionClicked(int)", self.onMethodChosen, shown)

    def _show(self, number: int, view: CompareView) -> None:
        self._bring(lambda: self.logic.showCompared(self.parameterNode, number, view), view)

    def _showAll(self, view: CompareView) -> None:
        chart = self.ui.compareChartComboBox.currentIndex
        self._bring(lambda: self.logic.showAllCompared(self.parameterNode, view, chart), CompareView.AGREEMENT)

    def _bring(self, show: Callable[[], object], view: CompareView) -> None:
        try:
            show()
            if view is not CompareView.NOTHING:
                self.panel.onSegmented()  # a preview would lie over it
        except MedSegError as error:
            self._fail(error)
        self.refresh()

    def _leaveSideBySide(self) -> None:
        """Show the chosen method in all views again."""
        if isSideBySide():
            self._show(self.parameterNode.compare.shown, self.parameterNode.compare.view)

    def _reason(self) -> str | None:
        if self.parameterNode is None:
            return _("There is no scene to work on.")
        if self.isBusy:
            return _("Other work runs. Wait for it, or cancel it.")
        return self.logic.whyNotComparable(self.parameterNode)

    def _abandon(self) -> None:
        if self.isRunning:
            self._poller.abandon()
            self.panel.setBusy(False)

    def _showProgress(self) -> None:
        run = self._poller.run
        self.ui.compareProgressBar.value = round(100 * run.fraction)
        self._tell(status=progressWords(run))

    def _onStopped(self) -> None:
        self.panel.setBusy(False)

    def _onEnd(self, run, error: MedSegError | None) -> None:
        self.panel.settings.showLog(logText(_("Compare"), run, self._poller.seconds, error))
        done, count = len(run.outcomes), len(run.order.methods)
        if isinstance(error, CancelledError):
            kept = _("Cancelled after {done} of {count} methods. What is done stays; Remove takes it back.")
            self._tell(status=kept.format(done=done, count=count) if done else _("Cancelled. Nothing was changed."))
        elif error is not None:
            self._fail(error)
        else:
            time = timeWords(self._poller.seconds)
            self._tell(status=_("{count} methods compared in {time}").format(count=count, time=time))
        self._bringUp(run)
        self.panel.refreshSoon()

    def _bringUp(self, run) -> None:
        """Let the first method with a result be seen, beside table and plot."""
        first = next((number for number, outcome in enumerate(run.outcomes) if outcome.is_done), None)
        if self.parameterNode is not None and first is not None and run.table.GetScene() is not None:
            self._show(first, CompareView.AGREEMENT)
            self.onViews()

    def _fail(self, error: MedSegError) -> None:
        self._tell(failure=str(error))
        self.panel.showError(error)

    def _tell(self, status: str = "", failure: str = "") -> None:
        showText(self.ui.compareStatusLabel, status)
        showText(self.ui.compareFailureLabel, failure)
