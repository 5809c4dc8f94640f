"""What other patients, scanners and diseases look like: random changes to a chest CT whose lungs stay what they are.

Volumes are float32 HU (k, j, i), slices stacked to the head, rows to the back, columns to the patient's left.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Chest = NDArray[np.float32]
Mask = NDArray[np.bool_]
Random = np.random.Generator
Spacing = tuple[float, float, float]

PLEURAL_MM = 8.0


def changed(
    hu: Chest, lungs: Mask, spacing_mm: Spacing, random: Random, *, gas: bool = False, dome: bool = False
) -> tuple[Chest, Mask]:
    """Draw a chain of changes: density of the lungs, lesions, tissue, scanner, field of view, position.

    Args:
        hu: HU (k, j, i).
        lungs: The lungs (k, j, i), lesions among them.
        spacing_mm: Millimetres along (k, j, i).
        random: Where chance comes from.
        gas: Paint gas in the bowel too.
        dome: Push one half of the diaphragm up first.

    Returns:
        The chest and its lungs; lesions that are painted change nothing about what is lung.
    """
    if dome:
        hu, lungs = with_raised_dome(hu, lungs, spacing_mm, random)
    hu = with_gas(hu, lungs, spacing_mm, random) if gas else hu.copy()
    if random.random() < 0.5:
        hu = with_other_air(hu, lungs, random)
    if random.random() < 0.85:
        hu = with_lesions(hu, lungs, spacing_mm, random)
    hu = with_other_tissue(hu, random)
    hu = scanned(hu, spacing_mm, random)
    if random.random() < 0.4:
        hu = with_table(hu, random)
    if random.random() < 0.35:
        hu, lungs = within_circle(hu, lungs, random)
    if random.random() < 0.12:
        hu, lungs = hu[:, ::-1], lungs[:, ::-1]
    return np.clip(hu, -3100, 3071), lungs


def with_raised_dome(hu: Chest, lungs: Mask, spacing_mm: Spacing, random: Random) -> tuple[Chest, Mask]:
    """Push one half of the diaphragm up, with all that lies below it, and the lung above together.

    The dome is as wide as half a lung or a whole one, and 15 to 80 mm higher than it was: its top is an island in the lung.

    Returns:
        The chest and its lungs, both moved the same way.
    """
    k, j, i = np.indices(hu.shape, dtype=np.float32)
    bottom, centre, top = _lung_base(lungs, random)
    width = random.uniform(25, 60, 2) / spacing_mm[1:]
    bump = np.exp(-(((j[0] - centre[0]) / width[0]) ** 2) - ((i[0] - centre[1]) / width[1]) ** 2)
    rise = min(random.uniform(15, 80) / spacing_mm[0], 0.6 * (top - bottom))
    left = np.clip((top - k) / (top - bottom - rise), 0, 1)  # all of the rise below the new dome, none at the lung's top
    places = np.stack([k - rise * bump * left, j, i])
    moved = ndimage.map_coordinates(hu, places, order=1, mode="nearest")
    return moved, ndimage.map_coordinates(lungs.astype(np.float32), places, order=1, mode="nearest") >= 0.5


def with_other_air(hu: Chest, lungs: Mask, random: Random) -> Chest:
    """Make aerated lung denser, as in expiration or early disease, or emptier, as in emphysema; more so at the back."""
    slope = np.linspace(-1, 1, hu.shape[1], dtype=np.float32)[None, :, None] * np.float32(random.uniform(-0.3, 0.8))
    share = (random.uniform(-60, 250) * (1 + slope) * soft(lungs)).astype(np.float32)
    return np.where(hu < -300, np.minimum(hu + share, np.maximum(hu, -300)), hu)


def with_gas(hu: Chest, lungs: Mask, spacing_mm: Spacing, random: Random) -> Chest:
    """Paint gas in stomach and bowel: round, empty of vessels, darker than lung, anywhere in the body that is no lung."""
    hu = hu.copy()
    body = ndimage.binary_erosion(~_outside(hu), np.ones((1, 3, 3)), iterations=7)
    free = body & ~ndimage.binary_dilation(lungs, np.ones((1, 3, 3)), iterations=3)
    lowest = np.flatnonzero(lungs.any(axis=(1, 2)))[0]
    places = np.argwhere(free[: lowest + len(hu) // 3])
    for centre in places[random.integers(0, len(places), random.integers(3, 9))]:
        radii = float(np.exp(random.uniform(np.log(8), np.log(50)))) * random.uniform(0.5, 1.3, 3)
        grid = np.ogrid[: hu.shape[0], : hu.shape[1], : hu.shape[2]]
        squares = [((g - p) * mm / r) ** 2 for g, p, mm, r in zip(grid, centre, spacing_mm, radii, strict=True)]
        rough = ndimage.zoom(random.normal(0, 0.25, (4, 6, 6)), np.array(hu.shape) / (4, 6, 6), order=1)
        inside = (sum(squares) + rough < 1) & free
        share = ndimage.gaussian_filter(inside.astype(np.float32), (0, 0.7, 0.7))
        hu += share * (np.float32(random.uniform(-1010, -960)) - hu)
    return hu


def with_lesions(hu: Chest, lungs: Mask, spacing_mm: Spacing, random: Random) -> Chest:
    """Paint ground glass and consolidations, most at the pleura, and lung without air above or below a plane."""
    hu = with_patches(hu, lungs, spacing_mm, random, int(random.integers(2, 16)))
    if random.random() < 0.45:
        _paint_airless(hu, lungs, _inside(lungs), random)
    return hu


def with_patches(hu: Chest, lungs: Mask, spacing_mm: Spacing, random: Random, count: int) -> Chest:
    """Paint so many patches of ground glass or consolidation into `hu` itself, most at the pleura."""
    depth = ndimage.distance_transform_edt(lungs, sampling=spacing_mm).astype(np.float32)
    inside = _inside(lungs)
    for _ in range(count):
        _paint_patch(hu, depth, inside, spacing_mm, random)
    return hu


def with_other_tissue(hu: Chest, random: Random) -> Chest:
    """Change contrast between soft tissues, as with contrast medium, and shift all HU a little."""
    tissue = hu > -20
    hu[tissue] = -20 + (hu[tissue] + 20) * np.float32(np.exp(random.uniform(-0.5, 0.7)))
    scale, shift = random.uniform(0.97, 1.03), random.normal(0, 12)
    return np.asarray((hu + 1000) * np.float32(scale) - 1000 + np.float32(shift), dtype=np.float32)


def scanned(hu: Chest, spacing_mm: Spacing, random: Random) -> Chest:
    """Change sharpness and noise within slices: soft and hard kernels, low dose, streaks."""
    sigma = random.uniform(0, 1.6)
    if sigma > 0.3:
        hu = ndimage.gaussian_filter(hu, (0, sigma / spacing_mm[1], sigma / spacing_mm[2]))
    elif random.random() < 0.5:
        blurred = ndimage.gaussian_filter(hu, (0, 1.0, 1.0))
        hu = hu + np.float32(random.uniform(0.3, 1.2)) * (hu - blurred)
    noise = random.normal(size=hu.shape).astype(np.float32)
    grain = random.uniform(0, 1.2)
    if grain > 0.3:
        noise = ndimage.gaussian_filter(noise, (0, grain, grain))
        noise /= max(float(noise.std()), 1e-6)
    if random.random() < 0.25:
        noise = noise + 2 * ndimage.gaussian_filter1d(noise, random.uniform(3, 15), axis=2)
    return np.asarray(hu + noise * np.float32(random.choice([5, 15, 30, 60, 100])), dtype=np.float32)


def with_table(hu: Chest, random: Random) -> Chest:
    """Put a curved table into the air behind or, for a patient lying prone, in front."""
    rows, columns = hu.shape[1:]
    j, i = np.ogrid[:rows, :columns]
    bend, thickness = random.uniform(0, 0.25), random.uniform(1.5, 6)
    top = rows * random.uniform(0.8, 0.97) - bend * (i - columns / 2) ** 2 / columns
    if random.random() < 0.2:
        top = rows - top
    table = np.abs(j - top) < thickness
    air = ndimage.minimum_filter(hu < -700, (1, 3, 3))
    filling = float(random.uniform(-600, 100))
    return np.where(table[None] & air & _outside(hu), np.float32(filling), hu)


def within_circle(hu: Chest, lungs: Mask, random: Random) -> tuple[Chest, Mask]:
    """Keep what the scanner's circle shows: a whole slice or, rarely, less than the body; outside are padding values."""
    rows, columns = hu.shape[1:]
    j, i = np.ogrid[:rows, :columns]
    radius = random.choice([random.uniform(0.47, 0.52), random.uniform(0.36, 0.47)], p=[0.75, 0.25]) * columns
    centre = np.array([rows, columns]) * (0.5 + random.uniform(-0.03, 0.03, 2))
    circle = (j - centre[0]) ** 2 + (i - centre[1]) ** 2 < radius**2
    padding = random.choice([-3024.0, -2048.0, -2000.0, -1024.0])
    return np.where(circle, hu, np.float32(padding)), lungs & circle


def soft(mask: Mask) -> Chest:
    """A mask (k, j, i) with edges of about a pixel's width, 0 to 1."""
    return ndimage.gaussian_filter(mask.astype(np.float32), (0, 0.8, 0.8))


def _inside(lungs: Mask) -> Chest:
    """Where lesions show, 0 to 1 (k, j, i): no rim of air is left at the pleura."""
    return soft(ndimage.binary_dilation(lungs, np.ones((1, 3, 3))))


def _paint_patch(hu: Chest, depth: Chest, inside: Chest, spacing_mm: Spacing, random: Random) -> None:
    """Paint one lesion into `hu` (k, j, i), around a place that `depth` in mm makes likely."""
    radius = float(np.exp(random.uniform(np.log(7), np.log(45))))
    place = _place(depth, random)
    reach = [int(np.ceil(1.8 * radius / mm)) for mm in spacing_mm]
    box = tuple(slice(max(0, p - r), min(n, p + r + 1)) for p, r, n in zip(place, reach, hu.shape, strict=True))
    grid = np.ogrid[box]
    squares = [
        ((g - p) * mm / (radius * random.uniform(0.6, 1.2))) ** 2 for g, p, mm in zip(grid, place, spacing_mm, strict=True)
    ]
    rough = _cloud(hu[box].shape, random.uniform(3, 14), spacing_mm, random)
    field = np.clip(random.uniform(2, 12) * (1 - sum(squares) + 0.45 * rough), -30, 30)
    share = (1 / (1 + np.exp(-field)) * inside[box]).astype(np.float32)
    grain = _cloud(hu[box].shape, random.uniform(1.5, 5), spacing_mm, random)
    if random.random() < 0.55:
        target = random.uniform(-10, 70) + 15 * grain
    else:
        target = np.minimum(hu[box] + random.uniform(150, 550) * (1 + 0.25 * grain), -80)
    hu[box] += share * np.maximum(target - hu[box], 0).astype(np.float32)


def _paint_airless(hu: Chest, lungs: Mask, inside: Chest, random: Random) -> None:
    """Fill lung (k, j, i) beyond a slanting plane with soft tissue or fluid: a lobe without air, an effusion."""
    k, j, i = np.nonzero(lungs[:, ::2, ::2])
    if len(k) == 0:
        return
    normal = np.array([random.normal(0, 0.5), random.choice([1.0, 1.0, 1.0, -1.0]), random.normal(0, 0.25)])
    scale = np.array([1 / max(np.ptp(k), 1), 0.5 / max(np.ptp(j), 1), 0.5 / max(np.ptp(i), 1)])
    values = (k * scale[0] * normal[0]) + (2 * j * scale[1] * normal[1]) + (2 * i * scale[2] * normal[2])
    level = np.quantile(values, random.uniform(0.6, 0.97))
    kk, jj, ii = np.ogrid[: hu.shape[0], : hu.shape[1], : hu.shape[2]]
    height = kk * scale[0] * normal[0] + jj * scale[1] * normal[1] + ii * scale[2] * normal[2]
    share = 1 / (1 + np.exp(np.clip(-(height - level) * random.uniform(30, 200), -30, 30)))
    if random.random() < 0.6:
        middle = np.median(2 * i)
        share = share * ((ii < middle) == (random.random() < 0.5))
    fluid = random.uniform(-5, 60)
    hu += (share * inside * random.uniform(0.8, 1.0)).astype(np.float32) * np.maximum(np.float32(fluid) - hu, 0)


def _place(depth: Chest, random: Random) -> tuple[int, int, int]:
    """A voxel of the lungs, most often near the pleura: `depth` (k, j, i) is the distance to it in mm."""
    candidates = np.argwhere(depth > 0)
    candidates = candidates[random.integers(0, len(candidates), 400)]
    near = np.exp(-depth[tuple(candidates.T)] / PLEURAL_MM) + 0.03
    k, j, i = candidates[random.choice(len(candidates), p=near / near.sum())].tolist()
    return k, j, i


def _lung_base(lungs: Mask, random: Random) -> tuple[float, tuple[float, float], float]:
    """Of the right or the left lung (k, j, i): where it ends below, a place in the diaphragm's dome, where it ends above."""
    half = lungs.copy()
    middle = float(np.median(np.nonzero(lungs)[2]))
    columns = np.arange(lungs.shape[2])
    half[:, :, columns < middle if random.random() < 0.5 else columns >= middle] = False
    levels = np.flatnonzero(half.any(axis=(1, 2)))
    low = levels[0] + len(levels) // 6
    dome = np.argwhere(half.any(axis=0) & ~half[low])
    row, column = dome.mean(axis=0) + random.normal(0, 0.4, 2) * dome.std(axis=0)
    return float(low), (float(row), float(column)), float(levels[-1])


def _cloud(shape: tuple[int, ...], grain_mm: float, spacing_mm: Spacing, random: Random) -> Chest:
    """Smooth noise (k, j, i) of mean 0 and standard deviation 1."""
    noise = ndimage.gaussian_filter(random.normal(size=shape).astype(np.float32), [grain_mm / mm for mm in spacing_mm])
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), dtype=np.float32)


def _outside(hu: Chest) -> Mask:
    """Air (k, j, i) around the body: that which reaches the slice's edge."""
    outside = np.zeros(hu.shape, dtype=bool)
    for number, plane in enumerate(hu):
        parts, _ = ndimage.label(plane < -300)
        edge = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
        outside[number] = np.isin(parts, edge[edge > 0])
    return outside
