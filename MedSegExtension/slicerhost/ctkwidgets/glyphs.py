"""Small pictures drawn with lines, sharp at every scale and in the colour of the text."""

from typing import Any

import qt

SIZE = 16
SCALE = 4


def _canvas() -> Any:
    picture = qt.QPixmap(SIZE * SCALE, SIZE * SCALE)
    picture.setDevicePixelRatio(SCALE)
    picture.fill(qt.Qt.transparent)
    return picture


def _pen(color: qt.QColor, width: float = 1.5) -> qt.QPen:
    pen = qt.QPen(color, width)
    pen.setCapStyle(qt.Qt.RoundCap)
    pen.setJoinStyle(qt.Qt.RoundJoin)
    return pen


def drawn(color: qt.QColor, draw: Any) -> qt.QIcon:
    """Makes an icon of what a function draws on 16 by 16 units.

    Args:
        color: The colour of the lines.
        draw: Called with a QPainter.
    """
    picture = _canvas()
    painter = qt.QPainter(picture)
    painter.setRenderHint(qt.QPainter.Antialiasing)
    painter.setPen(_pen(color))
    draw(painter)
    painter.end()
    return qt.QIcon(picture)


def search_icon(color: qt.QColor) -> qt.QIcon:
    """A magnifier."""

    def draw(painter: qt.QPainter) -> None:
        painter.drawEllipse(qt.QPointF(6.5, 6.5), 4, 4)
        painter.drawLine(qt.QPointF(9.6, 9.6), qt.QPointF(13.5, 13.5))

    return drawn(color, draw)


def eye_icon(color: qt.QColor, is_open: bool) -> qt.QIcon:
    """An eye, struck through where nothing is seen."""

    def draw(painter: qt.QPainter) -> None:
        lid = qt.QPainterPath(qt.QPointF(1.5, 8))
        lid.quadTo(8, 0.5, 14.5, 8)
        lid.quadTo(8, 15.5, 1.5, 8)
        painter.drawPath(lid)
        if is_open:
            painter.setBrush(color)
            painter.drawEllipse(qt.QPointF(8, 8), 2, 2)
        else:
            painter.drawLine(qt.QPointF(2.5, 13.5), qt.QPointF(13.5, 2.5))

    return drawn(color, draw)


def cube_icon(color: qt.QColor) -> qt.QIcon:
    """A cube seen from a corner."""

    def draw(painter: qt.QPainter) -> None:
        outline = [(8, 1.5), (14, 4.8), (14, 11.2), (8, 14.5), (2, 11.2), (2, 4.8)]
        painter.drawPolygon(qt.QPolygonF([qt.QPointF(x, y) for x, y in outline]))
        for x, y in ((2, 4.8), (14, 4.8), (8, 14.5)):
            painter.drawLine(qt.QPointF(8, 8), qt.QPointF(x, y))

    return drawn(color, draw)
