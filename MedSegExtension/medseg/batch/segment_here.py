"""A method on an image, in this process."""

from pathlib import Path
from typing import Any

from medseg.batch.networks import Networks
from medseg.records import MaskParameters, MethodKind, MethodSpec, PreprocessParameters, ReadParameters
from medseg.volume import Finding, Segmentation, Volume

TIME = "time_utc"


def segment_here(spec: MethodSpec, volume: Volume, read: ReadParameters, networks: Networks) -> Segmentation:
    """Segment an image with the method that a spec names, in this process, whose networks stay loaded.

    Args:
        spec: The method.
        volume: The image; it is not changed.
        read: How the files of masks and given segmentations are read.
        networks: Those that are held here.

    Returns:
        The segments. What was computed says in its provenance how, but not when: the same image gives the same file.

    Raises:
        MedSegError: Why there is no result.
    """
    if spec.kind is MethodKind.FILE:
        return _read(spec, volume, read)
    if spec.kind.is_network:
        made = _with_network(spec, volume, networks)
    elif spec.kind is MethodKind.MASK:
        from medseg.segment import segment_with_mask

        made = segment_with_mask(volume, _read(spec, volume, read), MaskParameters()).segmentation
    else:
        from medseg.segment import segment_with_threshold

        made = segment_with_threshold(volume, spec.threshold(), PreprocessParameters(), spec.cleanup())
    made.provenance = without_time(made.provenance)
    return made


def without_time(value: Any) -> Any:
    """Plain values without the time when something was made, however deep it stands.

    Example:
        >>> without_time({"method": "join", "time_utc": "12:00", "steps": [{"time_utc": "11:59"}]})
        {'method': 'join', 'steps': [{}]}
    """
    if isinstance(value, dict):
        return {name: without_time(part) for name, part in value.items() if name != TIME}
    return [without_time(part) for part in value] if isinstance(value, (list, tuple)) else value


def _read(spec: MethodSpec, volume: Volume, read: ReadParameters) -> Segmentation:
    from medseg.io import read_segmentation

    return read_segmentation(Path(spec.path or ""), volume.geometry, read)


def _with_network(spec: MethodSpec, volume: Volume, networks: Networks) -> Segmentation:
    from medseg.segment import segment_with_network
    from medseg.segment.network_input import recognised
    from medseg.segment.network_package import choose_package

    parameters = spec.network()
    findings: list[Finding] = []
    package = choose_package(recognised(volume), parameters)
    with networks.using(package, parameters) as predictor:
        made = segment_with_network(volume, parameters, warn=findings.append, after=spec.cleanup(), predictor=predictor)
    made.segmentation.provenance["model"] |= {"sha256": package.sha256}
    return made.segmentation
