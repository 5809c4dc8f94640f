"""Slicer's layout descriptions, made into splitters."""

from collections.abc import Callable
from typing import Any

import qt

GAP_PX = 3
EQUAL_SHARE = 500  # what an item without a share of its own has in Slicer
ORIENTATIONS = {"horizontal": "Horizontal", "vertical": "Vertical"}


class LayoutBuilder:
    """Arranges views as an element of Slicer's layout description says.

    Args:
        widget_for: Gives the widget of a view node.
        nodes_for: Gives the view nodes that a `view` element stands for.
    """

    def __init__(self, widget_for: Callable[[Any], qt.QWidget], nodes_for: Callable[[Any], list[Any]]) -> None:
        self._widget_for = widget_for
        self._nodes_for = nodes_for

    def build(self, element: Any) -> qt.QWidget | None:
        """The widget for an element and all that is in it; None for an empty one."""
        kind = element.GetName()
        if kind == "view":
            nodes = self._nodes_for(element)
            return self._widget_for(nodes[0]) if nodes else None
        if kind == "layout":
            return self._build_layout(element)
        return None

    def _build_layout(self, element: Any) -> qt.QWidget:
        kind = element.GetAttribute("type")
        if kind == "tab":
            return self._fill_tabs(element)
        if kind == "grid":
            return self._fill_grid(element)
        placed = self._widgets(element)
        sizes = [int(item.GetAttribute("splitSize") or EQUAL_SHARE) for item, _ in placed]
        return self.arrange([widget for _, widget in placed], ORIENTATIONS[kind], sizes)

    def arrange(self, widgets: list[qt.QWidget], orientation: str = "Horizontal", sizes: list[int] | None = None) -> qt.QWidget:
        """Put widgets beside or below each other, with borders that can be dragged.

        Args:
            widgets: From the left, or from the top.
            orientation: Horizontal or Vertical.
            sizes: Their shares.
        """
        splitter = qt.QSplitter(getattr(qt.Qt, orientation))
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GAP_PX)
        for index, widget in enumerate(widgets):
            splitter.addWidget(widget)
            splitter.setStretchFactor(index, 1)
        splitter.setSizes(sizes or [EQUAL_SHARE] * len(widgets))
        return splitter

    def _fill_tabs(self, element: Any) -> qt.QWidget:
        tabs = qt.QTabWidget()
        tabs.setDocumentMode(True)
        for item, widget in self._widgets(element):
            tabs.addTab(widget, item.GetAttribute("name") or widget.objectName)
        return tabs

    def _fill_grid(self, element: Any) -> qt.QWidget:
        holder = qt.QWidget()
        grid = qt.QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP_PX)
        for item, widget in self._widgets(element):
            row, column = int(item.GetAttribute("row") or 0), int(item.GetAttribute("column") or 0)
            spans = int(item.GetAttribute("rowspan") or 1), int(item.GetAttribute("colspan") or 1)
            grid.addWidget(widget, row, column, *spans)
            grid.setRowStretch(row, 1)
            grid.setColumnStretch(column, 1)
        return holder

    def _widgets(self, element: Any) -> list[tuple[Any, qt.QWidget]]:
        """The items of an element with their widgets; an item for many views has many."""
        found = []
        for index in range(element.GetNumberOfNestedElements()):
            item = element.GetNestedElement(index)
            for inner in range(item.GetNumberOfNestedElements()):
                child = item.GetNestedElement(inner)
                if item.GetAttribute("multiple") == "true" and child.GetName() == "view":
                    found += [(item, self._widget_for(node)) for node in self._nodes_for(child)]
                else:
                    widget = self.build(child)
                    found += [(item, widget)] if widget is not None else []
        return found
