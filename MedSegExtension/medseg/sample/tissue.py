"""What a voxel of the phantom is."""

from enum import IntEnum


class Tissue(IntEnum):
    """Tissues that are told apart; what a voxel is made of for more than its half."""

    AIR = 0
    TABLE = 1
    SKIN = 2
    FAT = 3
    MUSCLE = 4
    BONE = 5
    LUNG = 6
    AIRWAY = 7
    HEART = 8
    VESSEL = 9
    ORGAN = 10
    GAS = 11
    CARTILAGE = 12


class Lesion(IntEnum):
    """What a voxel of the lung suffers from."""

    NONE = 0
    GROUND_GLASS = 1
    CONSOLIDATION = 2
