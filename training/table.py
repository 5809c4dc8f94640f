"""Write docs/models.md: what ships, what it was trained on, and how good it is.

    python training/table.py

Reads the cards of all packages in `medseg/data/models` and `Resources/Models`, and the scores in `training/scores/*.json`.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PLACES = (ROOT / "MedSegExtension/medseg/data/models", ROOT / "Resources/Models")
SCORES = Path(__file__).parent / "scores"
PAGE = ROOT / "docs/models.md"
METHODS = ("Thresholding", "CNN", "U-Net")
HEAD = """# The networks that ship

Written by `make model-table` from the packages' cards and from `training/scores/`; do not edit it by hand.
[Training](training.md) tells how to train a network, [model packages](model-packages.md) what a package is.

Packages in `medseg/data/models` are free to use and come with the wheel and the extension. Those in `Resources/Models` were
trained on images for non-commercial use; they are installed when their licence is accepted.
"""
SCORING = """
## How good they are

All scores are of images that were not trained on, at the images' own size, by the way that `medseg segment` takes, with each
package's own last steps. Each set stands alone; what its name calls changed images or phantoms are no patients.

- **Dice**: mean over the cases, and the lowest.
- **Accuracy**: share of right voxels of the whole image, which is high wherever there is much background.
- **Loss**: 1 - soft Dice, of probabilities; a threshold's are 0 and 1.
- **Seconds**: a case, middle value, on a machine busy with other work. They compare methods; [benchmarks](benchmarks.md) measure.
"""


def main() -> None:
    """Write the page."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    cards = [
        json.loads(path.read_text()) | {"place": place.name} for place in PLACES for path in sorted(place.glob("*/model.json"))
    ]
    scores = [json.loads(path.read_text()) for path in sorted(SCORES.glob("*.json"), key=_place_of)]
    PAGE.write_text(page(cards, scores), encoding="utf-8")
    logging.info("Wrote %s", PAGE.relative_to(ROOT))


def page(cards: list[dict[str, Any]], scores: list[dict[str, Any]]) -> str:
    """The page's text.

    Args:
        cards: `model.json` of each package.
        scores: As `scoring.write_rows` writes them.
    """
    parts = [HEAD, table(("Package", "Network", "Input", "Size", "Training", "Licence"), map(package_row, cards))]
    parts += ["\n## What they were trained on\n", *(_data(card) for card in cards), SCORING]
    for task in scores:
        columns = ("Set", "Method", "Cases", "Dice", "Lowest", "Accuracy", "Loss", "Seconds", "")
        parts += [f"\n### {task['title']}\n", table(columns, map(score_row, ordered(task["rows"])))]
    return "\n".join(parts).rstrip() + "\n"


def package_row(card: dict[str, Any]) -> list[str]:
    """One line on a package."""
    training, given = card.get("training", {}), card["input"]
    size = " x ".join(map(str, given["size"]))
    seconds = training.get("seconds")
    spent = f"{training.get('epochs', '?')} epochs, {seconds:,.0f} s, {training.get('device', '?')}" if seconds else ""
    megabytes = sum(_bytes(card, name) for name in card.get("files", {})) / 1e6
    licence = card["licence"]["name"] + ("" if card["licence"]["commercial_use"] else " (non-commercial)")
    return [f"`{card['name']}`", card["title"], f"{'/'.join(given['modalities'])} {size}", f"{megabytes:.1f} MB", spent, licence]


def score_row(row: dict[str, Any]) -> list[str]:
    """One line of scores."""
    numbers = [f"{row[name]:.3f}" if row.get(name) is not None else "" for name in ("dice", "lowest", "accuracy", "loss")]
    seconds = row.get("seconds")
    words = "; ".join(word for word in (row["model"], row.get("note", "")) if word)
    return [row["set"], row["method"], str(row["cases"]), *numbers, "" if seconds is None else f"{seconds:.2f}", words]


def ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a set together, sets as they come, in each thresholding first and the U-Net last."""
    sets = list(dict.fromkeys(row["set"] for row in rows))
    return sorted(rows, key=lambda row: (sets.index(row["set"]), METHODS.index(row["method"])))


def table(columns: tuple[str, ...], rows: Iterable[list[str]]) -> str:
    """A table in Markdown."""
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


def _data(card: dict[str, Any]) -> str:
    sources = []
    for one in card.get("training", {}).get("data", []):
        count = ", ".join(f"{one[name]} {name}" for name in ("images", "patients") if one.get(name))
        facts = [fact for fact in (count, one.get("licence", ""), one.get("note", "").rstrip(". ")) if fact]
        sources.append(f"  - {one['name']}: {'; '.join(facts)}.")
    return "\n".join([f"- `{card['name']}` {card['version']}. {card.get('limits', '')}", *sources])


def _bytes(card: dict[str, Any], name: str) -> int:
    paths = [place / card["name"] / name for place in PLACES]
    return sum(path.stat().st_size for path in paths if path.exists())


def _place_of(path: Path) -> int:
    order = ("lungs-xray", "lungs-ct", "infection-ct")
    return next((number for number, start in enumerate(order) if path.stem.startswith(start)), len(order))


if __name__ == "__main__":
    main()
