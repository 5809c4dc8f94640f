"""Bringing a comparison before the user's eyes."""

from typing import Any

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.jobs import from_json
from medseg.records import EvaluationParameters
from MedSegModuleLib.agreementDisplay import showAgreement, stepAside
from MedSegModuleLib.Comparing.compareLayout import MOST_VIEWS, isSideBySide
from MedSegModuleLib.Comparing.CompareView import CompareView
from MedSegModuleLib.Comparing.ownViews import showWhereItWas
from MedSegModuleLib.Comparing.sideBySide import showInViews
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.requests import readSegmentation
from MedSegModuleLib.resultViews import showFourUp


def showCompared(parameterNode: Any, number: int, view: CompareView) -> Any:
    """Show one method of the comparison over the slices, and hide the others, the reference and the result meanwhile.

    Args:
        parameterNode: Has the comparison, and keeps what is shown.
        number: The method's number, from 0.
        view: Its segments, or where they agree with the reference; or nothing, and what was hidden comes back.

    Returns:
        The node that is shown; None for nothing.

    Raises:
        InputError: There is no comparison, or a segmentation that is needed was deleted.
    """
    table = _table(parameterNode)
    node = _shownNode(table, number, view)
    showAgreement(parameterNode, False)
    parameterNode.compare.shown, parameterNode.compare.view = number, view
    _clear(parameterNode, table, isAside=view is not CompareView.NOTHING)
    if isSideBySide():  # a view would still be called by another method's name
        showTableAndPlot(parameterNode)
    if node is not None:
        node.GetDisplayNode().SetVisibility(True)
    return node


def showAllCompared(parameterNode: Any, view: CompareView = CompareView.AGREEMENT, chart: int = 0) -> list[Any]:
    """Show all methods that have a result side by side, each in a slice view of its own, with table and plot below.

    Args:
        parameterNode: Has the comparison, and keeps what is shown.
        view: Their segments, or else where they agree with the reference.
        chart: Which of the charts is plotted, from 0.

    Returns:
        The nodes that are shown, at most `MOST_VIEWS`: those of the first methods.

    Raises:
        InputError: There is no comparison, none of its methods has a result, or a segmentation that is needed was deleted.
    """
    table = _table(parameterNode)
    numbers = _withResult(table)[:MOST_VIEWS]
    if not numbers:
        raise InputError(_("Expected a method with a result, got none: see under the table why, and compare again."))
    view = view if view is CompareView.SEGMENTS else CompareView.AGREEMENT
    image, _reference = _compared(table)
    nodes = [_shownNode(table, number, view) for number in numbers]
    parameterNode.compare.view = view
    showAgreement(parameterNode, False)
    _clear(parameterNode, table, isAside=True)
    showInViews(nodes, [_methodName(table, number) for number in numbers], image)
    showChart(parameterNode, chart)
    return nodes


def showTableAndPlot(parameterNode: Any, number: int = 0) -> None:
    """Show the table and a chart beside the slices.

    Args:
        parameterNode: Has the comparison.
        number: Which of its charts, from 0.

    Raises:
        InputError: There is no comparison.
    """
    _table(parameterNode)
    slicer.app.layoutManager().setLayout(slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpPlotTableView)
    showChart(parameterNode, number)


def showChart(parameterNode: Any, number: int = 0) -> None:
    """Let the table views of the layout show the table, and its plot views a chart; as `showTableAndPlot`."""
    from medseg.mrml.comparison_scene import comparison_charts

    table = _table(parameterNode)
    selection = slicer.app.applicationLogic().GetSelectionNode()
    selection.SetActiveTableID(table.GetID())
    slicer.app.applicationLogic().PropagateTableSelection()
    charts = comparison_charts(table)
    if charts:
        selection.SetActivePlotChartID(charts[min(number, len(charts) - 1)].GetID())
        slicer.app.applicationLogic().PropagatePlotChartSelection()


def removeComparison(parameterNode: Any) -> None:
    """Remove all that the comparison made; what was hidden for it is seen again.

    Raises:
        InputError: There is no comparison.
    """
    from medseg.mrml import remove_comparison

    table = _table(parameterNode)
    _clear(parameterNode, table, isAside=False)
    if isSideBySide():
        showFourUp()
    parameterNode.comparison = None
    remove_comparison(table, slicer.mrmlScene)


def _table(parameterNode: Any) -> Any:
    if parameterNode.comparison is None:
        raise InputError(_("Expected a comparison, got none: compare methods first."))
    return parameterNode.comparison


def _shownNode(table: Any, number: int, view: CompareView) -> Any:
    from medseg.mrml.comparison_scene import method_node

    if view is CompareView.NOTHING:
        return None
    node = method_node(table, number)
    if node is None or node.GetDisplayNode() is None:
        raise InputError(_("Expected what this method made, got nothing: it gave no result, or it was deleted."))
    return node if view is CompareView.SEGMENTS else _agreement(table, number, node)


def _withResult(table: Any) -> list[int]:
    """The numbers of the methods whose segmentations are in the scene."""
    from medseg.mrml import comparison_notes
    from medseg.mrml.comparison_scene import method_node

    nodes = (method_node(table, number) for number in range(len(comparison_notes(table)["methods"])))
    return [number for number, node in enumerate(nodes) if node is not None and node.GetDisplayNode() is not None]


def _methodName(table: Any, number: int) -> str:
    from medseg.mrml import comparison_notes

    return str(comparison_notes(table)["methods"][number]["label"])


def _compared(table: Any) -> tuple[Any, Any]:
    """The image and the reference."""
    from medseg.mrml.comparison_scene import IMAGE_ROLE, REFERENCE_ROLE

    image, reference = table.GetNodeReference(IMAGE_ROLE), table.GetNodeReference(REFERENCE_ROLE)
    if image is None or reference is None:
        raise InputError(_("Expected the image and the reference of the comparison, but one was deleted: compare again."))
    return image, reference


def _agreement(table: Any, number: int, node: Any) -> Any:
    """Where what a method made, as it is now, agrees with the reference."""
    from medseg.mrml import agreement_to_node, comparison_notes, join_study
    from medseg.mrml.comparison_scene import agreement_node, gather, set_agreement_node

    image, reference = _compared(table)
    notes, volume = comparison_notes(table), readVolume(image)
    pair = [_joined(readSegmentation(one, volume), notes["together"]) for one in (node, reference)]
    scoring = from_json(EvaluationParameters, notes["scoring"])
    old = agreement_node(table, number)
    logic = slicer.modules.segmentations.logic()
    shown = agreement_to_node(*pair, slicer.mrmlScene, logic, image, old, parameters=scoring)
    shown.SetName(_("{method}: agreement").format(method=node.GetName()))
    if old is None:
        join_study(shown, image, slicer.mrmlScene)
        set_agreement_node(table, number, shown)
        gather(table, image)
    shown.GetDisplayNode().SetVisibility3D(False)
    return shown


def _joined(segmentation: Any, isTogether: bool) -> Any:
    from medseg.pipeline.compare import together

    return together(segmentation) if isTogether else segmentation


def _clear(parameterNode: Any, table: Any, *, isAside: bool) -> None:
    """Hide what the comparison made; let other segmentations step aside, or come back."""
    from medseg.mrml.comparison_scene import REFERENCE_ROLE, comparison_nodes

    made = [node for node in comparison_nodes(table) if node.IsA("vtkMRMLSegmentationNode")]
    others = [table.GetNodeReference(REFERENCE_ROLE), parameterNode.outputSegmentation, *_givenNodes(table, made)]
    for node in made:
        showWhereItWas(node)
        node.GetDisplayNode().SetVisibility(False)
    for node in others:
        if node is not None and node.GetDisplayNode() is not None and node not in made:
            showWhereItWas(node)
            stepAside(node, isAside)
            if isAside:
                node.GetDisplayNode().SetVisibility(False)


def _givenNodes(table: Any, made: list[Any]) -> list[Any]:
    """Segmentations that took part, and were there before."""
    from medseg.mrml.comparison_scene import method_node

    nodes = [method_node(table, number) for number in _withResult(table)]
    return [node for node in nodes if node not in made]
