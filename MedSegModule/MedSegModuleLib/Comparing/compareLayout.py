"""Layouts of slice views side by side above a table and a plot."""

import math

import slicer

MOST_VIEWS = 12
_FIRST_NUMBER = 52600  # layouts of modules have numbers that no other has
_MOST_IN_A_ROW = 4
_VIEW_GROUP = 526  # slices follow each other within a group
_COLOR = "#8C8C8C"

_LAYOUT = """
<layout type="vertical" split="true">
 {rows}
 <item splitSize="330"><layout type="horizontal" split="true">
  <item splitSize="600"><view class="vtkMRMLTableViewNode" singletontag="TableView1">
   <property name="viewlabel" action="default">T</property></view></item>
  <item splitSize="400"><view class="vtkMRMLPlotViewNode" singletontag="PlotView1">
   <property name="viewlabel" action="default">P</property></view></item>
 </layout></item>
</layout>"""

_ROW = '<item splitSize="{size}"><layout type="horizontal" split="true">{views}</layout></item>'

_VIEW = """<item><view class="vtkMRMLSliceNode" singletontag="{name}">
 <property name="orientation" action="default">Axial</property>
 <property name="viewlabel" action="default">{number}</property>
 <property name="viewcolor" action="default">{color}</property>
 <property name="viewgroup" action="default">{group}</property></view></item>"""


def registerLayouts() -> None:
    """Make the layouts known, for up to `MOST_VIEWS` slice views, so that scenes that were saved in one open in it."""
    layoutManager = slicer.app.layoutManager()
    if layoutManager is None:  # there is no main window
        return
    node = layoutManager.layoutLogic().GetLayoutNode()
    for count in range(1, MOST_VIEWS + 1):
        if not node.IsLayoutDescription(_FIRST_NUMBER + count):
            node.AddLayoutDescription(_FIRST_NUMBER + count, _description(count))


def isSideBySide() -> bool:
    """Whether one of these is the layout that is shown."""
    layoutManager = slicer.app.layoutManager()
    return layoutManager is not None and _FIRST_NUMBER < layoutManager.layout <= _FIRST_NUMBER + MOST_VIEWS


def showCompareLayout(count: int) -> list:
    """Show a number of slice views side by side, 1 to `MOST_VIEWS`, with table and plot below.

    Returns:
        The widgets of the slice views, in their order.
    """
    registerLayouts()
    layoutManager = slicer.app.layoutManager()
    layoutManager.setLayout(_FIRST_NUMBER + count)
    return [layoutManager.sliceWidget(_viewName(number)) for number in range(count)]


def _viewName(number: int) -> str:
    return f"MedSegCompare{number + 1}"


def _description(count: int) -> str:
    """Rows of about the same length, at most four views in each."""
    perRow = math.ceil(count / math.ceil(count / _MOST_IN_A_ROW))
    views = [_view(number) for number in range(count)]
    rows = [views[start : start + perRow] for start in range(0, count, perRow)]
    size = 670 // len(rows)
    return _LAYOUT.format(rows="\n".join(_ROW.format(size=size, views="".join(row)) for row in rows))


def _view(number: int) -> str:
    return _VIEW.format(name=_viewName(number), number=number + 1, color=_COLOR, group=_VIEW_GROUP)
