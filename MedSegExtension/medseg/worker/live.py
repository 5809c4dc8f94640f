"""`python -m medseg.worker.live FOLDER`: a network that stays loaded, started by `medseg.jobs.live.LiveSegmenter`."""

import logging
import sys
import time
from pathlib import Path
from typing import Any

from medseg.jobs.message_writer import MessageWriter
from medseg.worker.lifeline import Lifeline

logger = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Segment slices until nobody asks for any more.

    Args:
        arguments: The folder, which `LiveSegmenter` made.

    Returns:
        Exit code: 1, because it only comes back where something went wrong.
    """
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m medseg.worker.live FOLDER (medseg.jobs.live.LiveSegmenter runs this)\n")
        return 2
    folder = Path(arguments[0])
    lifeline = Lifeline(folder)  # before anything is loaded that takes time
    logging.basicConfig(level=logging.INFO, format="%(levelname)s: %(name)s: %(message)s", stream=sys.stderr)
    with MessageWriter(folder) as messages:
        try:
            _serve(folder, lifeline, messages)
        except Exception as error:  # the edge of the process: who started it learns of any error by the message alone
            from medseg.jobs.failure import failure_to_json

            logger.exception("The live segmentation failed.")
            messages.send(kind="failed", **failure_to_json(error))
    return 1


def _serve(folder: Path, lifeline: Lifeline, messages: MessageWriter) -> None:
    """Load the network, then take the newest slice again and again."""
    from medseg.jobs.json_records import from_json
    from medseg.jobs.live import LABELS, SLICE
    from medseg.jobs.parcel import REQUEST, Parcel
    from medseg.jobs.slot import Slot
    from medseg.records import NetworkParameters
    from medseg.segment.network_live import NetworkLive

    request: dict[str, Any] = Parcel.read_list(folder, REQUEST)["record"]
    network = NetworkLive(from_json(NetworkParameters, request["network"]))
    slices, labels = Slot(folder, SLICE), Slot(folder, LABELS)
    network.warm_up()
    messages.send(kind="ready")
    while True:
        taken = slices.take()
        if taken is None:
            lifeline.wait_again()
            continue
        start = time.perf_counter()
        array, values = taken
        found, segments = network.segment(_volume(array, values["volume"]))
        labels.put(
            found,
            number=values["number"],
            names=[segment.name for segment in segments],
            colors=[list(segment.color) for segment in segments],
            seconds=time.perf_counter() - start,
        )


def _volume(array: Any, values: dict[str, Any]) -> Any:
    """The slice, from its voxels and all that is said of it."""
    from medseg.jobs.voxel_files import volume_of

    return volume_of(array, values)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
