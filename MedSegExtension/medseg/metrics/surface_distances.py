"""Distances between two surfaces, from which all surface scores are read."""

from dataclasses import dataclass

from medseg.records import SurfaceDefinition
from medseg.types import Floats


@dataclass(frozen=True, eq=False)
class SurfaceDistances:
    """How far each element of two surfaces is from the other surface. Make it with `surface_distances`.

    Attributes:
        from_prediction_mm: Distances (n) of the prediction's elements; infinite where the reference has no surface.
        from_reference_mm: Distances (m) of the reference's elements; infinite where the prediction has no surface.
        prediction_weights: What each of the prediction's elements counts (n): its area in mm² (in one slice its length in mm),
            or 1 for voxels.
        reference_weights: The same of the reference's elements (m).
        definition: What the elements are.
    """

    from_prediction_mm: Floats
    from_reference_mm: Floats
    prediction_weights: Floats
    reference_weights: Floats
    definition: SurfaceDefinition

    @property
    def directions(self) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Distances and weights: from the prediction, then from the reference."""
        return (self.from_prediction_mm, self.prediction_weights), (self.from_reference_mm, self.reference_weights)

    @property
    def is_defined(self) -> bool:
        """Whether either mask has a surface at all."""
        return self.from_prediction_mm.size + self.from_reference_mm.size > 0

    @property
    def is_one_sided(self) -> bool:
        """Whether one of the masks is empty."""
        return self.from_prediction_mm.size == 0 or self.from_reference_mm.size == 0
