"""Scoring a result against a reference."""

from collections.abc import Generator
from typing import Any

import slicer
from slicer.i18n import tr as _

from medseg.errors import InputError
from medseg.jobs import from_json, start_job
from medseg.records import Evaluation, Progress
from MedSegModuleLib.inputs import readVolume
from MedSegModuleLib.JobWork import JobWork
from MedSegModuleLib.QuickWork import QuickWork
from MedSegModuleLib.readiness import whyNotEvaluable
from MedSegModuleLib.recordPacks import toRecord
from MedSegModuleLib.requests import readSegmentation
from MedSegModuleLib.ScoreRequest import ScoreRequest
from MedSegModuleLib.workCost import isQuickToScore


def readScoreRequest(parameterNode: Any) -> ScoreRequest:
    """All that the work needs, taken from the scene.

    Raises:
        MedSegError: Something is missing or lies on another grid; the message says what to do.
    """
    from medseg.mrml import node_to_segmentation

    reason = whyNotEvaluable(parameterNode)
    if reason is not None:
        raise InputError(reason)
    parameters = toRecord(parameterNode.evaluation)
    image = None if parameterNode.inputVolume is None else readVolume(parameterNode.inputVolume)
    if image is None:
        reference = node_to_segmentation(parameterNode.reference)
    else:
        reference = readSegmentation(parameterNode.reference, image)
    prediction = node_to_segmentation(parameterNode.outputSegmentation, reference.geometry, resample=parameters.resample)
    isOnImage = image is not None and image.geometry.matches(reference.geometry)
    return ScoreRequest(prediction=prediction, reference=reference, image=image if isOnImage else None, parameters=parameters)


def startScoring(request: ScoreRequest, onProgress: Progress, threads: int | None) -> QuickWork | JobWork:
    """Start scoring, here where that is quick, else in a child process."""
    if isQuickToScore(request.reference.geometry.voxel_count):
        return QuickWork(lambda progress: scoreHere(request, progress), onProgress)
    job = start_job(
        "evaluate",
        {"evaluation": request.parameters},
        {} if request.image is None else {"image": request.image},
        {"prediction": request.prediction, "reference": request.reference},
        threads=threads,
    )
    return JobWork(job, lambda result: from_json(Evaluation, result.record["evaluation"]))


def scoreHere(request: ScoreRequest, progress: Progress) -> Evaluation:
    """Score in this process.

    Raises:
        MedSegError: See `medseg.metrics.evaluate`.
    """
    from medseg.metrics import evaluate

    return evaluate(request.prediction, request.reference, request.parameters, request.image, progress)


def placeScores(evaluation: Evaluation, request: ScoreRequest, parameterNode: Any) -> Generator[str, None, Any]:
    """Put scores into the scene: a table, where both agree and differ, and charts.

    Yields:
        What is done next, in a few words.

    Returns:
        The table node.
    """
    from medseg.mrml import agreement_to_node, evaluation_to_plots, evaluation_to_table, join_study

    table = evaluation_to_table(evaluation, slicer.mrmlScene, parameterNode.scores, _("Scores"))
    parameterNode.scores = table
    yield _("Colouring where both agree")
    agreement = agreement_to_node(
        request.prediction,
        request.reference,
        slicer.mrmlScene,
        slicer.modules.segmentations.logic(),
        parameterNode.inputVolume,
        parameterNode.agreement,
        parameters=request.parameters,
    )
    agreement.GetDisplayNode().SetVisibility(parameterNode.agreementShown)
    if parameterNode.inputVolume is not None:
        join_study(agreement, parameterNode.inputVolume, slicer.mrmlScene)
    parameterNode.agreement = agreement
    yield _("Drawing the charts")
    evaluation_to_plots(table, slicer.mrmlScene)
    return table
