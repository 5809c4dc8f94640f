"""One sample."""

from pathlib import Path
from typing import Any

_FIELDS = ("uris", "fileNames", "nodeNames", "checksums", "loadFiles", "loadFileTypes")


class SampleDataSource:
    """One sample: one or several files. What is given once for one file may be given as a list for several.

    Attributes:
        sampleName: The name it is asked for by.
        sampleDescription: The words that people see.
        uris: Where the files are.
        fileNames: What they are called here.
        nodeNames: What their nodes are called.
        checksums: `ALGORITHM:DIGEST` of each file.
        loadFiles: Whether each file is loaded; None leaves it to the logic.
        loadFileTypes: The kind of each file, such as "VolumeFile".
        loadFileProperties: Handed to the reader.
        customDownloader: Called with the source instead of downloading.
        thumbnailFileName: A picture.

    Raises:
        ValueError: The lists differ in length.
    """

    def __init__(  # noqa: PLR0913, PLR0917  Slicer's signature
        self,
        sampleName: str | None = None,
        sampleDescription: str | None = None,
        uris: Any = None,
        fileNames: Any = None,
        nodeNames: Any = None,
        checksums: Any = None,
        loadFiles: Any = None,
        customDownloader: Any = None,
        thumbnailFileName: str | None = None,
        loadFileTypes: Any = None,
        loadFileProperties: dict[str, Any] | None = None,
        loadFileType: Any = None,
    ) -> None:
        self.sampleName = sampleName
        self.sampleDescription = sampleName if sampleDescription is None else sampleDescription
        self.thumbnailFileName = thumbnailFileName
        self.customDownloader = customDownloader
        self.loadFileProperties = dict(loadFileProperties or {})
        self._spread(uris, fileNames, nodeNames, checksums, loadFiles, loadFileTypes or loadFileType)
        types = zip(self.fileNames, self.nodeNames, self.loadFileTypes, strict=True)
        self.loadFileTypes = [_guess_type(*one) for one in types]
        self.loadFileType = self.loadFileTypes

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        names = ("sampleName", "sampleDescription", "thumbnailFileName", "loadFileProperties", "customDownloader", *_FIELDS)
        return "\n".join(f"{name}: {getattr(self, name)}" for name in names)

    def _spread(self, *values: Any) -> None:
        """Make a list of each field, as long as that of the addresses."""
        uris = values[0]
        several = isinstance(uris, list | tuple)
        count = len(uris) if several else int(uris is not None)
        for name, value in zip(_FIELDS, values, strict=True):
            spread = list(value) if isinstance(value, list | tuple) else [value] * count
            if len(spread) != count:
                raise ValueError(
                    f"All fields of sample data source must have the same length: {count} uris, {len(spread)} {name}"
                )
            setattr(self, name, spread)


def _guess_type(file_name: str | None, node_name: str | None, file_type: str | None) -> str | None:
    if file_type is not None:
        return file_type
    if node_name is not None:
        return "VolumeFile"
    return {".mrml": "SceneFile", ".mrb": "SceneFile", ".zip": "ZipFile"}.get(Path(file_name or "").suffix.lower())
