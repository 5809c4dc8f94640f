"""Networks installed into the user's folder, and removed from it."""

import shutil
from pathlib import Path

from medseg.errors import LicenceError, ModelError, ModelNotFoundError, TamperedModelError
from medseg.files import models_folder, replacing
from medseg.models.card_file import CARD_NAME, card_text
from medseg.models.checksums import check_sha256
from medseg.models.fetch import fetch_archive, fetch_package
from medseg.models.model_card import ModelCard
from medseg.models.model_entry import ModelEntry
from medseg.models.open import open_package
from medseg.models.origin import Origin
from medseg.models.package import Package
from medseg.models.registry import available_packages, installed_packages
from medseg.models.verify import verify_package
from medseg.records import Progress, ignore_progress


def install_package(
    source: str | Path,
    *,
    sha256: str | None = None,
    accept_licence: bool = False,
    offline: Path | None = None,
    trust: bool = False,
    progress: Progress | None = None,
) -> Package:
    """Install a network for this user: it appears whole and looked over, or not at all.

    Args:
        source: Name of a network of the list; the path of a package (see `open_package`); or an https address of a package in
            one file (`.medseg`) or of a `model.json` with the package's other files beside it.
        sha256: What the file at the address or the path must hash to, 64 hexadecimal digits; an address needs it.
        accept_licence: Whether the user accepts the licence of a network that may not be used commercially.
        offline: A folder that packages were copied into; names are looked for there instead of on the network.
        trust: Whether a program in the package may run (TorchScript).
        progress: Told how far the work is.

    Returns:
        The installed package. One of the same name that was installed before is replaced.

    Raises:
        LicenceError: The licence has to be accepted; the message holds its notice.
        ModelNotFoundError: There is no such network.
        ModelError: The package is refused; the message says why.
        DownloadError: It cannot be downloaded.
        WriteError: The user's folder cannot be written to.
    """
    tell = progress or ignore_progress
    place = _bring(str(source), sha256, accept_licence, offline, tell)
    tell(0.8, "looking the network over")
    package = verify_package(place, trust=trust)
    _check_licence(package.card, accept_licence)
    target = models_folder() / package.name
    with replacing(target) as temporary:
        _copy(package, temporary)
    tell(1.0, "done")
    return open_package(target, trust=trust)


def remove_package(name: str) -> None:
    """Remove a network that the user installed; what comes with MedSeg stays.

    Raises:
        ModelNotFoundError: There is none of that name in the user's folder.
        ModelError: It comes with MedSeg.
    """
    entries = {entry.name: entry for entry in installed_packages()}
    entry = entries.get(name)
    if entry is None or entry.path is None:
        raise ModelNotFoundError(f"Expected a network that is installed, got {name[:60]!r}: `medseg models list` shows them.")
    if entry.origin is not Origin.USER:
        raise ModelError(f"The network {name!r} comes with MedSeg and stays: only those that were installed can be removed.")
    if entry.path.is_symlink():
        entry.path.unlink()
    else:
        shutil.rmtree(entry.path)


def _bring(source: str, sha256: str | None, accept_licence: bool, offline: Path | None, progress: Progress) -> Path:
    """The place of the package on this machine, fetched where that is needed."""
    if "://" in source:
        if sha256 is None:
            raise ModelError("Expected the SHA-256 of what is downloaded, got none: ask for it where the address comes from.")
        fetch = fetch_package if source.endswith(f"/{CARD_NAME}") else fetch_archive
        return fetch(source, sha256, progress)
    if Path(source).exists():
        return _checked(Path(source), sha256)
    if Path(source).name != source:
        raise ModelNotFoundError(f"Expected a package at {Path(source).name!r}, found nothing there.")
    if offline is not None:
        return _find_offline(source, offline, sha256)
    return _from_list(source, accept_licence, progress)


def _from_list(name: str, accept_licence: bool, progress: Progress) -> Path:
    entries: dict[str, ModelEntry] = {entry.name: entry for entry in (*installed_packages(), *available_packages())}
    entry = entries.get(name)
    if entry is None or (entry.path is None and not entry.url):
        known = ", ".join(sorted(entries)) or "none"
        raise ModelNotFoundError(f"Expected a network of the list ({known}), a path or an address, got {name[:60]!r}.")
    if entry.card is not None:
        _check_licence(entry.card, accept_licence or entry.is_installed)
    return entry.path if entry.path is not None else fetch_package(entry.url, entry.sha256, progress)


def _find_offline(name: str, folder: Path, sha256: str | None) -> Path:
    """A package in a folder that was carried here; one of the list has to be the very one of the list."""
    listed = {entry.name: entry.sha256 for entry in available_packages() if entry.sha256}
    for place in (folder / name, folder / f"{name}.medseg"):
        if place.exists():
            found = open_package(_checked(place, sha256))
            if found.sha256 != listed.get(name, found.sha256):
                raise TamperedModelError(f"Expected the network {name!r} of the list, got another in {place.name!r}.")
            return place
    raise ModelNotFoundError(f"Expected {name!r} or {name + '.medseg'!r} in the folder {folder.name!r}, found neither.")


def _checked(place: Path, sha256: str | None) -> Path:
    """Hold a file, or a folder's card, to the SHA-256 that was given."""
    if sha256 is not None:
        file = place / CARD_NAME if place.is_dir() else place
        if not file.is_file():
            raise ModelNotFoundError(f"Expected {CARD_NAME!r} in the folder {place.name!r}, found none.")
        check_sha256(file.read_bytes(), sha256, file.name, place.stem)
    return place


def _check_licence(card: ModelCard, accepted: bool) -> None:
    if card.licence.commercial_use or accepted:
        return
    raise LicenceError(
        f"The network {card.name!r} may be used under this licence only: {card.licence.name}. {card.licence.notice} "
        "Accept it to install the network: --accept-licence."
    )


def _copy(package: Package, folder: Path) -> None:
    """Copy the files that the card names, each held to its SHA-256, and the card."""
    for name in package.card.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(package.read(name))
    source = package.path / CARD_NAME
    data = source.read_bytes() if source.is_file() else card_text(package.card).encode()
    (folder / CARD_NAME).write_bytes(data)
