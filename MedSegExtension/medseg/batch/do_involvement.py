"""Lungs and infection of one case that was read, in numbers."""

from dataclasses import asdict

from medseg.batch.case_order import CaseOrder
from medseg.batch.method_order import MethodOrder
from medseg.batch.method_report import MethodReport
from medseg.batch.networks import Networks
from medseg.batch.result_files import result_files
from medseg.batch.segment_here import segment_here
from medseg.metrics.involvement import measure_involvement
from medseg.pipeline.find_lungs import with_sides
from medseg.pipeline.involvement import infected, require_ct
from medseg.pipeline.join import join
from medseg.records import MethodSpec
from medseg.volume import Segmentation, Volume


def do_involvement(
    order: CaseOrder, method: MethodOrder, infection: MethodSpec, volume: Volume, networks: Networks, *, content: str
) -> MethodReport:
    """Find the lungs and the infection of a CT, measure both, and write them with a picture: infection red, lungs outlined.

    Args:
        order: The case.
        method: What finds the lungs.
        infection: What finds the infection.
        volume: The image.
        networks: Those that this worker holds.
        content: Hash of the contents of the case's files.

    Raises:
        MedSegError: Why there is no result.
    """
    require_ct(volume)
    read = order.settings.read
    lungs = with_sides(segment_here(method.spec, volume, read, networks))
    found = segment_here(infection, volume, read, networks)
    for segmentation, words in ((lungs, "the lungs"), (found, "the infection")):
        volume.geometry.require_match(segmentation.geometry, "the image", words)
    rows = measure_involvement(volume, lungs, infected(found))
    provenance = {"method": "involvement", "parameters": {"lungs": method.spec.label, "infection": infection.label}}
    return MethodReport(
        label=method.label,
        key=method.key,
        content=content,
        files=_write(order, method, volume, lungs, found),
        provenance=provenance,
        involvement=tuple({**asdict(row), "region": row.region.value} for row in rows),
    )


def _write(order: CaseOrder, method: MethodOrder, volume: Volume, lungs: Segmentation, infection: Segmentation) -> dict[str, int]:
    from medseg.io import write
    from medseg.report.thumbnail import write_thumbnail

    path, picture = result_files(order.folder, order.case.name, method.label)
    kept = [name for name in infection.names if name not in lungs.names]
    write(join([lungs, infection.selected(kept)], method.label), path)
    written = [path]
    if order.settings.pictures:
        written.append(write_thumbnail(volume, infection, picture, lungs))
    return {file.name: file.stat().st_size for file in written}
