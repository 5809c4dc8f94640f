"""The task `evaluate`."""

from typing import Any

from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import Parcel
from medseg.metrics.evaluate import evaluate
from medseg.records import Progress


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Score the prediction against the reference."""
    prediction, reference = parcel.segmentations["prediction"], parcel.segmentations["reference"]
    scores = evaluate(prediction, reference, parameters["evaluation"], parcel.volumes.get("image"), progress)
    return Parcel({"evaluation": to_json(scores)})
