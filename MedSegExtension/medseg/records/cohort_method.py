"""A method of a cohort, under the name that its tables have for it."""

from dataclasses import dataclass
from typing import Self

from medseg.errors import ParameterError
from medseg.records.method_spec import MethodSpec


@dataclass(frozen=True)
class CohortMethod:
    """A method of a cohort. In the paths of masks and given segmentations words in braces stand for what each case has.

    Attributes:
        spec: The method; `file:results/{stem}.seg.nrrd` takes another file for each case.
        name: What tables call it; default: `MethodSpec.label`.

    Example:
        >>> CohortMethod.parse("U-Net=file:folds/{stem}.nii.gz").label, CohortMethod.parse("threshold:auto=otsu").label
        ('U-Net', 'threshold otsu')
    """

    spec: MethodSpec
    name: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a method: one of the forms of `MethodSpec.parse`, with `NAME=` before it where it shall be called otherwise.

        Raises:
            ParameterError: It is none of them.
        """
        name, equals, rest = text.partition("=")
        if not equals or ":" in name:
            return cls(MethodSpec.parse(text))
        if not name.strip():
            raise ParameterError(f"Expected a name before '=', such as U-Net=unet:lungs-ct-unet, got {text!r}.")
        return cls(MethodSpec.parse(rest), name.strip())

    @property
    def label(self) -> str:
        """What tables call it."""
        return self.name or self.spec.label
