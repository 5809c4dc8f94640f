"""A network of one's own."""

from pathlib import Path

import ctk
import slicer
from slicer.i18n import tr as _

from medseg.errors import CancelledError, MedSegError
from MedSegModuleLib.ChoiceButtons import ChoiceButtons
from MedSegModuleLib.NetworkPackages import NetworkPackages
from MedSegModuleLib.Notes import PROBLEM_RGB, showText, styleChoice, styleNote
from MedSegModuleLib.PathChoice import PathChoice
from MedSegModuleLib.resultViews import showFourUp
from MedSegModuleLib.runLog import logText
from MedSegModuleLib.RunPoller import RunPoller
from MedSegModuleLib.Section import Section
from MedSegModuleLib.Training.InitialChoice import InitialChoice
from MedSegModuleLib.Training.PairsEditor import PairsEditor
from MedSegModuleLib.Training.TrainSource import TrainSource
from MedSegModuleLib.Training.trainWords import bestWords, checkWords, doneWords
from MedSegModuleLib.words import progressWords

FIELD_LABELS = ("EditLabel", "SelectorLabel", "SpinBoxLabel")
LOCKED = ("sourceChoice", "scenePage", "folderPage", "configPage", "networkPage", "moreButton", "resultPage", "checkButton")

TAKEN_OVER = ("networkSelector", "dimensionsSelector", "kindSelector", "sizeSpinBox")
"""What a model that a training begins with decides."""


class TrainSection(Section):
    """Chooses what is trained on, trains in a child process, draws the curves, and installs the model."""

    uiName = "Train"

    def setup(self) -> None:
        """Connect the widgets."""
        ui = self.ui
        self._checked = None
        self._poller = RunPoller(self.widget, onProgress=self._showProgress, onStopped=self._onStopped, onEnd=self._onEnd)
        self._installer = RunPoller(self.widget, onProgress=_nothing, onStopped=self.refresh, onEnd=self._onInstalled)
        self._pairs = PairsEditor(ui, lambda: self.parameterNode)
        self._initial = InitialChoice(ui.initialSelector, lambda: self.parameterNode)
        self._paths = self._makePaths()
        self._sources = ChoiceButtons(
            {TrainSource.SCENE: ui.sceneButton, TrainSource.FOLDER: ui.folderButton, TrainSource.CONFIG: ui.configButton},
            self.onSourceChosen,
        )
        styleChoice(ui.sourceChoice)
        styleNote(ui.failureLabel, PROBLEM_RGB)
        self._tell()
        self._alignForms()
        self._connectButtons()

    @property
    def isRunning(self) -> bool:
        """Whether a network is being trained."""
        return self._poller.isRunning

    def enter(self) -> None:
        """Models and packages may have come or gone meanwhile."""
        super().enter()
        self._initial.fill()

    def refresh(self) -> None:
        """Show what is chosen, what can be clicked, and why not; nothing while the section is folded."""
        if self.ui.trainSectionButton.collapsed:
            return
        node = self.parameterNode
        for path in self._paths:
            path.show()
        if node is not None:
            self._sources.show(node.training.source)
            self._showPages(node.training.source)
        self._initial.show()
        self._pairs.show(self.isRunning)
        self._showButtons()

    def setBusy(self, isBusy: bool) -> None:
        """A training goes on while other work runs; none is started then."""
        self.isBusy = isBusy
        self.refresh()

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Another scene, or none; a training goes on, because it needs none."""
        self._checked = None
        super().setParameterNode(parameterNode, connect)

    def cleanup(self) -> None:
        """Leave no process behind; what it kept can be resumed."""
        self._poller.abandon()
        self._installer.abandon()
        super().cleanup()

    def onFolded(self, isFolded: bool) -> None:
        """Catch up with what changed meanwhile."""
        if not isFolded:
            self._initial.fill()
            self.refresh()

    def onSourceChosen(self, source: TrainSource) -> None:
        """The user wants to train on something else."""
        self.parameterNode.training.source = source

    def onAdd(self) -> None:
        """One more pair."""
        self._pairs.add()

    def onRemove(self) -> None:
        """Fewer pairs."""
        self._pairs.remove()

    def onCheck(self) -> None:
        """Say what there is to train on."""
        self._tell()
        with slicer.util.WaitCursor():
            try:
                self._checked = checkWords(self.logic.checkTraining(self.parameterNode))
            except MedSegError as error:
                self._checked = None
                self._tell(failure=str(error))
        self.refresh()

    def onTrain(self) -> None:
        """Train, or cancel what runs."""
        if self.isRunning:
            self._poller.cancel()
        elif not self.logic.canResumeTraining(self.parameterNode) or self._isToBeReplaced():
            self._start(self.logic.startTrain)

    def onResume(self) -> None:
        """Go on where a training was interrupted."""
        self._start(self.logic.resumeTrain)

    def onInstallPackages(self) -> None:
        """Bring what training needs, after asking."""
        NetworkPackages().ensure()
        self.refresh()

    def onCurves(self) -> None:
        """Show the curves below the slices."""
        self.logic.showHistory(self.parameterNode)

    def onInstall(self) -> None:
        """Make a package of the model; it is chosen when that is done."""
        self._tell(status=_("Installing the model"))
        try:
            self._installer.start(self.logic.startInstallTrained(self.parameterNode))
        except MedSegError as error:
            self._fail(error)
        self.refresh()

    def _makePaths(self) -> list[PathChoice]:
        ui, kinds = self.ui, ctk.ctkPathLineEdit
        ui.configEdit.nameFilters = [_("Configurations ({patterns})").format(patterns="*.yaml *.yml")]
        return [
            self._path(ui.folderEdit, kinds.Dirs, "imagesFolder"),
            self._path(ui.configEdit, kinds.Files, "configFile"),
            self._path(ui.outputEdit, kinds.Dirs, "outputFolder"),
        ]

    def _path(self, widget, kinds, name: str) -> PathChoice:
        def read() -> Path:
            return Path() if self.parameterNode is None else self.parameterNode.getValue(f"training.{name}")

        def write(path: Path) -> None:
            if self.parameterNode is not None:
                self.parameterNode.setValue(f"training.{name}", path)

        return PathChoice(widget, kinds, read, write)

    def _alignForms(self) -> None:
        """Let the fields of all forms begin at one place."""
        labels = [widget for name, widget in vars(self.ui).items() if name.endswith(FIELD_LABELS)]
        width = max(label.sizeHint.width() for label in labels)
        for label in labels:
            label.minimumWidth = width

    def _connectButtons(self) -> None:
        ui = self.ui
        for button, slot, message in (
            (ui.addButton, self.onAdd, _("The pair could not be added.")),
            (ui.removeButton, self.onRemove, _("The pair could not be removed.")),
            (ui.checkButton, self.onCheck, _("The images could not be checked.")),
            (ui.trainButton, self.onTrain, _("The training could not be started.")),
            (ui.resumeButton, self.onResume, _("The training could not be resumed.")),
            (ui.installPackagesButton, self.onInstallPackages, _("The packages could not be installed.")),
            (ui.curvesButton, self.onCurves, _("The curves could not be shown.")),
            (ui.slicesButton, showFourUp, None),
            (ui.installButton, self.onInstall, _("The model could not be installed.")),
        ):
            self.connect(button, "clicked(bool)", slot, message)
        for signal in ("currentNodeChanged(vtkMRMLNode*)", "currentSegmentChanged(QString)"):
            self.connect(ui.segmentSelector, signal, self._showPairs)
        self.connect(ui.imageSelector, "currentNodeChanged(vtkMRMLNode*)", self._showPairs)
        self.connect(ui.pairsTable, "itemSelectionChanged()", self._showPairs)
        self.connect(ui.trainSectionButton, "contentsCollapsed(bool)", self.onFolded)

    def _showPairs(self) -> None:
        self._pairs.show(self.isRunning)

    def _showPages(self, source: TrainSource) -> None:
        ui = self.ui
        ui.scenePage.visible = source is TrainSource.SCENE
        ui.folderPage.visible = source is TrainSource.FOLDER
        ui.configPage.visible = source is TrainSource.CONFIG
        ui.networkPage.visible = ui.moreButton.visible = source is not TrainSource.CONFIG

    def _showButtons(self) -> None:
        ui, node = self.ui, self.parameterNode
        for name in LOCKED:
            getattr(ui, name).enabled = not self.isRunning
        isFree = node is None or not node.training.initial
        for name in TAKEN_OVER:
            getattr(ui, name).enabled = isFree
        reason = None if self.isRunning else self._reason()
        showText(ui.reasonLabel, reason or "")
        showText(ui.checkLabel, self._checked or "")
        ui.checkButton.enabled = not self.isRunning and reason is None
        ui.trainButton.text = _("Cancel") if self.isRunning else _("Train")
        ui.trainButton.enabled = reason is None
        ui.resumeButton.visible = not self.isRunning and self.logic.canResumeTraining(node)
        ui.resumeButton.enabled = not self.isBusy
        ui.installPackagesButton.visible = bool(NetworkPackages().missing())
        ui.trainProgressBar.visible = self.isRunning
        hasHistory = node is not None and node.trainHistory is not None
        ui.curvesButton.visible = ui.slicesButton.visible = hasHistory
        ui.installButton.enabled = not self._installer.isRunning
        ui.installButton.visible = not self.isRunning and self.logic.hasTrainedModel(node)

    def _reason(self) -> str | None:
        if self.isBusy:
            return _("Other work runs. Wait for it, or cancel it.")
        return self.logic.whyNotTrainable(self.parameterNode)

    def _isToBeReplaced(self) -> bool:
        return slicer.util.confirmOkCancelDisplay(
            _("The folder holds a training that was interrupted. Begin anew, and lose it? Resume would go on with it."),
            windowTitle=_("MedSeg"),
        )

    def _start(self, start) -> None:
        self._tell(status=_("Starting"))
        try:
            run = start(self.parameterNode)
        except MedSegError as error:
            self._fail(error)
            return
        self.ui.trainProgressBar.value = 0
        self._poller.start(run)
        self._paths[-1].lookAgain()
        self.refresh()

    def _showProgress(self) -> None:
        run = self._poller.run
        self.ui.trainProgressBar.value = round(100 * run.fraction)
        self._tell(status="\n".join(filter(None, (progressWords(run), bestWords(run.history)))))

    def _onStopped(self) -> None:
        self.refresh()

    def _onEnd(self, run, error: MedSegError | None) -> None:
        self.panel.settings.showLog(logText(_("Train"), run, self._poller.seconds, error))
        if isinstance(error, CancelledError):
            canResume = self.logic.canResumeTraining(self.parameterNode)
            self._tell(status=_("Cancelled. Resume goes on where it was.") if canResume else _("Cancelled."))
        elif error is not None:
            self._fail(error)
        else:
            self._tell(status=doneWords(run.history, self._poller.seconds))
        self.refresh()

    def _onInstalled(self, run, error: MedSegError | None) -> None:
        if error is not None:
            self._fail(error)
            return
        self.logic.chooseTrained(self.parameterNode, run.result)
        self._tell(status=_("Installed as {name}, and chosen under Method.").format(name=run.result))
        self._initial.fill()
        self.panel.onModelInstalled()

    def _fail(self, error: MedSegError) -> None:
        self._tell(failure=str(error))
        self.panel.showError(error)
        self.refresh()

    def _tell(self, status: str = "", failure: str = "") -> None:
        showText(self.ui.statusLabel, status)
        showText(self.ui.failureLabel, failure)


def _nothing() -> None:
    """Nothing is shown while a model is installed: it takes a moment."""
