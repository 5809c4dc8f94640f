"""One method on one case that was read: segment, score, write, measure."""

import math
import time

from medseg.batch.case_order import CaseOrder
from medseg.batch.failed import about
from medseg.batch.method_order import MethodOrder
from medseg.batch.method_report import MethodReport
from medseg.batch.networks import Networks
from medseg.batch.result_files import result_files
from medseg.batch.segment_here import segment_here
from medseg.errors import MedSegError
from medseg.jobs.memory import forget_peak_memory, peak_memory_mb
from medseg.pipeline.case import describe_image
from medseg.pipeline.compare import together
from medseg.records import CaseRow, MethodKind
from medseg.records.comparison import OVERALL
from medseg.volume import Segmentation, Volume


def do_method(
    order: CaseOrder, method: MethodOrder, read: tuple[Volume, Segmentation | None], networks: Networks, content: str
) -> MethodReport:
    """Segment an image that was read, score the result, and write it with its picture.

    Seconds are those of the method's own work, with the loading of a network that this worker does not hold yet; memory is the
    most that the worker's process held meanwhile. Of a segmentation that is there already neither is told.

    Raises:
        MedSegError: Why there is no result. A segmentation that cannot be scored is written all the same.
    """
    volume, reference = read
    can_tell = forget_peak_memory()
    start = time.perf_counter()
    segmentation = segment_here(method.spec, volume, order.settings.read, networks)
    is_made = method.spec.kind is not MethodKind.FILE
    seconds = time.perf_counter() - start if is_made else math.nan
    peak_mb = peak_memory_mb() if is_made and can_tell else math.nan
    if order.settings.together:
        segmentation = together(segmentation)
    if is_made:
        segmentation.provenance["image"] = describe_image(volume)
    told = {**about(order.case), "method": method.label, "seconds": seconds, "peak_mb": peak_mb}
    try:
        rows = _rows(order, volume, segmentation, reference, told)
    except MedSegError:
        write_result(order, method, volume, segmentation, None)
        raise
    files = write_result(order, method, volume, segmentation, reference)
    provenance = dict(segmentation.provenance) if is_made else {}
    provenance.pop("image", None)
    return MethodReport(label=method.label, key=method.key, rows=rows, content=content, files=files, provenance=provenance)


def write_result(
    order: CaseOrder, method: MethodOrder, volume: Volume, segmentation: Segmentation, reference: Segmentation | None
) -> dict[str, int]:
    """Write a segmentation and its picture; returns the sizes of the files, in bytes, by their names.

    Raises:
        WriteError: They cannot be written.
    """
    from medseg.io import write
    from medseg.report.thumbnail import write_thumbnail

    path, picture = result_files(order.folder, order.case.name, method.label)
    write(segmentation, path)
    written = [path]
    if order.settings.pictures:
        written.append(write_thumbnail(volume, segmentation, picture, reference))
    return {file.name: file.stat().st_size for file in written}


def _rows(
    order: CaseOrder, volume: Volume, segmentation: Segmentation, reference: Segmentation | None, told: dict[str, object]
) -> tuple[CaseRow, ...]:
    if reference is None:
        return _volumes(segmentation, told)
    from medseg.metrics import evaluate

    scores = evaluate(segmentation, reference, order.settings.scoring, volume)
    return tuple(CaseRow.scored(row, **told) for row in scores.rows)


def _volumes(segmentation: Segmentation, told: dict[str, object]) -> tuple[CaseRow, ...]:
    """A row a segment and one of all together, with their volumes alone."""
    voxel_ml = segmentation.geometry.voxel_volume_ml
    counts = {name: int(segmentation.mask(name).sum()) for name in segmentation.names}
    counts[OVERALL] = int(segmentation.union().sum())
    return tuple(CaseRow(**told, segment=name, volume_ml=count * voxel_ml) for name, count in counts.items())  # type: ignore[arg-type]
