"""Networks: which there are, what they take and give, and their packages on disk.

Importing this is light; torch and MONAI are imported when a network is built.
"""

from medseg.models.architecture import Architecture
from medseg.models.architectures import ARCHITECTURES, build_network
from medseg.models.find import find_package
from medseg.models.install import install_package, remove_package
from medseg.models.licence import Licence
from medseg.models.model_card import ModelCard
from medseg.models.model_entry import ModelEntry
from medseg.models.model_input import ModelInput
from medseg.models.model_output import ModelOutput
from medseg.models.open import open_package
from medseg.models.origin import Origin
from medseg.models.package import Package
from medseg.models.package_kind import PackageKind
from medseg.models.registry import available_packages, installed_packages
from medseg.models.verify import verify_package
from medseg.models.write import write_package

__all__ = [
    "ARCHITECTURES",
    "Architecture",
    "Licence",
    "ModelCard",
    "ModelEntry",
    "ModelInput",
    "ModelOutput",
    "Origin",
    "Package",
    "PackageKind",
    "available_packages",
    "build_network",
    "find_package",
    "install_package",
    "installed_packages",
    "open_package",
    "remove_package",
    "verify_package",
    "write_package",
]
