"""The folder that keeps downloads."""

from pathlib import Path

from slicer.i18n import tr as _

from medseg.errors import WriteError
from medseg.sample import catalogue

SAMPLES = "samples"


class CacheFolder:
    """What can be downloaded again: how much there is, and clearing it.

    Only files that MedSeg downloads are counted and deleted: a user may choose a folder that holds other things too.

    Attributes:
        path: The folder; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def byteCount(self) -> int:
        """Size of all that MedSeg keeps there."""
        return sum(file.stat().st_size for file in self._files())

    def clear(self) -> None:
        """Delete what MedSeg keeps there.

        Raises:
            WriteError: Something cannot be deleted.
        """
        for file in self._files():
            try:
                file.unlink()
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise WriteError(
                    _("Cannot delete {name}: {reason}. Close what uses it, then clear again.").format(
                        name=file.name, reason=reason
                    )
                ) from error

    def _files(self) -> list[Path]:
        places = (self.path / SAMPLES / sample.file_name for sample in catalogue() if not sample.is_made)
        return [place for place in places if place.is_file()]
