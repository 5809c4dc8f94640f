"""A probability map against its reference, from their files."""

from pathlib import Path

from medseg.pipeline.probability_scores import ProbabilityScores
from medseg.pipeline.reading import read_image
from medseg.records import ReadParameters


def score_probabilities(prediction: Path, reference: Path, read: ReadParameters | None = None) -> ProbabilityScores:
    """Score a map of probabilities, before anything is cut at 0.5.

    Args:
        prediction: An image of probabilities from 0 to 1.
        reference: A segmentation on the same grid; the union of its segments is held to be true.
        read: What to read of a folder, and how strictly.

    Returns:
        Cross-entropy and soft Dice, as `medseg.metrics` defines them.

    Raises:
        InputError: A value is not from 0 to 1.
        GeometryMismatchError: The grids differ; probabilities are not resampled.
        ReadError: A file cannot be read.
    """
    from medseg.io import read_segmentation
    from medseg.metrics import cross_entropy, soft_dice

    chances = read_image(prediction, read)
    truth = read_segmentation(reference, chances.geometry, read or ReadParameters())
    truth.geometry.require_match(chances.geometry, "the reference", "the map of probabilities")
    mask = truth.union()
    dice = soft_dice(chances.array, mask)
    return ProbabilityScores(cross_entropy=cross_entropy(chances.array, mask), soft_dice=dice, soft_dice_loss=1.0 - dice)
