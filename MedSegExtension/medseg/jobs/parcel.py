"""What goes into a job's folder, or comes out of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medseg.errors import WriteError
from medseg.jobs.voxel_files import (
    segmentation_from_json,
    segmentation_to_json,
    volume_from_json,
    volume_to_json,
    write_array,
)
from medseg.types import Voxels
from medseg.volume import Segmentation, Volume

REQUEST, RESULT = "request", "result"


@dataclass(frozen=True)
class Parcel:
    """Images, segmentations and plain values, on their way from one process to another.

    Its list, `NAME.json`, says what there is; `NAME-1.npy` and so on hold the voxels.

    Attributes:
        record: Plain values.
        volumes: Images by name.
        segmentations: Segmentations by name.
    """

    record: Mapping[str, Any] = field(default_factory=dict)
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    segmentations: Mapping[str, Segmentation] = field(default_factory=dict)

    def write_list(self, folder: Path, name: str) -> None:
        """Write all but the voxels.

        Raises:
            OSError: The folder cannot be written.
        """
        text = json.dumps(self._to_json(name), default=str)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")

    def write_voxels(self, folder: Path, name: str) -> None:
        """Write the voxels.

        Raises:
            WriteError: The folder cannot be written, or is full.
        """
        try:
            for file, array in self._arrays(name).items():
                write_array(folder / file, array)
        except OSError as error:
            raise WriteError(
                f"Cannot write the voxels that the work takes or gives ({error.strerror}). Make room in the folder for temporary "
                "files, or name another with the environment variable TMPDIR."
            ) from error

    @classmethod
    def read_list(cls, folder: Path, name: str) -> dict[str, Any]:
        """Read what `write_list` wrote; `from_list` makes the parcel of it once the voxels are there."""
        return dict(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))

    @classmethod
    def from_list(cls, values: Mapping[str, Any], folder: Path, *, mapped: bool) -> "Parcel":
        """Read the voxels.

        Args:
            values: What `read_list` gave.
            folder: Where the files are.
            mapped: Let the files stand for the memory; they must stay as long as the arrays live.
        """
        return cls(
            values["record"],
            {key: volume_from_json(part, folder, mapped=mapped) for key, part in values["volumes"].items()},
            {key: segmentation_from_json(part, folder, mapped=mapped) for key, part in values["segmentations"].items()},
        )

    def _to_json(self, name: str) -> dict[str, Any]:
        files = iter(self._arrays(name))
        return {
            "record": dict(self.record),
            "volumes": {key: volume_to_json(volume, next(files)) for key, volume in self.volumes.items()},
            "segmentations": {
                key: segmentation_to_json(part, [next(files) for _ in part.layers]) for key, part in self.segmentations.items()
            },
        }

    def _arrays(self, name: str) -> dict[str, Voxels]:
        """All voxels by the name of their file, images first."""
        arrays: list[Voxels] = [volume.array for volume in self.volumes.values()]
        arrays.extend(layer for part in self.segmentations.values() for layer in part.layers)
        return {f"{name}-{number}.npy": array for number, array in enumerate(arrays, start=1)}
