"""Text that is as high as it needs, with details that unfold."""

import re
from typing import Any

import qt

from slicerhost.ctkwidgets.arguments import split_parent
from slicerhost.pythonqt.standin import Property, facade, props

PLAIN, HTML, EITHER = "plain", "html", "either"
TOGGLE = "#toggle-details"
TAG = re.compile(r"<[a-zA-Z/][^<>]*>")


@facade
class ctkFittedTextBrowser(qt.QTextBrowser):
    """A QTextBrowser without scroll bars of its own; of a collapsible text the first line shows until it is unfolded."""

    vars().update(
        props(
            collapsed=(bool, True, None, lambda self, _: self._show()),
            disableMouseScroll=(bool, False),
            showDetailsText=(str, "Show details...", None, lambda self, _: self._show()),
            hideDetailsText=(str, "Hide details.", None, lambda self, _: self._show()),
        )
    )

    def __init__(self, *arguments: Any) -> None:
        _, parent = split_parent(arguments, ())
        super().__init__(parent)
        self._details, self._kind = "", None
        policy = qt.QSizePolicy(qt.QSizePolicy.Expanding, qt.QSizePolicy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setOpenLinks(False)
        self.connect("textChanged()", self.updateGeometry)
        self.connect("anchorClicked(QUrl)", self._link_clicked)

    def setCollapsibleText(self, text: str) -> None:
        """Sets plain text or HTML, whichever it looks like."""
        self.setCollapsibleHtml(text) if TAG.search(text) else self.setCollapsiblePlainText(text)

    def setCollapsiblePlainText(self, text: str) -> None:
        """Sets plain text; its first line is shown while folded."""
        self._details, self._kind = text, PLAIN
        self._show()

    def setCollapsibleHtml(self, html: Any) -> None:
        """Sets HTML; what comes before the first line break is shown while folded."""
        self._details, self._kind = html, HTML
        self._show()

    collapsibleText = Property(str, lambda self: self._details, setCollapsibleText)

    def _show(self) -> None:
        if self._kind is None:
            return
        separator = "\n" if self._kind == PLAIN else "<br>"
        first, _, rest = self._details.partition(separator)
        if not rest:
            self.setPlainText(first) if self._kind == PLAIN else self.setHtml(first)
            return
        shown = first if self.collapsed else self._details
        if self._kind == PLAIN:
            shown = shown.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        link = self.showDetailsText if self.collapsed else self.hideDetailsText
        gap = " " if self.collapsed else "<br>"
        self.setHtml(f'{shown}{gap}<a href="{TOGGLE}">{link}</a>')

    def _link_clicked(self, url: Any) -> None:
        if url.toString() == TOGGLE:
            self.collapsed = not self.collapsed
        elif self.openExternalLinks:
            qt.QDesktopServices.openUrl(url)

    def heightForWidth(self, width: Any) -> int:
        """As high as the text is at a width."""
        document = self.document.clone()
        document.setTextWidth(width - 2 * self.frameWidth)
        height = round(document.size.height()) + 2 * self.frameWidth
        document.deleteLater()
        return height

    def sizeHint(self) -> qt.QSize:
        """As high as the text is at the present width."""
        width = self.width if self.isVisible() else 300
        return qt.QSize(width, self.heightForWidth(width))

    minimumSizeHint = sizeHint

    def resizeEvent(self, event: qt.QResizeEvent) -> None:
        """A new width makes a new height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def wheelEvent(self, event: qt.QWheelEvent) -> None:
        """Leaves the wheel to the panel if that is wanted."""
        if self.disableMouseScroll:
            event.ignore()
        else:
            super().wheelEvent(event)
