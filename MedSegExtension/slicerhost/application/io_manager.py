"""`slicer.app.ioManager()`: reads and writes files."""

from pathlib import Path
from typing import Any

import qt
import slicer
import vtk

from slicerhost.application.files import writing
from slicerhost.application.files.kinds import KINDS, kind_of_file
from slicerhost.application.files.scene_files import read_scene, write_scene
from slicerhost.errors import NotOfferedError
from slicerhost.pythonqt.standin import Signal, facade


@facade
class qSlicerIOManager(qt.QObject):
    """Reads and writes files for `slicer.util`."""

    newFileLoaded = Signal("QVariantMap")
    fileSaved = Signal("QVariantMap")

    def __init__(self) -> None:
        super().__init__()
        self._scene: Any = None

    def set_scene(self, scene: Any) -> None:
        """Take the scene that files are read into."""
        self._scene = scene

    def fileType(self, fileName: str) -> str:
        """The kind of a file by its name; "NoFile" for unknown ones."""
        return kind_of_file(str(fileName))

    def registeredFileReaderCount(self, fileType: str) -> int:
        """How many readers there are for a kind of file."""
        return int(fileType == "SceneFile" or (fileType in KINDS and KINDS[fileType].read is not None))

    def registeredFileWriterCount(self, fileType: str) -> int:
        """How many writers there are for a kind of file."""
        return int(fileType in KINDS)

    def loadNodes(self, fileType: str, parameters: dict[str, Any], loadedNodes: Any = None, userMessages: Any = None) -> bool:
        """Read a file into the scene.

        Args:
            fileType: Its kind.
            parameters: `fileName`, and what `slicer.util.load...` documents.
            loadedNodes: A vtkCollection that takes the nodes.
            userMessages: A vtkMRMLMessageCollection that takes what Slicer says.

        Returns:
            Whether it could be read.
        """
        path, messages = str(parameters["fileName"]), _messages(userMessages)
        if not Path(path).exists():
            messages.AddMessage(vtk.vtkCommand.ErrorEvent, f"There is no file {Path(path).name}.")
            return False
        if fileType == "SceneFile":
            return read_scene(self._scene, Path(path), messages, clear=bool(parameters.get("clear", False)))
        kind = KINDS.get(fileType)
        if kind is None or kind.read is None:
            messages.AddMessage(vtk.vtkCommand.ErrorEvent, f"The host reads no files of the kind {fileType}.")
            return False
        nodes = kind.read(path, dict(parameters), messages)
        for node in nodes:
            if loadedNodes is not None:
                loadedNodes.AddItem(node)
        if nodes:
            self.newFileLoaded.emit({"fileName": path, "fileType": fileType})
        return bool(nodes)

    def loadScene(self, fileName: str, clear: bool = True, userMessages: Any = None) -> bool:
        """Read a scene, in place of this one or into it."""
        return read_scene(self._scene, Path(fileName), _messages(userMessages), clear=clear)

    def loadFile(self, fileName: str, userMessages: Any = None) -> bool:
        """Read a file of any kind."""
        return self.loadNodes(self.fileType(fileName), {"fileName": fileName}, None, userMessages)

    def saveNodes(self, fileType: str, parameters: dict[str, Any], userMessages: Any = None) -> bool:
        """Write a node, or the scene.

        Args:
            fileType: Its kind.
            parameters: `fileName`; `nodeID` unless it is the scene.
            userMessages: A vtkMRMLMessageCollection that takes what Slicer says.

        Returns:
            Whether it was written.
        """
        path, messages = str(parameters["fileName"]), _messages(userMessages)
        if fileType == "SceneFile":
            written = write_scene(self._scene, Path(path), messages)
        else:
            node = self._scene.GetNodeByID(parameters["nodeID"])
            written = node is not None and writing.save_node(node, path, parameters, messages)
        if written:
            self.fileSaved.emit({"fileName": path, "fileType": fileType})
        return written

    def saveScene(self, fileName: str, screenShot: Any = None, userMessages: Any = None) -> bool:  # noqa: ARG002
        """Write the scene."""
        return self.saveNodes("SceneFile", {"fileName": fileName}, userMessages)

    def exportNodes(
        self, nodeIDs: list[str], fileNames: list[str], properties: Any, hardenTransforms: bool, userMessages: Any = None
    ) -> bool:
        """Write copies of nodes, whose own files stay what they are.

        Returns:
            Whether all were written.
        """
        done = []
        for number, (identifier, path) in enumerate(zip(nodeIDs, fileNames, strict=True)):
            own = properties[number] if isinstance(properties, list | tuple) else properties
            node, messages = self._scene.GetNodeByID(identifier), _messages(userMessages)
            done.append(node is not None and writing.export_node(node, str(path), own, messages, harden=hardenTransforms))
        return all(done)

    def fileWriterFileType(self, node: Any, format: str = "") -> str:  # noqa: ARG002  Slicer's signature
        """The kind of file that a node is saved as."""
        if node.IsA("vtkMRMLScene"):
            return "SceneFile"
        found = (kind.name for kind in KINDS.values() if kind.node_class and node.IsA(kind.node_class))
        return next(found, "NoFile")

    def fileWriterExtensions(self, node: Any) -> tuple[str, ...]:
        """The formats that a node can be saved in, such as `NRRD (.nrrd)`."""
        return writing.formats_of(node)

    def extractKnownExtension(self, fileName: str, node: Any) -> str:
        """The ending of a file name, as long as a format of the node has one."""
        helper = slicer.vtkDataFileFormatHelper
        endings = [helper.GetFileExtensionFromFormatString(name) for name in self.fileWriterExtensions(node)]
        known = [ending for ending in endings if ending and str(fileName).lower().endswith(ending.lower())]
        return max(known, key=len) if known else Path(fileName).suffix

    def stripKnownExtension(self, fileName: str, node: Any) -> str:
        """A file name without the ending of a format of the node."""
        return str(fileName)[: len(str(fileName)) - len(self.extractKnownExtension(fileName, node))]

    def openAddDataDialog(self, *_: Any) -> bool:
        """Ask for files and read them: the main window's dialog."""
        return _ask_window("opener", "ask_for_files")

    openAddVolumeDialog = openAddVolumesDialog = openAddSceneDialog = openLoadSceneDialog = openAddDataDialog

    def openSaveDataDialog(self, *_: Any) -> bool:
        """Ask where to save the scene and write it: the main window's dialog."""
        return _ask_window("saver", "ask_for_scene")


def _messages(given: Any) -> Any:
    return slicer.vtkMRMLMessageCollection() if given is None else given


def _ask_window(part: str, question: str) -> bool:
    window = slicer.util.mainWindow()
    if not hasattr(window, part):
        raise NotOfferedError("This dialog needs the host's main window: use slicer.util.loadVolume, loadScene or saveScene.")
    getattr(getattr(window, part), question)()
    return True
