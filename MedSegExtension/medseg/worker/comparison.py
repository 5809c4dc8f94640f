"""The task `compare_plots`."""

from typing import Any

from medseg.errors import InputError
from medseg.jobs.json_records import to_json
from medseg.jobs.parcel import Parcel
from medseg.pipeline.compare_plots import make_plots
from medseg.pipeline.plotted_method import PlottedMethod
from medseg.records import ComparedMethod, ComparedMethods, Progress

METHOD = "method-{number}"
PROBABILITY = "probability-{number}-"


def run(parcel: Parcel, parameters: dict[str, Any], progress: Progress) -> Parcel:
    """Measure what the plots of a comparison show."""
    compared: ComparedMethods = parameters["compared"]
    methods = [_plotted(parcel, number, method) for number, method in enumerate(compared.methods)]
    plots = make_plots(methods, parcel.volumes["image"], parcel.segmentations["reference"], parameters["evaluation"], progress)
    return Parcel({"plots": to_json(plots)})


def _plotted(parcel: Parcel, number: int, method: ComparedMethod) -> PlottedMethod:
    found = parcel.segmentations.get(METHOD.format(number=number))
    if found is None:
        raise InputError(f"Expected the segmentation of {method.label!r}, got none.")
    start = PROBABILITY.format(number=number)
    maps = {name.removeprefix(start): volume for name, volume in parcel.volumes.items() if name.startswith(start)}
    return PlottedMethod(method, found, maps)
