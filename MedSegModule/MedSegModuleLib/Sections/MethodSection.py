"""How segments are made: four methods, of which one is open."""

from MedSegModuleLib.ChoiceButtons import ChoiceButtons
from MedSegModuleLib.Method import Method
from MedSegModuleLib.Notes import styleChoice
from MedSegModuleLib.Section import Section
from MedSegModuleLib.Sections.MaskMethod import MaskMethod
from MedSegModuleLib.Sections.NetworkMethod import NetworkMethod
from MedSegModuleLib.Sections.ThresholdMethod import ThresholdMethod


class MethodSection(Section):
    """Chooses the method and shows its controls alone.

    Attributes:
        methods: The section of each method; both networks share one kind.
    """

    uiName = "Method"

    def setup(self) -> None:
        """Load the methods and connect the choice."""
        given = (self.logic, self.resourcePath, self.panel)
        mask, threshold, network = (kind(*given) for kind in (MaskMethod, ThresholdMethod, NetworkMethod))
        self.methods = {Method.MASK: mask, Method.THRESHOLD: threshold, Method.CNN: network, Method.UNET: network}
        self._kinds = (mask, threshold, network)
        for section in self._kinds:
            self.ui.methodContainer.layout().addWidget(section.widget)
        styleChoice(self.ui.methodChoice)
        self._choice = ChoiceButtons(
            {
                Method.MASK: self.ui.maskButton,
                Method.THRESHOLD: self.ui.thresholdButton,
                Method.CNN: self.ui.cnnButton,
                Method.UNET: self.ui.unetButton,
            },
            self.onMethodChosen,
        )

    def refresh(self) -> None:
        """Show the chosen method."""
        if self.parameterNode is not None:
            self._choice.show(self.parameterNode.method)
            for section in self._kinds:
                section.widget.visible = section is self.methods[self.parameterNode.method]
        for section in self._kinds:
            section.refresh()

    def onMethodChosen(self, method: Method) -> None:
        """The user wants another method."""
        self.parameterNode.method = method

    def onSegmented(self) -> None:
        """A segmentation was made: let it be seen, and measured."""
        for section in self._kinds:
            section.onSegmented()

    def enter(self) -> None:
        """The user comes into the module."""
        super().enter()
        for section in self._kinds:
            section.enter()

    def exit(self) -> None:
        """The user leaves the module."""
        super().exit()
        for section in self._kinds:
            section.exit()

    def cleanup(self) -> None:
        """Leave nothing behind, neither of the methods."""
        for section in self._kinds:
            section.cleanup()
        super().cleanup()

    def setScene(self, scene) -> None:
        """Give the scene to all methods."""
        super().setScene(scene)
        for section in self._kinds:
            section.setScene(scene)

    def setBusy(self, isBusy: bool) -> None:
        """Lock all methods while work runs."""
        super().setBusy(isBusy)
        for section in self._kinds:
            section.setBusy(isBusy)

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Follow another parameter node with all methods."""
        for section in self._kinds:
            section.setParameterNode(parameterNode, connect=False)
        super().setParameterNode(parameterNode, connect)

    def boundWidgets(self) -> dict:
        """The widgets of all methods that follow the parameter node."""
        children = (section.boundWidgets() for section in self._kinds)
        return super().boundWidgets() | {name: widget for bound in children for name, widget in bound.items()}
