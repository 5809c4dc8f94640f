"""Puts a comparison into the scene, a method after the other."""

from collections.abc import Sequence
from typing import Any

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.records import Comparison, MethodOutcome, Plot, describe_run
from MedSegModuleLib.Comparing.CompareMethod import CompareMethod
from MedSegModuleLib.Comparing.CompareOrder import CompareOrder


class ComparisonPlacer:
    """Makes the table with the first method, and adds to it.

    Attributes:
        table: The table node; None before the first method.
    """

    def __init__(self, order: CompareOrder, parameterNode: Any) -> None:
        """Put nothing into the scene yet.

        Args:
            order: What is compared.
            parameterNode: Gets the table, and says how segments are shown.
        """
        self.table: Any = None
        self._order = order
        self._parameterNode = parameterNode
        self._needed = {_("the image"): order.image, _("the reference"): order.referenceNode}

    def requireNodes(self) -> None:
        """Insist on what the comparison is of.

        Raises:
            InputError: The image, the reference or the table was removed meanwhile.
        """
        needed = self._needed if self.table is None else {**self._needed, _("the table"): self.table}
        for words, node in needed.items():
            if node.GetScene() is not slicer.mrmlScene:
                raise InputError(_("Expected {what} in the scene still, but it was removed: compare again.").format(what=words))

    def place(self, number: int, method: CompareMethod, outcomes: Sequence[MethodOutcome], run: Any) -> None:
        """Put a method that has ended into the scene: its segments, a row in the table, its bars.

        Args:
            number: The method's number, from 0.
            method: The method.
            outcomes: Of all methods so far.
            run: What it made; None where it made nothing.
        """
        from medseg.mrml import comparison_to_bars
        from medseg.mrml.comparison_scene import gather, set_method_node

        self._fillTable(outcomes)
        if run is not None:
            node = method.node or self._placeSegments(method.label, run.segmentation)
            set_method_node(self.table, number, node, is_made=method.node is None)
        comparison_to_bars(self.table, slicer.mrmlScene)
        gather(self.table, self._order.image)

    def placePlots(self, plots: tuple[Plot, ...]) -> None:
        """Put the curves into the scene."""
        from medseg.mrml import plots_to_nodes
        from medseg.mrml.comparison_scene import gather

        self.requireNodes()
        plots_to_nodes(plots, [method.label for method in self._order.methods], slicer.mrmlScene, self.table)
        gather(self.table, self._order.image)

    def _fillTable(self, outcomes: Sequence[MethodOutcome]) -> None:
        from medseg.mrml import comparison_to_table
        from medseg.mrml.comparison_scene import IMAGE_ROLE, REFERENCE_ROLE

        order, isNew = self._order, self.table is None
        comparison = Comparison(
            case="case",
            image={},
            reference={"segments": list(order.reference.names)},
            outcomes=tuple(outcomes),
            provenance=describe_run("compare", order.scoring, methods=[method.spec for method in order.methods]),
        )
        notes = {"scoring": order.scoring, "together": order.together}
        self.table = comparison_to_table(comparison, slicer.mrmlScene, self.table, _("Comparison"), notes)
        if isNew:
            self.table.SetNodeReferenceID(IMAGE_ROLE, order.image.GetID())
            self.table.SetNodeReferenceID(REFERENCE_ROLE, order.referenceNode.GetID())
            self._parameterNode.comparison = self.table

    def _placeSegments(self, label: str, segmentation: Any) -> Any:
        """What a method made, hidden until it is chosen."""
        from medseg.mrml import join_study, segmentation_to_node

        node = segmentation_to_node(
            segmentation,
            slicer.mrmlScene,
            slicer.modules.segmentations.logic(),
            self._order.image,
            surface=False,
            terminologies_logic=slicer.modules.terminologies.logic(),
        )
        node.SetName(slicer.mrmlScene.GenerateUniqueName(label))
        join_study(node, self._order.image, slicer.mrmlScene)
        display = node.GetDisplayNode()
        display.SetVisibility(False)
        display.SetVisibility3D(False)
        display.SetOpacity2DFill(self._parameterNode.fillOpacity)
        return node
