"""The encodings that MedSeg writes."""

from enum import StrEnum


class TransferSyntax(StrEnum):
    """How a series is encoded, all without loss."""

    EXPLICIT = "explicit little endian"
    IMPLICIT = "implicit little endian"
    BIG_ENDIAN = "explicit big endian"
    DEFLATED = "deflated"
    RLE = "rle"
    JPEG_LS = "jpeg-ls"
    JPEG_2000 = "jpeg 2000"

    @property
    def uid(self) -> str:
        """UID of the transfer syntax."""
        return f"1.2.840.10008.1.2{_ENDS[self]}"

    @property
    def is_compressed(self) -> bool:
        """Whether each slice is compressed by itself."""
        return self in (TransferSyntax.RLE, TransferSyntax.JPEG_LS, TransferSyntax.JPEG_2000)


_ENDS = {
    TransferSyntax.EXPLICIT: ".1",
    TransferSyntax.IMPLICIT: "",
    TransferSyntax.BIG_ENDIAN: ".2",
    TransferSyntax.DEFLATED: ".1.99",
    TransferSyntax.RLE: ".5",
    TransferSyntax.JPEG_LS: ".4.80",
    TransferSyntax.JPEG_2000: ".4.90",
}
