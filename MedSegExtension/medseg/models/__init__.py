"""Networks: which there are, what they take and give, and their packages on disk.

Importing this is light; torch and MONAI are imported when a network is built.
"""

from medseg.models.architecture import Architecture
from medseg.models.architectures import ARCHITECTURES, build_network
from medseg.models.find import find_package
from medseg.models.licence import Licence
from medseg.models.model_card import ModelCard
from medseg.models.model_input import ModelInput
from medseg.models.model_output import ModelOutput
from medseg.models.open import open_package
from medseg.models.package import Package
from medseg.models.package_kind import PackageKind
from medseg.models.write import write_package

__all__ = [
    "ARCHITECTURES",
    "Architecture",
    "Licence",
    "ModelCard",
    "ModelInput",
    "ModelOutput",
    "Package",
    "PackageKind",
    "build_network",
    "find_package",
    "open_package",
    "write_package",
]
