"""Validators: what a parameter may be."""

from collections.abc import Sequence
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.validators.choice import Choice
from slicerhost.slicerlib.parameterNodeWrapper.validators.exclude import Exclude
from slicerhost.slicerlib.parameterNodeWrapper.validators.is_instance import IsInstance
from slicerhost.slicerlib.parameterNodeWrapper.validators.is_none import IsNone
from slicerhost.slicerlib.parameterNodeWrapper.validators.maximum import Maximum
from slicerhost.slicerlib.parameterNodeWrapper.validators.minimum import Minimum
from slicerhost.slicerlib.parameterNodeWrapper.validators.not_none import NotNone
from slicerhost.slicerlib.parameterNodeWrapper.validators.range_bounds import RangeBounds
from slicerhost.slicerlib.parameterNodeWrapper.validators.validator import Validator
from slicerhost.slicerlib.parameterNodeWrapper.validators.within_range import WithinRange

__all__ = [
    "Choice",
    "Exclude",
    "IsInstance",
    "IsNone",
    "Maximum",
    "Minimum",
    "NotNone",
    "RangeBounds",
    "Validator",
    "WithinRange",
    "extractValidators",
]


def extractValidators(annotations: Sequence[Any]) -> tuple[list[Validator], list[Any]]:
    """The validators among annotations, and the other annotations."""
    validators = [annotation for annotation in annotations if _isValidator(annotation)]
    return validators, [annotation for annotation in annotations if not _isValidator(annotation)]


def _isValidator(annotation: Any) -> bool:
    """A validator, or a validator class whose `validate` is static."""
    return isinstance(annotation, Validator) or (isinstance(annotation, type) and issubclass(annotation, Validator))
