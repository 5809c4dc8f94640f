"""Draws every widget in light and dark: `python gallery.py FOLDER`; QT_SCALE_FACTOR sets the scale."""

import sys
from pathlib import Path
from typing import Any

ROLES = ("Window", "Base", "Text", "Button", "Highlight", "AlternateBase", "Link")
DARK = dict(zip(ROLES, ("#2b2b2e", "#1e1e20", "#e6e6e6", "#3a3a3e", "#3d7ab8", "#26262a", "#7ab4f0"), strict=True))
LIGHT = dict(zip(ROLES, ("#f3f3f4", "#ffffff", "#1c1c1e", "#e9e9eb", "#2a72c8", "#f6f6f8", "#1f5fae"), strict=True))
SECTIONS = (("Input", False), ("Method and its rather long title that has to be cut off somewhere", True), ("Output", True))
RANGES = (("Range:", (-400, 1200), True), ("At the ends:", (-1000, 3000), True), ("Disabled:", (-900, -500), False))
SEGMENTS = (("l", "Left lung", (0.7, 0.4, 0.3)), ("r", "Right lung", (0.3, 0.6, 0.8)), ("i", "Infection", (1, 0.8, 0.1)))


def themed(qt: Any, colors: dict[str, str]) -> Any:
    """A palette of these colours."""
    palette = qt.QPalette(qt.QColor(colors["Button"]), qt.QColor(colors["Window"]))
    for role in ("Base", "AlternateBase", "Highlight"):
        palette.setColor(getattr(qt.QPalette, role), qt.QColor(colors[role]))
    for role in ("Text", "WindowText", "ButtonText"):
        palette.setColor(getattr(qt.QPalette, role), qt.QColor(colors["Text"]))
        faint = qt.QColor(colors["Text"])
        faint.setAlphaF(0.4)
        palette.setColor(qt.QPalette.Disabled, getattr(qt.QPalette, role), faint)
    palette.setColor(qt.QPalette.Link, qt.QColor(colors["Link"]))
    palette.setColor(qt.QPalette.HighlightedText, qt.QColor("#ffffff"))
    return palette


class Gallery:
    """Makes the widgets and saves a picture of each."""

    def __init__(self, qt: Any, ctk: Any, slicer: Any, folder: Path) -> None:
        self.qt, self.ctk, self.slicer, self.folder = qt, ctk, slicer, folder
        self.frames: list[Any] = []
        self.scene = slicer.vtkMRMLScene()
        self.logic = slicer.vtkSlicerSegmentationsModuleLogic()
        self.logic.SetMRMLScene(self.scene)
        slicer.mrmlScene = self.scene

    def save(self, name: str, widget: Any, width: int = 420, height: int | None = None) -> None:
        """Shows a widget at a width and saves it."""
        frame = self.qt.QWidget()
        self.frames.append(frame)
        box = self.qt.QVBoxLayout(frame)
        box.addWidget(widget)
        box.addStretch(1)
        frame.resize(width, height or max(frame.sizeHint.height(), 40))
        frame.show()
        for _ in range(3):
            self.qt.QApplication.processEvents()
        assert frame.grab().save(str(self.folder / f"{name}.png"))
        frame.hide()

    def draw(self) -> None:
        """All pictures."""
        self.sections()
        self.numbers()
        self.choices()
        self.nodes()
        self.segments()
        self.table()
        self.hierarchy()

    def sections(self) -> None:
        """Collapsible parts of a panel."""
        qt, ctk = self.qt, self.ctk
        panel = qt.QWidget()
        column = qt.QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        for title, collapsed in (
            ("Input", False),
            ("Method and its rather long title that has to be cut off somewhere", True),
            ("Output", True),
        ):
            section = ctk.ctkCollapsibleButton()
            section.text = title
            form = qt.QFormLayout(section)
            form.addRow("Volume:", qt.QComboBox())
            form.addRow("Threshold:", ctk.ctkSliderWidget())
            section.collapsed = collapsed
            column.addWidget(section)
        off = ctk.ctkCollapsibleButton()
        off.text = "Disabled"
        off.collapsed, off.enabled = True, False
        column.addWidget(off)
        for title, collapsed in (("Group", False), ("Folded group", True)):
            group = ctk.ctkCollapsibleGroupBox()
            group.title = title
            qt.QFormLayout(group).addRow("Name:", qt.QLineEdit("lung"))
            group.collapsed = collapsed
            column.addWidget(group)
        self.save("sections", panel)

    def numbers(self) -> None:
        """Sliders, ranges, spin boxes."""
        qt, ctk = self.qt, self.ctk
        panel = qt.QWidget()
        form = qt.QFormLayout(panel)
        slider = ctk.ctkSliderWidget()
        slider.setDecimals(0)
        slider.minimum, slider.maximum, slider.value, slider.suffix = -1000, 3000, 400, " HU"
        form.addRow("Slider:", slider)
        for label, values, enabled in (
            ("Range:", (-400, 1200), True),
            ("At the ends:", (-1000, 3000), True),
            ("Disabled:", (-900, -500), False),
        ):
            ranged = ctk.ctkRangeWidget()
            ranged.setDecimals(0)
            ranged.setRange(-1000, 3000)
            ranged.setValues(*values)
            ranged.suffix = " HU"
            ranged.enabled = enabled
            form.addRow(label, ranged)
        close = ctk.ctkRangeWidget()
        close.setRange(0, 1)
        close.singleStep = 0.01
        close.setValues(0.5, 0.52)
        close.spinBoxAlignment = int(qt.Qt.AlignTop)
        form.addRow("Above:", close)
        form.addRow("Spin box:", ctk.ctkDoubleSpinBox())
        form.addRow("Point:", ctk.ctkCoordinatesWidget())
        self.save("numbers", panel)

    def choices(self) -> None:
        """Buttons, paths, lists."""
        qt, ctk = self.qt, self.ctk
        panel = qt.QWidget()
        form = qt.QFormLayout(panel)
        path, wrong = ctk.ctkPathLineEdit(), ctk.ctkPathLineEdit()
        path.currentPath, wrong.currentPath = "/usr", "/nowhere/at/all.nrrd"
        directory = ctk.ctkDirectoryButton()
        directory.directory = "/usr/share"
        form.addRow("Path:", path)
        form.addRow("Missing path:", wrong)
        form.addRow("Folder:", directory)
        color = ctk.ctkColorPickerButton()
        color.color = qt.QColor("#d06a1f")
        form.addRow("Colour:", color)
        check = ctk.ctkCheckableComboBox()
        check.addItems(["Dice", "Hausdorff", "Volume"])
        check.setCheckState(check.model().index(0, 0), qt.Qt.Checked)
        check.setCheckState(check.model().index(2, 0), qt.Qt.Checked)
        form.addRow("Measures:", check)
        button = ctk.ctkCheckablePushButton("Auto-apply")
        button.checkState = int(qt.Qt.Checked)
        form.addRow("Button:", button)
        menu = ctk.ctkMenuButton("With a menu")
        menu.setMenu(qt.QMenu(menu))
        form.addRow("Menu:", menu)
        combo = ctk.ctkComboBox()
        combo.addItem("one")
        combo.setCurrentIndex(-1)
        combo.defaultText = "Select a model"
        form.addRow("Empty:", combo)
        search = ctk.ctkSearchBox()
        search.showSearchIcon = True
        form.addRow("Search:", search)
        text = ctk.ctkFittedTextBrowser()
        text.setCollapsibleText("Uneven slices.<br>The distance between slices 12 and 13 is 7.5 mm.")
        form.addRow("Text:", text)
        self.save("choices", panel)

    def nodes(self) -> None:
        """Node selectors, closed and open."""
        qt, slicer = self.qt, self.slicer
        for name in ("CT chest", "CT chest, lung window, one millimetre, before contrast agent was given", "MR head"):
            self.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", name)
        panel = qt.QWidget()
        form = qt.QFormLayout(panel)
        for index, label in ((0, "Input:"), (1, "Long:"), (-1, "None:")):
            selector = slicer.qMRMLNodeComboBox()
            selector.nodeTypes = ["vtkMRMLScalarVolumeNode"]
            selector.renameEnabled = True
            selector.setMRMLScene(self.scene)
            selector.setCurrentNodeIndex(index)
            form.addRow(label, selector)
        self.save("nodes", panel)
        self.popup()

    def popup(self) -> None:
        """The open list of a node selector."""
        selector = self.slicer.qMRMLNodeComboBox()
        selector.nodeTypes = ["vtkMRMLScalarVolumeNode"]
        selector.renameEnabled = selector.noneEnabled = True
        selector.setMRMLScene(self.scene)
        selector.setCurrentNodeIndex(0)
        self.save("nodes_closed", selector, 320)
        self.frames[-1].show()
        selector._combo.showPopup()
        self.qt.QApplication.processEvents()
        assert selector._combo.view().window().grab().save(str(self.folder / "nodes_open.png"))
        selector._combo.hidePopup()
        self.frames[-1].hide()

    def segments(self) -> None:
        """A table of segments, and the button that shows them in 3D."""
        qt, slicer = self.qt, self.slicer
        node = self.scene.AddNewNodeByClass("vtkMRMLSegmentationNode", "Lungs")
        node.CreateDefaultDisplayNodes()
        for segment, name, color in (
            ("l", "Left lung", (0.7, 0.4, 0.3)),
            ("r", "Right lung", (0.3, 0.6, 0.8)),
            ("i", "Infection", (1, 0.8, 0.1)),
        ):
            node.GetSegmentation().AddEmptySegment(segment, name, color)
        node.GetDisplayNode().SetSegmentVisibility("r", False)
        panel = qt.QWidget()
        column = qt.QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        table, plain = slicer.qMRMLSegmentsTableView(), slicer.qMRMLSegmentsTableView()
        for view in (table, plain):
            view.setMRMLScene(self.scene)
            view.setSegmentationNode(node)
            view.setMinimumHeight(120)
            column.addWidget(view)
        table.setSelectedSegmentIDs(["r"])
        table.statusColumnVisible = table.filterBarVisible = True
        plain.opacityColumnVisible = plain.headerVisible = False
        column.addWidget(slicer.qMRMLSegmentsTableView())
        button = slicer.qMRMLSegmentationShow3DButton()
        button.setSegmentationNode(node)
        column.addWidget(button)
        self.save("segments", panel, height=480)

    def table(self) -> None:
        """A table view and a plot view."""
        slicer = self.slicer
        import numpy as np
        import vtk

        node = self.scene.AddNewNodeByClass("vtkMRMLTableNode", "Scores")
        names = vtk.vtkStringArray()
        names.SetName("segment")
        for name in ("Left lung", "Right lung", "Infection"):
            names.InsertNextValue(name)
        slicer.util.updateTableFromArray(node, (np.array([0.91, 0.84, 0.77]), np.array([1.5, 2.25, 8.0])), ["dice", "hd95"])
        node.AddColumn(names)
        node.SetUseColumnTitleAsColumnHeader(True)
        node.SetColumnTitle("dice", "Dice")
        node.SetColumnTitle("hd95", "HD95 (mm)")
        node.SetLocked(True)
        view_node = self.scene.AddNewNodeByClass("vtkMRMLTableViewNode", "Table")
        view_node.SetLayoutLabel("T")
        table = slicer.qMRMLTableWidget()
        table.setMRMLScene(self.scene)
        table.setMRMLTableViewNode(view_node)
        view_node.SetTableNodeID(node.GetID())
        table.setMinimumHeight(160)
        self.save("table", table)
        self.plot(node)

    def plot(self, table: Any) -> None:
        """Bars with names."""
        slicer = self.slicer
        chart = self.scene.AddNewNodeByClass("vtkMRMLPlotChartNode", "Dice")
        chart.SetTitle("Dice of each segment")
        chart.SetYAxisTitle("Dice")
        series = self.scene.AddNewNodeByClass("vtkMRMLPlotSeriesNode", "Dice")
        series.SetAndObserveTableNodeID(table.GetID())
        series.SetYColumnName("dice")
        series.SetLabelColumnName("segment")
        series.SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeBar)
        series.SetColor(0.16, 0.45, 0.78)
        chart.AddAndObservePlotSeriesNodeID(series.GetID())
        view_node = self.scene.AddNewNodeByClass("vtkMRMLPlotViewNode", "Plot")
        view_node.SetLayoutLabel("P")
        view_node.SetPlotChartNodeID(chart.GetID())
        plot = slicer.qMRMLPlotWidget()
        plot.setMRMLScene(self.scene)
        plot.setMRMLPlotViewNode(view_node)
        plot.setMinimumHeight(300)
        self.save("plot", plot)

    def hierarchy(self) -> None:
        """The subject hierarchy and lists of several kinds."""
        qt, slicer, scene = self.qt, self.slicer, self.scene
        hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(scene)
        study = hierarchy.CreateStudyItem(hierarchy.CreateSubjectItem(hierarchy.GetSceneItemID(), "Patient"), "Chest CT")
        for name in ("CT chest", "Lungs"):
            node = scene.GetFirstNodeByName(name)
            hierarchy.SetItemParent(hierarchy.GetItemByDataNode(node) or hierarchy.CreateItem(study, node), study)
        panel = qt.QWidget()
        column = qt.QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        tree = slicer.qMRMLSubjectHierarchyTreeView()
        tree.setMinimumHeight(200)
        checked = slicer.qMRMLCheckableNodeComboBox()
        checked.nodeTypes = ["vtkMRMLScalarVolumeNode"]
        widgets = [tree, slicer.qMRMLSubjectHierarchyComboBox(), slicer.qMRMLSegmentSelectorWidget(), checked]
        for widget in widgets:
            widget.setMRMLScene(scene)
            column.addWidget(widget)
        tree.setCurrentNode(scene.GetFirstNodeByName("Lungs"))
        widgets[1].setCurrentNode(scene.GetFirstNodeByName("CT chest"))
        checked.check(scene.GetFirstNodeByName("MR head"))
        column.addWidget(slicer.qMRMLVolumeThresholdWidget())
        self.save("hierarchy", panel)


def main(folder: Path) -> None:
    """Draws everything in both themes."""
    from slicerhost import ctkwidgets, diagnostics, mrmlwidgets

    ctk = ctkwidgets.install()
    import qt
    import slicer
    import slicer.util

    application = qt.QApplication(["gallery"])
    qt.QApplication.setStyle("Fusion")
    mrmlwidgets.install(slicer)
    for theme, colors in (("light", LIGHT), ("dark", DARK)):
        qt.QApplication.setPalette(themed(qt, colors))
        (folder / theme).mkdir(parents=True, exist_ok=True)
        Gallery(qt, ctk, slicer, folder / theme).draw()
    assert diagnostics.collected() == [], diagnostics.collected()
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
