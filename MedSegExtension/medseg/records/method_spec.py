"""A method and its settings in one word, as the command line, tables and ledgers have it."""

import math
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Self

from medseg.errors import ParameterError
from medseg.records.cleanup import CleanupParameters
from medseg.records.method_kind import MethodKind
from medseg.records.network import NetworkMethod, NetworkParameters
from medseg.records.spec_settings import read_settings
from medseg.records.threshold import ThresholdParameters

FORMS = (
    "threshold:PRESET, threshold:auto=otsu, threshold:LOWER..UPPER, cnn, cnn:PACKAGE, unet, unet:PACKAGE, mask:FILE, "
    "file:SEGMENTATION"
)
RANGE = ".."
TITLES = {MethodKind.CNN: "CNN", MethodKind.UNET: "U-Net"}
NOT_IN_A_SPEC = ("segment", "trust", "keep_probabilities", "uncertainty", "method", "model")


@dataclass(frozen=True)
class MethodSpec:
    """A method and its settings: `threshold:lungs`, `threshold:-1000..-400`, `unet:lungs-ct-unet`, `file:mine.seg.nrrd`.

    After the source of thresholds, or the name of a network, settings may follow, parted by commas, with the names that
    `medseg segment` has for them: `threshold:auto=otsu,side=below,keep-largest=2`, `unet:target=infection,flips`.

    Attributes:
        kind: How the segmentation is made.
        detail: What follows the colon; may be empty for networks.

    Raises:
        ParameterError: The settings cannot be read.

    Example:
        >>> spec = MethodSpec.parse("threshold:-1000..-400")
        >>> spec.kind.value, spec.detail, spec.label, str(spec)
        ('threshold', '-1000..-400', 'threshold -1000 to -400', 'threshold:-1000..-400')
    """

    kind: MethodKind
    detail: str = ""

    def __post_init__(self) -> None:
        if self.kind is MethodKind.THRESHOLD:
            self.threshold()
        if self.kind is MethodKind.THRESHOLD or self.kind.is_network:
            self.cleanup()
        if self.kind.is_network:
            self.network()
        elif not self.detail:
            raise ParameterError(f"Expected something after '{self.kind}:', got nothing. The forms are {FORMS}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a method.

        Args:
            text: One of the forms `threshold:PRESET`, `threshold:auto=otsu`, `threshold:LOWER..UPPER`, `cnn`, `cnn:PACKAGE`,
                `unet`, `unet:PACKAGE`, `mask:FILE`, `file:SEGMENTATION`.

        Raises:
            ParameterError: It is none of them.
        """
        kind, _, detail = text.strip().partition(":")
        if kind not in list(MethodKind):
            raise ParameterError(f"Expected a method as one of {FORMS}; got {text!r}.")
        return cls(MethodKind(kind), detail.strip())

    def __str__(self) -> str:
        return f"{self.kind}:{self.detail}" if self.detail else str(self.kind)

    @property
    def label(self) -> str:
        """Short words for tables: of a path the file's name alone."""
        if self.kind in (MethodKind.MASK, MethodKind.FILE):
            return f"{self.kind} {PurePath(self.detail.replace(chr(92), '/')).name}"
        title = TITLES.get(self.kind, str(self.kind))
        source, *settings = self.detail.split(",")
        if self.kind.is_network and "=" not in source:
            source = PurePath(source).name
        words = [title, _in_words(source.removeprefix("auto=").removeprefix("target=")), *(_in_words(part) for part in settings)]
        return " ".join(word for word in words if word)

    @property
    def path(self) -> str | None:
        """The file of a mask or of a given segmentation; None for what is computed."""
        return self.detail if self.kind in (MethodKind.MASK, MethodKind.FILE) else None

    def threshold(self) -> ThresholdParameters:
        """Where thresholds come from.

        Raises:
            ParameterError: It is no method of thresholds, or it names no source of them.
        """
        if self.kind is not MethodKind.THRESHOLD:
            raise ParameterError(f"Expected a method of thresholds, got {str(self)!r}.")
        source, *settings = self.detail.split(",")
        values = self._settings(settings, ThresholdParameters, CleanupParameters)
        return ThresholdParameters(**_source(source), **_of(values, ThresholdParameters))

    def cleanup(self) -> CleanupParameters:
        """What is done to the mask afterwards; nothing unless the settings say so."""
        if self.kind in (MethodKind.MASK, MethodKind.FILE):
            return CleanupParameters()
        _, *settings = self.detail.split(",")
        other = NetworkParameters if self.kind.is_network else ThresholdParameters
        return CleanupParameters(**_of(self._settings(settings, other, CleanupParameters), CleanupParameters))

    def network(self) -> NetworkParameters:
        """Which network, and how it runs.

        Raises:
            ParameterError: It is no network, or a setting is unknown.
        """
        if not self.kind.is_network:
            raise ParameterError(f"Expected a network, got {str(self)!r}.")
        source, *settings = self.detail.split(",")
        if source.startswith("target="):
            source, settings = "", [source, *settings]
        values = self._settings(settings, NetworkParameters, CleanupParameters)
        return NetworkParameters(method=NetworkMethod(self.kind.value), model=source or None, **_of(values, NetworkParameters))

    def _settings(self, settings: list[str], *records: type[Any]) -> dict[str, Any]:
        try:
            return read_settings(settings, records, NOT_IN_A_SPEC)
        except ParameterError as error:
            raise ParameterError(f"In the method {str(self)!r}: {error}") from error


def _source(text: str) -> dict[str, Any]:
    """The source of thresholds as fields of `ThresholdParameters`."""
    if text.startswith("auto="):
        return read_settings([text], (ThresholdParameters,), ())
    if RANGE not in text:
        return {"preset": text}
    lower, _, upper = text.partition(RANGE)
    try:
        bounds = {"lower": float(lower) if lower else None, "upper": float(upper) if upper else None}
    except ValueError as error:
        raise ParameterError(f"Expected bounds as LOWER..UPPER, such as -1000..-400 or 150.., got {text!r}.") from error
    given = [bound for bound in bounds.values() if bound is not None]
    if not given or not all(map(math.isfinite, given)):
        raise ParameterError(f"Expected at least one bound, a number, such as -1000..-400 or 150.., got {text!r}.")
    return bounds


def _of(values: dict[str, Any], record: type[Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in record.__dataclass_fields__}


def _in_words(text: str) -> str:
    """A setting as words.

    Example:
        >>> _in_words("keep-largest=2"), _in_words("-1000..-400"), _in_words("150..")
        ('keep-largest 2', '-1000 to -400', 'from 150')
    """
    lower, dots, upper = text.partition(RANGE)
    if not dots:
        return text.replace("=", " ")
    return f"{lower} to {upper}" if lower and upper else f"from {lower}" if lower else f"up to {upper}"
