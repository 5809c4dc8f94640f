"""Serializers: how a value of a type is kept in a parameter node."""

from slicerhost.slicerlib.parameterNodeWrapper.serializers.bool_serializer import BoolSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.color_serializer import QColorSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.dict_serializer import DictSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.enum_serializer import EnumSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.list_serializer import ListSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.node_serializer import NodeSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.none_serializer import NoneSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.number_serializer import NumberSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.observed_dict import ObservedDict
from slicerhost.slicerlib.parameterNodeWrapper.serializers.observed_list import ObservedList
from slicerhost.slicerlib.parameterNodeWrapper.serializers.path_serializer import PathSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.registry import (
    createSerializer,
    createSerializerFromAnnotatedType,
    parameterNodeSerializer,
)
from slicerhost.slicerlib.parameterNodeWrapper.serializers.serializer import Serializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.string_serializer import StringSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.tuple_serializer import TupleSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.union_serializer import UnionSerializer
from slicerhost.slicerlib.parameterNodeWrapper.serializers.validated_serializer import ValidatedSerializer

__all__ = [
    "BoolSerializer",
    "DictSerializer",
    "EnumSerializer",
    "ListSerializer",
    "NodeSerializer",
    "NoneSerializer",
    "NumberSerializer",
    "ObservedDict",
    "ObservedList",
    "PathSerializer",
    "QColorSerializer",
    "Serializer",
    "StringSerializer",
    "TupleSerializer",
    "UnionSerializer",
    "ValidatedSerializer",
    "createSerializer",
    "createSerializerFromAnnotatedType",
    "parameterNodeSerializer",
]
