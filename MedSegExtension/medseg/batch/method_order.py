"""One method that is due on a case."""

from dataclasses import dataclass
from pathlib import Path

from medseg.records import MethodSpec


@dataclass(frozen=True, kw_only=True)
class MethodOrder:
    """One method that is due on a case.

    Attributes:
        label: What tables call it.
        spec: The method, with the case's own file where it has one.
        key: Hash of all that its result depends on beside the case's files: settings, networks, version.
        known: Hash of the contents of the case's files when there was a result last; where they are still those, that result
            holds. Empty to make it anew in any case.
        infection: What finds the infection, where lungs and infection are to be measured: `spec` finds the lungs then. None for
            a method that is scored.
    """

    label: str
    spec: MethodSpec
    key: str
    known: str = ""
    infection: MethodSpec | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Files of its own that the method takes beside the case's."""
        specs = filter(None, (self.spec, self.infection))
        return tuple(Path(spec.path) for spec in specs if spec.path is not None)
