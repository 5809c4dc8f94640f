"""The sections of the panel, one a file, in the order in which a person works."""

from MedSegModuleLib.Sections.InputSection import InputSection
from MedSegModuleLib.Sections.MethodSection import MethodSection

SECTIONS = {"input": InputSection, "method": MethodSection}
