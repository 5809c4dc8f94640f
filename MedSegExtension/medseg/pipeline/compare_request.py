"""What shall be compared."""

from dataclasses import dataclass, field
from pathlib import Path

from medseg.errors import ParameterError
from medseg.pipeline.labels import told_apart
from medseg.records import EvaluationParameters, MethodSpec, ReadParameters


@dataclass(frozen=True, kw_only=True)
class CompareRequest:
    """One image, one reference, and the methods that are compared on them.

    Attributes:
        image: File or folder of the image.
        reference: File of the segmentation that is held to be true.
        methods: The methods, in the order in which they run and are shown.
        output: Folder for the segmentations; None writes none.
        case: What the case is called; default: `case`, since names of files may name a patient.
        scoring: How segments are paired and what is measured.
        read: What to read of a folder, and how strictly.
        plots: Measure what plots need: more time after the methods ran, and networks keep their probabilities.
        together: Join all segments of each method, and of the reference, into one: for methods that part a structure otherwise
            than the reference does.
        threads: How many threads each method may use; default: what numerical libraries choose.

    Raises:
        ParameterError: There is no method, or one is there twice.
    """

    image: Path
    reference: Path
    methods: tuple[MethodSpec, ...]
    output: Path | None = None
    case: str = "case"
    scoring: EvaluationParameters = field(default_factory=EvaluationParameters)
    read: ReadParameters = field(default_factory=ReadParameters)
    plots: bool = True
    together: bool = False
    threads: int | None = None

    def __post_init__(self) -> None:
        if not self.methods:
            raise ParameterError("Expected at least one method to compare, got none: give --method, such as threshold:lungs.")
        twice = [str(spec) for number, spec in enumerate(self.methods) if spec in self.methods[:number]]
        if twice:
            raise ParameterError(f"Expected each method once, got {twice[0]!r} twice.")

    @property
    def labels(self) -> tuple[str, ...]:
        """Short words for each method, numbered where two are alike, as of files of one name in two folders."""
        return told_apart([spec.label for spec in self.methods])
