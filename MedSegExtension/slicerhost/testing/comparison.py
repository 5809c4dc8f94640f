"""Whether two pictures show the same."""

from pathlib import Path

import numpy as np

NOTICEABLE = 24  # of 255: less is left to antialiasing and to drivers
NEIGHBOURHOOD = 4  # pixels that are averaged, so that letters drawn a little differently do not count


def compare(picture: Path, baseline: Path, tolerance: float) -> str | None:
    """Compare a picture with its baseline.

    Args:
        picture: PNG file.
        baseline: PNG file that `write_baseline` made.
        tolerance: Share of the area that may differ noticeably, 0 to 1.

    Returns:
        What is wrong; None where nothing is.
    """
    new, old = _reduced(_read(picture)), _read(baseline)
    if new.shape != old.shape:
        return (
            f"Expected a picture of about {old.shape[1] * NEIGHBOURHOOD} x {old.shape[0] * NEIGHBOURHOOD} pixels, "
            f"got {new.shape[1] * NEIGHBOURHOOD} x {new.shape[0] * NEIGHBOURHOOD}."
        )
    share = float((np.abs(new - old).max(axis=2) > NOTICEABLE).mean())
    if share > tolerance:
        return f"Expected at most {tolerance:.2%} of the picture to differ from {baseline.name}, got {share:.2%}."
    return None


def write_baseline(picture: Path, baseline: Path) -> None:
    """Keep of a picture what others are compared with: means over squares of pixels, a small file.

    Args:
        picture: PNG file.
        baseline: PNG file to write; its folder is made.

    Raises:
        AssertionError: It could not be written.
    """
    import qt

    baseline.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.ascontiguousarray(_reduced(_read(picture)).round().astype(np.uint8))
    height, width, _ = pixels.shape
    image = qt.QImage(pixels.tobytes(), width, height, 3 * width, qt.QImage.Format_RGB888)
    if not image.save(str(baseline)):
        raise AssertionError(f"Expected to write the baseline {baseline}, could not: is the folder writable?")


def _read(path: Path) -> np.ndarray:
    """Red, green and blue, (row, column, 3)."""
    import qt

    image = qt.QImage(str(path)).convertToFormat(qt.QImage.Format_RGBX8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width(), :3].astype(np.float32)


def _reduced(pixels: np.ndarray) -> np.ndarray:
    """Means over squares of pixels; what is left over at the right and the bottom is dropped."""
    size = NEIGHBOURHOOD
    height, width = (length // size * size for length in pixels.shape[:2])
    return pixels[:height, :width].reshape(height // size, size, width // size, size, 3).mean(axis=(1, 3))
