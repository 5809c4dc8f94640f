"""The sections of the panel, one a file, in the order in which a person works."""

from MedSegModuleLib.Sections.CompareSection import CompareSection
from MedSegModuleLib.Sections.EvaluateSection import EvaluateSection
from MedSegModuleLib.Sections.ExportSection import ExportSection
from MedSegModuleLib.Sections.InputSection import InputSection
from MedSegModuleLib.Sections.MethodSection import MethodSection
from MedSegModuleLib.Sections.OutputSection import OutputSection
from MedSegModuleLib.Sections.SegmentSection import SegmentSection
from MedSegModuleLib.Sections.SettingsSection import SettingsSection
from MedSegModuleLib.Sections.TrainSection import TrainSection

SECTIONS = {
    "input": InputSection,
    "method": MethodSection,
    "output": OutputSection,
    "segment": SegmentSection,
    "evaluate": EvaluateSection,
    "compare": CompareSection,
    "train": TrainSection,
    "export": ExportSection,
    "settings": SettingsSection,
}
