"""A package in one file: a zip of the same files."""

import shutil
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from medseg.errors import ModelError, WriteError
from medseg.files import cache_folder, file_sha256, writing
from medseg.models.card_file import CARD_NAME, LARGEST_BYTES, parse_card
from medseg.models.checksums import check_sha256
from medseg.models.package_path import check_name, find_file

ARCHIVE_SUFFIX = ".medseg"
LARGEST_PACKAGE = 4 << 30
MOST_MEMBERS = 65
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write files into a zip, which is the same for the same files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)


def unpack(path: Path) -> Path:
    """Unpack a package into the cache, once.

    What it unpacks to is named by the file's SHA-256, and appears there whole or not at all. Of a file that is refused nothing
    is written, and of others nothing but the card and the files that it names.

    Returns:
        The folder.

    Raises:
        ModelError: It is no package in one file, is damaged, or holds what does not belong into one.
        WriteError: The cache cannot be written to.
    """
    folder = cache_folder() / "models" / file_sha256(path)
    if folder.is_dir():
        if _is_whole(folder):
            return folder
        shutil.rmtree(folder)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _read_members(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ModelError(f"Expected a package in one file, got a damaged or another file in {path.name!r}.") from error
    try:
        _write(folder, members)
    except WriteError:
        if not _is_whole(folder):  # unless another process was quicker
            raise
    return folder


def _write(folder: Path, members: Mapping[str, bytes]) -> None:
    with writing(folder, folder=True) as temporary:
        for name, data in members.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            (temporary / name).write_bytes(data)


def _is_whole(folder: Path) -> bool:
    """Whether what was unpacked before is still as it was."""
    try:
        card = parse_card(find_file(folder, CARD_NAME).read_bytes())
        return all(file_sha256(find_file(folder, name)) == sha256 for name, sha256 in card.files.items())
    except ModelError:
        return False


def _read_members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """All members, after a look at every one of them."""
    listed = archive.infolist()
    _check_members(listed)
    if CARD_NAME not in archive.namelist():
        raise ModelError(f"Expected {CARD_NAME!r} in the package, found none.")
    card_data = _read(archive, archive.getinfo(CARD_NAME), LARGEST_BYTES)
    card = parse_card(card_data)
    if set(archive.namelist()) != {CARD_NAME, *card.files}:
        strange = sorted(set(archive.namelist()) ^ {CARD_NAME, *card.files})
        raise ModelError(f"Expected the files that the card names in the package and no others, but {strange[0][:60]!r} differs.")
    members = {CARD_NAME: card_data}
    for name, sha256 in card.files.items():
        members[name] = check_sha256(_read(archive, archive.getinfo(name), LARGEST_PACKAGE), sha256, name, card.name)
    return members


def _check_members(listed: list[zipfile.ZipInfo]) -> None:
    """Refuse paths that lead out, links, devices, secrets, members given twice, and more than a package holds."""
    if not 1 <= len(listed) <= MOST_MEMBERS or sum(member.file_size for member in listed) > LARGEST_PACKAGE:
        raise ModelError(f"Expected up to {MOST_MEMBERS} files of {LARGEST_PACKAGE:,} bytes in the package, got more.")
    for member in listed:
        check_name(member.orig_filename)
        mode = member.external_attr >> 16
        if (stat.S_IFMT(mode) and not stat.S_ISREG(mode)) or member.flag_bits & 1:
            raise ModelError(f"Expected plain files in the package, got a link or a secret in {member.filename!r}.")
    if len({member.filename.lower() for member in listed}) != len(listed):
        raise ModelError("Expected each file once in the package, got one twice.")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """A member's bytes: no more than it says, whatever its data would unpack to."""
    if member.file_size > limit:
        raise ModelError(f"{member.filename}: expected {limit:,} bytes at most, got {member.file_size:,}.")
    with archive.open(member) as file:
        data = file.read(member.file_size + 1)
    if len(data) != member.file_size:
        raise ModelError(f"{member.filename}: expected {member.file_size:,} bytes in the package, got another number.")
    return data
