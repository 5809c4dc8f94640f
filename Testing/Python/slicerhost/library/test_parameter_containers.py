"""Lists, dictionaries, tuples, unions and packs in a parameter node."""

from typing import Annotated, Optional, Union

import pytest

KINDS = ("Model", "LabelMapVolume", "ScalarVolume")


def wrap(cls):
    from slicer.parameterNodeWrapper import parameterNodeWrapper

    return parameterNodeWrapper(cls)


@pytest.fixture
def packs(slicer_host):
    """A pack in a pack, and a wrapper of it."""
    from slicer.parameterNodeWrapper import Choice, Default, WithinRange, parameterPack

    @parameterPack
    class Inner:
        steps: Annotated[int, WithinRange(1, 33), Default(15)]
        words: str

    @parameterPack
    class Outer:
        first: Annotated[Inner, Default(Inner(22, "sub"))]
        second: Inner
        style: Annotated[str, Choice(["a", "b"])] = "a"
        sizes: list[float]

    class Wrapped:
        pack: Outer

    return Inner, Outer, wrap(Wrapped)


def test_lists_write_themselves_however_they_change(slicer_host, node):
    class Listed:
        values: list[int]

    parameters = wrap(Listed)(node)
    values = parameters.values
    values.append(4)
    values += [1, 7]
    values.sort()
    values.insert(0, 9)
    values.reverse()
    assert parameters.values == [7, 4, 1, 9]
    assert values.pop(1) == 4
    values.remove(9)
    values *= 2
    del values[0]
    values[0] = 5
    assert list(parameters.values) == [5, 7, 1]
    assert [node.GetParameter(f"values_{index}") for index in range(3)] == ["5", "7", "1"]
    assert (node.GetParameter("values_len"), node.HasParameter("values_3")) == ("3", 0)
    values.clear()
    assert parameters.values == []


def test_a_refused_element_leaves_the_list_as_it_was(slicer_host, node):
    from slicer.parameterNodeWrapper import Choice

    class Listed:
        words: list[Annotated[str, Choice(["yes", "no"])]]

    parameters = wrap(Listed)(node)
    parameters.words = ["yes"]
    with pytest.raises(ValueError, match="maybe"):
        parameters.words += ["no", "maybe"]
    with pytest.raises(ValueError, match="maybe"):
        parameters.words = ["no", "maybe"]
    with pytest.raises(TypeError):
        parameters.words.append(3)
    assert parameters.words == ["yes"]


def test_what_would_make_another_list_is_refused(slicer_host, node):
    class Listed:
        values: list[int]

    values = wrap(Listed)(node).values
    for make in (lambda: values + [1], lambda: [1] + values, lambda: values * 2, lambda: 2 * values):  # noqa: RUF005
        with pytest.raises(NotImplementedError):
            make()
    copy = list(values)
    copy.append(1)
    assert values == []


def test_lists_of_lists_write_themselves_at_every_level(slicer_host, node):
    class Nested:
        rows: list[list[int]]

    parameters = wrap(Nested)(node)
    rows = parameters.rows
    rows.append([])
    rows[0] = [1, 2]
    rows[0].append(3)
    rows.append([4])
    rows[1][0] = 5
    assert parameters.rows == [[1, 2, 3], [5]]
    assert parameters.isCached("rows")


def test_a_list_is_one_event(slicer_host, node):
    class Listed:
        values: list[int]

    parameters = wrap(Listed)(node)
    events = []
    parameters.AddObserver("ModifiedEvent", lambda caller, event: events.append(list(parameters.values)))
    parameters.values = [1, 2, 3]
    parameters.values += (4, 5)
    assert events == [[1, 2, 3], [1, 2, 3, 4, 5]]


def test_dictionaries_keep_their_order_and_write_themselves(slicer_host, node):
    class Mapped:
        counts: dict[str, int]
        lists: dict[int, list[str]]

    parameters = wrap(Mapped)(node)
    with pytest.raises(KeyError):
        _ = parameters.counts["x"]
    parameters.counts["z"] = 1
    parameters.counts["a"] = 2
    other = wrap(type("Mapped", (), {"__annotations__": Mapped.__annotations__}))(node)
    assert list(other.counts.items()) == [("z", 1), ("a", 2)]
    other.counts["a"] = 3
    assert parameters.counts == {"z": 1, "a": 3}
    assert parameters.counts.pop("z") == 1
    assert parameters.counts.get("z", 7) == 7
    del parameters.counts["a"]
    assert len(parameters.counts) == 0
    parameters.lists[0] = ["a"]
    parameters.lists[0].append("b")
    assert parameters.lists == {0: ["a", "b"]}


def test_tuples_have_a_length_and_checked_elements(slicer_host, node):
    from slicer.parameterNodeWrapper import Minimum

    class Paired:
        pair: tuple[Annotated[int, Minimum(0)], str]
        preset: tuple[float, bool] = (44.0, True)
        lists: tuple[list[int]]

    parameters = wrap(Paired)(node)
    assert (parameters.pair, parameters.preset, parameters.lists) == ((0, ""), (44.0, True), ([],))
    parameters.pair = (1, "a")
    parameters.lists[0].append(7)
    with pytest.raises(ValueError, match="at least 0"):
        parameters.pair = (-1, "b")
    with pytest.raises(ValueError, match="2 values"):
        parameters.pair = (1, "b", 3)
    assert (parameters.pair, parameters.lists) == ((1, "a"), ([7],))


def test_unions_take_their_members_and_nothing_else(slicer_host, node):
    class United:
        value: int | str
        old: Union[bool, str]  # noqa: UP007
        perhaps: Optional[bool]  # noqa: UP045

    parameters = wrap(United)(node)
    assert (parameters.value, parameters.old, parameters.perhaps) == (0, False, None)
    parameters.value = "word"
    assert parameters.value == "word"
    assert (node.HasParameter("value_0"), node.GetParameter("value_1")) == (0, "word")
    parameters.value = 99
    with pytest.raises(TypeError):
        parameters.value = False
    assert parameters.value == 99
    parameters.perhaps = True
    assert parameters.perhaps is True
    parameters.perhaps = None
    assert parameters.perhaps is None


def test_unions_of_nodes_choose_by_class(slicer_host, node, scene):
    import slicer

    class United:
        value: slicer.vtkMRMLModelNode | slicer.vtkMRMLLabelMapVolumeNode | None

    parameters = wrap(United)(node)
    model, labels, volume = (
        scene.AddNewNodeByClass(f"vtkMRML{name}Node") for name in ("Model", "LabelMapVolume", "ScalarVolume")
    )
    parameters.value = model
    assert parameters.value is model
    parameters.value = labels
    assert parameters.value is labels
    with pytest.raises(TypeError):
        parameters.value = volume
    assert parameters.value is labels


def test_validators_within_unions_count(slicer_host, node):
    from slicer.parameterNodeWrapper import Choice, Default, Minimum

    class United:
        value: Annotated[Annotated[int, Minimum(5)] | Annotated[str, Choice(["q"])], Default(7)]

    parameters = wrap(United)(node)
    with pytest.raises(ValueError, match="at least 5"):
        parameters.value = 4
    with pytest.raises(ValueError, match="'p'"):
        parameters.value = "p"
    assert parameters.value == 7


def test_packs_have_values_defaults_and_words(packs):
    inner, outer, _ = packs
    pack = outer()
    assert (pack.first, pack.second, pack.style) == (inner(22, "sub"), inner(), "a")
    assert str(pack.first) == 'Inner(steps=22, words="sub")'
    with pytest.raises(TypeError, match="unexpected keyword argument 'stpes'"):
        inner(stpes=1)
    with pytest.raises(TypeError, match="multiple values for argument 'steps'"):
        inner(1, steps=1)
    with pytest.raises(TypeError, match="2 values"):
        inner(1, "a", 3)


def test_packs_check_their_members(packs):
    inner, _, _ = packs
    pack = inner()
    with pytest.raises(ValueError, match="from 1 to 33"):
        pack.steps = 34
    with pytest.raises(ValueError, match="got 0"):
        inner(steps=0)
    assert pack.steps == 15


def test_packs_do_not_share_their_defaults(packs):
    _, outer, _ = packs
    first = outer()
    first.sizes.append(1.0)
    first.first.steps = 1
    assert (outer().sizes, outer().first.steps) == ([], 22)


def test_packs_in_a_node_write_themselves_at_every_level(packs, node):
    inner, _, wrapper = packs
    parameters = wrapper(node)
    parameters.pack.first.steps = 3
    parameters.pack.setValue("second.words", "deep")
    parameters.setValue("pack.style", "b")
    parameters.pack.sizes += [1.5]
    assert node.GetParameter("pack.first.steps") == "3"
    assert node.GetParameter("pack.second.words") == "deep"
    assert parameters.getValue("pack.style") == "b"
    assert parameters.pack.sizes == [1.5]
    parameters.pack.first = inner(9, "nine")
    assert parameters.pack.first == inner(9, "nine")
    assert inner(9, "nine") == parameters.pack.first
    assert str(parameters.pack.first) == 'Observed(Inner(steps=9, words="nine"))'
    assert parameters.isCached("pack")


def test_a_write_into_a_pack_is_one_event(packs, node):
    _, _, wrapper = packs
    parameters = wrapper(node)
    events = []
    parameters.AddObserver("ModifiedEvent", lambda caller, event: events.append(parameters.pack.first.steps))
    parameters.pack.first.steps = 3
    assert events == [3]


def test_packs_in_a_node_take_no_new_attributes(packs, node):
    _, _, wrapper = packs
    with pytest.raises(AttributeError, match="stpes"):
        wrapper(node).pack.first.stpes = 4


def test_packs_of_another_kind_are_refused(packs, node):
    inner, _, wrapper = packs
    with pytest.raises((TypeError, ValueError)):
        wrapper(node).pack = inner()


def test_members_of_packs_are_known_by_dotted_names(packs):
    from slicer.parameterNodeWrapper import isParameterPack, nestedParameterNames

    _, outer, wrapper = packs
    assert isParameterPack(outer)
    assert isParameterPack(outer())
    assert nestedParameterNames(outer) == ["first.steps", "first.words", "second.steps", "second.words", "style", "sizes"]
    assert wrapper.dataType("pack.first") == outer.allParameters["first"].unalteredType
    assert wrapper.dataType("pack.second.words") is str
    with pytest.raises(ValueError, match="no member 'third'"):
        wrapper.dataType("pack.third")


def test_a_pack_with_an_init_of_its_own_starts_from_its_defaults(slicer_host, node):
    from slicer.parameterNodeWrapper import parameterPack

    @parameterPack
    class Own:
        width: int = 3
        height: int

        def __init__(self, height=7):
            self.height = height

    class Wrapped:
        own: Own

    assert (Own().width, Own().height, Own(8).height) == (3, 7, 8)
    parameters = wrap(Wrapped)(node)
    parameters.own.width = 4
    assert (parameters.own.width, parameters.own.height) == (4, 7)


def test_a_pack_without_members_is_refused(slicer_host):
    from slicer.parameterNodeWrapper import parameterPack

    with pytest.raises(ValueError, match="find any members"):
        parameterPack(type("Empty", (), {}))


def test_a_pack_whose_default_is_refused_is_refused(slicer_host):
    from slicer.parameterNodeWrapper import Minimum, parameterPack

    with pytest.raises(ValueError, match="fails the validation"):

        @parameterPack
        class Bad:
            number: Annotated[int, Minimum(5)] = 1


def test_a_pack_from_an_older_scene_gets_the_defaults_of_new_members(packs, node):
    _, _, wrapper = packs
    node.SetParameter("pack.first.steps", "4")
    assert wrapper(node).pack.first.words == ""
    assert wrapper(node).pack.style == "a"


def test_ranges_keep_their_order(slicer_host, node):
    from slicer.parameterNodeWrapper import FloatRange

    class Ranged:
        values: FloatRange = FloatRange(-5, 5)

    parameters = wrap(Ranged)(node)
    parameters.values.minimum = -7
    assert node.GetParameter("values._minimum") == "-7"
    with pytest.raises(ValueError, match="minimum <= maximum"):
        parameters.values.maximum = -8
    parameters.values.setRange(1, 2)
    assert parameters.values == FloatRange(1, 2)
    with pytest.raises(ValueError, match="minimum <= maximum"):
        FloatRange(2, 1)


def test_serializers_leave_nothing_behind(slicer_host, node, scene):
    import pathlib

    from slicer import parameterNodeWrapper as w

    kinds = {
        "number": (w.NumberSerializer(int), 1),
        "text": (w.StringSerializer(), "1"),
        "path": (w.PathSerializer(pathlib.Path), pathlib.Path("x")),
        "on": (w.BoolSerializer(), True),
        "node": (w.NodeSerializer(), scene.AddNewNodeByClass("vtkMRMLModelNode")),
        "list": (w.ListSerializer(w.NumberSerializer(float)), [1]),
        "tuple": (w.TupleSerializer([w.NumberSerializer(float), w.BoolSerializer()]), (3.5, True)),
        "dict": (w.DictSerializer(w.StringSerializer(), w.NumberSerializer(float)), {"a": 1}),
        "union": (w.UnionSerializer([w.StringSerializer(), w.NumberSerializer(float)]), "word"),
    }
    for name, (serializer, value) in kinds.items():
        assert not serializer.isIn(node, name)
        serializer.write(node, name, value)
        assert serializer.isIn(node, name)
        serializer.remove(node, name)
        assert not serializer.isIn(node, name)
    assert not node.GetParameterNames()
    assert node.GetNodeReference("node") is None
