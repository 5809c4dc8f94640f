"""From VTK's frame buffer to a QImage."""

import numpy as np
import qt
import vtk
from vtk.util.numpy_support import vtk_to_numpy

BYTES_PER_PIXEL = 4


class FrameReader:
    """Copies what a render window has drawn into an image that a painter can draw, in buffers that are kept.

    The image that `read` returns is valid until the next call.
    """

    def __init__(self, window: vtk.vtkRenderWindow) -> None:
        self._window = window
        self._pixels = vtk.vtkUnsignedCharArray()
        self._rows = np.empty((0, 0), np.uint8)

    def read(self) -> qt.QImage:
        """The frame that was drawn last, at its full resolution, the top row first."""
        width, height = self._window.GetSize()
        self._window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._pixels)
        stride = BYTES_PER_PIXEL * width
        if self._rows.shape != (height, stride):
            self._rows = np.empty((height, stride), np.uint8)
        self._rows[:] = vtk_to_numpy(self._pixels).reshape(height, stride)[::-1]
        return qt.QImage(self._rows.data, width, height, stride, qt.QImage.Format_RGBX8888)
