"""Guesses which variables of a script hold which class of Qt: only where every assignment agrees."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from slicerhost.lint import facts

MODULES = ("qt", "ctk", "slicer")


def class_of_reference(node: ast.AST) -> str | None:
    """Name of the class that an expression such as ``qt.QLabel`` refers to."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in MODULES:
        return node.attr if facts.is_class(node.attr) else None
    return None


def class_made_by(node: ast.AST) -> str | None:
    """Name of the class that an expression such as ``qt.QLabel("a")`` makes an instance of."""
    return class_of_reference(node.func) if isinstance(node, ast.Call) else None


def _assignments(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """(target, value) of everything that nodes bind; no value where it cannot be told."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _unpacked(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            yield node.target, node.value
        elif isinstance(node, ast.For | ast.comprehension):
            yield from _unpacked(node.target, None)
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            yield from _unpacked(node.optional_vars, None)


def _unpacked(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
        return
    parts = value.elts if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts) else None
    for index, part in enumerate(target.elts):
        yield from _unpacked(part, parts[index] if parts else None)


def _agreed(bindings: list[tuple[str, ast.expr | None]]) -> dict[str, str]:
    """Names that hold one class of Qt in all bindings, or None besides."""
    found: dict[str, set[str | None]] = {}
    for name, value in bindings:
        if not (isinstance(value, ast.Constant) and value.value is None):
            found.setdefault(name, set()).add(None if value is None else class_made_by(value))
    return {name: kind for name, kinds in found.items() if len(kinds) == 1 and (kind := next(iter(kinds))) is not None}


def classes_of_names(nodes: Sequence[ast.AST]) -> dict[str, str]:
    """Local variables of a function, or of a module, by the class that they hold.

    Args:
        nodes: All nodes of the function.
    """
    bound = [(target.id, value) for target, value in _assignments(nodes) if isinstance(target, ast.Name)]
    arguments = [(node.arg, None) for node in nodes if isinstance(node, ast.arg)]
    return _agreed([*bound, *arguments])


def classes_of_attributes(owner: ast.ClassDef) -> dict[str, str]:
    """Attributes of ``self`` by the class that they hold."""
    return _agreed([(target.attr, value) for target, value in _assignments(ast.walk(owner)) if _is_of_self(target)])


def _is_of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


class Inference:
    """Tells the class of an expression inside one function of one class."""

    def __init__(self, names: Mapping[str, str], attributes: Mapping[str, str], widgets: Mapping[str, str]) -> None:
        self._names = names
        self._attributes = attributes
        self._widgets = widgets

    def __call__(self, node: ast.AST) -> str | None:
        """The class of Qt that an expression has, if it can be told."""
        made = class_made_by(node)
        if made is not None:
            return made
        if isinstance(node, ast.Name):
            return self._names.get(node.id)
        if isinstance(node, ast.Attribute):
            if _is_ui(node.value):
                return self._widgets.get(node.attr)
            return self._attributes.get(node.attr) if _is_of_self(node) else None
        return None


def _is_ui(node: ast.AST) -> bool:
    """Whether an expression is what `slicer.util.childWidgetVariables` gave: by its usual name."""
    return (isinstance(node, ast.Name) and node.id == "ui") or (isinstance(node, ast.Attribute) and node.attr == "ui")
