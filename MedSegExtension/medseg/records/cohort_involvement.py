"""What finds lungs and infection in a cohort."""

from dataclasses import dataclass

from medseg.records.method_spec import MethodSpec

LABEL = "involvement"


@dataclass(frozen=True)
class CohortInvolvement:
    """What finds the lungs of each case, and the infection in them. In paths words in braces stand for what each case has.

    Attributes:
        lungs: The lungs; default: the U-Net.
        infection: The infection; default: the U-Net for infection, which has to be installed.
    """

    lungs: MethodSpec = MethodSpec.parse("unet")  # noqa: RUF009  # it cannot be changed
    infection: MethodSpec = MethodSpec.parse("unet:target=infection")  # noqa: RUF009  # as above
