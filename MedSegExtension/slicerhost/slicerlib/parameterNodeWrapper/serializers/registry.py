"""Which serializer serves which type."""

import logging
from collections.abc import Sequence
from typing import Any

from slicerhost.slicerlib.parameterNodeWrapper.annotations import splitAnnotations
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer
from slicerhost.slicerlib.parameterNodeWrapper.validators import extractValidators

LOGGER = logging.getLogger(__name__)

# the registry that Slicer's decorator `parameterNodeSerializer` adds to
_SERIALIZERS: list[type[Serializer]] = []


def parameterNodeSerializer(classtype: type[Serializer] | None = None) -> Any:
    """Class decorator: let a serializer serve its types.

    Raises:
        TypeError: The class is no serializer.
    """

    def register(serializer: type[Serializer]) -> type[Serializer]:
        if not issubclass(serializer, Serializer):
            raise TypeError(f"Expected a subclass of Serializer, got {serializer}.")
        _SERIALIZERS.append(serializer)
        return serializer

    return register if classtype is None else register(classtype)


def createSerializer(type_: Any, annotations: Sequence[Any]) -> tuple[ValidatedSerializer, list[Any]]:
    """The serializer of a type with the validators among its annotations, and the annotations that are left.

    Raises:
        TypeError: No serializer serves the type, or the annotations bring several.
    """
    validators, others = extractValidators(annotations)
    given = [annotation for annotation in others if _isSerializer(annotation)]
    others = [annotation for annotation in others if not _isSerializer(annotation)]
    if len(given) > 1:
        raise TypeError(f"Expected one serializer among the annotations, got {given}.")
    return ValidatedSerializer(given[0] if given else _makeSerializer(type_), validators), others


def createSerializerFromAnnotatedType(annotatedType: Any) -> ValidatedSerializer:
    """The serializer of a type that may have annotations; those that nobody uses are logged."""
    serializer, left = createSerializer(*splitAnnotations(annotatedType))
    if left:
        LOGGER.warning("Unused annotations: %s", left)
    return serializer


def _isSerializer(annotation: Any) -> bool:
    return isinstance(annotation, Serializer)


def _makeSerializer(type_: Any) -> Serializer:
    for candidate in _SERIALIZERS:
        if candidate.canSerialize(type_):
            serializer = candidate.create(type_)
            if serializer is not None:
                return serializer
    raise TypeError(f"Unable to create serializer for type: {type_}")
