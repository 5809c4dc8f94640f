"""What came of one case."""

from dataclasses import dataclass

from medseg.batch.method_report import MethodReport


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """What came of one case.

    Attributes:
        case: What the case is called.
        stamp: That of its order.
        methods: What came of each method that was due.
    """

    case: str
    stamp: str
    methods: tuple[MethodReport, ...]

    @property
    def is_done(self) -> bool:
        """Whether every method has a result."""
        return all(method.is_done for method in self.methods)
