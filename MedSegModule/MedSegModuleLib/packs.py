"""The parameter packs of the panel, each made from a parameter dataclass of the engine."""

from medseg.records import CleanupParameters, EvaluationParameters, MaskParameters, PreprocessParameters, ThresholdParameters
from MedSegModuleLib.recordPacks import makePack

MaskPack = makePack("MaskPack", MaskParameters)
AutomaticPack = makePack("AutomaticPack", ThresholdParameters, only=("auto", "side", "classes"))
PreprocessPack = makePack("PreprocessPack", PreprocessParameters)
CleanupPack = makePack("CleanupPack", CleanupParameters)
EvaluationPack = makePack("EvaluationPack", EvaluationParameters)
