"""The panel of SampleData."""

from typing import Any

import ctk
import qt
import slicer

from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.sampledata.logic import SampleDataLogic
from slicerhost.slicerlib.sampledata.source import SampleDataSource
from slicerhost.slicerlib.ScriptedLoadableModule import ScriptedLoadableModuleWidget


class SampleDataWidget(ScriptedLoadableModuleWidget):
    """A button for each sample, by category."""

    def setup(self) -> None:
        """Make the panel."""
        super().setup()
        self.logic = SampleDataLogic()
        self.groups: list[Any] = []
        self.layout.addStretch(1)

    def enter(self) -> None:
        """Show what is registered by now."""
        for group in self.groups:
            self.layout.removeWidget(group)
            group.deleteLater()
        samples = {name: sources for name, sources in SampleDataLogic.sampleDataSourcesByCategory().items() if sources}
        self.groups = [self._makeGroup(category, sources) for category, sources in samples.items()]
        for number, group in enumerate(self.groups):
            self.layout.insertWidget(number, group)

    def onSample(self, source: SampleDataSource) -> None:
        """Load a sample and show its image."""
        with slicer.util.tryWithErrorDisplay(_("The sample could not be loaded."), waitCursor=True):
            nodes = self.logic.downloadFromSource(source)
            images = [node for node in nodes if hasattr(node, "IsA") and node.IsA("vtkMRMLVolumeNode")]
            if images:
                slicer.util.setSliceViewerLayers(background=images[-1], fit=True)

    def _makeGroup(self, category: str, sources: list[SampleDataSource]) -> Any:
        group = ctk.ctkCollapsibleGroupBox()
        group.title = self.logic.categoryTitle(category)
        layout = qt.QVBoxLayout(group)
        for source in sources:
            button = qt.QPushButton(source.sampleDescription)
            button.toolTip = _("Load this sample; it is downloaded where it must be.")
            button.connect("clicked(bool)", lambda checked=False, source=source: self.onSample(source))  # noqa: ARG005
            layout.addWidget(button)
        return group
