"""Module `ctk`: stand-ins, written for PySide6, for the CTK widgets that scripted modules use.

Each widget has the properties, signals, slots and defaults of the real class; what the real class lacks is private here.
"""

import importlib
import sys
import types

from slicerhost import pythonqt

CLASSES = {
    "ctkCheckableComboBox": "checkable_combo_box",
    "ctkCheckablePushButton": "checkable_push_button",
    "ctkCheckBox": "check_box",
    "ctkCollapsibleButton": "collapsible_button",
    "ctkCollapsibleGroupBox": "collapsible_group_box",
    "ctkColorPickerButton": "color_picker_button",
    "ctkComboBox": "combo_box",
    "ctkCoordinatesWidget": "coordinates_widget",
    "ctkDirectoryButton": "directory_button",
    "ctkDoubleRangeSlider": "double_range_slider",
    "ctkDoubleSlider": "double_slider",
    "ctkDoubleSpinBox": "double_spin_box",
    "ctkExpandableWidget": "expandable_widget",
    "ctkExpandButton": "expand_button",
    "ctkFileDialog": "file_dialog",
    "ctkFittedTextBrowser": "fitted_text_browser",
    "ctkFlowLayout": "flow_layout",
    "ctkMenuButton": "menu_button",
    "ctkMessageBox": "message_box",
    "ctkPathLineEdit": "path_line_edit",
    "ctkPushButton": "push_button",
    "ctkRangeSlider": "range_slider",
    "ctkRangeWidget": "range_widget",
    "ctkSearchBox": "search_box",
    "ctkSettingsPanel": "settings_panel",
    "ctkSliderWidget": "slider_widget",
}
"""Where each class is: one class a file."""


def install() -> types.ModuleType:
    """Makes `import ctk` give the stand-ins; further calls give the same module.

    Returns:
        The module `ctk`.
    """
    installed = sys.modules.get("ctk")
    if installed is not None:
        return installed
    pythonqt.install()
    from slicerhost.ctkwidgets.namespace import Namespace  # needs the module `qt`

    ctk = Namespace("ctk", __doc__)
    for name, file in CLASSES.items():
        setattr(ctk, name, getattr(importlib.import_module(f"{__name__}.{file}"), name))
    sys.modules["ctk"] = ctk
    return ctk
