"""What is known of one member of a pack."""

from dataclasses import dataclass

from slicerhost.slicerlib.parameterNodeWrapper.pack_member import PackMember
from slicerhost.slicerlib.parameterNodeWrapper.parameterInfo import ParameterInfo


@dataclass
class PackInfo(ParameterInfo):
    """One member of a pack.

    Attributes:
        member: The property that holds its value.
    """

    member: PackMember
