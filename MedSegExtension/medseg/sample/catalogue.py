"""Which samples there are."""

import json
from functools import cache
from importlib import resources

from medseg.errors import ParameterError
from medseg.sample.sample import Sample
from medseg.volume import Modality


@cache
def catalogue() -> tuple[Sample, ...]:
    """All samples, those that are made first, from `medseg/data/samples.json`."""
    text = resources.files("medseg").joinpath("data", "samples.json").read_text(encoding="utf-8")
    return tuple(Sample(**{**entry, "modality": Modality(entry["modality"])}) for entry in json.loads(text)["samples"])


def find_sample(name: str) -> Sample:
    """The sample of a name; upper and lower case are one.

    Raises:
        ParameterError: There is none of that name.
    """
    for sample in catalogue():
        if sample.name.lower() == name.strip().lower():
            return sample
    raise ParameterError(f"Expected a sample of {', '.join(sample.name for sample in catalogue())}, got {name!r}.")
