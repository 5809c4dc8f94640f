"""Connectors: how a parameter is shown in a widget."""

import importlib

from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.connector import GuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.decimals import Decimals
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.pack_connector import SlicerPackParameterNamePropertyName
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.registry import createGuiConnector, parameterNodeGuiConnector
from slicerhost.slicerlib.parameterNodeWrapper.guiConnectors.single_step import SingleStep

__all__ = [
    "Decimals",
    "GuiConnector",
    "SingleStep",
    "SlicerPackParameterNamePropertyName",
    "createGuiConnector",
    "parameterNodeGuiConnector",
]

# each registers itself
for _name in (
    "check_box",
    "push_button",
    "integer",
    "float",
    "choice",
    "enum",
    "line_edit",
    "text_edit",
    "label",
    "color",
    "range",
    "path_line_edit",
    "directory_button",
    "node",
):
    importlib.import_module(f"{__name__}.{_name}_connector")
