"""How much memory a piece of work takes at its peak, in a process of its own: `python Testing/Benchmarks/memory.py [work]`.

Counted is what the process holds at most, less what it held before the image was loaded: the image itself counts, Python and its
packages do not. Add work to `WORKS`.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from synthetic_ct import SPACING_MM, make_ct

from medseg.filters.cleanup import clean
from medseg.filters.threshold import threshold
from medseg.metrics import evaluate
from medseg.records import CleanupParameters, EvaluationParameters, Region
from medseg.volume import Geometry, Modality, Segment, Segmentation, Volume

AT_MOST_VOLUMES = 3.0
HEADER = "| work | peak | image | ratio | aim | met |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class MemoryRow:
    """What one piece of work held at its peak.

    Attributes:
        work: What was done.
        peak_bytes: Held at most, the image included.
        image_bytes: Size of the image.
    """

    work: str
    peak_bytes: int
    image_bytes: int

    @property
    def is_met(self) -> bool:
        """Whether the peak is no more than three images."""
        return self.peak_bytes <= AT_MOST_VOLUMES * self.image_bytes

    def __str__(self) -> str:
        ratio = self.peak_bytes / self.image_bytes
        sizes = f"{self.peak_bytes / 1e6:.0f} MB | {self.image_bytes / 1e6:.0f} MB"
        return f"| {self.work} | {sizes} | {ratio:.2f}x | at most {AT_MOST_VOLUMES:g}x | {'yes' if self.is_met else 'NO'} |"


def clean_up(volume: Volume) -> None:
    """Threshold, opening, closing, largest part, holes."""
    parameters = CleanupParameters(opening_mm=1, closing_mm=3, min_volume_ml=1, keep_largest=1, fill_holes=True)
    clean(threshold(volume.array, -300, None), volume, parameters)


def clean_up_in_body(volume: Volume) -> None:
    """The same, restricted to the body."""
    parameters = CleanupParameters(within_body=True, closing_mm=3, keep_largest=1, fill_holes=True)
    clean(threshold(volume.array, -300, None), volume, parameters)


def score(volume: Volume) -> None:
    """Threshold and cleanup, then every score of the result against another."""
    mask = clean(threshold(volume.array, 150, None), volume, CleanupParameters(closing_mm=3, keep_largest=1, fill_holes=True))
    prediction = Segmentation.from_masks(volume.geometry, {Segment("bone"): mask})
    reference = Segmentation.from_masks(volume.geometry, {Segment("bone"): threshold(volume.array, 200, None)})
    evaluate(prediction, reference, EvaluationParameters(region=Region.BODY), image=volume)


WORKS: dict[str, Callable[[Volume], None]] = {
    "threshold and cleanup": clean_up,
    "threshold and cleanup within the body": clean_up_in_body,
    "threshold, cleanup and scoring": score,
}


def rows() -> Iterator[MemoryRow]:
    """Measure each work in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ct.npy"
        np.save(path, make_ct())
        for work in WORKS:
            command = [sys.executable, str(Path(__file__).resolve()), work, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            peak, size = (int(number) for number in done.stdout.split())
            yield MemoryRow(work, peak, size)


def measure(work: str, path: Path) -> tuple[int, int]:
    """Do one work in this process; return bytes at the peak and those of the image."""
    import numba  # noqa: F401  else it would be loaded for the large image only

    WORKS[work](_volume(make_ct((24, 96, 96))))  # packages are loaded and loops compiled
    before = _peak_bytes()
    array = np.load(path)
    WORKS[work](_volume(array))
    return _peak_bytes() - before, array.nbytes


def _volume(array: np.ndarray) -> Volume:
    k, j, i = array.shape
    return Volume(array, Geometry.from_axes((k, j, i), SPACING_MM[::-1]), Modality.CT)


def _peak_bytes() -> int:
    """The most that this process ever held.

    Linux hands `ru_maxrss` down from the process that started this one, so its own high-water mark is read instead.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(*measure(sys.argv[1], Path(sys.argv[2])))
    else:
        print(HEADER, *rows(), sep="\n")
