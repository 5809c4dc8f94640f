"""The result against a reference."""

import slicer
from slicer.i18n import tr as _

from medseg.errors import CancelledError, MedSegError
from medseg.records import MatchBy
from MedSegModuleLib.Notes import showText
from MedSegModuleLib.PairsTable import PairsTable
from MedSegModuleLib.recordEnums import MatchByChoice
from MedSegModuleLib.recordPacks import describe
from MedSegModuleLib.resultViews import showFourUp
from MedSegModuleLib.runLog import logText
from MedSegModuleLib.RunPoller import RunPoller
from MedSegModuleLib.Section import Section
from MedSegModuleLib.segmentPairs import plannedPairs, scoredPairs
from MedSegModuleLib.words import progressWords, timeWords

DESCRIBED = {
    "matchSelector": "match",
    "toleranceSpinBox": "tolerance_mm",
    "regionSelector": "region",
    "surfaceSelector": "surface",
    "resampleCheckBox": "resample",
    "matchedOnlyCheckBox": "matched_only",
}
ROW_HEIGHTS = 1.5
ROWS_SHOWN = 22  # all scores, the head, and room for a scroll bar


class EvaluateSection(Section):
    """Scores the result, and shows the scores as a table, as plots, and in colour over the slices."""

    uiName = "Evaluate"

    def setup(self) -> None:
        """Connect the widgets."""
        self._described = False
        self._scored = None
        self._pairs = PairsTable(self.ui.pairsTable)
        self._poller = RunPoller(self.widget, onProgress=self._showProgress, onStopped=self._onStopped, onEnd=self._onEnd)
        self._setUpScores()
        self.connect(self.ui.evaluateButton, "clicked(bool)", self.onEvaluate, _("Evaluate could not be started."))
        self.connect(self.ui.agreementButton, "clicked(bool)", self.onAgreement, _("The errors could not be shown."))
        self.connect(self.ui.plotsButton, "clicked(bool)", self.onPlots, _("The plots could not be shown."))
        self.connect(self.ui.chartSelector, "currentIndexChanged(int)", self.onChartChosen, _("The plots could not be shown."))
        self.connect(self.ui.tableButton, "clicked(bool)", self.onTable, _("The table could not be shown."))
        self.connect(self.ui.slicesButton, "clicked(bool)", showFourUp)

    @property
    def isRunning(self) -> bool:
        """Whether scores are being measured."""
        return self._poller.isRunning

    def refresh(self) -> None:
        """Show what can be clicked, what is paired with what, and the scores."""
        if not self.isRunning:
            self._showReadiness()
        self._showPairs()
        self._showScores()

    def setBusy(self, isBusy: bool) -> None:
        """Keep Cancel alive while everything else is locked."""
        self.isBusy = isBusy
        for widget in (self.ui.referenceSelector, *(getattr(self.ui, name) for name in DESCRIBED)):
            widget.enabled = not isBusy
        self.ui.evaluateButton.text = _("Cancel") if self.isRunning else _("Evaluate")
        self.ui.evaluateProgressBar.visible = self.isRunning
        self.refresh()

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Another scene, or none: what still runs for the one before is stopped."""
        if parameterNode is not self.parameterNode:
            self._abandon()
            self._scored = None
            showText(self.ui.evaluateStatusLabel, "")
        super().setParameterNode(parameterNode, connect)
        if parameterNode is not None and not self._described:
            self._describe(parameterNode)

    def cleanup(self) -> None:
        """Leave no work behind."""
        self._abandon()
        super().cleanup()

    def onEvaluate(self) -> None:
        """Score, or cancel what runs."""
        if self.isRunning:
            self._poller.cancel()
            return
        try:
            run = self.logic.startEvaluate(self.parameterNode)
        except MedSegError as error:
            self._fail(error)
            return
        self.ui.evaluateProgressBar.value = 0
        self._poller.start(run)
        self.ui.evaluateButton.enabled = True
        self.panel.setBusy(True)

    def onAgreement(self, isShown: bool) -> None:
        """Show hits, false alarms and misses over the slices, or the result again."""
        try:
            self.logic.showAgreement(self.parameterNode, isShown)
        except MedSegError as error:
            self._fail(error)
        self.refresh()

    def onPlots(self) -> None:
        """Show the chart of the chosen metric."""
        self.logic.showPlots(self.parameterNode, self.ui.chartSelector.currentIndex)

    def onChartChosen(self) -> None:
        """Show another metric where charts are shown already."""
        if slicer.app.layoutManager().layout == slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpPlotView and self._hasScores():
            self.onPlots()

    def onTable(self) -> None:
        """Show the table of scores in a view."""
        self.logic.showScores(self.parameterNode)

    def _setUpScores(self) -> None:
        from medseg.mrml.chart import CHARTS

        for chart in CHARTS:
            self.ui.chartSelector.addItem(chart.axis)
        self.ui.scoresTable.setTransposed(True)
        lineHeight = self.widget.fontMetrics().height()
        self.ui.scoresTable.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHTS * lineHeight))
        self.ui.scoresTable.minimumHeight = round(ROWS_SHOWN * ROW_HEIGHTS * lineHeight)
        self.ui.scoresTable.visible = False
        self.ui.evaluateProgressBar.visible = False
        showText(self.ui.evaluateStatusLabel, "")
        showText(self.ui.agreementKey, "")

    def _describe(self, parameterNode) -> None:
        """Take the tooltips from where the parameters are defined."""
        self._described = True
        for widget, name in DESCRIBED.items():
            getattr(self.ui, widget).toolTip = describe(parameterNode.evaluation, name)

    def _showReadiness(self) -> None:
        reason = self._reason()
        self.ui.evaluateButton.enabled = reason is None
        showText(self.ui.evaluateReasonLabel, reason or "")

    def _reason(self) -> str | None:
        if self.parameterNode is None:
            return _("There is no scene to work on.")
        if self.isBusy:
            return _("Other work runs. Wait for it, or cancel it.")
        return self.logic.whyNotEvaluable(self.parameterNode)

    def _showPairs(self) -> None:
        nodes = self._compared()
        if nodes is None:
            self._pairs.show({}, "")
            return
        evaluation = self.parameterNode.evaluation
        alone = _("left out") if evaluation.matched_only else _("none")
        planned = plannedPairs(*nodes, MatchBy[evaluation.match.name])
        if self._scored is not None and self._scored[0] == self._state(nodes):
            self._pairs.show(dict.fromkeys(planned, "") | self._scored[1], alone)
        else:
            self._pairs.show(planned, _("found by overlap") if evaluation.match is MatchByChoice.OVERLAP else alone)

    def _state(self, nodes) -> tuple:
        """What the scores that are shown belong to."""
        evaluation = self.parameterNode.evaluation
        return (*(node.GetID() for node in nodes), evaluation.match, evaluation.matched_only)

    def _compared(self) -> tuple | None:
        """The result and the reference, where there are both."""
        if self.parameterNode is None:
            return None
        nodes = (self.parameterNode.outputSegmentation, self.parameterNode.reference)
        return None if None in nodes else nodes

    def _showScores(self) -> None:
        scores = None if self.parameterNode is None else self.parameterNode.scores
        hasScores = self._hasScores()
        if self.ui.scoresTable.mrmlTableNode() is not scores:
            self.ui.scoresTable.setMRMLTableNode(scores)
        self.ui.scoresTable.visible = hasScores
        isShown = hasScores and self.parameterNode.agreementShown
        for widget in (self.ui.agreementButton, self.ui.chartSelector, self.ui.plotsButton, self.ui.tableButton):
            widget.enabled = hasScores and not self.isBusy
        self.ui.agreementButton.checked = isShown
        showText(self.ui.agreementKey, colourKey(self.parameterNode.agreement) if isShown else "")

    def _hasScores(self) -> bool:
        scores = None if self.parameterNode is None else self.parameterNode.scores
        return scores is not None and scores.GetNumberOfRows() > 0

    def _abandon(self) -> None:
        if self.isRunning:
            self._poller.abandon()
            self.panel.setBusy(False)

    def _showProgress(self) -> None:
        run = self._poller.run
        self.ui.evaluateProgressBar.value = round(100 * run.fraction)
        showText(self.ui.evaluateStatusLabel, progressWords(run))

    def _onStopped(self) -> None:
        self.panel.setBusy(False)

    def _onEnd(self, run, error: MedSegError | None) -> None:
        self.panel.settings.showLog(logText(_("Evaluate"), run, self._poller.seconds, error))
        if isinstance(error, CancelledError):
            showText(self.ui.evaluateStatusLabel, _("Cancelled. Nothing was changed."))
        elif error is not None:
            self._fail(error)
        else:
            self._showDone(run.result)
        self.panel.refreshSoon()

    def _showDone(self, tableNode) -> None:
        nodes = self._compared()
        if nodes is not None:
            self._scored = (self._state(nodes), scoredPairs(tableNode))
        time = timeWords(self._poller.seconds)
        showText(self.ui.evaluateStatusLabel, _("{dice} in {time}").format(dice=diceWords(tableNode), time=time))

    def _fail(self, error: MedSegError) -> None:
        showText(self.ui.evaluateStatusLabel, str(error))
        self.panel.showError(error)


def diceWords(tableNode) -> str:
    """The Dice of all segments together: `Overall Dice 0.931`."""
    column = tableNode.GetTable().GetColumnByName("dice")
    return _("Overall Dice {value:.3f}").format(value=column.GetValue(column.GetNumberOfValues() - 1))


def colourKey(agreementNode) -> str:
    """What the colours over the slices mean, in rich text: a square and a word a colour."""
    if agreementNode is None:
        return ""
    segmentation = agreementNode.GetSegmentation()
    segments = [segmentation.GetNthSegment(number) for number in range(segmentation.GetNumberOfSegments())]
    words = {_hex(segment.GetColor()): segment.GetName().rpartition(": ")[2] for segment in segments}
    return " &nbsp; ".join(
        f'<span style="color:{colour}">&#9632;</span>&nbsp;{_unbroken(word)}' for colour, word in words.items()
    )


def _unbroken(text: str) -> str:
    """Words that stay on one line of rich text."""
    return text.replace(" ", "&nbsp;")


def _hex(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)
