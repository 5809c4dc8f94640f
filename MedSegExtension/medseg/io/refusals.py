"""What the readers of several formats refuse, in the same words."""

from collections.abc import Sequence
from pathlib import Path

from medseg.errors import ReadError, UnsupportedFormatError


def damaged(path: Path) -> ReadError:
    """A file that ends too soon or contradicts itself."""
    return ReadError(f"{path.name!r} is damaged or not complete. Copy it again from its source.")


def too_many_dimensions(path: Path, sizes: Sequence[int]) -> UnsupportedFormatError:
    """An image of four or more dimensions."""
    return UnsupportedFormatError(
        f"Expected a 3D image in {path.name!r}, got {len(sizes)} dimensions ({' x '.join(map(str, sizes))}). "
        "Write the one frame or channel that you want as an image of its own first."
    )


def no_real_numbers(path: Path, found: str) -> UnsupportedFormatError:
    """Colours, vectors, complex numbers, text.

    Args:
        path: The file.
        found: What was found, such as `complex numbers`.
    """
    return UnsupportedFormatError(
        f"Expected one real number a voxel in {path.name!r}, got {found}. "
        "Write the one component that you want as an image of its own first."
    )
