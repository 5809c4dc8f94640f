"""What a training leaves behind: the package, scores, who was used for what."""

from __future__ import annotations

import json
import math
import platform
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medseg import __version__
from medseg.files import writing
from medseg.records import DataRole, TrainingParameters
from medseg.training.case_scores import CaseScores, mean_scores
from medseg.training.draft_card import portable_sha256
from medseg.training.history import write_history
from medseg.training.history_figure import draw_history
from medseg.training.split_pairs import Split

if TYPE_CHECKING:
    from medseg.models import ModelCard
    from medseg.training.trainer import Trainer

PACKAGE = "package"
SOFTWARE = ("torch", "monai", "numpy")


def write_results(
    parameters: TrainingParameters,
    card: ModelCard,
    split: Split,
    trainer: Trainer,
    scores: Sequence[CaseScores],
    *,
    output: Path,
    command: str,
) -> Path:
    """Write all that is left of a training but its checkpoint.

    Returns:
        Folder of the package.

    Raises:
        WriteError: The folder cannot be written to.
    """
    from medseg.models import write_package

    write_history(trainer.history, output)
    draw_history(trainer.history, output, card.title, trainer.best_epoch)
    _write_json([_plain(one) for one in scores], output / "scores.json")
    _write_json(_parts(split), output / "split.json")
    done = replace(card, training=_training(parameters, split, trainer, command), metrics=tuple(mean_scores(scores)))
    return _replace_package(output, lambda place: write_package(place, done, trainer.best))


def _replace_package(output: Path, write: Callable[[Path], Path]) -> Path:
    """Write a package aside and put it in place of the last one."""
    final = output / PACKAGE
    with tempfile.TemporaryDirectory(prefix=".medseg-", dir=output) as place:
        made = write(Path(place, PACKAGE))
        if final.exists():
            final.replace(Path(place, "old"))
        made.replace(final)
        shutil.rmtree(Path(place, "old"), ignore_errors=True)
    return final


def _training(parameters: TrainingParameters, split: Split, trainer: Trainer, command: str) -> dict[str, Any]:
    return {
        "data": _data(split),
        "command": command,
        "config_sha256": portable_sha256(parameters),
        "epochs": len(trainer.history),
        "best_epoch": trainer.best_epoch,
        "seconds": round(trainer.seconds),
        "seed": parameters.loop.seed,
        "device": _device(trainer, parameters.loop.threads),
        "date": datetime.now(UTC).date().isoformat(),
        "software": {"medseg": __version__, "python": platform.python_version()}
        | {name: metadata.version(name) for name in SOFTWARE},
    }


def _data(split: Split) -> list[dict[str, Any]]:
    """The sources that were trained on, with what was seen of each."""
    seen: dict[str, list[Any]] = {}
    for pair in split.train:
        seen.setdefault(pair.source, []).append(pair)
    entries = []
    for source, pairs in seen.items():
        weak = "Weak masks, made by a program." if pairs[0].role is DataRole.WEAK else ""
        entries.append(
            {
                "name": source,
                "licence": pairs[0].data.licence or "not stated",
                "images": len(pairs),
                "patients": len({pair.patient for pair in pairs}),
                "note": " ".join(part for part in (weak, pairs[0].data.note) if part),
            }
        )
    return entries


def _device(trainer: Trainer, threads: int | None) -> str:
    import torch

    device = next(trainer.network.parameters()).device
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type}, {threads or torch.get_num_threads()} threads"


def _parts(split: Split) -> dict[str, Any]:
    return {
        part: [{"source": pair.source, "name": pair.name} for pair in getattr(split, part)]
        for part in ("train", "validation", "test")
    }


def _plain(one: CaseScores) -> dict[str, Any]:
    """Plain values; None for what is no number."""
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in asdict(one).items()}


def _write_json(values: Any, path: Path) -> None:
    with writing(path) as temporary:
        temporary.write_text(json.dumps(values, indent=1, allow_nan=False) + "\n", encoding="utf-8")
