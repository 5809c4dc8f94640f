"""Bounds and steps that annotations give to a widget."""

from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.annotations import findFirstAnnotation, splitAnnotations
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.decimals import Decimals
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.single_step import SingleStep
from slicerhost.slicerlib.parameterNodeWrapper.validators import Maximum, Minimum, WithinRange


def applySteps(widget: Any, datatype: Any) -> None:
    """Set decimals and single step where the type has them."""
    annotations = splitAnnotations(datatype)[1]
    decimals = findFirstAnnotation(annotations, Decimals)
    if decimals is not None and hasattr(widget, "decimals"):
        widget.decimals = decimals.value
    step = findFirstAnnotation(annotations, SingleStep)
    if step is not None:
        widget.singleStep = step.value


def getBounds(datatype: Any) -> tuple[Any, Any]:
    """The lowest and the highest value that the type allows; None for none."""
    annotations = splitAnnotations(datatype)[1]
    within = findFirstAnnotation(annotations, WithinRange)
    if within is not None:
        return within.minimum, within.maximum
    minimum = findFirstAnnotation(annotations, Minimum)
    maximum = findFirstAnnotation(annotations, Maximum)
    return minimum.minimum if minimum else None, maximum.maximum if maximum else None


def applyBounds(widget: Any, datatype: Any, lowest: Any, highest: Any) -> None:
    """Set minimum and maximum; bounds that the type does not have are those given."""
    minimum, maximum = getBounds(datatype)
    widget.minimum = lowest if minimum is None else minimum
    widget.maximum = highest if maximum is None else maximum


def requireBounds(widget: Any, datatype: Any) -> None:
    """Refuse a slider for a type without both bounds.

    Raises:
        RuntimeError: A bound is missing.
    """
    if None in getBounds(datatype):
        raise RuntimeError(
            f"Cannot have a connection to {type(widget).__name__} where the type is unbounded, got {datatype}: "
            "annotate it with WithinRange, or with Minimum and Maximum."
        )
