"""What other hospitals' films look like: random changes to a chest X-ray, with its lungs where they stay what they are.

Every function takes a film (j, i) as float32 from 0 (black) to 1 (white) and gives a new one.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Film = NDArray[np.float32]
Mask = NDArray[np.bool_]
Random = np.random.Generator

LETTERS = ("R", "L", "AP", "PA", "PORTABLE", "ERECT", "SUPINE", "L 12:40", "MOBILE")


def changed(film: Film, lungs: Mask, random: Random) -> tuple[Film, Mask]:
    """Draw a chain of changes: another crop, opacities, things on the patient, tones, a frame.

    Args:
        film: The film (j, i), 0 to 1.
        lungs: Its lungs (j, i); opacities are painted inside and change nothing about them.
        random: Where chance comes from.

    Returns:
        The film and its lungs, both of the same new shape.
    """
    if random.random() < 0.65:
        film, lungs = crop(film, lungs, random)
    if random.random() < 0.55:
        film = with_opacities(film, lungs, random)
    if random.random() < 0.3:
        film = with_devices(film, random)
    film = with_tones(film, random)
    if random.random() < 0.35:
        film, lungs = framed(film, lungs, random)
    if random.random() < 0.5:
        film = with_letters(film, random)
    return np.clip(film, 0, 1).astype(np.float32), lungs


def crop(film: Film, lungs: Mask, random: Random) -> tuple[Film, Mask]:
    """Cut out a part of another shape; at most a quarter of the lungs' box is lost at a side, and that seldom."""
    rows, columns = np.nonzero(lungs)
    box = np.array([rows.min(), rows.max() + 1, columns.min(), columns.max() + 1], dtype=float)
    size = np.array([box[1] - box[0]] * 2 + [box[3] - box[2]] * 2)
    inward = np.array([1.0, -1.0, 1.0, -1.0])
    limit = np.array([0, film.shape[0], 0, film.shape[1]], dtype=float)
    share = random.uniform(0, 1, 4)
    edge = limit + (box - limit) * share
    cut = random.random(4) < 0.12
    edge = np.where(cut, box + inward * size * random.uniform(0.02, 0.2, 4), edge)
    top, bottom, left, right = np.clip(np.round(edge), limit[[0, 0, 2, 2]], limit[[1, 1, 3, 3]]).astype(int)
    return film[top:bottom, left:right], lungs[top:bottom, left:right]


def with_opacities(film: Film, lungs: Mask, random: Random) -> Film:
    """Paint opacities as in pneumonia: patches anywhere, whitened bases, a veil over a whole lung."""
    if not lungs.any():
        return film
    white = float(np.quantile(film[film > 0.02], random.uniform(0.75, 0.95))) if (film > 0.02).any() else 0.8
    share = np.zeros_like(film)
    for _ in range(int(random.integers(1, 9))):
        share = np.maximum(share, _patch(lungs, random))
    if random.random() < 0.3:
        share = share + random.uniform(0.1, 0.6) * (1 + 0.4 * _cloud(film.shape, 0.3, random))
    if random.random() < 0.35:
        share = np.maximum(share, _whitened_base(lungs, random))
    share *= 1 + random.uniform(0.1, 0.45) * _cloud(film.shape, random.uniform(0.015, 0.08), random)
    soft = ndimage.gaussian_filter(lungs.astype(np.float32), random.uniform(1.0, 4.0))
    share = np.clip(share, 0, 0.97) * soft
    return np.asarray(film + share * (white - film) * (film < white), dtype=np.float32)


def with_devices(film: Film, random: Random) -> Film:
    """Draw lines, tubes, electrodes and a pacemaker over the film."""
    from PIL import Image, ImageDraw

    height, width = film.shape
    sheet = Image.new("F", (width, height), 0.0)
    draw = ImageDraw.Draw(sheet)
    for _ in range(int(random.integers(1, 5))):
        points = _curve(random, height, width)
        draw.line(points, fill=float(random.uniform(0.15, 0.6)), width=int(random.integers(1, max(2, width // 70))))
    for _ in range(int(random.integers(0, 5))):
        x, y, radius = random.uniform(0, width), random.uniform(0, height), random.uniform(0.008, 0.03) * width
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=float(random.uniform(0.2, 0.8)))
    if random.random() < 0.25:
        x, y, a, b = *random.uniform(0.1, 0.8, 2), *random.uniform(0.06, 0.14, 2)
        corner = [x * width, y * height, (x + a) * width, (y + b) * height]
        draw.rounded_rectangle(corner, radius=0.02 * width, fill=float(random.uniform(0.3, 0.9)))
    drawn = ndimage.gaussian_filter(np.asarray(sheet, dtype=np.float32), 0.7)
    return np.asarray(film + drawn * (1 - film), dtype=np.float32)


def with_tones(film: Film, random: Random) -> Film:
    """Change what makes, exposure and processing change: gamma, window, local contrast, shading, blur, grain."""
    if random.random() < 0.3:
        film = _local_contrast(film, random)
    if random.random() < 0.6:
        film = np.power(np.clip(film, 0, 1), np.float32(np.exp(random.uniform(-0.8, 0.8))))
    if random.random() < 0.4:
        low, high = random.uniform(0, 0.15), random.uniform(0.75, 1.0)
        film = (film - low) / (high - low)
    if random.random() < 0.3:
        film = 1 / (1 + np.exp(-(film - random.uniform(0.35, 0.65)) * random.uniform(4, 9)))
    if random.random() < 0.4:
        film = film * (1 + random.uniform(0.1, 0.35) * _cloud(film.shape, 0.3, random))
    if random.random() < 0.3:
        film = ndimage.gaussian_filter(film, random.uniform(0.5, 2.5))
    if random.random() < 0.4:
        film = film + random.normal(0, random.uniform(0.01, 0.06), film.shape)
    return np.clip(film, 0, 1).astype(np.float32)


def framed(film: Film, lungs: Mask, random: Random) -> tuple[Film, Mask]:
    """Put black, grey or white borders around, or blind the edges as a collimator does."""
    shade = float(random.choice([0.0, 0.0, 0.0, random.uniform(0, 0.3), 1.0]))
    around = (random.uniform(0, 0.22, 4) * (random.random(4) < 0.6) * np.repeat(film.shape, 2)).astype(int)
    if random.random() < 0.3:
        inside = np.zeros(film.shape, dtype=bool)
        top, bottom, left, right = np.minimum(around // 5, np.repeat(film.shape, 2) // 12)
        inside[top : film.shape[0] - bottom, left : film.shape[1] - right] = True
        return np.where(inside, film, np.float32(shade)), lungs & inside
    pads = ((around[0], around[1]), (around[2], around[3]))
    return np.pad(film, pads, constant_values=shade), np.pad(lungs, pads)


def with_letters(film: Film, random: Random) -> Film:
    """Write what radiographers write at the edges."""
    from PIL import Image, ImageDraw, ImageFont

    height, width = film.shape
    sheet = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(sheet)
    for _ in range(int(random.integers(1, 4))):
        font = ImageFont.load_default(size=float(random.uniform(0.025, 0.08) * width))
        x, y = random.choice([random.uniform(0.0, 0.2), random.uniform(0.75, 0.95)]), random.uniform(0.0, 0.9)
        draw.text((x * width, y * height), str(random.choice(LETTERS)), fill=255, font=font)
    drawn = np.asarray(sheet, dtype=np.float32) / 255
    return np.asarray(film + drawn * (random.uniform(0.6, 1.0) - film), dtype=np.float32)


def _patch(lungs: Mask, random: Random) -> Film:
    """A soft blob (j, i) somewhere in the lungs, denser low down than high up."""
    rows, columns = np.nonzero(lungs)
    chance = 0.3 + (rows - rows.min()) / max(int(np.ptp(rows)), 1)
    at = random.choice(len(rows), p=chance / chance.sum())
    radii = random.uniform(0.03, 0.16, 2) * lungs.shape[0]
    angle = random.uniform(0, np.pi)
    j, i = np.ogrid[: lungs.shape[0], : lungs.shape[1]]
    y, x = j - rows[at], i - columns[at]
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    distance = (along / radii[0]) ** 2 + (across / radii[1]) ** 2 + 0.7 * _cloud(lungs.shape, random.uniform(0.04, 0.15), random)
    fade = np.clip(random.uniform(1.2, 4) * (distance - 1), -30, 30)
    return np.asarray(random.uniform(0.2, 0.95) / (1 + np.exp(fade)), dtype=np.float32)


def _whitened_base(lungs: Mask, random: Random) -> Film:
    """White from a slanting line downwards (j, i), on one side or both: a lower lobe without air."""
    rows, columns = np.nonzero(lungs)
    j, i = np.ogrid[: lungs.shape[0], : lungs.shape[1]]
    line = np.quantile(rows, random.uniform(0.45, 0.9)) + random.uniform(-0.4, 0.4) * (i - columns.mean())
    share = 1 / (1 + np.exp(-(j - line) / (random.uniform(0.01, 0.06) * lungs.shape[0])))
    side = random.integers(0, 3)
    if side < 2:
        share = share * ((i < columns.mean()) == (side == 0))
    return np.asarray(share * random.uniform(0.4, 0.95), dtype=np.float32)


def _local_contrast(film: Film, random: Random) -> Film:
    """Sharpen against the surroundings, as adaptive equalisation does."""
    width = random.uniform(0.03, 0.15) * film.shape[0]
    mean = ndimage.gaussian_filter(film, width)
    spread = np.sqrt(np.maximum(ndimage.gaussian_filter(film * film, width) - mean * mean, 1e-3))
    share = random.uniform(0.3, 0.9)
    return np.asarray((1 - share) * film + share * (0.5 + 0.22 * (film - mean) / spread), dtype=np.float32)


def _cloud(shape: tuple[int, ...], width: float, random: Random) -> Film:
    """Smooth noise (j, i) of mean 0 and standard deviation 1; `width` is its grain as a share of the height."""
    step = max(1, int(width * shape[0] / 2))
    coarse = random.normal(size=[n // step + 3 for n in shape])
    coarse = ndimage.gaussian_filter(coarse, 1.0)
    fine = ndimage.zoom(coarse, step, order=1)[: shape[0], : shape[1]]
    return np.asarray((fine - fine.mean()) / max(float(fine.std()), 1e-6), dtype=np.float32)


def _curve(random: Random, height: int, width: int) -> list[tuple[float, float]]:
    """Points of a smooth line across the film."""
    ends = random.uniform(-0.1, 1.1, (4, 2)) * (width, height)
    t = np.linspace(0, 1, 40)[:, None]
    points = (1 - t) ** 3 * ends[0] + 3 * (1 - t) ** 2 * t * ends[1] + 3 * (1 - t) * t**2 * ends[2] + t**3 * ends[3]
    return [(float(x), float(y)) for x, y in points]
