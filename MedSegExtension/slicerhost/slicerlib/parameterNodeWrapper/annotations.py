"""Types and what stands beside them in `Annotated`. Slicer calls this module `util`."""

import types
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import slicer

T = TypeVar("T")


def splitAnnotations(possiblyAnnotatedType: Any) -> tuple[Any, tuple[Any, ...]]:
    """The type and its annotations, which may be none."""
    if get_origin(possiblyAnnotatedType) is not Annotated:
        return possiblyAnnotatedType, ()
    bare, *annotations = get_args(possiblyAnnotatedType)
    return bare, tuple(annotations)


def unannotatedType(possiblyAnnotatedType: Any) -> Any:
    """The type without annotations."""
    return splitAnnotations(possiblyAnnotatedType)[0]


def findFirstAnnotation(annotationsList: Sequence[Any], annotationType: type[T]) -> T | None:
    """The first annotation of a type, or None."""
    return next((annotation for annotation in annotationsList if isinstance(annotation, annotationType)), None)


def splitPossiblyDottedName(possiblyDottedName: str) -> tuple[str, str | None]:
    """`x.y.z` as `x` and `y.z`; `x` as `x` and None."""
    top, dot, rest = possiblyDottedName.partition(".")
    return top, rest if dot else None


def isUnion(datatype: Any) -> bool:
    """Whether a type is `Union[A, B]`, `Optional[A]` or `A | B`."""
    return get_origin(datatype) in (Union, types.UnionType)


def isNodeOrUnionOfNodes(datatype: Any) -> bool:
    """Whether a type is a MRML node class, or a union of such classes and None."""
    bare = unannotatedType(datatype)
    if isUnion(bare):
        members = [unannotatedType(member) for member in get_args(bare)]
        return all(member is type(None) or _isNodeClass(member) for member in members)
    return _isNodeClass(bare)


def getNodeTypes(datatype: Any) -> tuple[str, ...]:
    """The names of the node classes in a type.

    Raises:
        TypeError: The type has none.
    """
    bare = unannotatedType(datatype)
    members = [unannotatedType(member) for member in get_args(bare)] if isUnion(bare) else [bare]
    names = tuple(member().GetClassName() for member in members if _isNodeClass(member))
    if not names:
        raise TypeError(f"Expected a MRML node class or a union of them, got {datatype}.")
    return names


def _isNodeClass(datatype: Any) -> bool:
    return isinstance(datatype, type) and issubclass(datatype, slicer.vtkMRMLNode)
