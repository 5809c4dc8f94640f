"""Which views are shown, and how they are arranged."""

import qt
import slicer

LAYOUTS = (
    ("SlicerLayoutFourUpView", "Four views"),
    ("SlicerLayoutConventionalView", "3D above slices"),
    ("SlicerLayoutConventionalWidescreenView", "3D beside slices"),
    ("SlicerLayoutOneUpRedSliceView", "Red slice only"),
    ("SlicerLayoutOneUpYellowSliceView", "Yellow slice only"),
    ("SlicerLayoutOneUpGreenSliceView", "Green slice only"),
    ("SlicerLayoutOneUp3DView", "3D only"),
    ("SlicerLayoutSideBySideView", "Red beside yellow"),
    ("SlicerLayoutFourUpTableView", "Four views and a table"),
    ("SlicerLayoutFourUpPlotView", "Slices and a plot"),
    ("SlicerLayoutFourUpPlotTableView", "Slices, a plot and a table"),
    ("SlicerLayout3DTableView", "3D and a table"),
    ("SlicerLayoutOneUpPlotView", "Plot only"),
)


class LayoutChooser:
    """A menu of layouts that shows which one is on."""

    def __init__(self, menu: qt.QMenu) -> None:
        self._actions = {}
        group = qt.QActionGroup(menu)
        for name, title in LAYOUTS:
            action = menu.addAction(title)
            action.setCheckable(True)
            group.addAction(action)
            identifier = getattr(slicer.vtkMRMLLayoutNode, name)
            action.connect("triggered(bool)", lambda _checked, identifier=identifier: choose(identifier))
            self._actions[identifier] = action
        slicer.app.layoutManager().connect("layoutChanged(int)", self.update)
        self.update(slicer.app.layoutManager().layout)

    def update(self, layout: int) -> None:
        """Mark the layout that is on."""
        for identifier, action in self._actions.items():
            action.setChecked(identifier == layout)


def choose(identifier: int) -> None:
    """Show a layout."""
    slicer.app.layoutManager().setLayout(identifier)
