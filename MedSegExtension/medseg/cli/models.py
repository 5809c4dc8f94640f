"""`medseg models`: which networks there are, installed, looked over, removed."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from medseg.cli.common import CommonOptions
from medseg.cli.json_option import JsonOption
from medseg.cli.messages import Messages
from medseg.cli.model_tables import card_rows, list_rows
from medseg.cli.options import Common
from medseg.cli.streams import deliver
from medseg.cli.tables import to_words
from medseg.cli.targets import check_target
from medseg.models import available_packages, installed_packages, open_package
from medseg.models.install import install_package, remove_package
from medseg.models.verify import verify_package

EXAMPLES = """Examples:

    medseg models list
    medseg models show lungs-ct-unet
    medseg models install infection-ct-unet --accept-licence
    medseg models install my-network.medseg
    medseg models install https://example.org/net.medseg --sha256 6b1f...
    medseg models install infection-ct-unet --offline carried-here
    medseg models verify lungs-ct-unet
    medseg models remove my-network
"""

app = App(name="models", help_epilogue=EXAMPLES)
app.command("medseg.cli.models_quantise:app", name="quantise", help="Add an int8 version to a network's package.")


@app.command(name="list")
def list_models(*, json: JsonOption = None) -> None:
    """List the networks that are installed, and those that can be.

    Args:
        json: Write the list as JSON to a file or (alone) to standard output.
    """
    check_target(json, "json")
    entries = (*installed_packages(), *available_packages())
    payload = [
        {
            "name": entry.name,
            "origin": entry.origin,
            "installed": entry.is_installed,
            "problem": entry.problem,
            "card": None if entry.card is None else entry.card.to_json(),
        }
        for entry in entries
    ]
    deliver({"models": payload}, json, to_words(list_rows(entries)))


@app.command
def show(model: str, /, *, trust: bool = False, json: JsonOption = None) -> None:
    """Show what a network takes, gives, was trained on, and how good it is.

    Args:
        model: Name of an installed network, or the path of a package.
        trust: Allow a program in the package (TorchScript) to run: only if you trust whoever made it.
        json: Write the card as JSON to a file or (alone) to standard output.
    """
    check_target(json, "json")
    package = open_package(model, trust=trust)
    payload = {**package.card.to_json(), "sha256": package.sha256, "kind": package.kind}
    deliver(payload, json, to_words(card_rows(package)))


@app.command
def install(
    source: str,
    /,
    *,
    sha256: str | None = None,
    accept_licence: Annotated[bool, Parameter(negative=())] = False,
    offline: Path | None = None,
    trust: bool = False,
    common: Common = None,
) -> None:
    """Install a network: from the list, from a file or folder, or from an address.

    Args:
        source: Name of a network of the list; a package's file or folder; or an https address of a package in one file
            (.medseg), or of a model.json with the other files beside it.
        sha256: SHA-256 of the file at the address, of the file, or of the folder's model.json; an address needs it.
        accept_licence: Accept the licence of a network that may not be used commercially.
        offline: A folder that packages were copied into: the network is taken from there, not downloaded.
        trust: Allow a program in the package (TorchScript) to run: only if you trust whoever made it.
    """
    with Messages((common or CommonOptions()).progress).progress() as progress:
        package = install_package(
            source, sha256=sha256, accept_licence=accept_licence, offline=offline, trust=trust, progress=progress
        )
    deliver(None, None, f"installed: {package.name} {package.card.version}", f"licence: {package.card.licence.name}")


@app.command
def verify(model: str, /, *, trust: bool = False) -> None:
    """Look a network over: its card, the SHA-256 of its files, its weights, and what it gives for an empty image.

    Args:
        model: Name of an installed network, or the path of a package.
        trust: Allow a program in the package (TorchScript) to run: only if you trust whoever made it.
    """
    package = verify_package(model, trust=trust)
    deliver(None, None, f"in order: {package.name} {package.card.version}", f"sha256: {package.sha256}")


@app.command
def remove(name: str, /) -> None:
    """Remove a network that was installed.

    Args:
        name: Its name.
    """
    remove_package(name)
    deliver(None, None, f"removed: {name}")
