"""One thing that PythonQt will not take."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """Where it is, which rule it breaks, and what to write instead.

    Attributes:
        path: The file, as it was named.
        line: From 1.
        rule: Short name of the rule, for instance ``property-call``.
        message: What is wrong and how to go on.
    """

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"
