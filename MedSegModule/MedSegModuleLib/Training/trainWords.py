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


def bestWords(history: HistoryFile) -> str:
    """The best so far: `Best: Dice 0.915 on what is held out, in epoch 10`; nothing before there is any."""
    best = history.best()
    if best is None:
        return ""
    return _("Best: Dice {dice:.3f} on what is held out, in epoch {epoch:.0f}").format(dice=best["dice"], epoch=best["epoch"])


def doneWords(history: HistoryFile, seconds: float) -> str:
    """How a training ended: `Done in 12 min: Dice 0.915 on what was held out, in epoch 10`."""
    best, time = history.best(), timeWords(seconds)
    if best is None:
        return _("Done in {time}. Nothing was held out, so that there is no Dice.").format(time=time)
    return _("Done in {time}: Dice {dice:.3f} on what was held out, in epoch {epoch:.0f}.").format(
        time=time, dice=best["dice"], epoch=best["epoch"]
    )
