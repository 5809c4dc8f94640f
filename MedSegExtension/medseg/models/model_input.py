"""What a network takes."""

from dataclasses import dataclass
from typing import Any

from medseg.errors import ModelError
from medseg.models.axes import read_axes
from medseg.models.json_fields import JsonFields
from medseg.volume import Modality

PLANES = ("axial", "coronal", "sagittal")
FITS = ("pad", "stretch", "windows")
REGIONS = ("image", "body", "lungs")
NORMALISATIONS = ("window", "percentiles", "zscore")
PLACE = "model.json: input"
MOST_CONTEXT_MM = 50


@dataclass(frozen=True, kw_only=True)
class ModelInput:
    """Which images a network segments, and how they are made ready for it.

    Attributes:
        modalities: Kinds of image it was trained on.
        pictures: Whether it also takes 8-bit pictures, which have no HU.
        unit: Unit of the intensities: `HU`, or empty.
        plane: How slices are cut for a 2D network.
        context_slices: So many slices below and as many above are channels too (2.5D), 0 for none.
        context_mm: About so far apart those slices lie where the image's own are thinner; 0 for the very next ones.
        spacing_mm: Voxel spacing that images are brought to, along (k, j, i); None: left as it is.
        size: Voxels of one input: (j, i) of a 2D network, (k, j, i) of a 3D one.
        fit: How an image is brought to `size`: `pad` keeps its aspect, `stretch` does not, `windows` slides over it.
        region: What is cut out first: the `image`, the `body` or the `lungs`; outside the lungs the result is empty then.
        window: Lowest and highest intensity, in the unit; what lies outside is clipped. None for none.
        normalisation: `window`: the window to 0..1; `percentiles`: the 1st and 99th of the slice to 0..1; `zscore`: mean 0,
            SD 1.
        axes: Where the axes of a 3D network's array lead, such as `RAS`; empty for ours: to the head, the back, the left.

    Raises:
        ModelError: Something is of the wrong kind, out of range, or contradicts another.
    """

    modalities: tuple[Modality, ...]
    size: tuple[int, ...]
    pictures: bool = False
    unit: str = ""
    plane: str = "axial"
    context_slices: int = 0
    context_mm: float = 0.0
    spacing_mm: tuple[float, ...] | None = None
    fit: str = "pad"
    region: str = "image"
    window: tuple[float, float] | None = None
    normalisation: str = "window"
    axes: str = ""

    def __post_init__(self) -> None:
        if not self.modalities:
            raise ModelError(f"{PLACE}: expected at least one modality, got none.")
        if len(self.size) not in {2, 3} or not all(1 <= side <= 4096 for side in self.size):
            raise ModelError(f"{PLACE}: expected a size of 2 or 3 numbers from 1 to 4096, got {self.size}.")
        if self.spacing_mm is not None and min(self.spacing_mm) <= 0:
            raise ModelError(f"{PLACE}: expected a spacing above 0 mm, got {self.spacing_mm}.")
        self._check_window()
        if self.axes:
            self._check_axes()
        if not 0 <= self.context_slices <= 16 or (self.context_slices and self.dimensions == 3):
            raise ModelError(f"{PLACE}: expected 0 to 16 context slices, of a 2D network only, got {self.context_slices}.")
        if not 0 <= self.context_mm <= MOST_CONTEXT_MM:
            raise ModelError(f"{PLACE}: expected a context of 0 to {MOST_CONTEXT_MM} mm, got {self.context_mm}.")

    @property
    def dimensions(self) -> int:
        """2 for slices (with or without their neighbours), 3 for volumes."""
        return len(self.size)

    @property
    def channels(self) -> int:
        """Channels of one input: a slice and its context."""
        return 2 * self.context_slices + 1

    def context_step(self, slice_mm: float) -> int:
        """Of an image whose slices lie `slice_mm` apart: the next, second, third ... slice is the nearest of the context."""
        return max(1, round(self.context_mm / slice_mm))

    @classmethod
    def from_json(cls, values: object) -> "ModelInput":
        """Read it from the card's JSON.

        Raises:
            ModelError: Something is missing, of the wrong kind, or out of range.
        """
        fields = JsonFields(values, PLACE)
        window = fields.numbers("window", (2,))
        return cls(
            modalities=tuple(map(_modality, fields.objects("modalities"))),
            size=tuple(map(_whole, fields.objects("size"))),
            pictures=fields.get("pictures", bool, False),
            unit=fields.one_of("unit", ("", "HU"), ""),
            plane=fields.one_of("plane", PLANES, "axial"),
            context_slices=fields.get("context_slices", int, 0),
            context_mm=fields.number("context_mm", 0.0),
            spacing_mm=fields.numbers("spacing_mm", (2, 3)),
            fit=fields.one_of("fit", FITS, "pad"),
            region=fields.one_of("region", REGIONS, "image"),
            window=None if window is None else (window[0], window[1]),
            normalisation=fields.one_of("normalisation", NORMALISATIONS, "window"),
            axes=fields.get("axes", str, ""),
        )

    def to_json(self) -> dict[str, Any]:
        """The same, as the card has it."""
        return {
            "modalities": [modality.name for modality in self.modalities],
            "pictures": self.pictures,
            "unit": self.unit,
            "plane": self.plane,
            "context_slices": self.context_slices,
            **({"context_mm": self.context_mm} if self.context_mm else {}),
            "spacing_mm": None if self.spacing_mm is None else list(self.spacing_mm),
            "size": list(self.size),
            "fit": self.fit,
            "region": self.region,
            "window": None if self.window is None else list(self.window),
            "normalisation": self.normalisation,
            **({"axes": self.axes} if self.axes else {}),
        }

    def _check_axes(self) -> None:
        read_axes(self.axes)
        if self.dimensions != 3:
            raise ModelError(f"{PLACE}: expected axes of a 3D network only, got {self.axes!r}.")

    def _check_window(self) -> None:
        if self.window is not None and not self.window[0] < self.window[1]:
            raise ModelError(f"{PLACE}: expected a window from a lower to a higher intensity, got {self.window}.")
        if self.window is None and self.normalisation == "window":
            raise ModelError(f"{PLACE}: expected a window for the normalisation 'window', got none.")


def _modality(name: object) -> Modality:
    if not isinstance(name, str) or name not in Modality.__members__:
        raise ModelError(f"{PLACE}: expected modalities of {', '.join(Modality.__members__)}, got {str(name)[:40]!r}.")
    return Modality[name]


def _whole(side: object) -> int:
    if not isinstance(side, int) or isinstance(side, bool):
        raise ModelError(f"{PLACE}: expected whole numbers for the size, got {str(side)[:40]!r}.")
    return side
