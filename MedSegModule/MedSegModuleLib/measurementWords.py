"""What a network measured, in words."""

import math
from collections.abc import Mapping
from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.words import NO_BREAK

SHARE = "percent_of_lungs"


def measurementWords(measurements: Mapping[str, Any]) -> list[str]:
    """Shares of the lungs, a few words each: `4.2 % of the lungs`, of several segments with their names.

    Args:
        measurements: As `medseg.segment.NetworkResult` has them; empty for none. Shares of lungs without a voxel are left out.
    """
    rows = [row for row in measurements.get("segments", ()) if math.isfinite(row.get(SHARE, math.nan))]
    shares = [_("{percent:.1f}{space}% of the lungs").format(percent=row[SHARE], space=NO_BREAK) for row in rows]
    return shares if len(shares) < 2 else [f"{row['segment']} {share}" for row, share in zip(rows, shares, strict=True)]
