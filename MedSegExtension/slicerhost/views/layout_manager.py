"""The views of the main window, arranged as the layout node of the scene says."""

from typing import Any

import qt
import slicer
import vtk

from slicerhost.pythonqt.standin import Property, Signal, facade
from slicerhost.views.guard import guarded
from slicerhost.views.layout_builder import LayoutBuilder
from slicerhost.views.view_factory import make_view_widget

CLASSES = {
    "slice": "vtkMRMLSliceNode",
    "three_d": "vtkMRMLViewNode",
    "table": "vtkMRMLTableViewNode",
    "plot": "vtkMRMLPlotViewNode",
}


@facade
class qSlicerLayoutManager(qt.QObject):
    """Makes a widget for each view node, and shows those of the current layout."""

    layoutChanged = Signal(int)
    activeMRMLThreeDViewNodeChanged = Signal(object)

    def __init__(self, viewport: qt.QWidget) -> None:
        super().__init__()
        self._viewport = viewport
        self._stack = qt.QVBoxLayout(viewport)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._widgets: dict[str, qt.QWidget] = {}
        self._root: qt.QWidget | None = None
        self._placed: list[qt.QWidget] = []
        self._made_for: dict[str, Any] = {}
        self._shown: tuple[Any, ...] = ()
        self._layout = -1
        self._builder = LayoutBuilder(self._widget_for, self._nodes_for)
        self._logic = slicer.vtkMRMLLayoutLogic()
        self._logic.SetMRMLApplicationLogic(slicer.app.applicationLogic())
        self._logic.SetMRMLScene(slicer.mrmlScene)
        self._node: Any = None
        self._node_tag = 0
        scene = slicer.mrmlScene
        self._tags = [
            scene.AddObserver(scene.EndCloseEvent, self._on_scene_changed),
            scene.AddObserver(scene.EndImportEvent, self._on_scene_changed),
            scene.AddObserver(scene.StartBatchProcessEvent, self._on_batch_started),
            scene.AddObserver(scene.EndBatchProcessEvent, self._on_batch_ended),
        ]
        self._on_scene_changed()

    def viewport(self) -> qt.QWidget:
        """The widget that holds the views."""
        return self._viewport

    def setViewport(self, viewport: qt.QWidget) -> None:
        """Put the views into another widget."""
        self._viewport = viewport
        layout = viewport.layout() or qt.QVBoxLayout(viewport)
        layout.setContentsMargins(0, 0, 0, 0)
        self._stack = layout
        if self._root is not None:
            layout.addWidget(self._root)

    def layoutLogic(self) -> Any:
        """Slicer's logic of the layouts."""
        return self._logic

    def mrmlScene(self) -> Any:
        """The scene."""
        return slicer.mrmlScene

    def mrmlSliceLogics(self) -> Any:
        """The logics of all slice views, a vtkCollection."""
        return slicer.app.applicationLogic().GetSliceLogics()

    def mrmlViewLogics(self) -> Any:
        """The logics of all 3D views, a vtkCollection."""
        return slicer.app.applicationLogic().GetViewLogics()

    def setLayout(self, layout: int) -> None:
        """Show a layout, such as `slicer.vtkMRMLLayoutNode.SlicerLayoutFourUpView`."""
        self._node.SetViewArrangement(int(layout))

    layout = Property(int, lambda self: self._node.GetViewArrangement(), setLayout, notify=layoutChanged)

    def sliceViewNames(self) -> tuple[str, ...]:
        """Names of the slice views in this layout."""
        return tuple(node.GetLayoutName() for node in self._current("slice"))

    def sliceWidget(self, name: str) -> qt.QWidget | None:
        """The slice view of a name, such as Red; None where there is none."""
        return next((widget for node, widget in self._all("slice") if node.GetLayoutName() == name), None)

    def threeDWidget(self, place: int | str | Any) -> qt.QWidget | None:
        """The 3D view at a place, of a name or of a node."""
        return self._find("three_d", place)

    def tableWidget(self, place: int | str | Any) -> qt.QWidget | None:
        """The table view at a place, of a name or of a node."""
        return self._find("table", place)

    def plotWidget(self, place: int | str | Any) -> qt.QWidget | None:
        """The plot view at a place, of a name or of a node."""
        return self._find("plot", place)

    def viewWidget(self, node: Any) -> qt.QWidget | None:
        """The widget of a view node."""
        return self._widgets.get(node.GetID()) if node is not None else None

    threeDViewCount = Property(int, lambda self: len(self._all("three_d")))
    tableViewCount = Property(int, lambda self: len(self._all("table")))
    plotViewCount = Property(int, lambda self: len(self._all("plot")))

    def activeMRMLThreeDViewNode(self) -> Any:
        """The first 3D view node of this layout, or None."""
        return next(iter(self._current("three_d")), None)

    def activeThreeDRenderer(self) -> Any:
        """The renderer of the first 3D view of this layout, or None."""
        node = self.activeMRMLThreeDViewNode()
        return None if node is None else self._widgets[node.GetID()].threeDView().renderer()

    def activeMRMLTableViewNode(self) -> Any:
        """The first table view node of this layout, or None."""
        return next(iter(self._current("table")), None)

    def activeMRMLPlotViewNode(self) -> Any:
        """The first plot view node of this layout, or None."""
        return next(iter(self._current("plot")), None)

    def resetSliceViews(self) -> None:
        """Fit all slices to their views."""
        for _, widget in self._all("slice"):
            widget.sliceLogic().FitSliceToBackground()
            widget.sliceLogic().SnapSliceOffsetToIJK()

    def resetThreeDViews(self) -> None:
        """Look at all that is shown, in all 3D views."""
        for _, widget in self._all("three_d"):
            widget.threeDView().resetFocalPoint()

    def pauseRender(self) -> None:
        """Draw nothing for now."""
        for widget in self._drawn():
            widget.pauseRender()

    def resumeRender(self) -> None:
        """End one pause."""
        for widget in self._drawn():
            widget.resumeRender()

    def setRenderPaused(self, paused: bool) -> None:
        """Pause or resume."""
        self.pauseRender() if paused else self.resumeRender()

    def addMaximizedViewNode(self, node: Any) -> None:
        """Fill the layout with this view."""
        self._node.AddMaximizedViewNode(node)

    def removeMaximizedViewNode(self, node: Any) -> None:
        """Show the layout again."""
        self._node.RemoveMaximizedViewNode(node)

    def removeAllMaximizedViewNodes(self) -> None:
        """Show the layout again."""
        self._node.RemoveAllMaximizedViewNodes()

    # what the scene says

    @guarded
    def _on_scene_changed(self, *_: Any) -> None:
        """The scene was closed or opened: nodes may be others than before."""
        # closing with all singletons makes new nodes under the old names
        gone = [name for name in self._widgets if slicer.mrmlScene.GetNodeByID(name) is not self._made_for.get(name)]
        for name in gone:
            self._remove(name)
        if not self._view_nodes():  # a scene that was emptied to the last node has lost those of the views, too
            self._logic.SetMRMLScene(None)
            self._logic.SetMRMLScene(slicer.mrmlScene)
        node = self._logic.GetLayoutNode()
        if node is not self._node:
            if self._node is not None:
                self._node.RemoveObserver(self._node_tag)
            self._node = node
            self._node_tag = node.AddObserver(vtk.vtkCommand.ModifiedEvent, self._on_layout_modified)
        if node.GetViewArrangement() == node.SlicerLayoutInitialView:
            node.SetViewArrangement(node.SlicerLayoutFourUpView)
        self._shown = ()
        self._on_layout_modified()

    @guarded
    def _on_layout_modified(self, *_: Any) -> None:
        if slicer.mrmlScene.IsBatchProcessing():
            return
        nodes = self._view_nodes()
        names = [node.GetID() for node in (*self._maximized(), *nodes)]
        shown = (self._node.GetViewArrangement(), self._node.GetCurrentLayoutDescription(), *names)
        if shown != self._shown:
            self._shown = shown
            self._rebuild()
        if self._layout != self._node.GetViewArrangement():
            self._layout = self._node.GetViewArrangement()
            self.layoutChanged.emit(self._layout)

    @guarded
    def _on_batch_started(self, *_: Any) -> None:
        for widget in self._drawn():
            widget.viewWidget().setRenderEnabled(False)

    @guarded
    def _on_batch_ended(self, *_: Any) -> None:
        for widget in self._drawn():
            widget.viewWidget().setRenderEnabled(True)
        self._on_layout_modified()

    def _rebuild(self) -> None:
        for widget in self._widgets.values():
            widget.hide()
            widget.setParent(self._viewport)  # or it would go with the splitter that holds it
        self._placed = []
        old, self._root = self._root, self._build()
        if self._root is not None:
            self._stack.addWidget(self._root)
        for widget in self._placed:
            widget.show()
        for name, widget in self._widgets.items():
            node = slicer.mrmlScene.GetNodeByID(name)
            if node is not None:
                node.SetMappedInLayout(widget in self._placed)  # Slicer draws the intersections of these slices only
        if old is not None and old not in self._widgets.values():
            old.hide()
            old.deleteLater()

    def _build(self) -> qt.QWidget | None:
        maximized = self._maximized()
        if maximized:
            return self._builder.arrange([self._widget_for(node) for node in maximized])
        element = self._node.GetLayoutRootElement()
        return None if element is None else self._builder.build(element)

    def _maximized(self) -> list[Any]:
        """The view nodes that fill the layout for now."""
        node = self._node
        return [node.GetMaximizedViewNode(index) for index in range(node.GetNumberOfMaximizedViewNodes())]

    def _widget_for(self, node: Any) -> qt.QWidget:
        identifier = node.GetID()
        if identifier not in self._widgets:
            widget = make_view_widget(node) or qt.QLabel(f"This host has no view for {node.GetName()}.")
            widget.setObjectName(f"{type(widget).__name__}{node.GetLayoutName()}")
            self._widgets[identifier] = widget
            self._made_for[identifier] = node
        self._placed.append(self._widgets[identifier])
        return self._widgets[identifier]

    def _nodes_for(self, element: Any) -> list[Any]:
        if element.GetAttribute("singletontag"):
            node = self._logic.GetViewFromElement(element)
            return [] if node is None else [node]
        return [node for node in self._view_nodes() if node.GetClassName() == element.GetAttribute("class")]

    def _view_nodes(self) -> list[Any]:
        views = self._logic.GetViewNodes()
        return [views.GetItemAsObject(index) for index in range(views.GetNumberOfItems())]

    def _current(self, kind: str) -> list[Any]:
        return [node for node in self._view_nodes() if node.IsA(CLASSES[kind]) and node.GetID() in self._widgets]

    def _all(self, kind: str) -> list[tuple[Any, qt.QWidget]]:
        nodes = ((slicer.mrmlScene.GetNodeByID(name), widget) for name, widget in self._widgets.items())
        return [(node, widget) for node, widget in nodes if node is not None and node.IsA(CLASSES[kind])]

    def _find(self, kind: str, place: Any) -> qt.QWidget | None:
        views = self._all(kind)
        if isinstance(place, int):
            return views[place][1] if 0 <= place < len(views) else None
        return next((widget for node, widget in views if place in (node, node.GetLayoutName())), None)

    def _drawn(self) -> list[qt.QWidget]:
        """The widgets that VTK draws."""
        return [widget for kind in ("slice", "three_d") for _, widget in self._all(kind)]

    def _remove(self, name: str) -> None:
        widget = self._widgets.pop(name)
        if hasattr(widget, "_close"):
            widget._close()
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
