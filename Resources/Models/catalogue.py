"""Writes `medseg/data/models.json`: the networks of this folder, as `medseg models` lists and downloads them.

python Resources/Models/catalogue.py            after a package here was written anew
python Resources/Models/catalogue.py --check    whether the catalogue is that of the packages here
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from medseg.files import writing
from medseg.models import ModelCard
from medseg.models.card_file import card_text

HERE = Path(__file__).resolve().parent
LICENCE = "LICENCE"
CATALOGUE = HERE.parents[1] / "MedSegExtension" / "medseg" / "data" / "models.json"
ADDRESS = "https://raw.githubusercontent.com/MedSeg/SlicerMedSeg/main/Resources/Models"


def adopt_licence(card_file: Path) -> None:
    """Let a card name the licence that stands beside it."""
    licence = card_file.with_name(LICENCE)
    if not licence.is_file():
        sys.exit(f"{card_file.parent.name}: expected a file {LICENCE}, found none.")
    card = json.loads(card_file.read_text(encoding="utf-8"))
    digest = hashlib.sha256(licence.read_bytes()).hexdigest()
    if card["files"].get(LICENCE) != digest:
        card["files"][LICENCE] = digest
        with writing(card_file) as temporary:
            temporary.write_bytes(card_text(ModelCard.from_json(card)).encode())


def entry(card_file: Path) -> dict[str, Any]:
    """What the catalogue says of one package."""
    data = card_file.read_bytes()
    url = f"{ADDRESS}/{card_file.parent.name}/{card_file.name}"
    return {"url": url, "sha256": hashlib.sha256(data).hexdigest(), "card": json.loads(data)}


def catalogue() -> str:
    """The catalogue's text."""
    return (
        json.dumps({"models": [entry(path) for path in sorted(HERE.glob("*/model.json"))]}, indent=1, ensure_ascii=False) + "\n"
    )


def main() -> None:
    """Write the catalogue, or say that it is out of date."""
    is_check = sys.argv[1:] == ["--check"]
    for path in () if is_check else HERE.glob("*/model.json"):
        adopt_licence(path)
    text = catalogue()
    if is_check:
        if CATALOGUE.read_text(encoding="utf-8") != text:
            sys.exit(f"{CATALOGUE.name} is out of date: run python Resources/Models/catalogue.py.")
        return
    with writing(CATALOGUE) as temporary:
        temporary.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
