"""Images with a bright ball, and where the ball is: small, and learned in seconds."""

import numpy as np

from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

SHAPE = (12, 32, 32)
BRIGHT, DARK = 400.0, 100.0
COLOUR = (0.9, 0.5, 0.1)


def make_ball(seed: int) -> tuple[Volume, Segmentation]:
    """An image of noise with a ball in it, at another place for each seed, and the segment `ball`."""
    random = np.random.default_rng(seed)
    centre = np.array(SHAPE) / 2 + random.uniform(-3, 3, 3)
    k, j, i = np.indices(SHAPE)
    ball = ((k - centre[0]) * 1.5) ** 2 + (j - centre[1]) ** 2 + (i - centre[2]) ** 2 < 7.0**2
    array = np.where(ball, BRIGHT, DARK) + random.normal(0, 15, SHAPE)
    geometry = Geometry.from_axes(SHAPE, (1.0, 1.0, 2.0), (0.0, 0.0, 0.0))
    volume = Volume(array.astype(np.float32), geometry, Modality.MR, name=f"ball {seed}")
    return volume, Segmentation.from_masks(geometry, {Segment("ball", COLOUR): ball})
