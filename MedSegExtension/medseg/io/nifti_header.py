"""The header of NIfTI-1 and NIfTI-2."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from medseg.errors import UnsupportedFormatError
from medseg.io.refusals import damaged, no_real_numbers, too_many_dimensions
from medseg.types import Floats, Shape

MILLIMETRES = {1: 1000.0, 3: 0.001}
"""Factor for the code of the unit of length: metres, micrometres; millimetres and unknown are 1."""

TYPES = {
    2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8",
}  # fmt: skip
NO_NUMBERS = {1: "one bit a voxel", 32: "complex numbers", 128: "colours", 1536: "128-bit floats", 1792: "complex numbers",
              2048: "complex numbers", 2304: "colours"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class NiftiHeader:
    """What a NIfTI header says, lengths in millimetres.

    Attributes:
        size: Bytes that it takes: 348 or 540.
        shape: Voxels along (k, j, i).
        dtype: Of the voxels, with their byte order.
        voxel_offset: Where the voxels begin, in bytes.
        slope: Factor of the voxels; 1 where the file has none.
        intercept: What is added to them.
        pixdim: Voxel size along (i, j, k).
        qfac: -1 where the third axis of the qform is flipped, else 1.
        qform_code: 0 where there is no qform.
        sform_code: 0 where there is no sform.
        quaternion: b, c, d of the qform's rotation.
        offset: Of the qform.
        sform: Matrix (3, 4) to RAS.
    """

    size: int
    shape: Shape
    dtype: np.dtype[Any]
    voxel_offset: int
    slope: float
    intercept: float
    pixdim: Floats
    qfac: float
    qform_code: int
    sform_code: int
    quaternion: Floats
    offset: Floats
    sform: Floats

    @classmethod
    def read(cls, file: IO[bytes], path: Path) -> "NiftiHeader":
        """Read it from the beginning of a file; the path is for messages.

        Raises:
            EOFError: The file ends within it.
            UnsupportedFormatError: A pair of files, more than three dimensions, or voxels that are no single real numbers.
        """
        head = file.read(348)
        if len(head) == 348 and head[4:8] in (b"n+2\0", b"ni2\0"):
            head += file.read(540 - 348)
        if len(head) not in (348, 540):
            raise EOFError
        return cls._parse(head, path)

    @classmethod
    def _parse(cls, head: bytes, path: Path) -> "NiftiHeader":
        second = len(head) == 540
        order = _byte_order(head)
        if (head[4:7] if second else head[344:347]) in (b"ni1", b"ni2"):
            raise UnsupportedFormatError("Expected NIfTI in one file, got a pair (.hdr and .img). Convert it to one .nii file.")
        fields = _fields(head, SECOND if second else FIRST, order)
        unit = MILLIMETRES.get(int(fields["units"][0]) & 7, 1.0)
        slope, intercept = (float(fields[name][0]) for name in ("slope", "intercept"))
        scaled = bool(np.isfinite([slope, intercept]).all()) and slope != 0
        return cls(
            size=len(head),
            shape=_shape(fields["dim"].astype(np.int64), path),
            dtype=_dtype(int(fields["datatype"][0]), order, path),
            voxel_offset=int(np.clip(np.nan_to_num(fields["vox_offset"][0]), len(head), 2**40)),
            slope=slope if scaled else 1.0,
            intercept=intercept if scaled else 0.0,
            pixdim=fields["pixdim"][1:4] * unit,
            qfac=-1.0 if fields["pixdim"][0] < 0 else 1.0,
            qform_code=int(fields["qform_code"][0]),
            sform_code=int(fields["sform_code"][0]),
            quaternion=fields["quaternion"],
            offset=fields["offset"] * unit,
            sform=fields["sform"].reshape(3, 4) * unit,
        )


FIRST = {
    "dim": (40, "8h"), "datatype": (70, "h"),
    "bitpix": (72, "h"), "pixdim": (76, "8f"), "vox_offset": (108, "f"), "slope": (112, "f"),
    "intercept": (116, "f"), "units": (123, "B"), "qform_code": (252, "h"), "sform_code": (254, "h"),
    "quaternion": (256, "3f"), "offset": (268, "3f"), "sform": (280, "12f"),
}  # fmt: skip
SECOND = {
    "datatype": (12, "h"), "dim": (16, "8q"), "pixdim": (104, "8d"), "vox_offset": (168, "q"), "slope": (176, "d"),
    "intercept": (184, "d"), "qform_code": (344, "i"), "sform_code": (348, "i"), "quaternion": (352, "3d"),
    "offset": (376, "3d"), "sform": (400, "12d"), "units": (500, "i"),
}  # fmt: skip
"""Place and type of each field: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h and .../nifti2.h."""


def _byte_order(head: bytes) -> str:
    return "<" if struct.unpack("<i", head[:4])[0] in (348, 540) else ">"


def _fields(head: bytes, layout: dict[str, tuple[int, str]], order: str) -> dict[str, Floats]:
    return {
        name: np.array(struct.unpack_from(order + kind, head, place), dtype=np.float64) for name, (place, kind) in layout.items()
    }


def _shape(dim: "np.ndarray[Any, np.dtype[np.int64]]", path: Path) -> Shape:
    count = int(dim[0])
    sizes = dim[1 : count + 1].tolist() if 1 <= count <= 7 else []
    while len(sizes) > 3 and sizes[-1] == 1:
        sizes.pop()
    if min(sizes, default=0) < 1:
        raise damaged(path)
    if len(sizes) > 3:
        raise too_many_dimensions(path, sizes)
    i, j, k = (*sizes, 1, 1)[:3]
    return k, j, i


def _dtype(code: int, order: str, path: Path) -> np.dtype[Any]:
    if code not in TYPES:
        raise no_real_numbers(path, NO_NUMBERS.get(code, "an unknown type"))
    return np.dtype(order + TYPES[code])
