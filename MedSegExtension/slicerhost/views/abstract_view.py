"""The widget that shows what VTK draws."""

from typing import Any

import qt
import vtk

from slicerhost.pythonqt.standin import facade
from slicerhost.views.event_forwarder import EventForwarder
from slicerhost.views.frame_reader import FrameReader
from slicerhost.views.guard import guarded
from slicerhost.views.opengl import make_window

SMALLEST_PX = 60
DPI = 96


@facade
class ctkVTKAbstractView(qt.QWidget):
    """A render window in memory, painted into a widget, that gets the widget's mouse and keys.

    Asking to render costs nothing: the widget draws once when Qt paints it, and only if something changed since.
    The frame has the screen's full resolution, whatever its scaling.
    """

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self._render_window = make_window()
        self._renderer = vtk.vtkRenderer()
        self._render_window.AddRenderer(self._renderer)
        self._interactor = vtk.vtkGenericRenderWindowInteractor()
        self._interactor.SetRenderWindow(self._render_window)
        self._interactor.EnableRenderOff()  # who asks the interactor to draw asks us, once a frame
        self._interactor.AddObserver("RenderEvent", self.scheduleRender)
        self._interactor.Initialize()
        self._events = EventForwarder(self._interactor)
        self._reader = FrameReader(self._render_window)
        self._image: qt.QImage | None = None
        self._is_stale = True
        self._is_enabled = True
        self._pauses = 0
        self._frames = 0
        self.setMinimumSize(SMALLEST_PX, SMALLEST_PX)
        self.setSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(qt.Qt.StrongFocus)
        self.setAttribute(qt.Qt.WA_OpaquePaintEvent)  # every pixel is painted: Qt need not clear them first

    def renderWindow(self) -> vtk.vtkRenderWindow:
        """VTK's window."""
        return self._render_window

    def interactor(self) -> vtk.vtkRenderWindowInteractor:
        """VTK's interactor."""
        return self._interactor

    def interactorStyle(self) -> Any:
        """What VTK does with the events."""
        return self._interactor.GetInteractorStyle()

    def renderer(self) -> vtk.vtkRenderer:
        """The renderer that the view's contents are in."""
        return self._renderer

    def scheduleRender(self, *_: Any) -> None:
        """Draw at the next occasion; many calls make one frame."""
        self._is_stale = True
        self.update()

    def forceRender(self) -> None:
        """Draw now."""
        if self._is_paused():
            self._is_stale = True
            return
        self._draw()
        self.update()

    def pauseRender(self) -> int:
        """Draw nothing until `resumeRender` was called as often; returns how often."""
        self._pauses += 1
        return self._pauses

    def resumeRender(self) -> int:
        """End one pause; returns how many are left."""
        self._pauses = max(self._pauses - 1, 0)
        if not self._pauses and self._is_stale:
            self.update()
        return self._pauses

    def setRenderEnabled(self, value: bool) -> None:
        """Switch drawing on or off, as while a scene is loaded."""
        self._is_enabled = bool(value)
        if value:
            self.scheduleRender()

    def setRenderPaused(self, paused: bool) -> None:
        """Pause or resume."""
        self.pauseRender() if paused else self.resumeRender()

    def _is_paused(self) -> bool:
        return self._pauses > 0 or not self._is_enabled

    def _draw(self) -> None:
        self._is_stale = False
        self._fit()
        self._render_window.Render()
        self._image = self._reader.read()
        self._image.setDevicePixelRatio(self.devicePixelRatioF())
        self._frames += 1

    def _fit(self) -> None:
        """Give the window as many pixels as the widget has on the screen."""
        ratio = self.devicePixelRatioF()
        size = (max(round(self.width * ratio), 1), max(round(self.height * ratio), 1))
        if size != tuple(self._render_window.GetSize()):
            self._render_window.SetDPI(round(DPI * ratio))
            self._render_window.SetSize(*size)
            self._interactor.UpdateSize(*size)
            self._on_resize(*size, ratio)

    def _on_resize(self, width: int, height: int, ratio: float) -> None:
        """The window has another number of pixels."""

    @guarded
    def resizeEvent(self, _event: qt.QResizeEvent) -> None:
        """Take the new size."""
        self._fit()
        self.scheduleRender()

    @guarded
    def paintEvent(self, event: qt.QPaintEvent) -> None:
        """Show the frame; draw it first if something changed."""
        if (self._is_stale or self._image is None) and not self._is_paused():
            self._draw()
        painter = qt.QPainter(self)
        if self._image is None:
            painter.fillRect(event.rect(), qt.Qt.black)
        else:
            painter.drawImage(0, 0, self._image)
        painter.end()

    @guarded
    def mousePressEvent(self, event: qt.QMouseEvent) -> None:
        """Tell VTK."""
        self._events.press(event, self.devicePixelRatioF())

    @guarded
    def mouseReleaseEvent(self, event: qt.QMouseEvent) -> None:
        """Tell VTK."""
        self._events.release(event, self.devicePixelRatioF())

    @guarded
    def mouseDoubleClickEvent(self, event: qt.QMouseEvent) -> None:
        """Tell VTK."""
        self._events.double_click(event, self.devicePixelRatioF())

    @guarded
    def mouseMoveEvent(self, event: qt.QMouseEvent) -> None:
        """Tell VTK."""
        self._events.move(event, self.devicePixelRatioF())

    @guarded
    def wheelEvent(self, event: qt.QWheelEvent) -> None:
        """Tell VTK."""
        self._events.wheel(event, self.devicePixelRatioF())
        event.accept()

    @guarded
    def enterEvent(self, event: qt.QEnterEvent) -> None:
        """Tell VTK."""
        self._events.enter(event, self.devicePixelRatioF())

    @guarded
    def leaveEvent(self, _event: qt.QEvent) -> None:
        """Tell VTK."""
        self._events.leave()

    @guarded
    def keyPressEvent(self, event: qt.QKeyEvent) -> None:
        """Tell VTK."""
        self._events.key_press(event)

    @guarded
    def keyReleaseEvent(self, event: qt.QKeyEvent) -> None:
        """Tell VTK."""
        self._events.key_release(event)
