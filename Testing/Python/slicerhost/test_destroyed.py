"""An object whose C++ half is gone says so, and ends nothing."""

from types import ModuleType

import pytest


@pytest.fixture
def gone(qt: ModuleType):
    label = qt.QLabel("a")
    label.delete()
    return label


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (lambda label: label.text, "read property 'text' from a destroyed QLabel"),
        (lambda label: setattr(label, "text", "b"), "set property 'text' on a destroyed QLabel"),
        (lambda label: label.setText("b"), "call 'setText' on a destroyed QLabel"),
        (lambda label: label.connect("linkActivated(QString)", print), "connect or disconnect a destroyed QLabel"),
        (lambda label: label.linkActivated.disconnect(print), "connect or disconnect a destroyed QLabel"),
    ],
)
def test_using_it_is_a_value_error(gone, use, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        use(gone)


def test_it_is_false_and_can_be_compared_and_kept(qt: ModuleType, gone) -> None:
    label = qt.QLabel()
    assert not gone
    assert label
    assert gone != label
    assert len({gone, label, gone}) == 2
    assert repr(gone) == "QLabel(deleted)"


def test_children_go_with_their_parent(qt: ModuleType) -> None:
    parent = qt.QWidget()
    child = qt.QPushButton("a", parent)
    child.connect("clicked()", lambda: None)
    parent.delete()
    assert not child


def test_the_class_keeps_its_metaobject(qt: ModuleType) -> None:
    label = qt.QLabel("a")
    assert label.metaObject().className() == "QLabel"
    label.connect("linkActivated(QString)", print)
    label.delete()
    other = qt.QLabel("b")
    assert other.connect("linkActivated(QString)", print) is True
    assert qt.QLabel.staticMetaObject.propertyCount() > 0
