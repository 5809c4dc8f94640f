"""The parameter packs of the panel, each made from a parameter dataclass of the engine."""

from medseg.records import (
    CleanupParameters,
    EvaluationParameters,
    MaskParameters,
    NetworkParameters,
    PreprocessParameters,
    ThresholdParameters,
)
from MedSegModuleLib.recordPacks import makePack

MaskPack = makePack("MaskPack", MaskParameters)
AutomaticPack = makePack("AutomaticPack", ThresholdParameters, only=("auto", "side", "classes"))
PreprocessPack = makePack("PreprocessPack", PreprocessParameters)
NetworkPack = makePack("NetworkPack", NetworkParameters, only=("flips", "overlap", "keep_probabilities", "uncertainty"))
CleanupPack = makePack("CleanupPack", CleanupParameters)
# a panel shows one result at a time: what it was not meant to find does not count against it unless asked for
EvaluationPack = makePack("EvaluationPack", EvaluationParameters, matched_only=True)
