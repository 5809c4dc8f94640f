"""What shall be done with a cohort."""

from dataclasses import dataclass, field
from pathlib import Path

from medseg.batch.case_names import CaseNames
from medseg.batch.case_settings import CaseSettings
from medseg.errors import ParameterError
from medseg.records.batch import BatchParameters
from medseg.records.cohort_involvement import LABEL, CohortInvolvement
from medseg.records.cohort_method import CohortMethod
from medseg.report import file_word


@dataclass(frozen=True, kw_only=True)
class CohortRequest:
    """Images, the methods that are run on each, and where the results go.

    Attributes:
        inputs: Folders, tables (.csv), lists (.txt) and image files.
        methods: The methods, in the order in which tables have them.
        output: Folder of the results; what is there already of this cohort is kept.
        reference: Path of each case's reference with words in braces, such as `masks/{stem}.png`; or a folder with files that are
            called as the images; None where a table tells, or where there are none.
        names: What cases are called that no table names.
        include: Pattern for paths of images below a folder; empty for all.
        group_level: Which folder below an input names the group: 1 is the first; 0 none.
        settings: What is done with every case beside its methods.
        involvement: What finds lungs and infection to be measured; None measures neither.
        batch: Who works through them.

    Raises:
        ParameterError: There is nothing to do, or two methods are called alike.
    """

    inputs: tuple[Path, ...]
    methods: tuple[CohortMethod, ...]
    output: Path
    reference: str | None = None
    names: CaseNames = CaseNames.NUMBERS
    include: str = ""
    group_level: int = 0
    settings: CaseSettings = field(default_factory=CaseSettings)
    involvement: CohortInvolvement | None = None
    batch: BatchParameters = field(default_factory=BatchParameters)

    def __post_init__(self) -> None:
        if not self.inputs:
            raise ParameterError("Expected images, got none: give folders, files, a list (.txt) or a table (.csv).")
        if not self.methods and self.involvement is None:
            raise ParameterError("Expected at least one method, got none: give --method, such as threshold:lungs.")
        if any(method.label == LABEL for method in self.methods):
            raise ParameterError(f"Expected another name for a method than {LABEL!r}, which lungs and infection in numbers have.")
        words = [file_word(method.label) for method in self.methods]
        twice = next((method.label for number, method in enumerate(self.methods) if words[number] in words[:number]), None)
        if twice is not None:
            raise ParameterError(f"Expected another name for each method, got {twice!r} twice: give one as NAME=METHOD.")

    @property
    def labels(self) -> tuple[str, ...]:
        """All that is done with a case: the methods, and lungs and infection in numbers."""
        return (*(method.label for method in self.methods), *((LABEL,) if self.involvement else ()))
