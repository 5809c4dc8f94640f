"""`slicer.ScriptedLoadableModule`: the four classes that a scripted module is made of."""

from slicerhost.slicerlib.ScriptedLoadableModule.logic import ScriptedLoadableModuleLogic
from slicerhost.slicerlib.ScriptedLoadableModule.module import ScriptedLoadableModule
from slicerhost.slicerlib.ScriptedLoadableModule.module_test import ScriptedLoadableModuleTest
from slicerhost.slicerlib.ScriptedLoadableModule.widget import ScriptedLoadableModuleWidget

__all__ = ["ScriptedLoadableModule", "ScriptedLoadableModuleLogic", "ScriptedLoadableModuleTest", "ScriptedLoadableModuleWidget"]
