"""Nodes in node combo boxes."""

from typing import Any, ClassVar

from slicerhost.slicerlib.parameterNodeWrapper.annotations import getNodeTypes, isNodeOrUnionOfNodes
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.signal_connector import SignalConnector


@parameterNodeGuiConnector
class qMRMLNodeComboBoxToNodeConnector(SignalConnector):
    """A node in a node combo box, which offers nodes of the parameter's type."""

    signal: ClassVar[str] = "currentNodeChanged(vtkMRMLNode*)"
    widgets: ClassVar[tuple[str, ...]] = ("qMRMLNodeComboBox",)

    def __init__(self, widget: Any, datatype: Any) -> None:
        super().__init__(widget, datatype)
        widget.nodeTypes = getNodeTypes(datatype)

    @staticmethod
    def canRepresent(widget: Any, datatype: Any) -> bool:
        """Whether these are a node combo box and a node."""
        return qMRMLNodeComboBoxToNodeConnector.fits(widget) and isNodeOrUnionOfNodes(datatype)

    def read(self) -> Any:
        """The node, or None."""
        return self._widget.currentNode()

    def write(self, value: Any) -> None:
        """Choose a node, or none."""
        self._widget.setCurrentNode(value)
