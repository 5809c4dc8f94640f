"""Which widget shows which kind of view node."""

from typing import Any

import qt
import slicer

from slicerhost.views.slice_widget import qMRMLSliceWidget
from slicerhost.views.three_d_widget import qMRMLThreeDWidget


def make_view_widget(node: Any) -> qt.QWidget | None:
    """The widget for a view node; None for a kind that the host does not show."""
    if node.IsA("vtkMRMLSliceNode"):
        return qMRMLSliceWidget(node)
    if node.IsA("vtkMRMLViewNode"):
        return qMRMLThreeDWidget(node)
    if node.IsA("vtkMRMLTableViewNode"):
        return _make("qMRMLTableWidget", "setMRMLTableViewNode", node)
    if node.IsA("vtkMRMLPlotViewNode"):
        return _make("qMRMLPlotWidget", "setMRMLPlotViewNode", node)
    return None


def _make(class_name: str, setter: str, node: Any) -> qt.QWidget | None:
    """A widget that lies with the other MRML widgets."""
    widget_class = getattr(slicer, class_name, None)
    if widget_class is None:
        return None
    widget = widget_class()
    widget.setMRMLScene(node.GetScene())
    getattr(widget, setter)(node)
    return widget
