"""One sample of the catalogue."""

from dataclasses import dataclass

from medseg.volume import Modality


@dataclass(frozen=True, kw_only=True)
class Sample:
    """An image to try things out on: made by MedSeg, or downloaded.

    Attributes:
        name: What to ask for it by.
        title: A few words for a list.
        description: A sentence or two.
        modality: What kind of image it is.
        licence: Under which terms it may be used, as its source states them.
        source: Where it comes from.
        url: Where it is downloaded from; empty for one that is made.
        sha256: Of the file, as 64 hexadecimal digits; empty for one that is made.
        file_name: Name of the file; empty for one that is made.
    """

    name: str
    title: str
    description: str
    modality: Modality
    licence: str
    source: str
    url: str = ""
    sha256: str = ""
    file_name: str = ""

    @property
    def is_made(self) -> bool:
        """Whether it is made on this machine, without a network."""
        return not self.url
