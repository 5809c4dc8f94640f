"""Keeps the panel's display settings and a segmentation's own display the same."""


class SegmentationDisplay:
    """Whichever of the two was changed last wins: the panel's settings, or the display node, which others change too.

    Attributes:
        problem: Why the segments cannot be shown in 3D; None where they can.
    """

    def __init__(self, logic) -> None:
        """Follow no segmentation yet.

        Args:
            logic: The module's logic, which applies the settings.
        """
        self.problem = None
        self._logic = logic
        self._known = None

    def follow(self, parameterNode) -> None:
        """Make both the same; called when either may have changed.

        A segmentation that is chosen keeps its opacity and its outline: the settings take them over.

        Args:
            parameterNode: Holds the settings and names the segmentation; None forgets.
        """
        node = None if parameterNode is None else parameterNode.outputSegmentation
        display = None if node is None else node.GetDisplayNode()
        if display is None or not node.GetSegmentation().GetNumberOfSegments():
            self._known, self.problem = None, None
            return
        identifier, settings, shown = self._known or (None, None, None)
        isOther = identifier != node.GetID()
        isSet = not isOther and settings != _settings(parameterNode)
        if not isSet and shown != _shown(display):
            parameterNode.fillOpacity, parameterNode.outlineShown = _shown(display)
        if isOther or isSet:
            self.problem = self._logic.applyDisplay(parameterNode)
        self._known = (node.GetID(), _settings(parameterNode), _shown(display))


def _settings(parameterNode) -> tuple[float, bool, bool]:
    return (parameterNode.fillOpacity, parameterNode.outlineShown, parameterNode.shownIn3D)


def _shown(display) -> tuple[float, bool]:
    return (display.GetOpacity2DFill(), bool(display.GetVisibility2DOutline()))
