"""The host's icons: lines on a grid of 16 x 16, drawn in the colour of the text, so that they suit light and dark."""

import qt

GRID = 16
SIZES_PX = (16, 24, 32, 48)
LINE_WIDTH = 1.4
# M x y: move to; L x y: line to; O x y r: a circle; B x y w h: a box; Z: close
GLYPHS = {
    "maximize": "M 3 6 L 3 3 L 6 3 M 10 3 L 13 3 L 13 6 M 13 10 L 13 13 L 10 13 M 6 13 L 3 13 L 3 10",
    "fit": "B 2 4 12 8 M 5 8 L 11 8 M 5 8 L 6.5 6.5 M 5 8 L 6.5 9.5 M 11 8 L 9.5 6.5 M 11 8 L 9.5 9.5",
    "link": "O 5 8 3 O 11 8 3 M 6 8 L 10 8",
    "center": "O 8 8 4 M 8 1.5 L 8 6 M 8 10 L 8 14.5 M 1.5 8 L 6 8 M 10 8 L 14.5 8",
    "front": "O 8 5 2.5 M 3.5 14 L 3.5 12 L 5.5 9.5 L 10.5 9.5 L 12.5 12 L 12.5 14",
    "spin": "M 12.5 5 L 12.5 2.5 M 12.5 5 L 10 5 M 12.5 5 L 8 2.6 L 5 3.5 L 3 6 L 3 10 L 5 12.5 L 8 13.4 L 11 12.5 L 13 10",
    "folder": "M 2 13 L 2 3.5 L 6.5 3.5 L 8 5.5 L 14 5.5 L 14 13 Z",
    "file": "M 3.5 2 L 9.5 2 L 12.5 5 L 12.5 14 L 3.5 14 Z M 9.5 2 L 9.5 5 L 12.5 5",
    "save": "M 2.5 2.5 L 11 2.5 L 13.5 5 L 13.5 13.5 L 2.5 13.5 Z M 5 2.5 L 5 6 L 10 6 L 10 2.5 M 5 13 L 5 9 L 11 9 L 11 13",
    "sample": "O 8 8 6 M 8 2 L 8 14 M 2 8 L 14 8",
    "layout": "B 2 2.5 12 11 M 8 2.5 L 8 13.5 M 2 8 L 14 8",
    "crosshair": "M 8 1.5 L 8 6 M 8 10 L 8 14.5 M 1.5 8 L 6 8 M 10 8 L 14.5 8",
    "window": "O 8 8 5.5 M 8 2.5 L 8 13.5 M 9.5 4 L 9.5 12 M 11 5 L 11 11",
    "pointer": "M 4 2 L 4 12.5 L 7 9.8 L 9 14 L 10.6 13.2 L 8.7 9.2 L 12.4 9 Z",
    "intersect": "B 2 2 12 12 M 2 10 L 14 10 M 6 2 L 6 14",
    "eye": "M 1.5 8 L 4.5 5 L 8 4 L 11.5 5 L 14.5 8 L 11.5 11 L 8 12 L 4.5 11 Z O 8 8 2",
    "eye-off": "M 1.5 8 L 4.5 5 L 8 4 L 11.5 5 L 14.5 8 L 11.5 11 L 8 12 L 4.5 11 Z M 3 13 L 13 3",
    "remove": "M 3 4.5 L 13 4.5 M 6 4.5 L 6 2.5 L 10 2.5 L 10 4.5 M 4.5 4.5 L 5 13.5 L 11 13.5 L 11.5 4.5",
    "console": "B 1.5 2.5 13 11 M 4 6 L 6.5 8 L 4 10 M 8 10.5 L 11.5 10.5",
    "picture": "M 2 4.5 L 5 4.5 L 6.5 2.5 L 9.5 2.5 L 11 4.5 L 14 4.5 L 14 13 L 2 13 Z O 8 8.5 2.5",
    "reload": "M 13 3 L 13 6 L 10 6 M 13 6 L 10.6 3.6 L 8 3 L 5 4 L 3 7 L 3.5 10.5 L 6 12.7 L 9 13 L 12 11.4",
    "volume": "M 8 1.5 L 14 4.5 L 14 11.5 L 8 14.5 L 2 11.5 L 2 4.5 Z M 2 4.5 L 8 7.5 L 14 4.5 M 8 7.5 L 8 14.5",
    "segmentation": "O 6 9 4 O 10.5 5.5 3.5",
    "table": "B 2 3 12 10 M 2 6.3 L 14 6.3 M 2 9.6 L 14 9.6 M 6.5 3 L 6.5 13",
    "plot": "M 2.5 2 L 2.5 13.5 L 14 13.5 M 5.5 13.5 L 5.5 9 M 8.5 13.5 L 8.5 5 M 11.5 13.5 L 11.5 7.5",
    "markups": "O 8 8 5.5 O 8 8 1",
    "model": "M 2.5 13 L 8 2.5 L 13.5 13 Z",
    "transform": "M 2 14 L 2 4 M 2 14 L 12 14 M 2 14 L 8 8 L 8 4.5 M 8 8 L 4.5 8",
    "other": "O 8 8 2",
}


def draw_icon(name: str, widget: qt.QWidget) -> qt.QIcon:
    """One of the icons.

    Args:
        name: A key of `GLYPHS`.
        widget: Its palette gives the colours.
    """
    icon = qt.QIcon()
    palette = widget.palette
    for size in SIZES_PX:
        for mode, group in ((qt.QIcon.Normal, qt.QPalette.Active), (qt.QIcon.Disabled, qt.QPalette.Disabled)):
            icon.addPixmap(_draw(GLYPHS[name], size, palette.color(group, qt.QPalette.WindowText)), mode)
    return icon


def _draw(glyph: str, size: int, color: qt.QColor) -> qt.QPixmap:
    pixmap = qt.QPixmap(size, size)
    pixmap.fill(qt.Qt.transparent)
    painter = qt.QPainter(pixmap)
    painter.setRenderHint(qt.QPainter.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    painter.setPen(qt.QPen(color, LINE_WIDTH, qt.Qt.SolidLine, qt.Qt.RoundCap, qt.Qt.RoundJoin))
    painter.drawPath(_path(glyph))
    painter.end()
    return pixmap


def _path(glyph: str) -> qt.QPainterPath:
    path = qt.QPainterPath()
    words = iter(glyph.split())
    for command in words:
        if command == "M":
            path.moveTo(*_take(words, 2))
        elif command == "L":
            path.lineTo(*_take(words, 2))
        elif command == "O":
            x, y, radius = _take(words, 3)
            path.addEllipse(qt.QPointF(x, y), radius, radius)
        elif command == "B":
            path.addRect(*_take(words, 4))
        else:
            path.closeSubpath()
    return path


def _take(words, count: int) -> list[float]:
    return [float(next(words)) for _ in range(count)]
