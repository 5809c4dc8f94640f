"""The panel of the Segment Editor."""

from typing import Any

import qt
import slicer

from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.ScriptedLoadableModule import ScriptedLoadableModuleWidget

NODE_CLASS, TAG = "vtkMRMLSegmentEditorNode", "SegmentEditor"


class SegmentEditorWidget(ScriptedLoadableModuleWidget, slicer.util.VTKObservationMixin):
    """Selectors and a table that follow the node of the Segment Editor, a singleton of the scene."""

    def __init__(self, parent: Any = None) -> None:
        ScriptedLoadableModuleWidget.__init__(self, parent)
        slicer.util.VTKObservationMixin.__init__(self)
        self.parameterSetNode: Any = None

    def setup(self) -> None:
        """Make the panel."""
        super().setup()
        form = qt.QFormLayout()
        self.layout.addLayout(form)
        self.segmentationSelector = _makeSelector("vtkMRMLSegmentationNode", _("The segmentation whose segments are listed."))
        self.volumeSelector = _makeSelector("vtkMRMLScalarVolumeNode", _("The image that the segments belong to."))
        form.addRow(_("Segmentation:"), self.segmentationSelector)
        form.addRow(_("Source volume:"), self.volumeSelector)
        self.table = slicer.qMRMLSegmentsTableView()
        self.layout.addWidget(self.table)
        note = qt.QLabel(
            _("Painting, cutting and the other tools are in the 3D Slicer application. Save the scene and open it there.")
        )
        note.wordWrap = True
        self.layout.addWidget(note)
        self.layout.addStretch(1)
        self.segmentationSelector.connect("currentNodeChanged(vtkMRMLNode*)", self.onSegmentation)
        self.volumeSelector.connect("currentNodeChanged(vtkMRMLNode*)", self.onVolume)

    def enter(self) -> None:
        """Follow the node of the editor; it is made where the scene has none."""
        self.selectParameterNode()

    def exit(self) -> None:
        """Follow it no more."""
        self.removeObservers()

    def cleanup(self) -> None:
        """Let go of the scene."""
        self.removeObservers()
        self.parameterSetNode = None

    def selectParameterNode(self) -> None:
        """Follow the node of the editor."""
        node = slicer.mrmlScene.GetSingletonNode(TAG, NODE_CLASS)
        if node is None:
            node = slicer.mrmlScene.CreateNodeByClass(NODE_CLASS)
            node.UnRegister(None)  # the Python variable owns it now
            node.SetSingletonTag(TAG)
            node = slicer.mrmlScene.AddNode(node)
        self.removeObservers()
        self.parameterSetNode = node
        self.addObserver(node, slicer.vtkMRMLNode.ReferenceModifiedEvent, self.onNodeModified)
        self.addObserver(node, slicer.vtkMRMLNode.ReferenceAddedEvent, self.onNodeModified)
        self.addObserver(node, slicer.vtkMRMLNode.ReferenceRemovedEvent, self.onNodeModified)
        self.onNodeModified()

    def onNodeModified(self, caller: Any = None, event: Any = None) -> None:  # noqa: ARG002  VTK's signature
        """Show what the node of the editor says."""
        self.segmentationSelector.setCurrentNode(self.parameterSetNode.GetSegmentationNode())
        self.volumeSelector.setCurrentNode(self.parameterSetNode.GetSourceVolumeNode())
        self.table.setSegmentationNode(self.parameterSetNode.GetSegmentationNode())

    def onSegmentation(self, node: Any) -> None:
        """Edit another segmentation."""
        if self.parameterSetNode is not None and self.parameterSetNode.GetSegmentationNode() is not node:
            self.parameterSetNode.SetAndObserveSegmentationNode(node)

    def onVolume(self, node: Any) -> None:
        """Edit on another image."""
        if self.parameterSetNode is not None and self.parameterSetNode.GetSourceVolumeNode() is not node:
            self.parameterSetNode.SetAndObserveSourceVolumeNode(node)


def _makeSelector(nodeType: str, tip: str) -> Any:
    selector = slicer.qMRMLNodeComboBox()
    selector.nodeTypes = [nodeType]
    selector.noneEnabled = True
    selector.addEnabled = False
    selector.removeEnabled = False
    selector.toolTip = tip
    selector.setMRMLScene(slicer.mrmlScene)
    return selector
