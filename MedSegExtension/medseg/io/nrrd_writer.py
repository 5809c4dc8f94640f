"""Writing NRRD files, gzipped."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import numpy as np

from medseg.files.atomic import writing
from medseg.io.gzipped import packing
from medseg.types import Voxels
from medseg.volume import Geometry

TYPES = {
    "i1": "signed char", "u1": "unsigned char", "i2": "short", "u2": "unsigned short", "i4": "int", "u4": "unsigned int",
    "i8": "long long int", "u8": "unsigned long long int", "f4": "float", "f8": "double",
}  # fmt: skip


def write_nrrd(layers: Sequence[Voxels], geometry: Geometry, path: Path, fields: Mapping[str, str] | None = None) -> None:
    """Write an image, or several of one type on one grid as the layers that Slicer has.

    Args:
        layers: Arrays (k, j, i).
        geometry: Where they lie.
        path: The file.
        fields: Free fields of the header.

    Raises:
        WriteError: It could not be written.
    """
    with writing(path) as temporary, temporary.open("wb") as file:
        file.write(_header(layers, geometry, fields or {}).encode())
        _write_voxels(file, layers)


def _header(layers: Sequence[Voxels], geometry: Geometry, fields: Mapping[str, str]) -> str:
    many = len(layers) > 1
    k, j, i = geometry.shape
    axes = ["(" + ",".join(f"{part:.17g}" for part in axis) + ")" for axis in geometry.ijk_to_lps[:3, :3].T]
    origin = ",".join(f"{part:.17g}" for part in geometry.origin_lps)
    lines = [
        "NRRD0004",
        "# Complete NRRD file format specification at:",
        "# http://teem.sourceforge.net/nrrd/format.html",
        f"type: {TYPES[layers[0].dtype.str[1:]]}",
        f"dimension: {4 if many else 3}",
        "space: left-posterior-superior",
        f"sizes: {f'{len(layers)} ' if many else ''}{i} {j} {k}",
        f"space directions: {'none ' if many else ''}{' '.join(axes)}",
        f"kinds: {'list ' if many else ''}domain domain domain",
        "endian: little",
        "encoding: gzip",
        f"space origin: ({origin})",
        *(f"{key}:={_one_line(value)}" for key, value in fields.items()),
    ]
    return "\n".join(lines) + "\n\n"


def _one_line(text: str) -> str:
    """NRRD's escapes: a field is one line."""
    return text.replace("\\", "\\\\").replace("\r", " ").replace("\n", "\\n")


def _write_voxels(file: IO[bytes], layers: Sequence[Voxels]) -> None:
    """Write slice by slice; the layers' values of a voxel stand side by side."""
    little = layers[0].dtype.newbyteorder("<")
    with packing(file) as packed:
        for planes in zip(*layers, strict=True):
            packed.write(np.stack(planes, axis=-1).astype(little, copy=False).tobytes())
