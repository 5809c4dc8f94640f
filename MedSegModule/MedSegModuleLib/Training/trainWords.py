"""What is told of a training, in words."""

from slicer.i18n import tr as _

from MedSegModuleLib.Training.HistoryFile import HistoryFile
from MedSegModuleLib.Training.TrainCheck import TrainCheck
from MedSegModuleLib.words import timeWords


def checkWords(check: TrainCheck) -> str:
    """How much there is to train on: `24 images of 20 patients, 4 held out, 78.6 million voxels, about 12 min`."""
    parts = [
        _("{pairs} images of {patients} patients").format(pairs=check.pairs, patients=check.patients),
        _("{count} held out").format(count=check.heldOut) if check.heldOut else _("none held out: too few patients"),
        _("{count:.3g} million voxels").format(count=check.voxels / 1e6),
    ]
    if check.seconds is not None:
        parts.append(_("about {time}").format(time=timeWords(check.seconds)))
    return ", ".join(parts)


def epochWords(history: HistoryFile) -> str:
    """What the last epoch gave: `Epoch 12: loss 0.231, Dice 0.912 (best 0.915 in epoch 10)`; nothing before the first."""
    if not history.rows:
        return ""
    row, best = history.rows[-1], history.best()
    words = _("Epoch {epoch:.0f}: loss {loss:.3f}").format(epoch=row["epoch"], loss=row["train_loss"])
    if best is None:
        return words
    dice = row.get("dice", float("nan"))
    last = "" if dice != dice else _(", Dice {dice:.3f}").format(dice=dice)  # noqa: PLR0124  NaN
    return words + last + _(" (best {dice:.3f} in epoch {epoch:.0f})").format(dice=best["dice"], epoch=best["epoch"])


def doneWords(history: HistoryFile, seconds: float) -> str:
    """How a training ended: `Done in 12 min: Dice 0.915 on what was held out, in epoch 10`."""
    best, time = history.best(), timeWords(seconds)
    if best is None:
        return _("Done in {time}. Nothing was held out, so that there is no Dice.").format(time=time)
    return _("Done in {time}: Dice {dice:.3f} on what was held out, in epoch {epoch:.0f}.").format(
        time=time, dice=best["dice"], epoch=best["epoch"]
    )
