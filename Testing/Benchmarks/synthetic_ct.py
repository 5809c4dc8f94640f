"""A chest CT made of ellipsoids and noise, of full size: the image that the benchmarks work on."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

SHAPE = (300, 512, 512)
SPACING_MM = (1.0, 0.7, 0.7)
NOISE_HU = 25.0


@cache
def make_ct(shape: tuple[int, int, int] = SHAPE) -> NDArray[np.int16]:
    """Intensities in HU (k, j, i): body, fat, lungs with vessels, ribs, spine and table, with noise; always the same."""
    rng = np.random.default_rng(20)
    k, j, i = (np.linspace(-1, 1, n, dtype=np.float32) for n in shape)
    plane_j, plane_i = j[:, None], i[None, :]
    texture = _texture(rng, shape)
    image = np.empty(shape, dtype=np.int16)
    for n, z in enumerate(k):
        image[n] = _slice(float(z), plane_j, plane_i, texture[n], rng)
    return image


def _slice(z: float, j: NDArray[np.float32], i: NDArray[np.float32], texture: NDArray[np.float32], rng) -> NDArray[np.int16]:
    hu = np.full(texture.shape, -1000, dtype=np.float32)
    around = np.hypot(i / (0.82 - 0.05 * z * z), j / 0.6)
    hu[around < 1] = -100
    hu[around < 0.93] = 45
    rib = (abs(around - 0.87) < 0.03) & (np.sin(24 * z + 6 * np.abs(i)) > 0.55)
    hu[rib] = 450
    for side in (-1, 1):
        lung = ((i - side * 0.38) / 0.29) ** 2 + (j / 0.42) ** 2 + (z / 0.9) ** 2 < 1
        hu[lung] = np.where(texture[lung] > 0.55, 20, -860)
    hu[np.hypot(i, j - 0.36) < 0.09] = 300
    hu[(np.hypot(i, (j - 0.36) * 1.1) < 0.035)] = 30
    hu[(abs(j - 0.74) < 0.02) & (np.abs(i) < 0.7)] = -150
    hu += rng.normal(0, NOISE_HU, hu.shape).astype(np.float32)
    return np.clip(hu, -1024, 3071).astype(np.int16)


def _texture(rng: np.random.Generator, shape: tuple[int, int, int]) -> NDArray[np.float32]:
    """Smooth random blobs with SD 0.3 or so, which vessels are cut from."""
    from scipy import ndimage

    coarse = rng.normal(size=[max(4, n // 8) for n in shape]).astype(np.float32)
    zoom = [n / m for n, m in zip(shape, coarse.shape, strict=True)]
    return ndimage.zoom(coarse, zoom, order=1, grid_mode=True, mode="nearest")
