"""Qt's events, told to VTK's interactor."""

import qt
import vtk

WHEEL_NOTCH = 120  # eighths of a degree, as Qt counts
KEYSYMS = {
    "Key_Left": "Left",
    "Key_Right": "Right",
    "Key_Up": "Up",
    "Key_Down": "Down",
    "Key_PageUp": "Prior",
    "Key_PageDown": "Next",
    "Key_Home": "Home",
    "Key_End": "End",
    "Key_Escape": "Escape",
    "Key_Return": "Return",
    "Key_Enter": "Return",
    "Key_Delete": "Delete",
    "Key_Backspace": "BackSpace",
    "Key_Tab": "Tab",
    "Key_Space": "space",
    "Key_Shift": "Shift_L",
    "Key_Control": "Control_L",
    "Key_Alt": "Alt_L",
    "Key_Plus": "plus",
    "Key_Minus": "minus",
}


class EventForwarder:
    """Tells a VTK interactor what the mouse and the keys do over a widget.

    Args:
        interactor: VTK's interactor.
    """

    def __init__(self, interactor: vtk.vtkRenderWindowInteractor) -> None:
        self._interactor = interactor
        self._wheel = 0
        self._keysyms = {int(getattr(qt.Qt, name)): keysym for name, keysym in KEYSYMS.items()}
        self._buttons = {int(getattr(qt.Qt, f"{name}Button")): name for name in ("Left", "Right", "Middle")}

    def press(self, event: qt.QMouseEvent, ratio: float) -> None:
        """A button went down."""
        self._invoke_button(event, ratio, "Press")

    def release(self, event: qt.QMouseEvent, ratio: float) -> None:
        """A button went up."""
        self._invoke_button(event, ratio, "Release")

    def double_click(self, event: qt.QMouseEvent, ratio: float) -> None:
        """A button went down for the second time."""
        self._invoke_button(event, ratio, "DoubleClick")

    def move(self, event: qt.QMouseEvent, ratio: float) -> None:
        """The mouse moved."""
        self._place(event, ratio)
        self._interactor.MouseMoveEvent()

    def enter(self, event: qt.QEvent, ratio: float) -> None:
        """The mouse came over the view."""
        self._place(event, ratio)
        self._interactor.EnterEvent()

    def leave(self) -> None:
        """The mouse left the view."""
        self._interactor.LeaveEvent()

    def wheel(self, event: qt.QWheelEvent, ratio: float) -> None:
        """The wheel turned; touch pads turn it by less than a notch at a time."""
        self._place(event, ratio)
        self._wheel += event.angleDelta().y() or event.angleDelta().x()
        while abs(self._wheel) >= WHEEL_NOTCH:
            forward = self._wheel > 0
            self._wheel -= WHEEL_NOTCH if forward else -WHEEL_NOTCH
            self._interactor.MouseWheelForwardEvent() if forward else self._interactor.MouseWheelBackwardEvent()

    def key_press(self, event: qt.QKeyEvent) -> None:
        """A key went down. VTK's own keys (3, e, f, q...) answer to another event, which views do not tell of."""
        self._set_key(event)
        self._interactor.KeyPressEvent()

    def key_release(self, event: qt.QKeyEvent) -> None:
        """A key went up."""
        self._set_key(event)
        self._interactor.KeyReleaseEvent()

    def _invoke_button(self, event: qt.QMouseEvent, ratio: float, what: str) -> None:
        self._place(event, ratio)
        name = self._buttons.get(int(event.button()))
        if name:
            self._interactor.InvokeEvent(f"{name}Button{what}Event")

    def _place(self, event: qt.QEvent, ratio: float) -> None:
        position = event.position()
        control, shift, alt = _modifiers(event)
        self._interactor.SetEventInformationFlipY(round(position.x() * ratio), round(position.y() * ratio), control, shift)
        self._interactor.SetAltKey(alt)

    def _set_key(self, event: qt.QKeyEvent) -> None:
        text = event.text()
        control, shift, alt = _modifiers(event)
        code = text if len(text) == 1 and text.isascii() else "\0"
        keysym = self._keysyms.get(int(event.key()), text or "None")
        self._interactor.SetKeyEventInformation(control, shift, code, 0, keysym)
        self._interactor.SetAltKey(alt)


def _modifiers(event: qt.QEvent) -> tuple[bool, bool, bool]:
    """Control, shift, alt."""
    keys = event.modifiers() if hasattr(event, "modifiers") else qt.QApplication.keyboardModifiers()
    return tuple(bool(keys & key) for key in (qt.Qt.ControlModifier, qt.Qt.ShiftModifier, qt.Qt.AltModifier))
