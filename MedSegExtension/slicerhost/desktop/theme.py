"""Light and dark."""

import qt

THEMES = ("system", "light", "dark")
SETTING = "Styles/HostTheme"
ACCENT = "#2f7fd1"
# role of the palette: light, dark
COLORS = {
    "Window": ("#f3f4f6", "#24272b"),
    "WindowText": ("#1b1f24", "#e4e7eb"),
    "Base": ("#ffffff", "#33383f"),
    "AlternateBase": ("#f6f8fa", "#383e45"),
    "ToolTipBase": ("#ffffff", "#2f3338"),
    "ToolTipText": ("#1b1f24", "#e4e7eb"),
    "PlaceholderText": ("#7b838c", "#98a0a9"),
    "Text": ("#1b1f24", "#e4e7eb"),
    "Button": ("#eceef1", "#3b4149"),
    "ButtonText": ("#1b1f24", "#e4e7eb"),
    "BrightText": ("#ffffff", "#ffffff"),
    "Light": ("#ffffff", "#565d66"),
    "Midlight": ("#f3f4f6", "#474d55"),
    "Mid": ("#c3c8ce", "#1d2023"),
    "Dark": ("#a4abb3", "#15171a"),
    "Shadow": ("#6e757d", "#0c0d0e"),
    "Highlight": (ACCENT, ACCENT),
    "HighlightedText": ("#ffffff", "#ffffff"),
    "Link": ("#1f6cb8", "#6cb2ff"),
    "LinkVisited": ("#6f42c1", "#b39ddb"),
    "Accent": (ACCENT, ACCENT),
}
BOXES = ("QRadioButton", "QCheckBox")
OUTLINES = ("#c3c8ce", "#aab1b9")
DISABLED = {"WindowText": ("#9aa1a9", "#6f767e"), "Text": ("#9aa1a9", "#6f767e"), "ButtonText": ("#9aa1a9", "#6f767e")}


def apply_theme(name: str) -> None:
    """Give all windows the colours of a theme.

    Args:
        name: One of `THEMES`; `system` follows the desktop.
    """
    dark = name == "dark" or (name == "system" and _is_system_dark())
    qt.QApplication.setStyle("Fusion")  # the desktop's own style may not follow a palette
    palette = _make_palette(int(dark))
    qt.QApplication.setPalette(palette)
    for name_of_class in BOXES:
        qt.QApplication.setPalette(_with_outline(palette, int(dark)), name_of_class)
    _refresh_style_sheets()


def _with_outline(palette: qt.QPalette, column: int) -> qt.QPalette:
    """The palette of boxes: their outline is made from the colour of the window, too dark to be seen on a dark one."""
    outlined = qt.QPalette(palette)
    outlined.setColor(qt.QPalette.Window, qt.QColor(OUTLINES[column]))
    return outlined


def _refresh_style_sheets() -> None:
    """Let style sheets that name the palette's colours look at them anew, which Qt does not do by itself."""
    for widget in qt.QApplication.allWidgets():
        sheet = widget.styleSheet
        if "palette(" in sheet:
            widget.setStyleSheet("")
            widget.setStyleSheet(sheet)


def _is_system_dark() -> bool:
    scheme = qt.QGuiApplication.styleHints().colorScheme
    return int(scheme) == int(qt.Qt.ColorScheme.Dark)


def _make_palette(column: int) -> qt.QPalette:
    palette = qt.QPalette()
    for role, colors in COLORS.items():
        palette.setColor(getattr(qt.QPalette, role), qt.QColor(colors[column]))
    for role, colors in DISABLED.items():
        palette.setColor(qt.QPalette.Disabled, getattr(qt.QPalette, role), qt.QColor(colors[column]))
    return palette
