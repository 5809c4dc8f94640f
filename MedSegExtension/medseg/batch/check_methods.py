"""Methods looked over before any work begins."""

from collections.abc import Sequence

from medseg.batch.placeholders import check_words, has_words
from medseg.errors import ParameterError
from medseg.optional import require
from medseg.records.cohort_involvement import CohortInvolvement
from medseg.records.cohort_method import CohortMethod
from medseg.volume import Modality


def check_methods(methods: Sequence[CohortMethod], cases: int, involvement: CohortInvolvement | None = None) -> None:
    """Refuse now what would fail on every case.

    Args:
        methods: The methods.
        cases: How many cases there are.
        involvement: What finds lungs and infection, where they are measured: in CTs.

    Raises:
        ParameterError: A preset is unknown, or one file is given for several cases.
        ModelError: A network that is named cannot be used.
        MissingDependencyError: What runs networks is not installed.
    """
    both = (involvement.lungs, involvement.infection) if involvement else ()
    for spec in (*(method.spec for method in methods), *both):
        if spec.kind.is_network:
            from medseg.models import find_package, open_package

            require("torch", "networks")
            if spec.network().model is not None:
                open_package(spec.network().model or "")
            elif spec in both:
                find_package(None, method=spec.kind.value, target=spec.network().target, modality=Modality.CT)
        elif spec.path is not None:
            _check_path(spec.path, cases)
        elif (preset := spec.threshold().preset) is not None:
            from medseg.segment import find_preset

            find_preset(preset)


def _check_path(path: str, cases: int) -> None:
    check_words(path)
    if cases > 1 and not has_words(path):
        raise ParameterError(f"Expected a path that differs from case to case, such as results/{{stem}}.seg.nrrd, got {path!r}.")
