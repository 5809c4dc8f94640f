"""What the module's logic does for comparing methods."""

from typing import Any

from slicer.i18n import tr as _

from medseg.errors import InputError, MissingDependencyError, ModelNotFoundError
from medseg.records import Progress, ignore_progress
from MedSegModuleLib.Comparing import compareReadiness, comparisonViews
from MedSegModuleLib.Comparing.CompareOrder import CompareOrder
from MedSegModuleLib.Comparing.CompareRun import CompareRun
from MedSegModuleLib.Comparing.CompareView import CompareView
from MedSegModuleLib.Comparing.ComparisonPlacer import ComparisonPlacer
from MedSegModuleLib.Comparing.ticked import tickedMethods
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.Method import Method
from MedSegModuleLib.NetworkChoice import NetworkChoice
from MedSegModuleLib.Preferences import Preferences
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.requests import readSegmentation
from MedSegModuleLib.waiting import waited


class CompareLogic:
    """The part of `MedSegLogic` that compares methods on one image.

    Example:
        parameterNode.reference = slicer.util.getNode("truth")
        parameterNode.compare.unet = True
        table = logic.compare(parameterNode)
        logic.showCompared(parameterNode, 1, CompareView.AGREEMENT)
    """

    def whyNotComparable(self, parameterNode: Any) -> str | None:
        """Why nothing can be compared yet, and what to do about it; None where it can."""
        summary = (
            None if parameterNode is None or parameterNode.inputVolume is None else self.describeInput(parameterNode.inputVolume)
        )
        return compareReadiness.whyNotComparable(parameterNode, summary)

    def startCompare(self, parameterNode: Any) -> CompareRun:
        """Start comparing the methods that are ticked; poll what this returns. What is done stands in the scene at once.

        Raises:
            MedSegError: Something is missing or lies on another grid; the message says what to do.
        """
        reason = self.whyNotComparable(parameterNode)
        if reason is not None:
            raise InputError(reason)
        order = self._compareOrder(parameterNode)
        return CompareRun(order, ComparisonPlacer(order, parameterNode), Preferences().threads)

    def compare(self, parameterNode: Any, progress: Progress = ignore_progress) -> Any:
        """Compare, and wait for it: for scripts.

        Returns:
            The table node, methods x metrics.

        Raises:
            MedSegError: As `startCompare`. A method that fails says why in the table.
        """
        return waited(self.startCompare(parameterNode), progress)

    def showCompared(self, parameterNode: Any, number: int, view: CompareView = CompareView.AGREEMENT) -> Any:
        """Show one method of the comparison over the slices; see `comparisonViews.showCompared`."""
        return comparisonViews.showCompared(parameterNode, number, view)

    def showAllCompared(self, parameterNode: Any, view: CompareView = CompareView.AGREEMENT, chart: int = 0) -> list[Any]:
        """Show all methods side by side; see `comparisonViews.showAllCompared`."""
        return comparisonViews.showAllCompared(parameterNode, view, chart)

    def showComparison(self, parameterNode: Any, number: int = 0) -> None:
        """Show the table and a chart beside the slices; see `comparisonViews.showTableAndPlot`."""
        comparisonViews.showTableAndPlot(parameterNode, number)

    def showChart(self, parameterNode: Any, number: int = 0) -> None:
        """Show another chart in the layout that there is; see `comparisonViews.showChart`."""
        comparisonViews.showChart(parameterNode, number)

    def removeComparison(self, parameterNode: Any) -> None:
        """Remove all that the comparison made: table, segmentations, charts."""
        comparisonViews.removeComparison(parameterNode)

    def findNetwork(self, parameterNode: Any, method: Method, name: str) -> NetworkChoice:
        """The package of a method: by name, or with an empty one the installed one that fits the image best.

        Raises:
            MissingDependencyError: PyTorch is not installed, say.
            ModelNotFoundError: There is none; the message says what to do.
        """
        missing = self.networks.packages.whyNot()
        if missing is not None:
            raise MissingDependencyError(missing)
        choices = self.networks.choices(method, self.describeInput(parameterNode.inputVolume))
        wanted = [choice for choice in choices if choice.name == name] if name else choices
        choice = next((choice for choice in wanted if choice.isInstalled and (name or choice.fits)), None)
        if choice is None:
            raise ModelNotFoundError(
                _("Expected an installed {method} for this image, got none: install one under Method.").format(
                    method=method.label()
                )
            )
        return choice

    def _compareOrder(self, parameterNode: Any) -> CompareOrder:
        from medseg.pipeline.compare import together

        volume = readVolume(parameterNode.inputVolume)
        reference, pack = readSegmentation(parameterNode.reference, volume), parameterNode.compare
        scoring = toRecord(parameterNode.evaluation)
        if not scoring.resample:  # found now, not after every method has run
            reference.geometry.require_match(volume.geometry, _("the reference"), _("the image"))
        return CompareOrder(
            image=parameterNode.inputVolume,
            volume=volume,
            referenceNode=parameterNode.reference,
            reference=together(reference) if pack.together else reference,
            methods=tickedMethods(parameterNode, lambda method, name: self.findNetwork(parameterNode, method, name)),
            scoring=scoring,
            together=pack.together,
            plots=pack.plots,
        )
