"""Columns of table nodes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from medseg.optional import require

if TYPE_CHECKING:
    from vtkmodules.vtkCommonCore import vtkDoubleArray, vtkLongLongArray, vtkStringArray

COLUMN_CLASSES = {int: "vtkLongLongArray", float: "vtkDoubleArray", str: "vtkStringArray"}


def make_column(
    name: str, values: Sequence[Any], kind: type[int] | type[float] | type[str]
) -> "vtkLongLongArray | vtkDoubleArray | vtkStringArray":
    """A column of a VTK table.

    Args:
        name: Its name.
        values: Its cells; NaN and infinity stay what they are.
        kind: What they are: whole numbers, floats or text.
    """
    arrays = require("vtkmodules.vtkCommonCore", "render")
    column: vtkLongLongArray | vtkDoubleArray | vtkStringArray = getattr(arrays, COLUMN_CLASSES[kind])()
    column.SetName(name)
    write: Callable[[Any], Any] = _plain if kind is str else kind
    for value in values:
        column.InsertNextValue(write(value))
    return column


def _plain(text: str) -> str:
    """Text that survives Slicer's table files, whose reader drops what stands before a quotation mark."""
    return text.replace('"', "'").replace("\t", " ")
