"""MRML tables and charts as they are seen."""

import numpy as np
import pytest
import vtk


@pytest.fixture
def table(mrml):
    """A column of names and two of numbers, with titles, units and descriptions."""
    node = mrml.AddNewNodeByClass("vtkMRMLTableNode", "Scores")
    names = vtk.vtkStringArray()
    names.SetName("segment")
    for name in ("left", "right"):
        names.InsertNextValue(name)
    node.AddColumn(names)
    for name, values in (("dice", (0.5, 0.75)), ("hd95", (1.5, float("nan")))):
        column = vtk.vtkDoubleArray()
        column.SetName(name)
        for value in values:
            column.InsertNextValue(value)
        node.AddColumn(column)
    node.SetUseColumnTitleAsColumnHeader(True)
    node.SetColumnTitle("hd95", "HD95 (mm)")
    node.SetColumnUnitLabel("hd95", "mm")
    node.SetColumnDescription("hd95", "Distance that 95% of the surface keeps below")
    return node


@pytest.fixture
def view(slicer, mrml, table):
    widget = slicer.qMRMLTableView()
    widget.setMRMLScene(mrml)
    widget.setMRMLTableNode(table)
    return widget


def texts(view):
    model = view.model()
    return [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())]


def headers(view, qt):
    model = view.model()
    return [model.headerData(column, qt.Qt.Horizontal) for column in range(model.columnCount())]


def test_a_table_shows_its_titles_and_values(view, qt):
    assert headers(view, qt) == ["segment", "dice", "HD95 (mm)"]
    assert texts(view) == [["left", "0.5", "1.5"], ["right", "0.75", "nan"]]


def test_titles_units_and_descriptions_are_tooltips(view, qt):
    tip = view.model().headerData(2, qt.Qt.Horizontal, int(qt.Qt.ToolTipRole))
    for part in ("HD95 (mm)", "Unit: mm", "95% of the surface"):
        assert part in tip
    assert view.tableModel().item(0, 2).toolTip() == tip


def test_without_titles_as_headers_names_stand_in_the_first_row(view, table, qt):
    table.SetUseColumnTitleAsColumnHeader(False)
    assert headers(view, qt) == ["A", "B", "C"]
    assert texts(view)[0] == ["segment", "dice", "hd95"]
    view.setFirstRowLocked(True)
    assert headers(view, qt)[1] == "dice"


def test_the_first_column_can_name_the_rows(view, table, qt):
    view.setFirstColumnLocked(True)
    assert table.GetUseFirstColumnAsRowHeader()
    assert view.model().headerData(1, qt.Qt.Vertical) == "right"
    assert texts(view) == [["0.5", "1.5"], ["0.75", "nan"]]


def test_a_table_can_be_turned(view, qt):
    view.setTransposed(True)
    assert texts(view) == [["left", "right"], ["0.5", "0.75"], ["1.5", "nan"]]
    assert view.model().headerData(2, qt.Qt.Vertical) == "HD95 (mm)"


def test_changes_of_the_node_show(view, table):
    table.GetTable().GetColumn(1).SetValue(0, 0.9)
    table.Modified()
    assert texts(view)[0][1] == "0.9"
    table.RemoveColumn(1)
    assert texts(view) == [["left", "1.5"], ["right", "nan"]]
    table.RemoveAllColumns()
    assert texts(view) == []


def test_what_is_typed_goes_to_the_table_and_nonsense_comes_back(view, table):
    view.tableModel().item(0, 1).setText("0.625")
    assert table.GetTable().GetColumn(1).GetValue(0) == 0.625
    view.tableModel().item(0, 1).setText("0.625 or so")
    assert texts(view)[0][1] in ("0.625", "0")


def test_a_locked_table_cannot_be_edited(view, table, qt):
    assert view.tableModel().item(0, 0).flags() & qt.Qt.ItemIsEditable
    table.SetLocked(True)
    assert not view.tableModel().item(0, 0).flags() & qt.Qt.ItemIsEditable


def test_bits_are_check_marks(view, table, qt):
    bits = vtk.vtkBitArray()
    bits.SetName("done")
    for value in (1, 0):
        bits.InsertNextValue(value)
    table.AddColumn(bits)
    item = view.tableModel().item(0, 3)
    assert (item.checkState(), item.text()) == (qt.Qt.Checked, "")
    item.setCheckState(qt.Qt.Unchecked)
    assert table.GetTable().GetColumn(3).GetValue(0) == 0


def test_cells_are_copied_with_tabs_and_pasted_again(view, table, qt):
    view.selectAll()
    view.copySelection()
    assert qt.QApplication.clipboard().text() == "left\t0.5\t1.5\nright\t0.75\tnan"
    qt.QApplication.clipboard().setText("0.1\t0.2\n0.3\t0.4\n9\t9")
    view.setCurrentIndex(view.model().index(0, 1))
    view.pasteSelection()
    assert texts(view) == [["left", "0.1", "0.2"], ["right", "0.3", "0.4"]]


def test_the_copy_key_copies(view, qt, shown, press_key):
    shown(view, 300, 120)
    view.selectRow(0)
    press_key(view, qt.Qt.Key_C, qt.Qt.ControlModifier)
    assert qt.QApplication.clipboard().text() == "left\t0.5\t1.5"


def test_rows_and_columns_can_be_added_and_deleted(view, table):
    view.insertRow()
    assert table.GetNumberOfRows() == 3
    view.selectRow(1)
    view.deleteRow()
    assert [row[0] for row in texts(view)] == ["left", ""]
    view.insertColumn()
    assert table.GetNumberOfColumns() == 4
    view.selectColumn(1)
    view.deleteColumn()
    assert table.GetTable().GetColumnName(1) == "hd95"


def test_selecting_is_told(view, heard):
    told = heard(view, "selectionChanged()")
    view.selectRow(0)
    assert told == [("selectionChanged",)]


def test_a_view_node_brings_its_table(slicer, mrml, table, view):
    node = mrml.AddNewNodeByClass("vtkMRMLTableViewNode", "Table")
    widget = slicer.qMRMLTableWidget()
    widget.setMRMLScene(mrml)
    widget.setMRMLTableViewNode(node)
    assert widget.tableView().mrmlTableNode() is None
    node.SetTableNodeID(table.GetID())
    assert widget.tableView().mrmlTableNode() is table
    assert widget.tableController()._nodes.currentNode() is table
    widget.tableController()._nodes.setCurrentNode(None)
    assert widget.tableView().mrmlTableNode() is None


def test_selected_columns_can_be_plotted(view, mrml):
    plot_view = mrml.AddNewNodeByClass("vtkMRMLPlotViewNode", "Plot")
    view.selectColumn(1)
    view.plotSelection()
    chart = plot_view.GetPlotChartNode()
    assert [chart.GetNthPlotSeriesNode(0).GetYColumnName()] == ["dice"]


# Charts


@pytest.fixture
def plot(slicer, mrml, shown):
    node = mrml.AddNewNodeByClass("vtkMRMLPlotViewNode", "Plot")
    widget = slicer.qMRMLPlotWidget()
    widget.setMRMLScene(mrml)
    widget.setMRMLPlotViewNode(node)
    return shown(widget, 320, 260)


@pytest.fixture
def chart(slicer, mrml, table, plot):
    """A chart of one series in pure red, shown in the plot view."""
    node = mrml.AddNewNodeByClass("vtkMRMLPlotChartNode", "Dice")
    series = mrml.AddNewNodeByClass("vtkMRMLPlotSeriesNode", "Dice")
    series.SetAndObserveTableNodeID(table.GetID())
    series.SetYColumnName("dice")
    series.SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeBar)
    series.SetColor(1, 0, 0)
    node.AddAndObservePlotSeriesNodeID(series.GetID())
    node.SetLegendVisibility(False)
    plot.mrmlPlotViewNode().SetPlotChartNodeID(node.GetID())
    return node


def reds(plot, qt):
    """How many pixels are pure red, and the columns of the picture in which they lie."""
    qt.QApplication.processEvents()
    image = plot.plotView().grab().toImage().convertToFormat(qt.QImage.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[:, :, :3]
    hit = (pixels[:, :, 2] > 240) & (pixels[:, :, 1] < 15) & (pixels[:, :, 0] < 15)
    return int(hit.sum()), hit


def test_bars_are_drawn_as_high_as_their_values(plot, chart, qt):
    count, hit = reds(plot, qt)
    heights = [h for h in hit.sum(axis=0) if h]
    assert count > 500
    assert min(heights) / max(heights) == pytest.approx(0.5 / 0.75, abs=0.05)


def test_bars_are_named_by_the_column_of_labels(plot, chart):
    chart.GetNthPlotSeriesNode(0).SetLabelColumnName("segment")
    plot.plotView()._draw()
    labels = plot.plotView()._chart.GetAxis(vtk.vtkAxis.BOTTOM).GetTickLabels()
    assert [labels.GetValue(index) for index in range(labels.GetNumberOfValues())] == ["left", "right"]


def test_long_names_of_bars_stand_in_two_rows(plot, chart, table):
    names = table.GetTable().GetColumnByName("segment")
    names.SetValue(0, "A first name that is long")
    names.SetValue(1, "A second name that is longer")
    chart.GetNthPlotSeriesNode(0).SetLabelColumnName("segment")
    plot.plotView()._draw()
    labels = plot.plotView()._chart.GetAxis(vtk.vtkAxis.BOTTOM).GetTickLabels()
    assert [labels.GetValue(index).count("\n") for index in range(2)] == [5, 5 + 6]
    assert labels.GetValue(1).split() == names.GetValue(1).split()


def test_a_line_and_points_alone_are_drawn(plot, chart, slicer, qt):
    series, kinds = chart.GetNthPlotSeriesNode(0), slicer.vtkMRMLPlotSeriesNode
    series.SetLineWidth(4)
    series.SetPlotType(kinds.PlotTypeLine)
    line, _ = reds(plot, qt)
    series.SetLineStyle(kinds.LineStyleNone)
    series.SetMarkerStyle(kinds.MarkerStyleSquare)
    series.SetMarkerSize(9)
    points, _ = reds(plot, qt)
    assert line > points > 10


def test_a_changed_table_is_drawn_anew(plot, chart, table, qt):
    before, _ = reds(plot, qt)
    table.GetTable().GetColumn(1).SetValue(0, 0.05)
    table.GetTable().Modified()
    table.Modified()
    after, _ = reds(plot, qt)
    assert after < 0.8 * before


def test_titles_ranges_and_legend_follow_the_chart(plot, chart):
    chart.SetTitle("Dice of each segment")
    chart.SetYAxisTitle("Dice")
    chart.SetLegendVisibility(True)
    chart.SetYAxisRangeAuto(False)
    chart.SetYAxisRange(0, 2)
    plot.plotView()._draw()
    drawn = plot.plotView()._chart
    axis = drawn.GetAxis(vtk.vtkAxis.LEFT)
    assert (drawn.GetTitle(), axis.GetTitle(), bool(drawn.GetShowLegend())) == ("Dice of each segment", "Dice", True)
    assert (axis.GetMinimum(), axis.GetMaximum()) == (0, 2)


def test_a_scatter_plot_needs_its_column_for_x(plot, chart, slicer, qt):
    chart.GetNthPlotSeriesNode(0).SetPlotType(slicer.vtkMRMLPlotSeriesNode.PlotTypeScatter)
    assert reds(plot, qt)[0] == 0
    chart.GetNthPlotSeriesNode(0).SetXColumnName("hd95")
    plot.plotView()._draw()
    assert plot.plotView()._chart.GetNumberOfPlots() == 1


def test_columns_of_words_are_not_plotted(plot, chart):
    chart.GetNthPlotSeriesNode(0).SetYColumnName("segment")
    plot.plotView()._draw()
    assert plot.plotView()._chart.GetNumberOfPlots() == 0


def test_the_bar_chooses_the_chart(plot, chart, qt):
    plot.plotController()._nodes.setCurrentNode(None)
    assert plot.mrmlPlotViewNode().GetPlotChartNodeID() is None
    assert reds(plot, qt)[0] == 0
    plot.plotController()._nodes.setCurrentNode(chart)
    assert reds(plot, qt)[0] > 500


def test_removing_the_chart_empties_the_view(plot, chart, mrml, qt):
    mrml.RemoveNode(chart)
    assert reds(plot, qt)[0] == 0


def test_dragging_pans_and_a_double_click_shows_all_again(plot, chart, mouse, qt):
    view = plot.plotView()
    view._draw()
    axis = view._chart.GetAxis(vtk.vtkAxis.LEFT)
    before = (axis.GetMinimum(), axis.GetMaximum())
    mouse(view, "press", 160, 120)
    mouse(view, "move", 160, 140)
    mouse(view, "move", 160, 170)
    mouse(view, "release", 160, 170)
    assert axis.GetMaximum() != pytest.approx(before[1])
    mouse(view, "double", 160, 120)
    view._draw()
    assert (axis.GetMinimum(), axis.GetMaximum()) == pytest.approx(before)


def test_a_plot_is_saved_so_that_it_can_be_scaled(plot, chart, tmp_path):
    plot.plotView().saveAsSVG(str(tmp_path / "plot.svg"))
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


def test_a_view_that_is_closed_follows_the_scene_no_more(plot, chart, table, qt):
    plot._close()
    table.Modified()
    assert plot.mrmlPlotViewNode() is None
    assert reds(plot, qt)[0] == 0
