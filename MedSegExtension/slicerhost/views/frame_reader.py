"""From VTK's frame buffer to a QImage."""

import numpy as np
import qt
import vtk
from vtk.util.numpy_support import vtk_to_numpy

BYTES_PER_PIXEL = 4


class FrameReader:
    """Copies what a render window has drawn into an image that a painter can draw, in buffers that are kept.

    The image that `read` returns is valid until the next call. It owns its memory: a QImage that is made on a Python buffer never
    lets go of it.
    """

    def __init__(self, window: vtk.vtkRenderWindow) -> None:
        self._window = window
        self._pixels = vtk.vtkUnsignedCharArray()
        self._image = qt.QImage()

    def read(self) -> qt.QImage:
        """The frame that was drawn last, at its full resolution, the top row first."""
        width, height = self._window.GetSize()
        self._window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, self._pixels)
        if (self._image.width(), self._image.height()) != (width, height):
            self._image = qt.QImage(width, height, qt.QImage.Format_RGBX8888)
        rows = np.frombuffer(self._image.bits(), np.uint8).reshape(height, BYTES_PER_PIXEL * width)
        rows[:] = vtk_to_numpy(self._pixels).reshape(height, BYTES_PER_PIXEL * width)[::-1]
        return self._image
