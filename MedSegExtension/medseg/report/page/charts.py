"""Where charts stand in the page: drawn by its script, or as pictures on paper."""

import base64
from collections.abc import Mapping
from pathlib import Path

from medseg.report.agreement_figure import NAME as BLAND_ALTMAN
from medseg.report.cohort_figures import INVOLVEMENT, figure_title
from medseg.report.page.words import safe

Charts = Mapping[str, str]
"""HTML by the place in the page."""

PLACES = {
    "distributions": ("dice-by-method", "accuracy-by-method", "dice-by-segment"),
    "sources": ("dice-by-source",),
    "groups": ("dice-by-group", "volume-by-group"),
    "agreement": (BLAND_ALTMAN,),
    INVOLVEMENT: (INVOLVEMENT,),
}

CHARTS: Charts = {
    **{place: f'<div class="chart" data-chart="{place}"></div>' for place in PLACES},
    "cases": '<div class="browser" data-table="cases"></div>',
    "involved cases": '<details><summary>All cases</summary><div class="browser" data-table="involvement"></div></details>',
}


def paper_charts(figures: Mapping[str, Mapping[str, Path]]) -> Charts:
    """The figures in their places, as PNG: what draws PDFs loses markers of SVG. Tables of all cases have no place."""
    charts = {
        place: "".join(_picture(name, made["png"]) for name, made in figures.items() if name.startswith(names))
        for place, names in PLACES.items()
    }
    return {"cases": "", "involved cases": "", **charts}


def _picture(name: str, path: Path) -> str:
    text = base64.b64encode(path.read_bytes()).decode("ascii")
    title = safe(figure_title(name))
    return f'<figure><img alt="{title}" src="data:image/png;base64,{text}"><figcaption>{title}</figcaption></figure>'
