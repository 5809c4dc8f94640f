"""Writing NIfTI-1 files.

MedSeg writes this format itself because SimpleITK reports success on a full disk, and keeps no names of labels.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from medseg.errors import WriteError
from medseg.files.atomic import writing
from medseg.io.gzipped import packing
from medseg.io.nifti_header import FIRST, TYPES
from medseg.types import Voxels
from medseg.volume import Geometry, Segment

HEADER_BYTES, FLAG_BYTES = 348, 4
MILLIMETRES_CODE = 2
SCANNER_CODE = 1
MAX_SIZE = 32767  # sizes are 16-bit numbers
CARET_CODE = 30  # NIFTI_ECODE_CARET


def write_nifti(array: Voxels, geometry: Geometry, path: Path, labels: Mapping[int, Segment] | None = None) -> None:
    """Write an image; gzipped where the name ends in `.gz`.

    Args:
        array: Voxels (k, j, i).
        geometry: Where they lie: sform and qform both.
        path: The file.
        labels: Names and colours of labels, written as a label table of Caret's form, which MedSeg reads again.

    Raises:
        WriteError: It could not be written, or has more than 32,767 voxels along an axis.
    """
    if max(geometry.shape) > MAX_SIZE:
        raise WriteError(f"NIfTI holds up to {MAX_SIZE} voxels along an axis, got {geometry}. Write a .nrrd.")
    extension = _label_table(labels) if labels else b""
    little = array.dtype.newbyteorder("<")
    head = _header(geometry, little, len(extension)) + bytes((bool(extension), 0, 0, 0)) + extension
    with writing(path) as temporary, temporary.open("wb") as plain:
        if path.name.lower().endswith(".gz"):
            with packing(plain) as file:
                _write(file, head, array, little)
        else:
            _write(plain, head, array, little)


def _write(file: Any, head: bytes, array: Voxels, dtype: np.dtype[Any]) -> None:
    file.write(head)
    for plane in array:
        file.write(plane.astype(dtype, copy=False).tobytes())


def _header(geometry: Geometry, dtype: np.dtype[Any], extension_bytes: int) -> bytes:
    k, j, i = geometry.shape
    code = next(code for code, name in TYPES.items() if name == dtype.str[1:])
    values: dict[str, tuple[float, ...]] = {
        "dim": (3, i, j, k, 1, 1, 1, 1),
        "datatype": (code,),
        "bitpix": (dtype.itemsize * 8,),
        "pixdim": (_qfac(geometry), *geometry.spacing_ijk, 0, 0, 0, 0),
        "vox_offset": (HEADER_BYTES + FLAG_BYTES + extension_bytes,),
        "slope": (1,),
        "units": (MILLIMETRES_CODE,),
        "qform_code": (SCANNER_CODE,),
        "sform_code": (SCANNER_CODE,),
        "quaternion": _quaternion(geometry),
        "offset": geometry.origin_ras,
        "sform": tuple(geometry.ijk_to_ras[:3].ravel().tolist()),
    }
    head = bytearray(HEADER_BYTES)
    struct.pack_into("<i", head, 0, HEADER_BYTES)
    head[344:348] = b"n+1\0"
    for name, numbers in values.items():
        place, kind = FIRST[name]
        struct.pack_into("<" + kind, head, place, *numbers)
    return bytes(head)


def _qfac(geometry: Geometry) -> float:
    return -1.0 if np.linalg.det(geometry.directions_ras) < 0 else 1.0


def _quaternion(geometry: Geometry) -> tuple[float, float, float]:
    """b, c and d of the rotation nearest to the directions, third axis flipped where they are left-handed."""
    from scipy.spatial.transform import Rotation

    rotation = Rotation.from_matrix(geometry.directions_ras * [1, 1, _qfac(geometry)])
    b, c, d, _ = rotation.as_quat(canonical=True).tolist()
    return b, c, d


def _label_table(labels: Mapping[int, Segment]) -> bytes:
    """A header extension: its size and code, then Caret's XML, filled up to a multiple of 16 bytes."""
    rows = "".join(_label_row(label, segment) for label, segment in labels.items())
    head = '<?xml version="1.0" encoding="UTF-8"?><CaretExtension><VolumeInformation Index="0"><LabelTable>'
    foot = "</LabelTable><VolumeType><![CDATA[Label]]></VolumeType></VolumeInformation></CaretExtension>"
    text = (head + rows + foot).encode()
    size = (8 + len(text) + 15) // 16 * 16
    return struct.pack("<ii", size, CARET_CODE) + text.ljust(size - 8, b"\0")


def _label_row(label: int, segment: Segment) -> str:
    red, green, blue = segment.color
    return f'<Label Key="{label}" Red="{red:.6g}" Green="{green:.6g}" Blue="{blue:.6g}" Alpha="1">{escape(segment.name)}</Label>'
