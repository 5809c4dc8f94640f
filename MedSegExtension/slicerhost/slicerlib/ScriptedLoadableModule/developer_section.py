"""The section "Reload & Test" that developers see at the top of a panel."""

from typing import Any

import ctk
import qt
import slicer

from slicerhost.slicerlib.i18n import tr as _


def add_developer_section(widget: Any) -> None:
    """Add the section to the layout of a module's widget, under the names that Slicer's own has.

    Args:
        widget: The instance of the module's widget class.
    """
    widget.reloadCollapsibleButton = ctk.ctkCollapsibleButton()
    widget.reloadCollapsibleButton.text = _("Reload && Test")
    widget.layout.addWidget(widget.reloadCollapsibleButton)
    layout = qt.QHBoxLayout(widget.reloadCollapsibleButton)
    widget.reloadButton = _make_button(_("Reload"), _("Reload this module."), widget.onReload)
    widget.reloadTestMenuButton = _make_test_button(widget)
    widget.editSourceButton = _make_button(_("Edit"), _("Edit the source code of this module."), widget.onEditSource)
    widget.restartButton = _make_button(_("Restart"), _("Restart the application."), slicer.app.restart)
    for button in (widget.reloadButton, widget.reloadTestMenuButton, widget.editSourceButton, widget.restartButton):
        layout.addWidget(button)


def _make_button(text: str, tip: str, slot: Any) -> Any:
    button = qt.QPushButton(text)
    button.toolTip = tip
    button.connect("clicked()", slot)
    return button


def _make_test_button(widget: Any) -> Any:
    button = qt.QToolButton()
    menu = qt.QMenu(button)
    widget.testAction = _add_action(menu, _("Test"), "TestAction", widget.onTest)
    widget.reloadTestAction = _add_action(menu, _("Reload and Test"), "ReloadTestAction", widget.onReloadAndTest)
    button.toolTip = _("Test, or reload and test.")
    button.setMenu(menu)
    button.setDefaultAction(widget.reloadTestAction)
    return button


def _add_action(menu: Any, text: str, name: str, slot: Any) -> Any:
    action = qt.QAction(text, menu)
    action.setObjectName(name)
    action.connect("triggered()", slot)
    menu.addAction(action)
    return action
