"""`slicer.parameterNodeWrapper`: typed access to a parameter node, and to the widgets that show it."""

from typing import Any

from slicerhost.errors import NotOfferedError
from slicerhost.slicerlib.parameterNodeWrapper.annotations import (
    findFirstAnnotation,
    getNodeTypes,
    isNodeOrUnionOfNodes,
    splitAnnotations,
    unannotatedType,
)
from slicerhost.slicerlib.parameterNodeWrapper.default import Default
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors import (
    Decimals,
    GuiConnector,
    SingleStep,
    SlicerPackParameterNamePropertyName,
    createGuiConnector,
    parameterNodeGuiConnector,
)
from slicerhost.slicerlib.parameterNodeWrapper.parameterPack import isParameterPack, nestedParameterNames, parameterPack
from slicerhost.slicerlib.parameterNodeWrapper.serializers import (
    BoolSerializer,
    DictSerializer,
    EnumSerializer,
    ListSerializer,
    NodeSerializer,
    NumberSerializer,
    PathSerializer,
    Serializer,
    StringSerializer,
    TupleSerializer,
    UnionSerializer,
    ValidatedSerializer,
    parameterNodeSerializer,
)
from slicerhost.slicerlib.parameterNodeWrapper.serializers.pack_serializer import ParameterPackSerializer
from slicerhost.slicerlib.parameterNodeWrapper.types import FloatRange
from slicerhost.slicerlib.parameterNodeWrapper.validators import (
    Choice,
    Exclude,
    IsInstance,
    Maximum,
    Minimum,
    NotNone,
    RangeBounds,
    Validator,
    WithinRange,
)
from slicerhost.slicerlib.parameterNodeWrapper.wrapper import (
    SlicerParameterNamePropertyName,
    findChildWidgetForParameter,
    isParameterNodeWrapper,
    parameterNodeWrapper,
)

__all__ = [
    "BoolSerializer",
    "Choice",
    "Decimals",
    "Default",
    "DictSerializer",
    "EnumSerializer",
    "Exclude",
    "FloatRange",
    "GuiConnector",
    "IsInstance",
    "ListSerializer",
    "Maximum",
    "Minimum",
    "NodeSerializer",
    "NotNone",
    "NumberSerializer",
    "ParameterPackSerializer",
    "PathSerializer",
    "RangeBounds",
    "Serializer",
    "SingleStep",
    "SlicerPackParameterNamePropertyName",
    "SlicerParameterNamePropertyName",
    "StringSerializer",
    "TupleSerializer",
    "UnionSerializer",
    "ValidatedSerializer",
    "Validator",
    "WithinRange",
    "createGuiConnector",
    "findChildWidgetForParameter",
    "findFirstAnnotation",
    "getNodeTypes",
    "isNodeOrUnionOfNodes",
    "isParameterNodeWrapper",
    "isParameterPack",
    "nestedParameterNames",
    "parameterNodeGuiConnector",
    "parameterNodeSerializer",
    "parameterNodeWrapper",
    "parameterPack",
    "splitAnnotations",
    "unannotatedType",
]

_NOT_OFFERED = ("createGui", "parameterNodeGuiCreator", "AnySerializer")


def __getattr__(name: str) -> Any:
    if name in _NOT_OFFERED:
        raise NotOfferedError(f"slicer.parameterNodeWrapper.{name} is not offered by the host; Slicer has it.")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
