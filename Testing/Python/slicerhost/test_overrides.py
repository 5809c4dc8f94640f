"""What overridden virtual methods raise never travels through Qt."""

from types import ModuleType

import pytest


def _press(widget) -> None:
    import qt

    none, left = qt.Qt.NoModifier, qt.Qt.LeftButton
    event = qt.QMouseEvent(qt.QEvent.MouseButtonPress, qt.QPointF(1, 1), qt.QPointF(1, 1), left, left, none)
    qt.QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("name", "trigger"),
    [
        ("resizeEvent", lambda widget: widget.resize(33, 33)),
        ("showEvent", lambda widget: widget.show()),
        ("closeEvent", lambda widget: widget.close()),
        ("changeEvent", lambda widget: widget.setEnabled(False)),
        ("event", lambda widget: widget.setEnabled(False)),
        ("mousePressEvent", _press),
        ("paintEvent", lambda widget: widget.grab()),
    ],
)
def test_an_exception_in_an_event_is_noted(qt: ModuleType, noted, name: str, trigger) -> None:
    def fail(self, *_) -> None:
        raise ValueError("boom")

    widget = type("Widget", (qt.QWidget,), {name: fail})()
    widget.show()
    trigger(widget)
    assert any("ValueError: boom" in message for message in noted())


def test_a_size_hint_that_fails_is_that_of_the_base(qt: ModuleType, noted) -> None:
    class Label(qt.QLabel):
        def sizeHint(self):
            raise ValueError("no size")

    holder = qt.QWidget()
    row = qt.QHBoxLayout(holder)
    row.setMargin(0)
    row.addWidget(Label("some words", holder))
    assert holder.sizeHint.width() == qt.QLabel("some words").sizeHint.width()
    assert "ValueError: no size" in noted()[0]


def test_a_filter_that_fails_lets_events_pass(qt: ModuleType, noted) -> None:
    class Filter(qt.QObject):
        def eventFilter(self, watched, event):
            raise ValueError("filter")

    got = []
    button, watcher = qt.QPushButton(), Filter()
    button.connect("clicked()", lambda: got.append(1))
    button.installEventFilter(watcher)
    button.setEnabled(False)
    button.setEnabled(True)
    button.click()
    assert got == [1]
    assert noted()


def test_who_calls_an_override_gets_its_exception(qt: ModuleType, noted) -> None:
    class Dialog(qt.QDialog):
        def accept(self) -> None:
            raise ValueError("not yet")

    with pytest.raises(ValueError, match="not yet"):
        Dialog().accept()
    assert noted() == []


def test_overrides_return_what_they_return(qt: ModuleType) -> None:
    class Model(qt.QAbstractListModel):
        def rowCount(self, parent=None):
            return 3

        def data(self, index, role=0):
            return f"row {index.row()}" if role == qt.Qt.DisplayRole else None

    view = qt.QListView()
    model = Model()
    view.setModel(model)
    assert view.model().index(2, 0).data() == "row 2"


def test_an_override_can_call_its_base(qt: ModuleType, noted) -> None:
    class Label(qt.QLabel):
        seen = 0

        def resizeEvent(self, event) -> None:
            self.seen += 1
            super().resizeEvent(event)

    label = Label("a")
    label.show()
    label.resize(80, 20)
    assert label.seen >= 1
    assert noted() == []
