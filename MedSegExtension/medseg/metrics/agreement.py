"""Where a prediction and its reference agree, voxel by voxel."""

import numpy as np

from medseg.filters.resample import resample_segmentation
from medseg.metrics.parts import pair_segments
from medseg.records import EvaluationParameters, describe_run
from medseg.types import Labels, Mask, Triple
from medseg.volume import Segment, Segmentation

# Okabe and Ito's colours; these three stay furthest apart for people who do not tell red from green
COLORS: dict[str, Triple] = {
    "True positive": (0.0, 158 / 255, 115 / 255),
    "False positive": (213 / 255, 94 / 255, 0.0),
    "False negative": (240 / 255, 228 / 255, 66 / 255),
    "True negative": (0.0, 114 / 255, 178 / 255),
}


def find_agreement(
    prediction: Segmentation,
    reference: Segmentation,
    parameters: EvaluationParameters | None = None,
    *,
    true_negative: bool = False,
) -> Segmentation:
    """The voxels that both hold, and those that only one of them holds. Segments are paired as `evaluate` pairs them.

    Args:
        prediction: The segmentation to be scored.
        reference: The segmentation that is held to be true; the result lies on its grid.
        parameters: How segments are paired, and whether the prediction may be resampled; default as for `evaluate`.
        true_negative: Add the voxels that neither holds, which are most of the image.

    Returns:
        For each segment of the reference a layer with the segments `True positive`, `False positive` and `False negative`; where
        the reference has several, the name of each is put before: `lung: True positive`. A segment of the reference without a
        counterpart is all false negative. Segments of the prediction that are paired with none are left out, as in the scores;
        but where the reference has no segments at all, all of the prediction is false positive.

    Raises:
        GeometryMismatchError: The grids differ, and resampling was not asked for.
        SegmentError: No segment has a counterpart by name or code.
    """
    parameters = parameters or EvaluationParameters()
    found, reference, pairs = pair_segments(_on_grid(prediction, reference, parameters.resample), reference, parameters)
    kinds = [kind for kind in COLORS if true_negative or kind != "True negative"]
    layers: list[Labels] = []
    places: list[tuple[Segment, int, int]] = []
    for name in reference.names or ("",):
        actual = reference.mask(name) if name else np.zeros(reference.geometry.shape, np.bool_)
        title = f"{name}: " if len(reference.names) > 1 else ""
        places += [(Segment(title + kind, COLORS[kind]), len(layers), label) for label, kind in enumerate(kinds, start=1)]
        layers.append(_labels(_predicted(found, pairs, name), actual, true_negative=true_negative))
    names = {"prediction": prediction.name, "reference": reference.name}
    provenance = describe_run("agreement", parameters, **names)
    return Segmentation.from_layers(reference.geometry, layers, places, "agreement", provenance)


def _on_grid(prediction: Segmentation, reference: Segmentation, resample: bool) -> Segmentation:
    if reference.geometry.matches(prediction.geometry):
        return prediction
    if not resample:
        reference.geometry.require_match(prediction.geometry, "the reference", "the prediction")
    return resample_segmentation(prediction, reference.geometry)


def _predicted(found: Segmentation, pairs: dict[str, str], name: str) -> Mask:
    """What is compared with a segment of the reference; with no segment, all."""
    if not name:
        return found.union()
    return found.mask(pairs[name]) if name in pairs else np.zeros(found.geometry.shape, np.bool_)


def _labels(predicted: Mask, actual: Mask, *, true_negative: bool) -> Labels:
    """1 in both, 2 in the prediction only, 3 in the reference only; 4 in neither where that is wanted, else 0."""
    table = np.array([4 if true_negative else 0, 2, 3, 1], np.uint8)
    code = actual.view(np.uint8) << 1
    code |= predicted.view(np.uint8)
    labels: Labels = table.take(code)
    return labels
