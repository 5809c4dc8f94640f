"""One attempt to bring a file, or the rest of it, over the network."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from medseg import __version__
from medseg.errors import WriteError
from medseg.files.safe_url import SafeRedirects, require_safe
from medseg.records import Progress

CHUNK_BYTES = 1 << 18
LARGEST_BYTES = 1 << 33
_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})


class TransferError(Exception):
    """An attempt failed.

    Attributes:
        may_pass: Whether another attempt may do better.
    """

    def __init__(self, reason: str, *, may_pass: bool) -> None:
        """Say why."""
        super().__init__(reason)
        self.may_pass = may_pass


@dataclass(frozen=True)
class Transfer:
    """Where a file comes from and goes to.

    Attributes:
        url: An https address, or http on this machine.
        part: File that grows; what it holds is not asked for again.
        timeout_s: How long to wait for an answer, in seconds.
    """

    url: str
    part: Path
    timeout_s: float

    def run(self, progress: Progress) -> None:
        """Ask for what is missing, and add it to the part.

        Proxies come from the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) or the system, as urllib finds them.

        Raises:
            TransferError: The file, or all of it, did not come.
            DownloadError: The address is not safe.
            WriteError: The part cannot be written.
        """
        require_safe(self.url)
        start = self.part.stat().st_size if self.part.exists() else 0
        request = urllib.request.Request(self.url, headers={"User-Agent": f"medseg/{__version__}"})  # noqa: S310  # see require_safe
        if start:
            request.add_header("Range", f"bytes={start}-")
        try:
            with urllib.request.build_opener(SafeRedirects).open(request, timeout=self.timeout_s) as response:
                self._store(response, start, progress)
        except urllib.error.HTTPError as error:
            self._take_refusal(error, start)
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise TransferError(_reason(error), may_pass=True) from error

    def _take_refusal(self, error: urllib.error.HTTPError, start: int) -> None:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and start:
            return  # nothing is left to send: the hash tells whether the part is whole
        raise TransferError(f"the server answered {error.code} {error.reason}", may_pass=error.code in _MAY_PASS) from error

    def _store(self, response: http.client.HTTPResponse, start: int, progress: Progress) -> None:
        """Write the answer to the part: after what is there, or anew where the server sends all of it."""
        done = start if _goes_on(response, start) else 0
        length = response.headers.get("Content-Length", "")
        total = done + int(length) if length.isdigit() else None
        _check_size(total or 0)
        with _disk(), self.part.open("ab" if done else "wb") as file:
            for chunk in _chunks(response):
                file.write(chunk)
                done += len(chunk)
                _check_size(done)
                progress(done / total if total else 0.0, f"downloading, {done / 1e6:.1f} MB")
        if total is not None and done < total:
            raise TransferError(f"the connection ended after {done:,} of {total:,} bytes", may_pass=True)


def _chunks(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """What comes, piece by piece; a failure of the network is told from one of the disk."""
    while True:
        try:
            chunk = response.read(CHUNK_BYTES)
        except (http.client.HTTPException, OSError) as error:
            raise TransferError(_reason(error), may_pass=True) from error
        if not chunk:
            return
        yield chunk


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"Cannot write to the cache: {error.strerror}. Set MEDSEG_CACHE to a folder that can be written to."
        ) from error


def _goes_on(response: http.client.HTTPResponse, start: int) -> bool:
    """Whether the answer is the rest that was asked for, not the whole file.

    Raises:
        TransferError: It is another part.
    """
    if response.status != http.HTTPStatus.PARTIAL_CONTENT:
        return False
    if not response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
        raise TransferError("the server sent another part of the file than was asked for", may_pass=False)
    return True


def _check_size(count: int) -> None:
    if count > LARGEST_BYTES:
        raise TransferError(f"the file is larger than {LARGEST_BYTES:,} bytes", may_pass=False)


def _reason(error: Exception) -> str:
    """Why the network failed, without addresses."""
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return str(inner) or type(inner).__name__
