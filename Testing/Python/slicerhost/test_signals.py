"""Signals are named by their C++ signature; what is wrong with them is noted, not raised."""

from types import ModuleType

import pytest


@pytest.fixture
def button(qt: ModuleType):
    made = qt.QPushButton("Segment")
    made.checkable = True
    return made


@pytest.mark.parametrize("signature", ["clickedd()", "clicked", "clicked(int)", "clicked(bool", "", "pressed(bool)"])
def test_a_wrong_signature_is_noted(button, noted, signature: str) -> None:
    assert button.connect(signature, lambda: None) is False
    assert len(noted()) == 1
    assert f"signal '{signature}' does not exist on QPushButton" in noted()[0]


def test_spaces_in_a_signature_do_not_matter(button, noted) -> None:
    assert button.connect(" clicked( bool ) ", lambda: None) is True
    assert noted() == []


def test_a_slot_gets_as_many_arguments_as_it_declares(button) -> None:
    got = []
    button.connect("clicked(bool)", lambda: got.append("none"))
    button.connect("clicked(bool)", lambda value: got.append(not value))
    button.connect("clicked(bool)", lambda *values: got.append(values))
    button.connect("clicked()", lambda value="default": got.append(value))
    button.click()
    assert got == ["none", False, (True,), "default"]


def test_a_bound_method_does_not_count_itself(button) -> None:
    class Panel:
        def __init__(self) -> None:
            self.got: list[bool] = []

        def changed(self, value: bool) -> None:
            self.got.append(value)

    panel = Panel()
    button.connect("toggled(bool)", panel.changed)
    button.click()
    assert panel.got == [True]
    assert button.disconnect("toggled(bool)", panel.changed) is True
    button.click()
    assert panel.got == [True]


def test_an_exception_in_a_slot_is_noted_and_the_next_slot_runs(button, noted) -> None:
    got = []

    def fail() -> None:
        raise ValueError("boom")

    button.connect("clicked()", fail)
    button.clicked.connect(lambda: got.append("after"))
    button.click()
    assert got == ["after"]
    assert "ValueError: boom" in noted()[0]


def test_a_slot_of_another_object_is_named_by_its_signature(qt: ModuleType, button, noted) -> None:
    box = qt.QCheckBox()
    assert button.connect("toggled(bool)", box, "setChecked(bool)") is True
    button.click()
    assert box.checked is True
    assert button.connect("toggled(bool)", box, "nosuch(bool)") is False
    assert "No such slot" in noted()[0]


def test_a_method_of_qt_gets_all_arguments_and_fails_aloud(qt: ModuleType, button, noted) -> None:
    box = qt.QCheckBox()
    button.connect("clicked(bool)", box.toggle)
    button.click()
    assert "toggle" in noted()[0]


def test_a_signal_is_called_to_emit_it(button) -> None:
    got = []
    button.connect("clicked(bool)", got.append)
    button.clicked(True)
    button.clicked.emit(False)
    assert got == [True, False]


def test_overloads_cannot_be_picked_by_brackets(qt: ModuleType) -> None:
    with pytest.raises(TypeError, match="not subscriptable"):
        qt.QComboBox().currentIndexChanged[int].connect(print)


def test_disconnecting_what_was_never_connected_says_no(button) -> None:
    assert button.disconnect("clicked()", len) is False


def test_a_signal_can_lose_all_its_slots_at_once(button) -> None:
    got = []
    button.connect("clicked()", lambda: got.append(1))
    button.connect("clicked()", lambda: got.append(2))
    assert button.disconnect("clicked()") is True
    button.click()
    assert got == []


def test_a_later_object_at_the_same_address_has_no_old_connections(qt: ModuleType) -> None:
    def slot() -> None:
        """Never called."""

    for _ in range(50):
        button = qt.QPushButton()
        assert button.disconnect("clicked()", slot) is False
        button.connect("clicked()", slot)
        button.delete()


def test_exceptions_after_a_delay_are_noted(qt: ModuleType, noted) -> None:
    def fail() -> None:
        raise ValueError("late")

    loop = qt.QEventLoop()
    qt.QTimer.singleShot(0, fail)
    qt.QTimer.singleShot(1, loop.quit)
    loop.exec_()
    assert "ValueError: late" in noted()[0]


def test_classes_of_a_script_have_signals(qt: ModuleType) -> None:
    class Logic(qt.QObject):
        progress = qt.Signal(float, str)

    got = []
    logic = Logic()
    logic.connect("progress(double,QString)", lambda *values: got.append(values))
    logic.progress.emit(0.5, "half")
    assert got == [(0.5, "half")]
