"""Pictures of results, shrunk until all of them fit into one page."""

import base64
import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from medseg.optional import require

log = logging.getLogger(__name__)

BUDGET = 14_000_000  # letters of all pictures in the page: it is to stay below 20 MB with its numbers
SIZES = ((480, 72), (320, 68), (240, 62), (180, 55), (140, 48), (110, 40))  # longest side in pixels, quality of WebP
LARGE = (440, 75)
SAMPLED = 16
THREADS = 4

Key = tuple[str, str]
"""Case and method."""


def picture_key(place: int, method: int) -> str:
    """How a picture is called in the page: by the places of its case and its method."""
    return f"{place}-{method}"


def shrink_large(paths: Mapping[Key, Path]) -> dict[Key, str]:
    """Pictures that are seen at once, as data URIs; what cannot be read is left out, with a warning in the log."""
    return _encode_all(paths, LARGE)


def shrink_all(paths: Mapping[Key, Path], budget: int = BUDGET) -> dict[Key, str]:
    """Pictures that open at a click, as data URIs, in the largest size in which all of them fit.

    Args:
        paths: The files.
        budget: Letters that all of them may have together; the last ones are left out where even the smallest size is too large.

    Raises:
        MissingDependencyError: Pillow is not installed.
    """
    made = _encode_all(paths, _size_for(paths, budget))
    kept: dict[Key, str] = {}
    for key, text in made.items():
        budget -= len(text)
        if budget < 0:
            log.warning("Of %d pictures %d fit into the page; the others are linked.", len(made), len(kept))
            break
        kept[key] = text
    return kept


def _size_for(paths: Mapping[Key, Path], budget: int) -> tuple[int, int]:
    """The largest size of which a sample says that all fit."""
    keys = list(paths)
    sample = {key: paths[key] for key in keys[:: max(len(keys) // SAMPLED, 1)]}
    for size in SIZES[:-1]:
        made = _encode_all(sample, size)
        if sum(map(len, made.values())) * len(keys) <= 0.95 * budget * max(len(made), 1):
            return size
    return SIZES[-1]


def _encode_all(paths: Mapping[Key, Path], size: tuple[int, int]) -> dict[Key, str]:
    with ThreadPoolExecutor(THREADS) as pool:
        texts: Iterable[str | None] = pool.map(lambda path: _encode(path, *size), paths.values())
        return {key: text for key, text in zip(paths, texts, strict=True) if text is not None}


def _encode(path: Path, longest: int, quality: int) -> str | None:
    images: Any = require("PIL.Image", "report")
    try:
        with images.open(path) as picture:
            shown = picture.convert("RGB")
            shown.thumbnail((longest, longest), images.Resampling.BICUBIC, reducing_gap=2.0)
            held = io.BytesIO()
            shown.save(held, "WEBP", quality=quality, method=2)
    except (OSError, ValueError) as error:
        log.warning("A picture of the cohort cannot be read and is left out: %s", type(error).__name__)
        return None
    return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode("ascii")


def pick(paths: Mapping[Key, Path], keys: Sequence[Key]) -> dict[Key, Path]:
    """The files of some pictures, in that order; what has none is left out."""
    return {key: paths[key] for key in keys if key in paths}
