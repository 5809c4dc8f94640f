"""Chooses a colour table."""

from typing import Any

import qt

from slicerhost.mrmlwidgets.node_combo_box import qMRMLNodeComboBox
from slicerhost.pythonqt.standin import facade

STRIP = (48, 12)
MOST_COLORS = 48


@facade
class qMRMLColorTableComboBox(qMRMLNodeComboBox):
    """A node combo box of colour nodes, each with a strip of its colours."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._combo.setIconSize(qt.QSize(*STRIP))
        self.nodeTypes = ["vtkMRMLColorNode"]
        self.showHidden = True
        self.addEnabled = self.removeEnabled = False

    def _node_appeared(self, node: Any, first: Any) -> None:
        self._rows.item(node).setIcon(_strip(node))
        super()._node_appeared(node, first)

    def _nodes_replaced(self) -> None:
        for node in self._rows.nodes:
            self._rows.item(node).setIcon(_strip(node))
        super()._nodes_replaced()


def _strip(node: Any) -> qt.QIcon:
    """A picture of a node's colours from the first to the last."""
    picture = qt.QPixmap(*STRIP)
    picture.fill(qt.Qt.transparent)
    count = node.GetNumberOfColors()
    shown = min(count, MOST_COLORS)
    painter = qt.QPainter(picture)
    color = [0.0, 0.0, 0.0, 0.0]
    for index in range(shown):
        node.GetColor(index * count // shown, color)
        left = index * STRIP[0] // shown
        painter.fillRect(left, 0, (index + 1) * STRIP[0] // shown - left, STRIP[1], qt.QColor.fromRgbF(*color[:3]))
    painter.end()
    return qt.QIcon(picture)
