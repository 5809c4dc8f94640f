"""What was recorded of the real widgets can be asked for."""

from pathlib import Path

from slicerhost import surface


def test_every_class_has_a_line() -> None:
    lines = Path(surface.__file__).with_name("surface.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 2 == len(surface.class_names())
    assert {"ctkSliderWidget", "qMRMLNodeComboBox", "qSlicerApplication"} <= set(surface.class_names())


def test_names_hold_properties_slots_signals_and_enumerators() -> None:
    slider = surface.declared("ctkSliderWidget")
    assert {"value", "setValue", "valueChanged", "SynchronizeWidth", "decimals"} <= slider.names
    assert "valueIsChanging(double)" in slider.signals
    assert slider.defaults["maximum"] == "99.99"
    assert slider.bases == ("QWidget", "QObject")


def test_names_and_defaults_are_inherited() -> None:
    assert surface.lineage("qMRMLSliderWidget")[:2] == ("qMRMLSliderWidget", "ctkSliderWidget")
    assert {"setMRMLScene", "valueIsChanging"} <= surface.names("qMRMLSliderWidget")
    assert surface.defaults("qMRMLSliderWidget")["maximum"] == "99.99"


def test_signals_have_types_only() -> None:
    assert {"currentNodeChanged(vtkMRMLNode*)", "currentNodeChanged(bool)", "currentNodeIDChanged(QString)"} <= surface.signals(
        "qMRMLNodeComboBox"
    )
    everywhere = "".join(signal for name in surface.class_names() for signal in surface.declared(name).signals)
    assert "const" not in everywhere
    assert "&" not in everywhere.replace("QList<", "")


def test_a_class_that_was_not_recorded_has_nothing() -> None:
    assert not surface.is_known("ctkNoSuchWidget")
    assert surface.names("ctkNoSuchWidget") == frozenset()
    assert surface.defaults("ctkNoSuchWidget") == {}
