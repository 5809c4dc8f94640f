"""Which addresses are asked for files."""

import urllib.parse
import urllib.request
from http.client import HTTPMessage
from typing import IO

from medseg.errors import DownloadError

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def require_safe(url: str) -> None:
    """Insist on https, or http on this machine.

    Raises:
        DownloadError: It is neither.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE):
        return
    raise DownloadError(f"Expected an https address, got {parts.scheme}://{parts.hostname or ''}: files come by https only.")


class SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to safe addresses only."""

    def redirect_request(  # noqa: PLR0917  # urllib's signature
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Make the request that a redirect asks for, after a look at where it leads.

        Raises:
            DownloadError: It leads away from https.
        """
        require_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
