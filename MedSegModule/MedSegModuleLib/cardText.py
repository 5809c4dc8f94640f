"""The card of a model in words."""

import html
import math

from slicer.i18n import tr as _

from MedSegModuleLib.Notes import number

SCORES = ("dice", "accuracy", "loss")
MOST_SETS = 6


def cardText(card) -> str:
    """What a model was trained on, its scores, its licence and its limits, in rich text.

    Args:
        card: A `medseg.models.ModelCard`.
    """
    rows = [
        (_("Trained on"), trainedText(card)),
        (_("Licence"), licenceText(card.licence)),
        (_("Limits"), html.escape(card.limits)),
    ]
    facts = "".join(f"<tr><td><b>{name}</b>&nbsp;&nbsp;</td><td>{text}</td></tr>" for name, text in rows if text)
    return f'<table cellspacing="0" cellpadding="1">{facts}</table>{scoresTable(card.metrics)}'


def trainedText(card) -> str:
    """The sets of images that a model has learnt from; empty where the card does not say."""
    sets = card.training.get("data") or ()
    return "; ".join(_setText(one) for one in sets if isinstance(one, dict) and one.get("name"))


def licenceText(licence) -> str:
    """The licence; one that forbids commercial use says so in bold."""
    name = html.escape(licence.name)
    return name if licence.commercial_use else _("{name}, <b>no commercial use</b>").format(name=name)


def scoresTable(metrics) -> str:
    """Scores on images that the model has not seen, a row a set; empty where there are none."""
    rows = [row for row in metrics if row.get("set")][:MOST_SETS]
    names = [name for name in SCORES if any(_isNumber(row.get(name)) for row in rows)]
    if not names:
        return ""
    titles = {"dice": _("Dice"), "accuracy": _("Accuracy"), "loss": _("Loss")}
    head = "".join(f'<td align="right">&nbsp;&nbsp;<b>{titles[name]}</b></td>' for name in names)
    body = "".join(f"<tr><td>{_scoredSet(row)}</td>{''.join(_cell(row.get(name)) for name in names)}</tr>" for row in rows)
    return f'<table cellspacing="0" cellpadding="1"><tr><td><b>{_("Scores on")}</b></td>{head}</tr>{body}</table>'


def _setText(one: dict) -> str:
    counts = []
    if one.get("images"):
        counts.append(_("{count} images").format(count=number(one["images"])))
    if one.get("patients"):
        counts.append(_("{count} patients").format(count=number(one["patients"])))
    name = html.escape(str(one["name"]))
    return f"{name} ({', '.join(counts)})" if counts else name


def _scoredSet(row: dict) -> str:
    name = html.escape(str(row["set"]))
    return f"{name} ({number(row['cases'])})" if _isNumber(row.get("cases")) else name


def _cell(value) -> str:
    text = f"{value:.3f}" if _isNumber(value) else "\N{EN DASH}"
    return f'<td align="right">&nbsp;&nbsp;{text}</td>'


def _isNumber(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
