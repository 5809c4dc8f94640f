"""Packs: classes of several parameters that are one parameter."""

import logging
from typing import Any, get_type_hints

from slicerhost.slicerlib.parameterNodeWrapper.annotations import splitAnnotations, splitPossiblyDottedName, unannotatedType
from slicerhost.slicerlib.parameterNodeWrapper.default import extractDefault
from slicerhost.slicerlib.parameterNodeWrapper.pack_info import PackInfo
from slicerhost.slicerlib.parameterNodeWrapper.pack_member import PackMember
from slicerhost.slicerlib.parameterNodeWrapper.pack_methods import PackMethods
from slicerhost.slicerlib.parameterNodeWrapper.serializers import createSerializer

LOGGER = logging.getLogger(__name__)
_RESERVED = ("getValue", "setValue", "dataType", "allParameters", "_is_parameterPack")
_HIDDEN = ("_packInit", "_packValues", "_packText", "_packEquals", "_packChanged")


def parameterPack(classtype: type | None = None) -> Any:
    """Class decorator: make a pack of a class with annotated members.

    Raises:
        ValueError: There are no members, a name is taken, or a default is refused by its own validators.
    """
    return _makePack if classtype is None else _makePack(classtype)


def isParameterPack(obj: Any) -> bool:
    """Whether a class or an object is a pack."""
    return bool(getattr(obj, "_is_parameterPack", False))


def nestedParameterNames(parameterPackClassOrInstance: Any) -> list[str]:
    """The names of all members, those of packs within as `pack.member`."""
    pack = parameterPackClassOrInstance
    pack = pack if isParameterPack(pack) else unannotatedType(pack)
    names = []
    for name, info in pack.allParameters.items():
        inner = unannotatedType(info.unalteredType)
        names += [f"{name}.{below}" for below in nestedParameterNames(inner)] if isParameterPack(inner) else [name]
    return names


def checkPackMember(pack: Any, membername: str) -> None:
    """Check that a pack has a member; `x.y` is the member y of the pack x.

    Raises:
        ValueError: It has none.
    """
    top, rest = splitPossiblyDottedName(membername)
    if not hasattr(pack, top):
        raise ValueError(f"{pack} has no member '{top}'")
    if rest is None:
        return
    inner = unannotatedType(pack.allParameters[top].unalteredType)
    if not isParameterPack(inner):
        raise ValueError(f"{inner} is not a parameter pack but expects to have '{rest}'")
    checkPackMember(inner, rest)


def _makePack(classtype: Any) -> Any:
    members = get_type_hints(classtype, include_extras=True)
    if not members:
        raise ValueError(f"Unable to find any members in parameterPack {classtype.__name__}")
    for name in _RESERVED:
        if hasattr(classtype, name):
            raise ValueError(f"Cannot use reserved name '{name}' in a parameterPack")
    classtype.allParameters = {name: _makeInfo(classtype, name, datatype) for name, datatype in members.items()}
    for name, info in classtype.allParameters.items():
        setattr(classtype, name, info.member)
    classtype._is_parameterPack = True
    _addMethods(classtype)
    return classtype


def _makeInfo(classtype: Any, name: str, datatype: Any) -> PackInfo:
    serializer, annotations = createSerializer(*splitAnnotations(datatype))
    default, left = extractDefault(annotations)
    if left:
        LOGGER.warning("Unused annotations: %s", left)
    if hasattr(classtype, name):
        value = getattr(classtype, name)
    else:
        value = default.value if default is not None else serializer.default()
    try:
        serializer.validate(value)
    except (ValueError, TypeError) as error:
        raise ValueError(f"The default parameter of '{value}' fails the validation checks:\n  {error}") from error
    return PackInfo(name, serializer, value, datatype, PackMember(name, serializer))


def _addMethods(classtype: Any) -> None:
    own = dict(classtype.__dict__)
    for name in (*_HIDDEN, "getValue", "setValue", "dataType"):
        setattr(classtype, name, PackMethods.__dict__[name])
    classtype.__init__ = _afterDefaults(own["__init__"]) if "__init__" in own else PackMethods._packInit
    for name, method in (
        ("__eq__", PackMethods._packEquals),
        ("__str__", PackMethods._packText),
        ("__repr__", PackMethods._packText),
    ):
        if name not in own:
            setattr(classtype, name, method)


def _afterDefaults(init: Any) -> Any:
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        PackMethods._packInit(self)
        init(self, *args, **kwargs)

    return __init__
