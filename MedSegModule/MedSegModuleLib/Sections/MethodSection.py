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
        self.methods = {
            Method.MASK: MaskMethod(*given),
            Method.THRESHOLD: ThresholdMethod(*given),
            Method.CNN: NetworkMethod(*given),
            Method.UNET: NetworkMethod(*given),
        }
        for method in self.methods.values():
            self.ui.methodContainer.layout().addWidget(method.widget)
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
            for method, section in self.methods.items():
                section.widget.visible = method is self.parameterNode.method
        for section in self.methods.values():
            section.refresh()

    def onMethodChosen(self, method: Method) -> None:
        """The user wants another method."""
        self.parameterNode.method = method

    def onSegmented(self) -> None:
        """A segmentation was made: let it be seen, and measured."""
        self.methods[Method.THRESHOLD].onSegmented()
        self.methods[Method.MASK].onSegmented()

    def enter(self) -> None:
        """The user comes into the module."""
        super().enter()
        for section in self.methods.values():
            section.enter()

    def exit(self) -> None:
        """The user leaves the module."""
        super().exit()
        for section in self.methods.values():
            section.exit()

    def setScene(self, scene) -> None:
        """Give the scene to all methods."""
        super().setScene(scene)
        for section in self.methods.values():
            section.setScene(scene)

    def setBusy(self, isBusy: bool) -> None:
        """Lock all methods while work runs."""
        super().setBusy(isBusy)
        for section in self.methods.values():
            section.setBusy(isBusy)

    def setParameterNode(self, parameterNode, connect: bool = True) -> None:
        """Follow another parameter node with all methods."""
        for section in self.methods.values():
            section.setParameterNode(parameterNode, connect=False)
        super().setParameterNode(parameterNode, connect)

    def boundWidgets(self) -> dict:
        """The widgets of all methods that follow the parameter node."""
        children = (section.boundWidgets() for section in self.methods.values())
        return super().boundWidgets() | {name: widget for bound in children for name, widget in bound.items()}
