"""Runs the rules over a source, a file or a folder."""

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from slicerhost.lint import ui_rules
from slicerhost.lint.finding import Finding
from slicerhost.lint.inference import Inference, classes_of_attributes, classes_of_names
from slicerhost.lint.rules import rules_for

_SKIPPED = ("__pycache__", ".git", ".venv", "build")


def check_folder(folder: str | Path, ignore: Collection[str] = ()) -> list[Finding]:
    """Check all `.py` and `.ui` files below a folder.

    Args:
        folder: Where to look.
        ignore: Names of rules that are left out.

    Returns:
        What was found, by file and line.

    Raises:
        FileNotFoundError: If there is no such folder.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"expected a folder, got {folder}")
    files = [path for path in sorted(root.rglob("*")) if not set(_SKIPPED) & set(path.relative_to(root).parts)]
    widgets = _widgets(path for path in files if path.suffix == ".ui")
    findings = [found for path in files for found in check_file(path, widgets) if found.rule not in ignore]
    return sorted(findings)


def check_file(path: str | Path, widgets: Mapping[str, str] | None = None) -> list[Finding]:
    """Check one file; others than `.py` and `.ui` hold nothing to find.

    Args:
        path: The file.
        widgets: Classes of the widgets that `self.ui` holds, by name.
    """
    file = Path(path)
    if file.suffix == ".py":
        return check_source(file.read_text(encoding="utf-8"), str(file), widgets)
    if file.suffix == ".ui":
        return _check_ui(file)
    return []


def check_source(text: str, path: str = "<string>", widgets: Mapping[str, str] | None = None) -> list[Finding]:
    """Check Python code.

    Args:
        text: The code.
        path: What findings are named by.
        widgets: Classes of the widgets that `self.ui` holds, by name.

    Raises:
        SyntaxError: If it is no Python.
    """
    tree = ast.parse(text, path)
    own = _declared_names(tree)
    findings = set()
    for scope, inference in _scopes(tree, widgets or {}):
        for node in scope:
            for rule, check in rules_for(type(node)):
                if rule == "property-call" and _calls(node) in own:
                    continue
                findings |= {Finding(path, getattr(node, "lineno", 1), rule, message) for message in check(node, inference)}
    return sorted(findings)


def _declared_names(tree: ast.AST) -> set[str]:
    """Functions that the source defines itself: their names say nothing about Qt."""
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _calls(node: ast.AST) -> str | None:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def _scopes(tree: ast.Module, widgets: Mapping[str, str]) -> Iterator[tuple[list[ast.AST], Inference]]:
    """All nodes, each once, with what is known where they stand."""
    of_the_module = classes_of_names([inner for node in tree.body if not _opens_scope(node) for inner in ast.walk(node)])
    yield from _scope(tree, of_the_module, {}, widgets)


def _opens_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _scope(
    root: ast.AST, names: Mapping[str, str], attributes: Mapping[str, str], widgets: Mapping[str, str]
) -> Iterator[tuple[list[ast.AST], Inference]]:
    inner: list[ast.AST] = []
    here: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(root))
    while waiting:
        node = waiting.pop()
        here.append(node)
        if _opens_scope(node):
            inner.append(node)
        else:
            waiting += ast.iter_child_nodes(node)
    yield here, Inference(names, attributes, widgets)
    for node in inner:
        if isinstance(node, ast.ClassDef):
            yield from _scope(node, names, classes_of_attributes(node), widgets)
        else:
            yield from _scope(node, _shadowed(names, node), attributes, widgets)


def _shadowed(names: Mapping[str, str], function: ast.AST) -> dict[str, str]:
    """Names as a function sees them: its own hide those outside."""
    nodes = list(ast.walk(function))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {name: kind for name, kind in names.items() if name not in bound} | classes_of_names(nodes)


def _widgets(files: Iterator[Path]) -> dict[str, str]:
    """Classes of the widgets of all `.ui` files by name; names that mean several classes are left out."""
    found: dict[str, set[str]] = {}
    for path in files:
        for name, kind in ui_rules.widget_classes(_parsed(path)).items():
            found.setdefault(name, set()).add(kind)
    return {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1}


def _parsed(path: Path) -> ElementTree.Element:
    return ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a module's own file)


def _check_ui(path: Path) -> list[Finding]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Finding(str(path), _line_of(lines, words), rule, message) for rule, message, words in ui_rules.check(_parsed(path))]


def _line_of(lines: list[str], words: tuple[str, ...]) -> int:
    """Number of the line that words lead to, the one before where some are not found."""
    number = 1
    for word in words:
        number = next((at for at in range(number, len(lines) + 1) if word in lines[at - 1]), number)
    return number
