"""The panel of the current module, below a list of all modules."""

from typing import Any

import ctk
import qt
import slicer

from slicerhost.pythonqt.standin import Signal

MARGIN_PX = 6


class ModulePanel(qt.QWidget):
    """Shows one module at a time, and tells it when it is entered and left."""

    moduleSelected = Signal(str)

    def __init__(self, parent: qt.QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ModulePanel")
        self._name = ""
        self._widget: Any = None
        self._selector = qt.QComboBox()
        self._selector.setObjectName("ModuleSelector")
        self._selector.setToolTip("Choose a module")
        self._selector.connect("activated(int)", self._on_activated)
        self._selector.hide()  # until there is a choice
        self._help = self._make_help()
        self._scroll = qt.QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(qt.QFrame.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(qt.Qt.ScrollBarAlwaysOff)
        layout = qt.QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, 0)
        layout.setSpacing(MARGIN_PX)
        layout.addWidget(self._selector)
        layout.addWidget(self._help)
        layout.addWidget(self._scroll, 1)
        manager = slicer.app.moduleManager()
        manager.connect("moduleLoaded(QString)", self.refresh)
        manager.connect("moduleAboutToBeUnloaded(QString)", self.close_module)

    @property
    def current(self) -> str:
        """Name of the module that is shown; empty before the first."""
        return self._name

    def refresh(self, *_: str) -> None:
        """List all modules that have a panel."""
        self._selector.clear()
        for name in sorted(self._module_names()):
            module = slicer.app.moduleManager().module(name)
            self._selector.addItem(module.title or name, name)
        self._selector.setVisible(self._selector.count > 1)
        self._selector.setCurrentIndex(self._selector.findData(self._name))

    def select(self, name: str) -> None:
        """Show a module; leave the one before.

        Raises:
            KeyError: There is no module of this name, or it has no panel.
        """
        module = slicer.app.moduleManager().module(name)
        widget = module.widgetRepresentation() if module is not None else None
        if widget is None:
            raise KeyError(f"Expected a module with a panel, got {name!r}: load it first.")
        if widget is self._widget:
            return
        self._leave()
        self._scroll.setWidget(widget)
        widget.show()
        self._widget, self._name = widget, name
        self._show_help(module)
        self.refresh()
        widget.enter()
        self.moduleSelected.emit(name)

    def close_module(self, name: str) -> None:
        """Let go of a module's panel, as before it is unloaded."""
        if name == self._name:
            self._leave()

    def _leave(self) -> None:
        if self._widget is not None:
            self._widget.exit()
            self._scroll.takeWidget()
            self._widget.setParent(None)
        self._widget, self._name = None, ""

    def _on_activated(self, index: int) -> None:
        self.select(self._selector.itemData(index))

    def _module_names(self) -> list[str]:
        manager = slicer.app.moduleManager()
        return [name for name in manager.modulesNames() if _has_panel(manager.module(name))]

    def _make_help(self) -> Any:
        section = ctk.ctkCollapsibleButton()
        section.text = "Help && Acknowledgement"
        section.setObjectName("HelpCollapsibleButton")
        self._browser = qt.QLabel()
        self._browser.setWordWrap(True)
        self._browser.setTextFormat(qt.Qt.RichText)
        self._browser.setOpenExternalLinks(True)
        self._browser.setTextInteractionFlags(qt.Qt.TextBrowserInteraction)
        layout = qt.QVBoxLayout(section)
        layout.addWidget(self._browser)
        section.collapsed = True
        section.hide()
        return section

    def _show_help(self, module: Any) -> None:
        text = "<br><br>".join(part for part in (module.helpText, module.acknowledgementText) if part)
        self._browser.setText(text)
        self._help.setVisible(bool(text))


def _has_panel(module: Any) -> bool:
    return hasattr(module, "path") and bool(module.path) and not getattr(module, "hidden", False)
