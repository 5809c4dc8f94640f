"""Statistics of cohorts: summaries, tests that fit, effects with intervals, agreement.

All take plain numbers, one for each patient: `by_patient` makes them, since images of one patient are not independent. NaN is
left out. Intervals are of 95%, and NaN where there are too few numbers for one.
"""

from medseg.report.statistics.bland_altman import BlandAltman, bland_altman
from medseg.report.statistics.bootstrap import bootstrap_interval
from medseg.report.statistics.by_patient import by_patient
from medseg.report.statistics.cliffs_delta import cliffs_delta
from medseg.report.statistics.contrast import Contrast
from medseg.report.statistics.contrasts import compare_groups, compare_pairs, with_holm
from medseg.report.statistics.hodges_lehmann import paired_shift, shift
from medseg.report.statistics.holm import holm
from medseg.report.statistics.interval import Interval
from medseg.report.statistics.median import median
from medseg.report.statistics.rank_biserial import rank_biserial
from medseg.report.statistics.several import KruskalWallis, kruskal_wallis
from medseg.report.statistics.summary import Summary, summarise

__all__ = [
    "BlandAltman",
    "Contrast",
    "Interval",
    "KruskalWallis",
    "Summary",
    "bland_altman",
    "bootstrap_interval",
    "by_patient",
    "cliffs_delta",
    "compare_groups",
    "compare_pairs",
    "holm",
    "kruskal_wallis",
    "median",
    "paired_shift",
    "rank_biserial",
    "shift",
    "summarise",
    "with_holm",
]
