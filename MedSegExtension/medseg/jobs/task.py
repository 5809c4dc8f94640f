"""What a task takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from medseg.errors import InputError, ParameterError
from medseg.jobs.json_records import from_json, to_json


@dataclass(frozen=True)
class Task:
    """What a task takes, by name.

    Attributes:
        parameters: The records that hold its parameters; each may be left out for its defaults.
        volumes: Images that it needs.
        segmentations: Segmentations that it needs.
        optional_volumes: Images that it can take besides.
        optional_segmentations: Segmentations that it can take besides.
        numbered: Names of an image and a segmentation that it takes any number of pairs of, such as `image-0` and `mask-0`.
        many_volumes: What the names of any number of further images begin with; empty for none.
        many_segmentations: The same of segmentations.
    """

    parameters: Mapping[str, type[Any]]
    volumes: tuple[str, ...] = ()
    segmentations: tuple[str, ...] = ()
    optional_volumes: tuple[str, ...] = ()
    optional_segmentations: tuple[str, ...] = ()
    numbered: tuple[str, str] | None = None
    many_volumes: str = ""
    many_segmentations: str = ""

    def to_records(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as records: those that are not given have their defaults.

        Args:
            parameters: Each a record, or the plain values of one.

        Raises:
            ParameterError: A name is unknown, or a value is out of its range.
        """
        strange = sorted(set(parameters) - set(self.parameters))
        if strange:
            raise ParameterError(f"Expected parameters of {', '.join(self.parameters)}, got {', '.join(map(repr, strange))}.")
        return {name: from_json(kind, to_json(parameters.get(name) or {})) for name, kind in self.parameters.items()}

    def check_inputs(self, volumes: Collection[str], segmentations: Collection[str]) -> None:
        """Insist on the images and segmentations that the task needs, and on no others.

        Raises:
            InputError: One is missing, or there is one too many.
        """
        images, masks = self._numbered(volumes, segmentations)
        further = _beginning(volumes, self.many_volumes), _beginning(segmentations, self.many_segmentations)
        _check("image", volumes, (*self.volumes, *images), (*self.optional_volumes, *further[0]))
        _check("segmentation", segmentations, (*self.segmentations, *masks), (*self.optional_segmentations, *further[1]))

    def _numbered(self, volumes: Collection[str], segmentations: Collection[str]) -> tuple[list[str], list[str]]:
        """Names of the pairs that there are to be: those of which there is one half or the other."""
        if self.numbered is None:
            return [], []
        halves = zip(self.numbered, (volumes, segmentations), strict=True)
        numbers = {name.removeprefix(f"{half}-") for half, names in halves for name in names if name.startswith(f"{half}-")}
        numbers = {number for number in numbers if number.isdecimal()}
        image, mask = self.numbered
        return [f"{image}-{number}" for number in sorted(numbers)], [f"{mask}-{number}" for number in sorted(numbers)]


def _beginning(names: Collection[str], start: str) -> list[str]:
    return [name for name in names if start and name.startswith(start)]


def _check(what: str, given: Collection[str], needed: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    missing = [name for name in needed if name not in given]
    if missing:
        raise InputError(f"Expected the {what} {' and '.join(map(repr, missing))}, got none.")
    strange = sorted(set(given) - {*needed, *allowed})
    if strange:
        raise InputError(f"Expected no {what} {' or '.join(map(repr, strange))} for this task: leave it out.")
