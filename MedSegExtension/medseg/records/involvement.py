"""What was measured of a lung and of the infection in it."""

from dataclasses import dataclass, fields
from enum import StrEnum

NAN = float("nan")


class LungRegion(StrEnum):
    """What involvement is told of."""

    BOTH = "Both lungs"
    RIGHT = "Right lung"
    LEFT = "Left lung"


@dataclass(frozen=True, kw_only=True)
class Involvement:
    """The lungs, or one of them, and the infection in it, in numbers. What cannot be told is NaN.

    Units are suffixes; what each number means, and where it comes from, stands in `medseg.records.involvement_measures`.
    Without HU, or without a known size of voxels, the numbers that need them are NaN; without an infection all of its.

    Attributes:
        region: Both lungs, or one.
        lung_ml: Volume of the lung, infection in it.
        infection_ml: Volume of the infection in it.
        infection_percent: Share of the lung that is infected.
        mean_hu: Mean of the lung.
        hyperinflated_percent: Share of the lung below -900 HU.
        normally_aerated_percent: From -900 to below -500 HU.
        poorly_aerated_percent: From -500 to below -100 HU.
        non_aerated_percent: From -100 to 100 HU.
        dense_percent: Above 100 HU.
        infection_mean_hu: Mean of the infection.
        aerated_infection_ml: Infection below -700 HU.
        ground_glass_ml: Infection from -700 to below -300 HU.
        consolidation_ml: Infection from -300 HU.
        ground_glass_percent: Ground glass as share of the lung.
        consolidation_percent: Consolidation as share of the lung.
        upper_percent: Infected share of the upper third of each lung's height.
        middle_percent: Of the middle third.
        lower_percent: Of the lower third.
        ventral_percent: Infected share of the front third of each lung's depth.
        central_percent: Of the third between.
        dorsal_percent: Of the back third.
        dorsal_gradient_hu_per_cm: By how much the lung gets denser towards the back.
        severity_score: Grades of 0 to 5 by infected share, summed over thirds or lobes.
        severity_max: The highest score that can be: 5 for each of them.
        joined_ml: By how much the lung grew by infection that the given mask left out.
        outside_ml: Infection that no lung touches, left out; told of both lungs alone.
    """

    region: LungRegion
    lung_ml: float = NAN
    infection_ml: float = NAN
    infection_percent: float = NAN
    mean_hu: float = NAN
    hyperinflated_percent: float = NAN
    normally_aerated_percent: float = NAN
    poorly_aerated_percent: float = NAN
    non_aerated_percent: float = NAN
    dense_percent: float = NAN
    infection_mean_hu: float = NAN
    aerated_infection_ml: float = NAN
    ground_glass_ml: float = NAN
    consolidation_ml: float = NAN
    ground_glass_percent: float = NAN
    consolidation_percent: float = NAN
    upper_percent: float = NAN
    middle_percent: float = NAN
    lower_percent: float = NAN
    ventral_percent: float = NAN
    central_percent: float = NAN
    dorsal_percent: float = NAN
    dorsal_gradient_hu_per_cm: float = NAN
    severity_score: float = NAN
    severity_max: float = NAN
    joined_ml: float = NAN
    outside_ml: float = NAN

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Names of the numbers, in order.

        Example:
            >>> Involvement.columns()[:3]
            ('lung_ml', 'infection_ml', 'infection_percent')
        """
        return tuple(field.name for field in fields(cls))[1:]

    @property
    def numbers(self) -> dict[str, float]:
        """The numbers by name, in order."""
        return {name: getattr(self, name) for name in self.columns()}
