"""Segmenting with a network."""

from slicer.i18n import tr as _

from MedSegModuleLib import networkFit
from MedSegModuleLib.cardText import cardText
from MedSegModuleLib.greying import TOOLTIP_ROLE, greyEntry
from MedSegModuleLib.Installer import isTesting
from MedSegModuleLib.LiveNetwork import LiveNetwork
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.NetworkPreparing import NetworkPreparing
from MedSegModuleLib.NetworkShelf import MODEL_FIELDS
from MedSegModuleLib.Notes import WARNING_RGB, showText, styleNote
from MedSegModuleLib.packs import CleanupPack, NetworkPack
from MedSegModuleLib.Section import Section
from MedSegModuleLib.Sections.NetworkInstalling import NetworkInstalling


class NetworkMethod(Section):
    """Chooses what is looked for and the model, shows its card, and segments live; CNN and U-Net share it."""

    uiName = "NetworkMethod"

    def setup(self) -> None:
        """Connect the controls."""
        self._shownTargets = None
        self._shownModels = None
        self._shownCard = None
        self._live = LiveNetwork(self.widget, self.logic.startLive, self._showLiveState)
        self._preparing = NetworkPreparing(self.widget, self.logic.startPreparing)
        self._installing = NetworkInstalling(self)
        for label in (self.ui.missingLabel, self.ui.reasonLabel):
            styleNote(label, WARNING_RGB)
        for name, pack in (("network", NetworkPack), ("networkAfter", CleanupPack)):
            self.explain(name, pack)
        self._showLiveState("")
        self.connect(self.ui.targetComboBox, "activated(int)", self.onTargetChosen)
        self.connect(self.ui.modelComboBox, "activated(int)", self.onModelChosen)

    def enter(self) -> None:
        """Packages may have come or gone meanwhile."""
        super().enter()
        self.logic.networks.reload()

    def exit(self) -> None:
        """End the live process."""
        super().exit()
        self._live.stop()

    def cleanup(self) -> None:
        """Leave neither a process nor an installation behind."""
        self._installing.abandon()
        self._preparing.stop()
        super().cleanup()

    def setBusy(self, isBusy: bool) -> None:
        """Lock the controls, and let live segmenting rest while work runs."""
        super().setBusy(isBusy)
        self._showLive()

    def refresh(self) -> None:
        """Show what there is to choose from, and what is chosen."""
        if not self._isOpen():
            self._live.stop()
            return
        self._installing.showMissing()
        self._showTargets()
        self._showModels()
        self._showCard()
        self._showOptions()
        self._showLive()
        self._prepare()

    def onSegmented(self) -> None:
        """The result is there: switch live off, so that it is seen."""
        if self.parameterNode is not None and self.parameterNode.liveOn:
            self.parameterNode.liveOn = False
            self._showLive()

    def onTargetChosen(self, index: int) -> None:
        """The user looks for something else."""
        self.parameterNode.networkTarget = self.ui.targetComboBox.itemData(index)

    def onModelChosen(self, index: int) -> None:
        """The user wants another model."""
        self.parameterNode.setValue(MODEL_FIELDS[self.parameterNode.method], self.ui.modelComboBox.itemData(index))

    @property
    def choice(self) -> NetworkChoice | None:
        """The model that is chosen; None where there is none."""
        return self.logic.networks.chosen(self.parameterNode, self.panel.input.summary) if self._isOpen() else None

    def _isOpen(self) -> bool:
        """Whether a network is the chosen method."""
        return self.parameterNode is not None and self.parameterNode.method in MODEL_FIELDS

    def _showTargets(self) -> None:
        targets = sorted(self.logic.networks.targets(self.parameterNode.method), key=networkFit.targetWords, reverse=True)
        if targets != self._shownTargets:
            self._shownTargets = targets
            self.ui.targetComboBox.clear()
            for target in targets:
                self.ui.targetComboBox.addItem(networkFit.targetWords(target), target)
        chosen = self.logic.networks.target(self.parameterNode, self.panel.input.summary)
        self.ui.targetComboBox.setCurrentIndex(self.ui.targetComboBox.findData(chosen))
        self.ui.targetComboBox.enabled = bool(targets)

    def _showModels(self) -> None:
        """The models of the target: those that fit first, the others greyed with the reason."""
        summary, target = self.panel.input.summary, self.ui.targetComboBox.currentData
        choices = [one for one in self.logic.networks.choices(self.parameterNode.method, summary) if one.card.target == target]
        if choices != self._shownModels:
            self._shownModels = choices
            self.ui.modelComboBox.clear()
            for choice in choices:
                self._addModel(choice)
        choice = self.choice
        self.ui.modelComboBox.setCurrentIndex(-1 if choice is None else self.ui.modelComboBox.findData(choice.name))
        self.ui.modelComboBox.enabled = bool(choices)

    def _addModel(self, choice: NetworkChoice) -> None:
        remark = choice.problem or (None if choice.isInstalled else _("not installed"))
        title = choice.card.title if remark is None else f"{choice.card.title} ({remark})"
        self.ui.modelComboBox.addItem(title, choice.name)
        index = self.ui.modelComboBox.count - 1
        if choice.problem is None:
            self.ui.modelComboBox.setItemData(index, title, TOOLTIP_ROLE)
        else:
            greyEntry(self.ui.modelComboBox, index, title)

    def _showCard(self) -> None:
        """What the model is, why it cannot be used, and how it is installed."""
        choice = self.choice
        showText(self.ui.reasonLabel, self._whyNone(choice))
        card = None if choice is None else choice.card
        if card is not self._shownCard:
            self._shownCard = card
            showText(self.ui.cardLabel, "" if card is None else cardText(card))
        self._installing.showChosen(choice)

    def _whyNone(self, choice: NetworkChoice | None) -> str:
        if choice is None:
            return _("There is no model package for {method} yet. Install one below, or train one.").format(
                method=self.parameterNode.method.label()
            )
        if choice.problem is None:
            return ""
        return _("No model fits this image: {title} is {problem}.").format(title=choice.card.title, problem=choice.problem)

    def _showOptions(self) -> None:
        """What the chosen model has no use for is greyed."""
        choice = self.choice
        hasWindows = choice is not None and (choice.card.input.dimensions == 3 or choice.card.input.fit == "windows")
        self.ui.overlapSpinBox.enabled = hasWindows
        self.ui.overlapLabel.enabled = hasWindows

    def _prepare(self) -> None:
        """Have the chosen network made ready meanwhile, where that saves time; not while tests run."""
        packages, choice = self.logic.networks.packages, self.choice
        isReady = self.logic.networks.whyNotReady(self.parameterNode, self.panel.input.summary) is None
        if self.isEntered and not self.isBusy and isReady and packages.hasOpenVino and not isTesting():
            self._preparing.show(tuple(choice.card.files.values()), self.logic.networkParameters(self.parameterNode))

    def _showLive(self) -> None:
        """Segment live where that is asked for and can be done."""
        if not self._isOpen():
            return
        reason = self._whyNotLive()
        self.ui.liveCheckBox.enabled = reason is None
        self.ui.liveCheckBox.toolTip = reason or _(
            "Segment the slice that is shown while you scroll. A process of its own holds the network until you leave the module."
        )
        if not self.isEntered or not self.parameterNode.liveOn or reason is not None:
            self._live.stop()
        elif self.isBusy:
            self._live.hold()
        else:
            parameters = self.logic.networkParameters(self.parameterNode)
            self._live.show(self.parameterNode.inputVolume, parameters, self.choice.card.input)

    def _whyNotLive(self) -> str | None:
        summary, choice = self.panel.input.summary, self.choice
        if summary is None or summary.problem is not None:
            return _("Choose an image first.")
        reason = self.logic.networks.whyNotReady(self.parameterNode, summary)
        if reason is None and choice.card.input.dimensions == 3:
            return _("This model looks at volumes, not at single slices: click Segment.")
        return reason

    def _showLiveState(self, text: str) -> None:
        showText(self.ui.liveLabel, text)
