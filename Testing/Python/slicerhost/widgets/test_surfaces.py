"""Every widget has what the real class has: properties, slots, signals, defaults."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from slicerhost import surface

# Defaults that differ on purpose, with the reason.
OTHER_DEFAULTS = {
    ("ctkSliderWidget", "synchronizeSiblings"): "recorded as empty: these flags have no text",
    ("ctkSettingsPanel", "settings"): "recorded as empty: an object has no text",
}


@pytest.fixture(scope="module")
def offered(ctk: ModuleType, slicer: ModuleType) -> list[tuple[str, type]]:
    """All classes by name."""
    from slicerhost import ctkwidgets, mrmlwidgets

    names = [(ctk, name) for name in ctkwidgets.CLASSES] + [(slicer, name) for name in mrmlwidgets.CLASSES]
    return [(name, getattr(module, name)) for module, name in names]


def _instances(offered: list[tuple[str, type]]) -> Iterator[tuple[str, Any]]:
    for name, cls in offered:
        yield name, cls()


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, (tuple, list)):
        return ",".join(map(str, value))
    return value.name() if hasattr(value, "lightness") else str(value)


def _equal(widget: Any, name: str, recorded: str) -> bool:
    """Whether a property has the recorded value; enumerations may be recorded by name."""
    actual = _as_text(getattr(widget, name))
    if actual == recorded or (
        isinstance(getattr(type(widget), recorded, None), int) and actual == str(getattr(widget, recorded))
    ):
        return True
    try:
        return float(actual) == float(recorded)
    except ValueError:
        return False


def test_every_class_offered_is_one_whose_surface_was_recorded(offered):
    assert [name for name, _ in offered if not surface.is_known(name)] == []


def test_every_name_of_the_real_classes_is_there(offered):
    missing = [
        f"{class_name}.{name}"
        for class_name, widget in _instances(offered)
        for name in sorted(surface.declared(class_name).names)
        if not hasattr(widget, name)
    ]
    assert "\n".join(missing) == ""


def test_every_signal_of_the_real_classes_can_be_connected(offered):
    from slicerhost.pythonqt.connections import resolve

    missing = [
        f"{class_name}.{signature}"
        for class_name, widget in _instances(offered)
        for signature in sorted(surface.declared(class_name).signals)
        if resolve(widget, signature) is None
    ]
    assert "\n".join(missing) == ""


def test_defaults_are_those_of_the_real_classes(offered):
    wrong = [
        f"{class_name}.{name}: expected {recorded!r}, got {_as_text(getattr(widget, name))!r}"
        for class_name, widget in _instances(offered)
        for name, recorded in sorted(surface.declared(class_name).defaults.items())
        if (class_name, name) not in OTHER_DEFAULTS and not _equal(widget, name, recorded)
    ]
    assert "\n".join(wrong) == ""


def test_scripts_see_nothing_that_the_real_classes_lack(offered):
    code = "visible = [name for name in names if hasattr(widget, name)]"
    script = compile(code, "script", "exec")
    for class_name, widget in _instances(offered):
        own = {
            name
            for base in type(widget).__mro__
            if base.__module__.startswith("slicerhost")
            for name in vars(base)
            if not name.startswith("_")
        }
        inherited = {name for base in type(widget).__mro__ if base.__module__.startswith("PySide6") for name in vars(base)}
        names = own - inherited - surface.names(class_name) - {"staticMetaObject"}
        seen: dict[str, Any] = {"__name__": "some_script", "names": names, "widget": widget}
        exec(script, seen)
        assert seen["visible"] == [], class_name


def test_widgets_are_made_below_a_parent(offered, qt):
    parent = qt.QWidget()
    for class_name, cls in offered:
        if issubclass(cls, qt.QWidget) and class_name != "ctkFileDialog":
            assert cls(parent).parent() == parent, class_name
