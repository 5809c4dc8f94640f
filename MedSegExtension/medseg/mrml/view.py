"""What every view that is drawn off-screen has."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medseg.mrml.opengl import make_offscreen_window
from medseg.mrml.toolkit import slicer
from medseg.optional import require

if TYPE_CHECKING:
    from slicer import vtkMRMLApplicationLogic, vtkMRMLDisplayableManagerFactory, vtkMRMLDisplayableManagerGroup
    from vtkmodules.vtkRenderingCore import vtkRenderer, vtkRenderWindow, vtkRenderWindowInteractor


class View:
    """A window in memory, and Slicer's displayable managers that fill it.

    Attributes:
        renderer: What the managers add their actors to.
        window: The window, without a screen.
        interactor: What the managers observe; no events come.
    """

    def __init__(self, width: int, height: int) -> None:
        """Open the window.

        Raises:
            MissingDependencyError: There is no OpenGL to draw with.
        """
        self.renderer: vtkRenderer = require("vtkmodules.vtkRenderingCore", "render").vtkRenderer()
        self.window: vtkRenderWindow = make_offscreen_window(width, height)
        self.window.AddRenderer(self.renderer)
        # the default interactor would ask for an X server
        interaction = require("vtkmodules.vtkRenderingUI", "render")
        self.interactor: vtkRenderWindowInteractor = interaction.vtkGenericRenderWindowInteractor()
        self.interactor.SetRenderWindow(self.window)
        self.interactor.Initialize()

    def add_managers(
        self, factory: "vtkMRMLDisplayableManagerFactory", names: Sequence[str], application_logic: "vtkMRMLApplicationLogic"
    ) -> "vtkMRMLDisplayableManagerGroup":
        """Let displayable managers draw into this view.

        Args:
            factory: Slicer's factory for this kind of view.
            names: Class names of the managers.
            application_logic: The logic of the scene.
        """
        factory.SetMRMLApplicationLogic(application_logic)
        for name in names:
            if not factory.IsDisplayableManagerRegistered(name):
                factory.RegisterDisplayableManager(name)
        group = slicer.vtkMRMLDisplayableManagerGroup()
        group.SetRenderer(self.renderer)
        group.Initialize(factory, self.renderer)
        return group

    def render(self) -> None:
        """Draw."""
        self.window.Render()

    def capture(self) -> NDArray[np.uint8]:
        """Draw, and take the picture.

        Returns:
            Red, green and blue, (row, column, 3), the top row first.
        """
        self.render()
        width, height = self.window.GetSize()
        pixels = require("vtkmodules.vtkCommonCore", "render").vtkUnsignedCharArray()
        self.window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, pixels)
        rgba = require("vtkmodules.util.numpy_support", "render").vtk_to_numpy(pixels).reshape(height, width, 4)
        return np.ascontiguousarray(rgba[::-1, :, :3])
