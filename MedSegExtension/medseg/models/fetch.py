"""Packages from the network."""

from pathlib import Path

from medseg.errors import ModelError
from medseg.files import Download, cache_folder, file_sha256
from medseg.models.archive import ARCHIVE_SUFFIX
from medseg.models.card_file import CARD_NAME, LARGEST_BYTES, parse_card
from medseg.models.package_path import check_name
from medseg.records import Progress

_DIGITS = frozenset("0123456789abcdef")


def fetch_archive(url: str, sha256: str, progress: Progress) -> Path:
    """Download a package in one file into the cache, or find it there.

    Args:
        url: An https address.
        sha256: What the file must hash to.
        progress: Told how far the download is.

    Raises:
        DownloadError: It cannot be had, or is another file than expected.
        ModelError: The SHA-256 is none.
        WriteError: The cache cannot be written to.
    """
    sha256 = _check_digest(sha256)
    return _fetch(url, cache_folder() / "models" / f"{sha256}{ARCHIVE_SUFFIX}", sha256, progress)


def fetch_package(url: str, sha256: str, progress: Progress) -> Path:
    """Download a card, and beside it the files that it names, into a folder of the cache, or find them there.

    Args:
        url: An https address that ends with `/model.json`; the other files stand beside it.
        sha256: What the card must hash to; it holds the SHA-256 of the others.
        progress: Told how far the download is.

    Raises:
        DownloadError: A file cannot be had, or is another than expected.
        ModelError: The SHA-256 is none, or the card is wrong.
        WriteError: The cache cannot be written to.
    """
    folder = cache_folder() / "models" / f"{_check_digest(sha256)}.parts"
    card_file = _fetch(url, folder / CARD_NAME, sha256.lower(), lambda fraction, message: progress(0.02 * fraction, message))
    with card_file.open("rb") as file:
        card = parse_card(file.read(LARGEST_BYTES + 1))
    for number, (name, digest) in enumerate(card.files.items()):
        address = f"{url.removesuffix(CARD_NAME)}{check_name(name)}"

        def tell(fraction: float, message: str, done: int = number) -> None:
            progress(0.8 * (done + fraction) / len(card.files), message)

        _fetch(address, folder / name, digest, tell)
    return folder


def _fetch(url: str, target: Path, sha256: str, progress: Progress) -> Path:
    if target.is_file() and file_sha256(target) == sha256:
        return target
    return Download(url, target, sha256).run(progress)


def _check_digest(sha256: str) -> str:
    digest = sha256.strip().lower()
    if len(digest) != 64 or not set(digest) <= _DIGITS:
        raise ModelError(f"Expected a SHA-256 of 64 hexadecimal digits, got {sha256[:70]!r}.")
    return digest
