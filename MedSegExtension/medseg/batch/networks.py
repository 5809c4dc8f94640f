"""The networks that a worker holds."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from medseg.models import Package
from medseg.models.inference import Predictor, load_predictor
from medseg.records import NetworkParameters

Key = tuple[str, ...]


@dataclass(frozen=True)
class Networks:
    """The networks that a worker holds, so that each is loaded once and not once a case.

    Attributes:
        most: How many it holds; the one that was used longest ago goes first.
    """

    most: int = 3
    _held: "OrderedDict[Key, Predictor]" = field(default_factory=OrderedDict, init=False, repr=False)

    @contextmanager
    def using(self, package: Package, parameters: NetworkParameters) -> Iterator[Predictor]:
        """A network, ready to run; it stays loaded afterwards.

        One that had to change how it runs, for want of memory, or that failed, is let go: the next case begins as was asked.

        Raises:
            ModelError: It cannot be used.
            MissingDependencyError: What runs it is not installed.
        """
        key = _key(package, parameters)
        predictor = self._held.pop(key, None) or _load(package, parameters)
        told = predictor.notices
        try:
            yield predictor
        except BaseException:
            predictor.close()
            raise
        if predictor.notices != told:
            predictor.close()
            return
        self._held[key] = predictor
        while len(self._held) > self.most:
            self._held.popitem(last=False)[1].close()

    def close(self) -> None:
        """Let all go."""
        while self._held:
            self._held.popitem()[1].close()


def _key(package: Package, parameters: NetworkParameters) -> Key:
    files = hashlib.sha256(repr(sorted(package.card.files.items())).encode()).hexdigest()
    how = (parameters.device, parameters.backend.value, parameters.precision, str(parameters.threads))
    return (str(package.path), package.sha256, files, *how)


def _load(package: Package, parameters: NetworkParameters) -> Predictor:
    return load_predictor(
        package,
        device=parameters.device,
        backend=parameters.backend.value,
        threads=parameters.threads,
        precision=parameters.precision,
    )
