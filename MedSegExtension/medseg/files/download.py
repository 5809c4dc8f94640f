"""Files from the network: whole and as expected, or not at all."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from medseg.errors import DownloadError, WriteError
from medseg.files.forward import Forward
from medseg.records import Progress, ignore_progress

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Download:
    """Fetches one file, and goes on where an earlier attempt was cut off.

    Attributes:
        url: An https address, or http on this machine.
        target: Where the file shall stand; what has come so far stands beside it, with `.part` at the end of its name.
        sha256: What it must hash to, 64 hexadecimal digits.
        attempts: How often to try where the network fails.
        timeout_s: How long to wait for an answer, in seconds.
        pause_s: Seconds before the second attempt; twice as many before each further one.
        sleep: Waits so many seconds.
    """

    url: str
    target: Path
    sha256: str
    attempts: int = 3
    timeout_s: float = 30.0
    pause_s: float = 1.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    @property
    def part(self) -> Path:
        """What has come so far."""
        return self.target.with_name(self.target.name + ".part")

    def run(self, progress: Progress = ignore_progress) -> Path:
        """Fetch the file, check its hash, and move it to its place.

        Args:
            progress: Told how far the work is; it never goes back.

        Returns:
            The target.

        Raises:
            DownloadError: It cannot be had, or is not what was expected; the message says how to go on.
            WriteError: There is no place for it.
        """
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._fetch(Forward(progress))
            self.part.replace(self.target)
        except OSError as error:
            raise WriteError(
                f"Cannot write to the cache: {error.strerror}. Set MEDSEG_CACHE to a folder that can be written to."
            ) from error
        return self.target

    def _fetch(self, progress: Progress) -> None:
        """Try until the part is whole."""
        from medseg.files.transfer import Transfer, TransferError  # brings urllib and ssl, which take their time

        reason = ""
        for attempt in range(self.attempts):
            if attempt:
                self.sleep(self.pause_s * 2 ** (attempt - 1))
            was_begun = self.part.exists()
            try:
                Transfer(self.url, self.part, self.timeout_s).run(progress)
            except TransferError as error:
                reason, may_pass = str(error), error.may_pass
                logger.info("Attempt %d of %d to download %s: %s", attempt + 1, self.attempts, self.target.name, reason)
            else:
                if file_sha256(self.part) == self.sha256:
                    return
                self.part.unlink()
                reason, may_pass = "what came is not the expected file (its SHA-256 differs)", was_begun
            if not may_pass:
                break
        raise DownloadError(self._advice(reason))

    def _advice(self, reason: str) -> str:
        return (
            f"Cannot download {self.target.name!r}: {reason}. Check the network, or the proxy (HTTPS_PROXY); "
            f"without a network, put the file from {self.url} at {self.target}."
        )


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
