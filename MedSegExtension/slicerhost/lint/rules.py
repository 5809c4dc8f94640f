"""The rules on Python code, one function each: they take a node and tell what is wrong with it."""

import ast
from collections.abc import Callable, Iterator
from functools import cache

from slicerhost.lint import facts
from slicerhost.lint.inference import MODULES, Inference, class_of_reference

Rule = Callable[[ast.AST, Inference], Iterator[str]]
_BINDINGS = {"PySide6", "PySide2", "PyQt5", "PyQt6", "shiboken6", "shiboken2", "sip", "qtpy", "PySide6_Essentials"}
_ONE_RESULT = {
    "getOpenFileName",
    "getOpenFileNames",
    "getSaveFileName",
    "getText",
    "getItem",
    "getInt",
    "getDouble",
    "getMultiLineText",
}
_TYPES = {"bool", "float", "int", "object", "str"}
# Libraries of CTK whose classes are not in the surface.
_NOT_RECORDED = ("ctkDICOM", "ctkVTK", "ctkPlugin", "ctkCmd", "ctkJob", "__")


def property_call(node: ast.AST, class_of: Inference) -> Iterator[str]:
    """A property is an attribute: ``b.text``, not ``b.text()``."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args and not node.keywords):
        return
    kind, name = class_of(node.func.value), node.func.attr
    known = name in facts.property_names_only() if kind is None else name in facts.properties(kind)
    if known and not _is_super(node.func.value):
        yield f"'{name}' is a property: expected .{name}, got .{name}()"


def unknown_member(node: ast.AST, class_of: Inference) -> Iterator[str]:
    """A class has no attribute of a name, or none that scripts can see."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        kind = class_of(node.value)
        names = {node.attr, node.attr.removesuffix("_")}
        if kind is not None and not names & facts.members(kind) and not node.attr.startswith("__"):
            yield f"{kind} has no '{node.attr}' that scripts can see"


def new_attribute(node: ast.AST, class_of: Inference) -> Iterator[str]:
    """Nothing but properties can be assigned on an object of C++."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        kind = class_of(node.value)
        if kind is None or facts.is_assignable(kind, node.attr):
            return
        if node.attr not in facts.members(kind):
            yield f"{kind} has no property '{node.attr}': keep state on a class of your own"
        elif facts.qt_class(kind) is not None:
            yield f"'{node.attr}' of {kind} is no property and cannot be assigned: call its setter"


def bad_signal(node: ast.AST, class_of: Inference) -> Iterator[str]:
    """A signal is named by its whole signature, and must be there."""
    if not _is_connection(node):
        return
    signature = node.args[0].value
    kind = class_of(node.func.value)
    if "(" not in signature:
        yield f"expected the whole signature of a signal, such as 'clicked(bool)', got '{signature}'"
    elif not facts.is_signal(kind, signature):
        yield f"{kind} has no signal '{signature}'" if kind else f"no class of Qt, CTK or MRML has a signal '{signature}'"


def _is_connection(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("connect", "disconnect")
        and len(node.args) > 1
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def signal_overload(node: ast.AST, _: Inference) -> Iterator[str]:
    """Overloads are picked by signature, not by brackets."""
    picked = (
        isinstance(node, ast.Attribute)
        and node.attr in ("connect", "disconnect", "emit")
        and isinstance(node.value, ast.Subscript)
    )
    if picked and isinstance(node.value.value, ast.Attribute) and _names_types(node.value.slice):
        name = node.value.value.attr
        yield f"a signal has no brackets: expected connect('{name}(type)', function)"


def _names_types(node: ast.AST) -> bool:
    """Whether an index says which overload of a signal is meant."""
    if isinstance(node, ast.Tuple):
        return all(_names_types(part) for part in node.elts)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.Name) and node.id in _TYPES


def keyword_argument(node: ast.AST, class_of: Inference) -> Iterator[str]:
    """Arguments of Qt have no names."""
    if not isinstance(node, ast.Call) or not node.keywords:
        return
    kind = class_of_reference(node.func)
    if kind is not None:
        yield f"{kind} takes no keyword arguments: construct it, then set its properties"
    elif isinstance(node.func, ast.Attribute) and (owner := class_of(node.func.value) or class_of_reference(node.func.value)):
        yield f"{owner}.{node.func.attr} takes no keyword arguments"


def base_class_check(node: ast.AST, _: Inference) -> Iterator[str]:
    """To a script the classes of C++ have no bases."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass"):
        for kind in (class_of_reference(inner) for inner in ast.walk(node.args[-1])):
            if kind is not None and facts.has_derived_classes(kind):
                yield f"{node.func.id} is False for classes derived from {kind}: use inherits('{kind}')"


def foreign_binding(node: ast.AST, _: Inference) -> Iterator[str]:
    """Qt comes from the application, as `qt` and `ctk`."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        names = [node.module or ""]
    for name in names:
        if name.partition(".")[0] in _BINDINGS:
            yield f"expected 'import qt', got '{name}': another binding cannot share the application's widgets"


def dialog_tuple(node: ast.AST, _: Inference) -> Iterator[str]:
    """Dialogs give one value."""
    call = node.value if isinstance(node, ast.Subscript) else None
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        call = node.value
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _ONE_RESULT):
        return
    if class_of_reference(call.func.value) in ("QFileDialog", "QInputDialog"):
        yield f"{call.func.attr} gives one value, no tuple"


def context_manager(node: ast.AST, class_of: Inference) -> Iterator[str]:
    """Nothing of Qt can stand behind ``with``."""
    if isinstance(node, ast.With):
        for kind in (class_of(entry.context_expr) for entry in node.items):
            if kind is not None:
                yield f"{kind} is no context manager"


def action_slot(node: ast.AST, _: Inference) -> Iterator[str]:
    """A new action takes no slot."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "addAction"
    if is_call and any(isinstance(argument, ast.Lambda) for argument in node.args):
        yield "addAction takes no function: connect 'triggered()' of the action that it returns"


def unknown_name(node: ast.AST, _: Inference) -> Iterator[str]:
    """A module of the application has no such name."""
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in MODULES):
        return
    module, name = node.value.id, node.attr
    of_qt = module == "qt" and not name.startswith("__")
    of_ctk = module == "ctk" and not name.startswith(_NOT_RECORDED)
    if (of_qt and not facts.is_qt_name(name)) or (of_ctk and not facts.is_class(name)):
        yield f"{module} has no '{name}'"


def lost_override(node: ast.AST, _: Inference) -> Iterator[str]:
    """C++ calls overridden methods of Qt's own classes only."""
    if not isinstance(node, ast.ClassDef):
        return
    for kind in (class_of_reference(base) for base in node.bases):
        if kind is None or facts.qt_class(kind) is not None:
            continue
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef) and (
                inner.name.endswith("Event") or inner.name in ("event", "eventFilter", "sizeHint")
            ):
                yield f"{kind} never calls '{inner.name}' of a Python class: install an event filter on it"


def _is_super(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


RULES: dict[str, tuple[Rule, tuple[type[ast.AST], ...]]] = {
    "property-call": (property_call, (ast.Call,)),
    "unknown-member": (unknown_member, (ast.Attribute,)),
    "new-attribute": (new_attribute, (ast.Attribute,)),
    "bad-signal": (bad_signal, (ast.Call,)),
    "signal-overload": (signal_overload, (ast.Attribute,)),
    "keyword-argument": (keyword_argument, (ast.Call,)),
    "base-class-check": (base_class_check, (ast.Call,)),
    "foreign-binding": (foreign_binding, (ast.Import, ast.ImportFrom)),
    "dialog-tuple": (dialog_tuple, (ast.Subscript, ast.Assign)),
    "context-manager": (context_manager, (ast.With,)),
    "action-slot": (action_slot, (ast.Call,)),
    "unknown-name": (unknown_name, (ast.Attribute,)),
    "lost-override": (lost_override, (ast.ClassDef,)),
}


@cache
def rules_for(kind: type[ast.AST]) -> tuple[tuple[str, Rule], ...]:
    """The rules, by name, that have something to say about nodes of a kind."""
    return tuple((name, check) for name, (check, kinds) in RULES.items() if issubclass(kind, kinds))
