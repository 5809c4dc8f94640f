"""The decorator `parameterNodeWrapper`."""

import logging
from typing import Any, get_type_hints

from slicerhost.slicerlib.parameterNodeWrapper.annotations import splitAnnotations
from slicerhost.slicerlib.parameterNodeWrapper.default import Default, extractDefault
from slicerhost.slicerlib.parameterNodeWrapper.gui_binding import SlicerParameterNamePropertyName, findChildWidgetForParameter
from slicerhost.slicerlib.parameterNodeWrapper.parameterInfo import ParameterInfo
from slicerhost.slicerlib.parameterNodeWrapper.serializers import createSerializer
from slicerhost.slicerlib.parameterNodeWrapper.wrapper_methods import WrapperMethods

__all__ = ["SlicerParameterNamePropertyName", "findChildWidgetForParameter", "isParameterNodeWrapper", "parameterNodeWrapper"]

LOGGER = logging.getLogger(__name__)


def parameterNodeWrapper(classtype: type | None = None) -> Any:
    """Class decorator: give a class with annotated members typed access to a parameter node, and to widgets.

    Raises:
        TypeError: There is no serializer for the type of a member.
        ValueError: A member has a name that the wrapper itself needs.
    """
    return _wrap if classtype is None else _wrap(classtype)


def isParameterNodeWrapper(classOrObj: Any) -> bool:
    """Whether a class or an object is a parameter node wrapper."""
    return bool(getattr(classOrObj, "_is_parameter_node_wrapper", False))


def _wrap(classtype: Any) -> Any:
    members = get_type_hints(classtype, include_extras=True)
    methods = {name: value for name, value in WrapperMethods.__dict__.items() if not name.startswith("__")}
    reserved = [*methods, "allParameters", "parameterNode", "_is_parameter_node_wrapper"]
    for name in reserved:
        if hasattr(classtype, name) or name in members:
            raise ValueError(f"Cannot use reserved name '{name}' in a parameterNodeWrapper")
    classtype.allParameters = {name: _makeInfo(classtype, name, datatype) for name, datatype in members.items()}
    for name in members:
        setattr(classtype, name, _makeProperty(name))
    for name, method in methods.items():
        setattr(classtype, name, method)
    classtype.__init__ = WrapperMethods._wrapperInit
    classtype._is_parameter_node_wrapper = True
    return classtype


def _makeInfo(classtype: Any, name: str, datatype: Any) -> ParameterInfo:
    try:
        serializer, annotations = createSerializer(*splitAnnotations(datatype))
    except Exception as error:
        raise TypeError(f"Unable to create serializer for {classtype} member {name}: {error}") from error
    default, left = extractDefault(annotations)
    unused = [annotation for annotation in left if type(annotation).__name__ not in ("Decimals", "SingleStep")]
    if unused:
        LOGGER.warning("Unused annotations: %s", unused)
    if hasattr(classtype, name):
        default = Default(getattr(classtype, name))
    return ParameterInfo(name, serializer, default if default is not None else Default(generator=serializer.default), datatype)


def _makeProperty(name: str) -> property:
    return property(lambda self: self._parameters[name].read(), lambda self, value: self._parameters[name].write(value))
