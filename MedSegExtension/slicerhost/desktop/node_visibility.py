"""Whether a node is seen, and making it seen."""

from typing import Any

import slicer


def can_be_shown(node: Any) -> bool:
    """Whether a node can be seen at all."""
    return (
        any(node.IsA(name) for name in ("vtkMRMLVolumeNode", "vtkMRMLTableNode", "vtkMRMLPlotChartNode"))
        or _display(node) is not None
    )


def is_shown(node: Any) -> bool:
    """Whether a node is seen in the views."""
    if node.IsA("vtkMRMLVolumeNode"):
        return any(node.GetID() in _volume_ids(composite) for composite in _composites())
    if node.IsA("vtkMRMLTableNode"):
        return _selection().GetActiveTableID() == node.GetID()
    if node.IsA("vtkMRMLPlotChartNode"):
        return _selection().GetActivePlotChartID() == node.GetID()
    display = _display(node)
    return display is not None and bool(display.GetVisibility())


def show(node: Any, on: bool) -> None:
    """Show a node in the views, or hide it. Tables and plots take the layout that has room for them."""
    if node.IsA("vtkMRMLVolumeNode"):
        _show_volume(node, on)
    elif node.IsA("vtkMRMLTableNode"):
        _set_layout("SlicerLayoutFourUpTableView" if on else "SlicerLayoutFourUpView")  # first, or no view takes the table
        _selection().SetActiveTableID(node.GetID() if on else None)
        slicer.app.applicationLogic().PropagateTableSelection()
    elif node.IsA("vtkMRMLPlotChartNode"):
        _set_layout("SlicerLayoutFourUpPlotView" if on else "SlicerLayoutFourUpView")
        _selection().SetActivePlotChartID(node.GetID() if on else None)
        slicer.app.applicationLogic().PropagatePlotChartSelection()
    else:
        node.SetDisplayVisibility(on)


def _show_volume(node: Any, on: bool) -> None:
    if on and node.IsA("vtkMRMLLabelMapVolumeNode"):
        slicer.util.setSliceViewerLayers(label=node)
    elif on:
        slicer.util.setSliceViewerLayers(background=node, fit=True)
    else:
        for composite in _composites():
            if composite.GetBackgroundVolumeID() == node.GetID():
                composite.SetBackgroundVolumeID(None)
            if composite.GetForegroundVolumeID() == node.GetID():
                composite.SetForegroundVolumeID(None)
            if composite.GetLabelVolumeID() == node.GetID():
                composite.SetLabelVolumeID(None)


def _set_layout(name: str) -> None:
    slicer.app.layoutManager().setLayout(getattr(slicer.vtkMRMLLayoutNode, name))


def _volume_ids(composite: Any) -> tuple[str | None, ...]:
    return composite.GetBackgroundVolumeID(), composite.GetForegroundVolumeID(), composite.GetLabelVolumeID()


def _composites() -> list[Any]:
    return slicer.util.getNodesByClass("vtkMRMLSliceCompositeNode")


def _selection() -> Any:
    return slicer.app.applicationLogic().GetSelectionNode()


def _display(node: Any) -> Any:
    return node.GetDisplayNode() if node.IsA("vtkMRMLDisplayableNode") else None
