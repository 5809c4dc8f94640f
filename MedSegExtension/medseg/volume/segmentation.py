"""A set of named segments on one grid."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from medseg.errors import InputError, SegmentError
from medseg.types import Labels, Mask
from medseg.volume.geometry import Geometry
from medseg.volume.segment import Segment

MAX_LABELS = np.iinfo(np.uint16).max


class Segmentation:
    """Named segments on one grid; they may overlap.

    Voxels are kept in layers, as Slicer keeps them: a layer is a labelmap (k, j, i) that holds one segment or several that
    do not overlap. Make one with `from_masks`, `from_labelmap` or `from_layers`; it is not changed afterwards.

    Attributes:
        geometry: The grid.
        segments: The segments, in order.
        name: What to call it; never a patient's name.
        provenance: How it was made: method, parameters, versions. Plain values, as JSON has them.
    """

    def __init__(
        self,
        geometry: Geometry,
        layers: Sequence[Labels],
        places: Sequence[tuple[Segment, int, int]],
        name: str = "segmentation",
        provenance: Mapping[str, Any] | None = None,
    ) -> None:
        """Use `from_layers`, `from_masks` or `from_labelmap` instead, which check what they are given."""
        self.geometry = geometry
        self.name = name
        self.provenance: dict[str, Any] = dict(provenance or {})
        self.segments = tuple(segment for segment, _, _ in places)
        self._layers = tuple(layers)
        self._places = {segment.name: (layer, label) for segment, layer, label in places}

    @classmethod
    def from_layers(
        cls,
        geometry: Geometry,
        layers: Sequence[Labels],
        places: Sequence[tuple[Segment, int, int]],
        name: str = "segmentation",
        provenance: Mapping[str, Any] | None = None,
    ) -> "Segmentation":
        """From labelmaps and the place of each segment in them.

        Args:
            geometry: The grid.
            layers: Labelmaps (k, j, i) of an unsigned type; shared, not copied.
            places: For each segment the number of its layer, from 0, and its label there, from 1.
            name: What to call it.
            provenance: How it was made.

        Raises:
            InputError: A layer does not fit the grid or is not of an unsigned type.
            SegmentError: A name is used twice, or a place does not exist or is taken twice.
        """
        for layer in layers:
            if layer.shape != geometry.shape or layer.dtype.kind != "u":
                raise InputError(f"Expected unsigned labels of shape {geometry.shape}, got {layer.dtype} {layer.shape}.")
        _check_places(places, len(layers))
        return cls(geometry, layers, places, name, provenance)

    @classmethod
    def from_masks(
        cls,
        geometry: Geometry,
        masks: Mapping[Segment, Mask],
        name: str = "segmentation",
        provenance: Mapping[str, Any] | None = None,
    ) -> "Segmentation":
        """From one boolean mask (k, j, i) a segment; shared, not copied. Overlaps are kept; empty masks are segments too.

        Raises:
            InputError: A mask does not fit the grid or is not boolean.
            SegmentError: A name is used twice.
        """
        for mask in masks.values():
            if mask.dtype != np.bool_:
                raise InputError(f"Expected a boolean mask, got {mask.dtype}.")
        layers = [np.ascontiguousarray(mask).view(np.uint8) for mask in masks.values()]
        places = [(segment, number, 1) for number, segment in enumerate(masks)]
        return cls.from_layers(geometry, layers, places, name, provenance)

    @classmethod
    def from_labelmap(
        cls,
        geometry: Geometry,
        labels: Labels,
        segments: Mapping[int, Segment],
        name: str = "segmentation",
        provenance: Mapping[str, Any] | None = None,
    ) -> "Segmentation":
        """From one labelmap (k, j, i) of an unsigned type; labels that no segment names are left out.

        Raises:
            InputError: The labelmap does not fit the grid or is not of an unsigned type.
            SegmentError: A name is used twice, or a label is below 1.
        """
        places = [(segment, 0, label) for label, segment in segments.items()]
        return cls.from_layers(geometry, [labels], places, name, provenance)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the segments, in order."""
        return tuple(segment.name for segment in self.segments)

    @property
    def layers(self) -> tuple[Labels, ...]:
        """The labelmaps (k, j, i) that hold the voxels; read them, do not write to them."""
        return self._layers

    def segment(self, name: str) -> Segment:
        """The segment of that name.

        Raises:
            SegmentError: There is none.
        """
        self.place(name)
        return next(segment for segment in self.segments if segment.name == name)

    def place(self, name: str) -> tuple[int, int]:
        """Number of the layer that holds a segment, and its label there.

        Raises:
            SegmentError: There is no segment of that name.
        """
        if name not in self._places:
            raise SegmentError(f"Expected a segment of {', '.join(map(repr, self.names)) or 'none'}, got {name!r}.")
        return self._places[name]

    def mask(self, name: str) -> Mask:
        """The voxels of one segment, a boolean array (k, j, i). It may share memory: copy before changing it."""
        number, label = self.place(name)
        layer = self._layers[number]
        alone = sum(place[0] == number for place in self._places.values()) == 1
        if alone and label == 1 and layer.dtype == np.uint8 and layer.max(initial=0) <= 1:
            return layer.view(np.bool_)
        return np.equal(layer, label)

    def union(self) -> Mask:
        """The voxels of any segment, a new boolean array (k, j, i)."""
        total = np.zeros(self.geometry.shape, dtype=np.bool_)
        for name in self.names:
            np.logical_or(total, self.mask(name), out=total)
        return total

    def has_overlaps(self) -> bool:
        """Whether any voxel belongs to two segments."""
        if len(self._layers) < 2:
            return False
        seen = np.zeros(self.geometry.shape, dtype=np.bool_)
        for name in self.names:
            mask = self.mask(name)
            if bool(np.logical_and(seen, mask).any()):
                return True
            np.logical_or(seen, mask, out=seen)
        return False

    def labelmap(self) -> Labels:
        """All segments as one new labelmap (k, j, i): label n is the n-th segment.

        Returns:
            uint8 for up to 255 segments, else uint16.

        Raises:
            SegmentError: Segments overlap, so that one labelmap would lose voxels, or there are more than 65,535.
        """
        if len(self.segments) > MAX_LABELS:
            raise SegmentError(f"Expected at most {MAX_LABELS} segments for one labelmap, got {len(self.segments)}.")
        labels = np.zeros(self.geometry.shape, dtype=np.uint8 if len(self.segments) < 256 else np.uint16)
        for number, name in enumerate(self.names, start=1):
            mask = self.mask(name)
            if len(self._layers) > 1 and bool(labels[mask].any()):
                raise SegmentError(
                    f"Segment {name!r} overlaps another, which one labelmap cannot hold: write a .seg.nrrd, or one segment alone."
                )
            labels[mask] = number
        return labels

    def selected(self, names: Iterable[str]) -> "Segmentation":
        """A segmentation with only these segments, in this order; voxels are shared."""
        places = [(self.segment(name), *self.place(name)) for name in names]
        return Segmentation(self.geometry, self._layers, places, self.name, self.provenance)

    def __repr__(self) -> str:
        return f"Segmentation({self.name!r}, {list(self.names)}, {self.geometry})"


def _check_places(places: Sequence[tuple[Segment, int, int]], layer_count: int) -> None:
    names = [segment.name for segment, _, _ in places]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise SegmentError(f"Expected each segment's name once, got {', '.join(sorted(twice))} more than once.")
    for segment, layer, label in places:
        if not 0 <= layer < layer_count or label < 1:
            raise SegmentError(f"Segment {segment.name!r} has no place: layer {layer} of {layer_count}, label {label}.")
    if len({(layer, label) for _, layer, label in places}) < len(places):
        raise SegmentError("Expected a label of its own for each segment, got one label for two.")
