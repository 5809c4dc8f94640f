"""Where a network comes from."""

from enum import StrEnum


class Origin(StrEnum):
    """The places that are looked through, in this order."""

    USER = "user"  # installed into the user's folder
    SHIPPED = "shipped"  # comes with MedSeg
    CHECKOUT = "checkout"  # stands beside the sources, under a licence of its own
    CATALOGUE = "catalogue"  # can be downloaded
