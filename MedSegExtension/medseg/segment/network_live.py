"""A network that stays loaded and segments one slice after the other."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from medseg.errors import InputError, SegmentError
from medseg.filters.body import body_mask
from medseg.models import ModelCard, Package
from medseg.models.inference import Predictor, load_predictor
from medseg.records import LungsParameters, NetworkParameters, Uncertainty, ignore_progress
from medseg.segment.lungs import segment_lungs
from medseg.segment.network_input import check_input, recognised
from medseg.segment.network_maps import run_network
from medseg.segment.network_masks import make_masks
from medseg.segment.network_package import choose_package
from medseg.segment.network_region import LEAST_IN_A_SLICE_ML, lungs_package
from medseg.types import Mask
from medseg.volume import Geometry, Segment, Volume

COARSE_MM = 2.5


class NetworkLive:
    """Segments slices with one network, and where it looks at the lungs alone with another one that finds them."""

    def __init__(self, parameters: NetworkParameters) -> None:
        """Prepare; the network is loaded with the first slice, or by `warm_up`."""
        self._parameters = replace(parameters, uncertainty=Uncertainty.NONE, keep_probabilities=False)
        self._predictor: Predictor | None = None
        self._lungs: tuple[Package | None, Predictor | None] | None = None

    def warm_up(self) -> None:
        """Load the network where the parameters name it, and run it once: what is slow the first time is over then.

        Raises:
            ModelError: There is no such network, or it cannot be used.
            MissingDependencyError: What runs networks is not installed.
        """
        if self._parameters.model is None:
            return
        blank = Volume(np.zeros((1, 64, 64), dtype=np.int16), Geometry.from_axes((1, 64, 64), (1.0, 1.0, 1.0)))
        predictor = self._load(choose_package(blank, self._parameters))
        size = predictor.card.input.size
        images = np.zeros((1, predictor.card.input.channels, *size), dtype=np.float32)
        if len(size) == 2:
            predictor.predict_slices(images)
        else:
            predictor.predict_volume(images[0])
        self._predictor = predictor

    def segment(self, volume: Volume) -> tuple[NDArray[np.uint8], tuple[Segment, ...]]:
        """Segment a slice.

        Args:
            volume: An image one slice thick, or with its neighbours, of which the middle one counts.

        Returns:
            Labels (j, i), 0 for none and n for the n-th segment, the last where segments overlap; and the segments.

        Raises:
            InputError: The network cannot take the image.
            ModelError: There is no network for it.
        """
        known = recognised(volume)
        if self._predictor is None:
            self._predictor = self._load(choose_package(known, self._parameters))
        card = self._predictor.card
        middle = volume.array.shape[0] // 2
        labels = np.zeros(volume.array.shape[1:], dtype=np.uint8)
        if volume.array.min() == volume.array.max():
            return labels, card.segments()
        checked = check_input(known, card)
        region = self._region(checked, card)
        if region is not None and not region.any():
            return labels, card.segments()
        maps = run_network(checked, self._predictor, self._parameters, ignore_progress, region=region)
        inside = region if card.input.region == "lungs" else None
        for number, mask in enumerate(make_masks(maps, checked, inside, split=False).values(), start=1):
            labels[mask[middle]] = number
        return labels, card.segments()

    def close(self) -> None:
        """Free the networks."""
        for predictor in (self._predictor, self._lungs[1] if self._lungs else None):
            if predictor is not None:
                predictor.close()

    def _load(self, package: Package) -> Predictor:
        parameters = self._parameters
        return load_predictor(
            package,
            device=parameters.device,
            backend=parameters.backend.value,
            threads=parameters.threads,
            precision=parameters.precision,
        )

    def _region(self, volume: Volume, card: ModelCard) -> Mask | None:
        """The part of the slice that the network looks at; an empty one where there is nothing to look at."""
        if card.input.region == "image" or not volume.unit:
            return None
        return coarse_body(volume) if card.input.region == "body" else self._find_lungs(volume)

    def _find_lungs(self, volume: Volume) -> Mask:
        if self._lungs is None:
            package = lungs_package(volume.modality)
            self._lungs = package, None if package is None else self._load(package)
        package, predictor = self._lungs
        if package is None or predictor is None:
            return _lungs_by_recipe(volume)
        body = coarse_body(volume) if package.card.input.region == "body" else None
        maps = run_network(volume, predictor, NetworkParameters(), ignore_progress, region=body)
        return np.asarray(np.logical_or.reduce(list(make_masks(maps, volume, split=False).values())))


def coarse_body(volume: Volume) -> Mask:
    """The body in a slice to some millimetres, in little time: enough for the box around it. Where none is seen, all of it."""
    steps = [max(1, int(COARSE_MM / spacing)) for spacing in volume.geometry.spacing_mm[1:]]
    thinned = np.ascontiguousarray(volume.array[:, :: steps[0], :: steps[1]])
    matrix = volume.geometry.ijk_to_ras.copy()
    matrix[:3, 0] *= steps[1]
    matrix[:3, 1] *= steps[0]
    body = body_mask(replace(volume, array=thinned, geometry=Geometry(_shape(thinned), matrix)))
    if not body.any():
        return np.ones(volume.array.shape, dtype=np.bool_)
    spread = body.repeat(steps[0], axis=1).repeat(steps[1], axis=2)
    return np.asarray(spread[:, : volume.array.shape[1], : volume.array.shape[2]])


def _lungs_by_recipe(volume: Volume) -> Mask:
    try:
        return segment_lungs(volume, LungsParameters(min_volume_ml=LEAST_IN_A_SLICE_ML)).union()
    except (InputError, SegmentError):
        return np.zeros(volume.array.shape, dtype=np.bool_)


def _shape(array: Mask) -> tuple[int, int, int]:
    return array.shape[0], array.shape[1], array.shape[2]
