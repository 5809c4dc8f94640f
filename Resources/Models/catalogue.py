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

HERE = Path(__file__).resolve().parent
CATALOGUE = HERE.parents[1] / "MedSegExtension" / "medseg" / "data" / "models.json"
ADDRESS = "https://raw.githubusercontent.com/MedSeg/SlicerMedSeg/main/Resources/Models"


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
    text = catalogue()
    if sys.argv[1:] == ["--check"]:
        if CATALOGUE.read_text(encoding="utf-8") != text:
            sys.exit(f"{CATALOGUE.name} is out of date: run python Resources/Models/catalogue.py.")
        return
    with writing(CATALOGUE) as temporary:
        temporary.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
