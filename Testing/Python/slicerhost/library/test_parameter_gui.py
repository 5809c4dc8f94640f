"""Parameters in widgets."""

import enum
import logging
import pathlib
from typing import Annotated, Any

import pytest

from slicerhost import diagnostics


class Size(enum.Enum):
    """Shown by its labels."""

    SMALL = 1
    LARGE = 2

    def label(self) -> str:
        return self.name.title()


class Bare(enum.Enum):
    """Shown by its names."""

    ONE = 1
    TWO = 2


def wrap_one(datatype: Any, node: Any) -> Any:
    """A wrapper with one parameter, `value`."""
    from slicer.parameterNodeWrapper import parameterNodeWrapper

    return parameterNodeWrapper(type("One", (), {"__annotations__": {"value": datatype}}))(node)


def check_both_ways(parameters: Any, widget: Any, *, shown: Any, changed: Any, put: Any, get: Any) -> None:
    """A widget shows the parameter, changes it, follows it, and does neither when disconnected."""
    tag = parameters.connectParametersToGui({"value": widget})
    assert parameters.value == shown
    assert get() == shown
    put(changed)
    assert parameters.value == changed
    parameters.value = shown
    assert get() == shown
    parameters.disconnectGui(tag)
    parameters.value = changed
    assert get() == shown
    put(changed)
    put(shown)
    assert parameters.value == changed
    parameters.disconnectGui(parameters.connectParametersToGui({"value": widget}))
    assert get() == changed


@pytest.mark.parametrize("name", ["qt.QCheckBox", "ctk.ctkCheckBox", "qt.QPushButton"])
def test_truth_values_in_buttons(name, node, make):
    widget = make(name)
    if name == "qt.QPushButton":
        widget.checkable = True
    check_both_ways(
        wrap_one(bool, node),
        widget,
        shown=False,
        changed=True,
        put=widget.setChecked,
        get=lambda: widget.checked,
    )


def test_a_button_that_cannot_be_down_is_made_so_and_that_is_logged(node, make, caplog):
    button = make("qt.QPushButton")
    with caplog.at_level(logging.WARNING):
        wrap_one(bool, node).connectParametersToGui({"value": button})
    assert button.checkable
    assert "checkable" in caplog.text


@pytest.mark.parametrize("name", ["qt.QSpinBox", "qt.QSlider"])
def test_whole_numbers_with_bounds_and_steps(name, node, make):
    from slicer.parameterNodeWrapper import Default, SingleStep, WithinRange

    widget = make(name)
    parameters = wrap_one(Annotated[int, WithinRange(-3, 9), SingleStep(4), Default(2)], node)
    check_both_ways(parameters, widget, shown=2, changed=9, put=widget.setValue, get=lambda: widget.value)
    assert (widget.minimum, widget.maximum, widget.singleStep) == (-3, 9, 4)


def test_whole_numbers_without_bounds_take_all_that_a_spin_box_can(node, make):
    widget = make("qt.QSpinBox")
    wrap_one(int, node).connectParametersToGui({"value": widget})
    assert (widget.minimum, widget.maximum) == (-(2**31), 2**31 - 1)


@pytest.mark.parametrize(
    ("name", "kind"), [("qt.QSlider", int), ("ctk.ctkSliderWidget", float), ("slicer.qMRMLSliderWidget", float)]
)
def test_sliders_need_bounds(name, kind, node, make):
    with pytest.raises(RuntimeError, match="unbounded"):
        wrap_one(kind, node).connectParametersToGui({"value": make(name)})


@pytest.mark.parametrize(
    "name",
    [
        "qt.QDoubleSpinBox",
        "ctk.ctkSliderWidget",
        "ctk.ctkDoubleSlider",
        "ctk.ctkDoubleSpinBox",
        "slicer.qMRMLSliderWidget",
        "slicer.qMRMLSpinBox",
    ],
)
def test_numbers_with_bounds_and_steps(name, node, make):
    from slicer.parameterNodeWrapper import Decimals, Default, Maximum, Minimum, SingleStep

    widget = make(name)
    annotated = Annotated[float, Minimum(-1.5), Maximum(9.5), Decimals(2), SingleStep(0.5), Default(2.5)]
    check_both_ways(wrap_one(annotated, node), widget, shown=2.5, changed=9.5, put=widget.setValue, get=lambda: widget.value)
    assert (widget.minimum, widget.maximum, widget.singleStep) == (-1.5, 9.5, 0.5)


def test_numbers_without_bounds_in_a_spin_box(node, make):
    widget = make("qt.QDoubleSpinBox")
    parameters = wrap_one(float, node)
    parameters.connectParametersToGui({"value": widget})
    parameters.value = -4444.25
    assert widget.value == -4444.25
    widget.value = 1e9
    assert parameters.value == 1e9


@pytest.mark.parametrize("name", ["qt.QComboBox", "ctk.ctkComboBox"])
def test_choices_in_combo_boxes(name, node, make):
    from slicer.parameterNodeWrapper import Choice, Default

    widget = make(name)
    parameters = wrap_one(Annotated[float, Choice([1.5, 2.5]), Default(2.5)], node)
    put = lambda value: widget.setCurrentIndex([1.5, 2.5].index(value))  # noqa: E731
    check_both_ways(parameters, widget, shown=2.5, changed=1.5, put=put, get=lambda: float(widget.currentText))
    assert widget.count == 2


def test_a_combo_box_needs_choices(node, make):
    with pytest.raises(RuntimeError, match="Choice"):
        wrap_one(str, node).connectParametersToGui({"value": make("qt.QComboBox")})


@pytest.mark.parametrize(("kind", "words"), [(Size, ["Small", "Large"]), (Bare, ["ONE", "TWO"])])
def test_enumerations_in_combo_boxes(kind, words, node, make):
    widget = make("qt.QComboBox")
    first, second = kind
    check_both_ways(
        wrap_one(kind, node),
        widget,
        shown=first,
        changed=second,
        put=lambda member: widget.setCurrentIndex(list(kind).index(member)),
        get=lambda: list(kind)[widget.currentIndex],
    )
    assert [widget.itemText(index) for index in range(widget.count)] == words


def test_texts_in_line_edits_and_text_edits(node, make, scene):
    line, area = make("qt.QLineEdit"), make("qt.QTextEdit")
    check_both_ways(wrap_one(str, node), line, shown="", changed="a", put=line.setText, get=lambda: line.text)
    other = wrap_one(str, scene.AddNewNodeByClass("vtkMRMLScriptedModuleNode"))
    check_both_ways(other, area, shown="", changed="a\nb", put=area.setPlainText, get=area.toPlainText)


def test_typing_keeps_the_cursor_where_it_is(node, make):
    line = make("qt.QLineEdit")
    wrap_one(str, node).connectParametersToGui({"value": line})
    line.setText("abcd")
    line.setCursorPosition(2)
    line.insert("X")
    assert (line.text, line.cursorPosition) == ("abXcd", 3)


def test_labels_show_texts(node, make):
    label = make("qt.QLabel")
    parameters = wrap_one(str, node)
    parameters.connectParametersToGui({"value": label})
    parameters.value = "word"
    assert label.text == "word"


@pytest.mark.parametrize("name", ["ctk.ctkRangeWidget", "ctk.ctkDoubleRangeSlider", "slicer.qMRMLRangeWidget"])
def test_ranges_in_range_widgets(name, node, make):
    from slicer.parameterNodeWrapper import Default, FloatRange, RangeBounds

    widget = make(name)
    parameters = wrap_one(Annotated[FloatRange, RangeBounds(-1000, 1000), Default(FloatRange(-10, 20))], node)
    check_both_ways(
        parameters,
        widget,
        shown=FloatRange(-10, 20),
        changed=FloatRange(-900, 800),
        put=lambda value: widget.setValues(value.minimum, value.maximum),
        get=lambda: FloatRange(widget.minimumValue, widget.maximumValue),
    )
    assert (widget.minimum, widget.maximum) == (-1000, 1000)


def test_one_end_of_a_range_moves_alone(node, make):
    from slicer.parameterNodeWrapper import Default, FloatRange, RangeBounds

    widget = make("ctk.ctkRangeWidget")
    parameters = wrap_one(Annotated[FloatRange, RangeBounds(0, 100), Default(FloatRange(10, 20))], node)
    parameters.connectParametersToGui({"value": widget})
    widget.minimumValue = 15
    assert parameters.value == FloatRange(15, 20)
    parameters.value.maximum = 90
    assert (widget.minimumValue, widget.maximumValue) == (15, 90)


def test_a_range_needs_bounds(node, make):
    from slicer.parameterNodeWrapper import FloatRange

    with pytest.raises(RuntimeError, match="RangeBounds"):
        wrap_one(FloatRange, node).connectParametersToGui({"value": make("ctk.ctkRangeWidget")})


def test_paths_in_path_line_edits_and_directory_buttons(node, make, scene, tmp_path):
    line, button = make("ctk.ctkPathLineEdit"), make("ctk.ctkDirectoryButton")
    parameters = wrap_one(pathlib.Path, node)
    parameters.connectParametersToGui({"value": line})
    line.currentPath = str(tmp_path / "a.nrrd")
    assert parameters.value == tmp_path / "a.nrrd"
    parameters.value = tmp_path / "b.nrrd"
    assert pathlib.Path(line.currentPath) == tmp_path / "b.nrrd"
    other = wrap_one(pathlib.Path, scene.AddNewNodeByClass("vtkMRMLScriptedModuleNode"))
    other.connectParametersToGui({"value": button})
    button.directory = str(tmp_path)
    assert other.value == tmp_path


def test_colours_in_colour_buttons(node, make):
    import qt

    button = make("ctk.ctkColorPickerButton")
    parameters = wrap_one(qt.QColor, node)
    parameters.connectParametersToGui({"value": button})
    button.color = qt.QColor("green")
    assert parameters.value == qt.QColor("green")
    parameters.value = qt.QColor("blue")
    assert button.color == qt.QColor("blue")


def test_nodes_in_node_combo_boxes(node, make, scene):
    import slicer

    box = make("slicer.qMRMLNodeComboBox")
    box.noneEnabled = True
    box.setMRMLScene(scene)
    parameters = wrap_one(slicer.vtkMRMLModelNode | slicer.vtkMRMLScalarVolumeNode | None, node)
    parameters.connectParametersToGui({"value": box})
    assert sorted(box.nodeTypes) == ["vtkMRMLModelNode", "vtkMRMLScalarVolumeNode"]
    model = scene.AddNewNodeByClass("vtkMRMLModelNode", "model")
    volume = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "volume")
    assert parameters.value is None
    box.setCurrentNode(model)
    assert parameters.value is model
    parameters.value = volume
    assert box.currentNode() is volume
    scene.RemoveNode(volume)
    assert parameters.value is box.currentNode()
    assert parameters.value is not volume


def test_widgets_that_slicer_cannot_connect_are_refused_by_name(node, make):
    with pytest.raises(RuntimeError, match="Unable to create GUI connector"):
        wrap_one(int, node).connectParametersToGui({"value": make("qt.QLineEdit")})
    with pytest.raises(ValueError, match="nothing"):
        wrap_one(int, node).connectParametersToGui({"nothing": make("qt.QSpinBox")})


def test_widgets_that_are_derived_are_refused_as_in_slicer(node, slicer_host):
    import qt

    class Own(qt.QSpinBox):
        pass

    with pytest.raises(RuntimeError, match="Unable to create"):
        wrap_one(int, node).connectParametersToGui({"value": Own()})


def test_properties_of_a_ui_file_connect_members_of_packs(node, slicer_host, tmp_path):
    import slicer
    from slicer.parameterNodeWrapper import WithinRange, parameterNodeWrapper, parameterPack

    @parameterPack
    class Inner:
        steps: Annotated[int, WithinRange(0, 9)] = 3

    @parameterPack
    class Outer:
        inner: Inner

    @parameterNodeWrapper
    class Both:
        pack: Outer
        on: bool

    property_ = '<property name="SlicerParameterName" stdset="0"><string>{}</string></property>'
    path = tmp_path / "Both.ui"
    path.write_text(
        '<ui version="4.0"><class>Form</class><widget class="qMRMLWidget" name="Form"><layout class="QVBoxLayout" name="l">'
        f'<item><widget class="QSpinBox" name="steps">{property_.format("pack.inner.steps")}</widget></item>'
        f'<item><widget class="QCheckBox" name="on">{property_.format("on")}</widget></item>'
        '<item><widget class="QSpinBox" name="unused"/></item></layout></widget></ui>'
    )
    widget = slicer.util.loadUI(str(path))
    ui = slicer.util.childWidgetVariables(widget)
    parameters = Both(node)
    tag = parameters.connectGui(ui)
    assert (ui.steps.value, ui.steps.maximum) == (3, 9)
    ui.steps.value = 7
    assert parameters.pack.inner.steps == 7
    parameters.pack.inner.steps = 1
    assert ui.steps.value == 1
    parameters.disconnectGui(tag)
    parameters.connectGui(widget)
    ui.on.checked = True
    assert parameters.on is True
    assert slicer.parameterNodeWrapper.findChildWidgetForParameter(widget, "pack.inner.steps") == ui.steps


def test_a_pack_in_a_widget_with_a_child_for_each_member(node, make):
    import qt
    from slicer.parameterNodeWrapper import SlicerPackParameterNamePropertyName, parameterPack

    @parameterPack
    class Inner:
        words: str

    @parameterPack
    class Outer:
        inner: Inner
        on: bool

    top = make("qt.QWidget")
    group = qt.QWidget(top)
    line, box = qt.QLineEdit(group), qt.QCheckBox(top)
    for widget, name in ((group, "inner"), (line, "words"), (box, "on")):
        widget.setProperty(SlicerPackParameterNamePropertyName, name)
    parameters = wrap_one(Outer, node)
    parameters.connectParametersToGui({"value": top})
    line.text = "word"
    box.checked = True
    assert parameters.value == Outer(Inner("word"), True)
    parameters.value.inner.words = "other"
    assert line.text == "other"


def test_a_change_goes_round_once(node, make):
    from slicer.parameterNodeWrapper import WithinRange

    first, second = make("qt.QSpinBox"), make("qt.QSpinBox")
    parameters = wrap_one(Annotated[int, WithinRange(0, 9)], node)
    parameters.connectParametersToGui({"value": first})
    parameters.connectParametersToGui({"value": second})
    events = []
    parameters.AddObserver("ModifiedEvent", lambda caller, event: events.append((first.value, second.value)))
    first.value = 4
    assert events == [(4, 4)]
    parameters.value = 6
    assert events == [(4, 4), (6, 6)]


def test_a_widget_that_rounds_does_not_write_back_what_it_rounded(node, make):
    box = make("qt.QDoubleSpinBox")
    parameters = wrap_one(float, node)
    parameters.connectParametersToGui({"value": box})
    parameters.value = 1.23456
    assert box.value == 1.23
    assert parameters.value == 1.23456


def test_a_value_that_is_refused_in_a_slot_is_collected(node, make):
    from slicer.parameterNodeWrapper import Exclude

    box = make("qt.QSpinBox")
    parameters = wrap_one(Annotated[int, Exclude([3])], node)
    parameters.connectParametersToGui({"value": box})
    box.value = 3
    assert parameters.value == 0
    assert any("Expected none of [3], got 3" in message for message in diagnostics.collected())
    diagnostics.clear()
