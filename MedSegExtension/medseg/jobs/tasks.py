"""The tasks that there are, and what each takes and gives."""

from collections.abc import Mapping
from types import MappingProxyType

from medseg.errors import ParameterError
from medseg.jobs.task import Task
from medseg.records import (
    CleanupParameters,
    ComparedMethods,
    EvaluationParameters,
    InstallParameters,
    MaskParameters,
    NetworkParameters,
    PreprocessParameters,
    ThresholdParameters,
    TrainingParameters,
    TrainingRun,
)

TASKS: Mapping[str, Task] = MappingProxyType(
    {
        # gives the segmentation `segmentation`; all segments of `region` together are what it is kept to
        "segment_threshold": Task(
            {"threshold": ThresholdParameters, "before": PreprocessParameters, "after": CleanupParameters},
            volumes=("image",),
            optional_segmentations=("region",),
        ),
        # gives the segmentation `segmentation`, the volume `masked`, and in the record `statistics`: a list of MaskStatistics
        "segment_mask": Task(
            {"mask": MaskParameters}, volumes=("image",), segmentations=("mask",), optional_segmentations=("region",)
        ),
        # gives the segmentation `segmentation`; where asked for the volumes `probability-NAME` and `uncertainty`; and in
        # the record `measurements` (see `medseg.segment.network_measures`), `notices` for people, `findings`: a list of Finding
        "segment_network": Task(
            {"network": NetworkParameters, "after": CleanupParameters}, volumes=("image",), optional_segmentations=("region",)
        ),
        # converts the network for this computer's CPU and keeps that; gives in the record `kept`, whether there was use in it
        "prepare_network": Task({"network": NetworkParameters}),
        # gives in the record `evaluation`: an Evaluation
        "evaluate": Task(
            {"evaluation": EvaluationParameters}, segmentations=("prediction", "reference"), optional_volumes=("image",)
        ),
        # takes for each method, from 0, its segmentation `method-0`, and of a network `probability-0-NAME`; gives in the record
        # `plots`: a list of Plot
        "compare_plots": Task(
            {"compared": ComparedMethods, "evaluation": EvaluationParameters},
            volumes=("image",),
            segmentations=("reference",),
            many_volumes="probability-",
            many_segmentations="method-",
        ),
        # gives in the record `name`: that of the network, which is installed then
        "install_model": Task({"install": InstallParameters}),
        # trains on the pairs that come along, else on those that `training` names; writes into the folder `run.output`, gives in
        # the record `package` (its folder), `best_epoch`, `history` (EpochScores) and `scores`
        "train": Task({"training": TrainingParameters, "run": TrainingRun}, numbered=("image", "mask")),
    }
)


def find_task(name: str) -> Task:
    """The task of that name.

    Raises:
        ParameterError: There is none.
    """
    if name not in TASKS:
        raise ParameterError(f"Expected a task of {', '.join(TASKS)}, got {name!r}.")
    return TASKS[name]
