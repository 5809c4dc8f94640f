"""What SampleData does."""

import logging
from pathlib import Path
from typing import Any

import slicer

from slicerhost.slicerlib.i18n import tr as _
from slicerhost.slicerlib.sampledata.source import SampleDataSource

LOGGER = logging.getLogger(__name__)


class SampleDataLogic:
    """Registers samples, downloads them with a check of what arrived, and loads them.

    Args:
        logMessage: Takes messages and their levels instead of the log.
    """

    builtInCategoryName = "BuiltIn"
    developmentCategoryName = "Development"

    def __init__(self, logMessage: Any = None) -> None:
        if logMessage is not None:
            self.logMessage = logMessage

    @staticmethod
    def registerCustomSampleDataCategory(category: str, title: str | None = None) -> None:
        """Add a category, with the words that people see."""
        _sources().setdefault(category, [])
        _titles()[category] = title or category

    @staticmethod
    def registerCustomSampleDataSource(  # noqa: PLR0913, PLR0917  Slicer's signature
        category: str = "Custom",
        sampleName: str | None = None,
        uris: Any = None,
        fileNames: Any = None,
        nodeNames: Any = None,
        customDownloader: Any = None,
        thumbnailFileName: str | None = None,
        loadFileTypes: Any = None,
        loadFiles: Any = None,
        loadFileProperties: dict[str, Any] | None = None,
        checksums: Any = None,
        loadFileType: Any = None,
    ) -> None:
        """Add a sample to a category; the same one is added once. See `SampleDataSource`."""
        source = SampleDataSource(
            sampleName=sampleName,
            uris=uris,
            fileNames=fileNames,
            nodeNames=nodeNames,
            checksums=checksums,
            loadFiles=loadFiles,
            customDownloader=customDownloader,
            thumbnailFileName=thumbnailFileName,
            loadFileTypes=loadFileTypes,
            loadFileProperties=loadFileProperties,
            loadFileType=loadFileType,
        )
        if not SampleDataLogic.isSampleDataSourceRegistered(category, source):
            _sources().setdefault(category, []).append(source)

    @staticmethod
    def sampleDataSourcesByCategory(category: str | None = None) -> Any:
        """The samples of a category, or all of them by category."""
        return _sources() if category is None else _sources().get(category, [])

    @staticmethod
    def isSampleDataSourceRegistered(category: str, sampleDataSource: SampleDataSource) -> bool:
        """Whether a category has this sample.

        Raises:
            TypeError: It is no sample.
        """
        if not isinstance(sampleDataSource, SampleDataSource):
            raise TypeError(f"unsupported sampleDataSource type '{type(sampleDataSource)}': a SampleDataSource is expected")
        return sampleDataSource in _sources().get(category, [])

    @staticmethod
    def categoryTitle(category: str) -> str:
        """The words for a category that people see."""
        return _titles().get(category, category)

    def sourceForSampleName(self, sampleName: str) -> SampleDataSource | None:
        """The sample of a name, or None."""
        every = (source for sources in _sources().values() for source in sources)
        return next((source for source in every if source.sampleName == sampleName), None)

    def categoryForSource(self, a_source: SampleDataSource) -> str | None:
        """The category of a sample, or None."""
        return next((category for category, sources in _sources().items() if a_source in sources), None)

    def downloadSample(self, sampleName: str) -> Any:
        """The first node of a registered sample."""
        return self.downloadSamples(sampleName)[0]

    def downloadSamples(self, sampleName: str) -> list[Any]:
        """The nodes of a registered sample; none where nobody registered it."""
        source = self.sourceForSampleName(sampleName)
        return [] if source is None else self.downloadFromSource(source)

    def downloadFromURL(  # noqa: PLR0917  Slicer's signature
        self,
        uris: Any = None,
        fileNames: Any = None,
        nodeNames: Any = None,
        checksums: Any = None,
        loadFiles: Any = None,
        customDownloader: Any = None,
        loadFileTypes: Any = None,
        loadFileProperties: dict[str, Any] | None = None,
    ) -> list[Any]:
        """Download files and load them. See `SampleDataSource`."""
        return self.downloadFromSource(
            SampleDataSource(
                uris=uris,
                fileNames=fileNames,
                nodeNames=nodeNames,
                checksums=checksums,
                loadFiles=loadFiles,
                customDownloader=customDownloader,
                loadFileTypes=loadFileTypes,
                loadFileProperties=loadFileProperties,
            )
        )

    def downloadFromSource(self, source: SampleDataSource, maximumAttemptsCount: int = 3) -> list[Any]:
        """Download the files of a sample and load them.

        Returns:
            The nodes; the paths of files that are not loaded.

        Raises:
            ValueError: A file could not be downloaded, or is not what it should be.
        """
        if source.customDownloader is not None:
            return list(source.customDownloader(source) or [])
        nodes, paths = [], []
        for number, uri in enumerate(source.uris):
            path = self._downloadWithRetries(uri, source.fileNames[number], source.checksums[number], maximumAttemptsCount)
            paths.append(path)
            nodes += self._load(source, number, path)
        return nodes or paths

    def downloadSourceIntoCache(self, source: SampleDataSource) -> list[str]:
        """Download the files of a sample; their paths."""
        files = zip(source.uris, source.fileNames, source.checksums, strict=True)
        return [self.downloadFileIntoCache(uri, name, checksum) for uri, name, checksum in files]

    def downloadFileIntoCache(self, uri: str, name: str, checksum: str | None = None) -> str:
        """Download a file unless it is there; its path."""
        folder = slicer.mrmlScene.GetCacheManager().GetRemoteCacheDirectory()
        return self.downloadFile(uri, folder, name, checksum)

    def downloadFile(self, uri: str, destFolderPath: str, name: str, checksum: str | None = None) -> str:
        """Download a file unless it is there and right.

        Returns:
            Its path.

        Raises:
            ValueError: It could not be downloaded, or is not what its checksum says; then it is deleted.
        """
        path = Path(destFolderPath, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.logMessage(_("Requesting download {name}...").format(name=name))
        if not slicer.util.downloadFile(uri, str(path), checksum):
            path.unlink(missing_ok=True)
            raise ValueError(_("Failed to download {name}: check the network, or the checksum.").format(name=name))
        return str(path)

    def logMessage(self, message: str, logLevel: int = logging.DEBUG) -> None:
        """Log a message."""
        LOGGER.log(logLevel, message)

    def _downloadWithRetries(self, uri: str, name: str, checksum: str | None, attempts: int) -> str:
        for attempt in range(1, attempts):
            try:
                return self.downloadFileIntoCache(uri, name, checksum)
            except ValueError:
                words = _("Download failed (attempt {current} of {total})...")
                self.logMessage(words.format(current=attempt, total=attempts), logging.WARNING)
        return self.downloadFileIntoCache(uri, name, checksum)

    def _load(self, source: SampleDataSource, number: int, path: str) -> list[Any]:
        """The nodes of one downloaded file; its path or folder where it has none."""
        kind, name, wanted = source.loadFileTypes[number], source.nodeNames[number], source.loadFiles[number]
        if kind == "ZipFile":
            return [path] if wanted is False else [_unpack(path)]
        if kind == "SceneFile":
            if wanted:
                slicer.util.loadScene(path, dict(source.loadFileProperties))
            return [path]
        if name is None:
            return []
        if wanted is False:
            return [path]
        node = slicer.util.loadNodeFromFile(path, kind, {**source.loadFileProperties, "name": name})
        _forgetFile(node)
        return [node]


def _sources() -> dict[str, list[SampleDataSource]]:
    if not hasattr(slicer.modules, "sampleDataSources"):
        slicer.modules.sampleDataSources = {}
    return slicer.modules.sampleDataSources


def _titles() -> dict[str, str]:
    if not hasattr(slicer.modules, "sampleDataCategoryTitles"):
        slicer.modules.sampleDataCategoryTitles = {}
    return slicer.modules.sampleDataCategoryTitles


def _unpack(path: str) -> str:
    folder = Path(path).with_suffix("")
    folder.mkdir(exist_ok=True)
    slicer.util.extractArchive(path, str(folder))
    return str(folder)


def _forgetFile(node: Any) -> None:
    """Let a scene save the node anew: its file in the cache may go."""
    storage = node.GetStorageNode() if node.IsA("vtkMRMLStorableNode") else None
    if storage is not None:
        slicer.mrmlScene.RemoveNode(storage)
        node.SetAndObserveStorageNodeID(None)
