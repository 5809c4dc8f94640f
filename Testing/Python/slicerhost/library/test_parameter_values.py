"""Single values in a parameter node."""

import enum
import gc
import logging
import pathlib
import weakref
from typing import Annotated, Any

import pytest


class Side(enum.Enum):
    """Kept under its names."""

    LEFT = "l"
    RIGHT = "r"
    PORT = "l"  # an alias of LEFT


def wrap(cls):
    from slicer.parameterNodeWrapper import parameterNodeWrapper

    return parameterNodeWrapper(cls)


@pytest.fixture
def plain(slicer_host):
    class Plain:
        number: int
        size: float
        on: bool
        text: str
        path: pathlib.Path
        side: Side
        other: int = 4

    return wrap(Plain)


def test_values_without_a_default_of_their_own_are_those_of_slicer(plain, node):
    parameters = plain(node)
    assert (parameters.number, parameters.size, parameters.on, parameters.text) == (0, 0.0, False, "")
    assert parameters.path == pathlib.Path()
    assert parameters.side is Side.LEFT
    assert parameters.other == 4


def test_values_are_kept_in_the_node_as_slicer_keeps_them(plain, node):
    parameters = plain(node)
    parameters.number, parameters.size, parameters.on = 7, 1.5, True
    parameters.path, parameters.side = pathlib.Path("a/b"), Side.RIGHT
    kept = {name: node.GetParameter(name) for name in ("number", "size", "on", "path", "side", "other")}
    assert kept == {"number": "7", "size": "1.5", "on": "True", "path": "a/b", "side": "RIGHT", "other": "4"}


def test_another_wrapper_of_the_same_node_reads_what_was_written(plain, node):
    plain(node).number = 7
    assert plain(node).number == 7


def test_a_wrapper_keeps_what_the_node_holds_already(plain, node):
    node.SetParameter("other", "11")
    assert plain(node).other == 11


def test_a_change_of_the_node_itself_is_seen(plain, node):
    parameters = plain(node)
    assert parameters.number == 0
    node.SetParameter("number", "12")
    assert parameters.number == 12


def test_a_value_of_another_type_is_refused_and_nothing_changes(plain, node):
    parameters = plain(node)
    parameters.size = 2.5
    with pytest.raises(TypeError, match="Expected a value of type"):
        parameters.size = "large"
    with pytest.raises(ValueError, match="got None"):
        parameters.number = None
    with pytest.raises(TypeError):
        parameters.side = "LEFT"
    assert (parameters.size, parameters.number, parameters.side) == (2.5, 0, Side.LEFT)


def test_a_whole_number_is_taken_for_a_float(plain, node):
    parameters = plain(node)
    parameters.size = 4
    assert isinstance(parameters.size, float)
    assert parameters.size == 4.0


def test_an_alias_of_an_enumeration_is_its_member(plain, node):
    parameters = plain(node)
    parameters.side = Side.PORT
    assert parameters.side is Side.LEFT


def test_a_name_that_an_enumeration_has_not_says_so(plain, node):
    parameters = plain(node)
    node.SetParameter("side", "UP")
    with pytest.raises(ValueError, match="'UP'"):
        _ = parameters.side


def test_each_write_is_one_event(plain, node):
    parameters = plain(node)
    count = []
    parameters.AddObserver("ModifiedEvent", lambda caller, event: count.append(parameters.number))
    parameters.number = 5
    assert count == [5]
    parameters.path = pathlib.Path("x")
    assert len(count) == 2


def test_a_write_of_the_same_value_is_no_event(plain, node):
    parameters = plain(node)
    parameters.number = 5
    count = []
    tag = parameters.AddObserver("ModifiedEvent", lambda caller, event: count.append(event))
    parameters.number = 5
    assert count == []
    parameters.RemoveObserver(tag)
    parameters.number = 6
    assert count == []


def test_several_writes_at_once_are_one_event_and_are_read_back_inside(plain, node):
    import slicer

    parameters = plain(node)
    count = []
    parameters.AddObserver("ModifiedEvent", lambda caller, event: count.append(event))
    with slicer.util.NodeModify(parameters):
        parameters.number = 8
        parameters.text = "word"
        assert (parameters.number, parameters.text) == (8, "word")
    assert len(count) == 1


def test_a_wrapper_that_nobody_holds_is_let_go_with_its_observer(plain, node):
    parameters = plain(node)
    gone = weakref.ref(parameters)
    assert node.HasObserver("ModifiedEvent")
    del parameters
    gc.collect()
    assert gone() is None
    assert not node.HasObserver("ModifiedEvent")


def test_two_nodes_hold_different_values(plain, scene):
    first, second = (plain(scene.AddNewNodeByClass("vtkMRMLScriptedModuleNode")) for _ in range(2))
    first.text, second.text = "one", "two"
    assert (first.text, second.text) == ("one", "two")


def test_prefixes_keep_wrappers_of_one_node_apart(plain, node):
    first, second = plain(node, prefix="a."), plain(node, "b.")
    first.number, second.number = 1, 2
    assert (first.number, second.number) == (1, 2)
    assert node.GetParameter("a.number") == "1"


def test_names_of_the_wrapper_itself_cannot_be_parameters(slicer_host):
    with pytest.raises(ValueError, match="reserved name 'connectGui'"):

        class Bad:
            connectGui: int  # noqa: N815

        wrap(Bad)


def test_a_type_that_nobody_can_keep_is_refused_by_name(slicer_host):
    with pytest.raises(TypeError, match="member thing"):

        class Bad:
            thing: object

        wrap(Bad)


def test_get_and_set_by_name_know_every_parameter_and_no_other(plain, node):
    parameters = plain(node)
    parameters.setValue("number", 3)
    assert parameters.getValue("number") == 3
    with pytest.raises(ValueError, match="numbre"):
        parameters.getValue("numbre")
    with pytest.raises(ValueError, match="numbre"):
        parameters.isCached("numbre")


def test_types_and_defaults_can_be_asked_for(slicer_host, node):
    from slicer.parameterNodeWrapper import Default, isParameterNodeWrapper

    class Asked:
        number: int = 4
        word: Annotated[str, Default("a")]

    wrapper = wrap(Asked)
    assert wrapper.dataType("number") is int
    assert wrapper.dataType("word") == Annotated[str, Default("a")]
    assert wrapper(node).default("word").value == "a"
    assert isParameterNodeWrapper(wrapper)
    assert not isParameterNodeWrapper(Asked.__mro__[-1])


def test_a_generator_makes_each_default_anew(slicer_host, scene):
    from slicer.parameterNodeWrapper import Default

    numbers = iter(range(10))

    class Counted:
        number: Annotated[int, Default(generator=lambda: next(numbers))]

    wrapper = wrap(Counted)
    values = [wrapper(scene.AddNewNodeByClass("vtkMRMLScriptedModuleNode")).number for _ in range(2)]
    assert values == [0, 1]


@pytest.mark.parametrize(
    ("make", "good", "bad"),
    [
        (lambda w: Annotated[int, w.Minimum(0)], 4, -1),
        (lambda w: Annotated[int, w.Maximum(0)], -4, 1),
        (lambda w: Annotated[float, w.WithinRange(0, 10)], 10, 10.1),
        (lambda w: Annotated[str, w.Choice(["a", "b"]), w.Default("a")], "b", "c"),
        (lambda w: Annotated[str, w.Exclude(["a", "b"])], "c", "a"),
        (lambda w: Annotated[w.FloatRange, w.RangeBounds(0, 5)], (1, 5), (1, 6)),
        (lambda w: Annotated[w.FloatRange, w.RangeBounds(0, 5)], (0, 1), (-1, 1)),
    ],
)
def test_validators_refuse_what_they_should(slicer_host, node, make, good, bad):
    import slicer.parameterNodeWrapper as wrapping

    class Checked:
        value: make(wrapping)

    parameters = wrap(Checked)(node)
    to_value = (lambda pair: wrapping.FloatRange(*pair)) if isinstance(good, tuple) else (lambda value: value)
    parameters.value = to_value(good)
    with pytest.raises(ValueError, match="Expected"):
        parameters.value = to_value(bad)
    assert parameters.value == to_value(good)


def test_a_validator_class_with_a_static_method_is_taken(slicer_host, node):
    from slicer.parameterNodeWrapper import Default, Validator

    class Even(Validator):
        @staticmethod
        def validate(value: Any) -> None:
            if value % 2:
                raise ValueError("odd")

    class Checked:
        number: Annotated[int, Even, Default(2)]

    parameters = wrap(Checked)(node)
    with pytest.raises(ValueError, match="odd"):
        parameters.number = 3
    parameters.number = 4
    assert parameters.number == 4


def test_a_default_that_is_refused_is_found_when_the_node_is_wrapped(slicer_host, node):
    from slicer.parameterNodeWrapper import Minimum

    class Bad:
        number: Annotated[int, Minimum(5)] = 1

    with pytest.raises(ValueError, match="at least 5"):
        wrap(Bad)(node)


def test_a_serializer_of_an_author_serves_its_type_uncached(slicer_host, node):
    from slicer.parameterNodeWrapper import Serializer

    class Negative(Serializer):
        @staticmethod
        def canSerialize(type_):
            return type_ is int

        @staticmethod
        def create(type_):
            return Negative()

        def default(self):
            return 0

        def isIn(self, node, name):
            return node.HasParameter(name)

        def write(self, node, name, value):
            node.SetParameter(name, str(-value))

        def read(self, node, name):
            return -int(node.GetParameter(name))

        def remove(self, node, name):
            node.UnsetParameter(name)

    class Own:
        number: Annotated[int, Negative()]

    parameters = wrap(Own)(node)
    parameters.number = 4
    assert (node.GetParameter("number"), parameters.number) == ("-4", 4)
    assert not parameters.isCached("number")


def test_annotations_that_nobody_uses_are_logged(slicer_host, caplog):
    with caplog.at_level(logging.WARNING):

        class Noted:
            number: Annotated[int, "a note"]

        wrap(Noted)
    assert "a note" in caplog.text


def test_colours_are_kept(slicer_host, node):
    import qt

    class Coloured:
        colour: qt.QColor

    parameters = wrap(Coloured)(node)
    assert parameters.colour == qt.QColor("#000000")
    parameters.colour = qt.QColor(255, 0, 10, 40)
    assert parameters.colour == qt.QColor(255, 0, 10, 40)
    assert node.GetParameter("colour") == "#28ff000a"


def test_what_the_host_lacks_of_it_is_named(slicer_host):
    import slicer.parameterNodeWrapper as wrapping

    with pytest.raises(AttributeError, match="createGui is not offered"):
        _ = wrapping.createGui
