"""The entries of a node combo box that create, rename, edit and delete nodes."""

from typing import Any

import qt


class NodeActions:
    """What a node combo box offers below its nodes, and what happens then."""

    def __init__(self, selector: Any) -> None:
        self._selector = selector
        self._labels = {}
        self._own = []

    def label(self, node_type: str) -> str:
        """What nodes of a class are called."""
        if node_type in self._labels:
            return self._labels[node_type]
        scene = self._selector.mrmlScene()
        name = scene.GetTypeDisplayNameByClassName(node_type) if scene is not None and node_type else ""
        return name or "node"

    def set_label(self, node_type: str, label: str) -> None:
        """Calls nodes of a class otherwise; an empty label gives back the usual one."""
        if label:
            self._labels[node_type] = label
        else:
            self._labels.pop(node_type, None)

    def add(self, action: Any) -> None:
        """Adds a QAction of one's own, unless there is one with its text."""
        if all(action.text != other.text for other in self._own):
            self._own.append(action)

    def _entries(self) -> Any:
        """Text and function of each entry."""
        selector = self._selector
        types = list(selector.nodeTypes)
        label = self.label(types[0]) if len(types) == 1 else "node"
        entries = []
        if selector.renameEnabled:
            entries.append((f"Rename current {label}", selector.renameCurrentNode))
        if selector.editEnabled:
            entries.append((f"Edit current {label}", selector.editCurrentNode))
        for node_type in types if selector.addEnabled else []:
            entries += self._creating(node_type)
        if selector.removeEnabled:
            entries.append((f"Delete current {label}", selector.removeCurrentNode))
        return entries + [(action.text, action.trigger) for action in self._own]

    def _creating(self, node_type: str) -> Any:
        label = self.label(node_type)
        entries = [(f"Create new {label}", lambda: self._create_by_user(node_type, None))]
        if self._selector.renameEnabled:
            entries.append((f"Create new {label} as...", lambda: self._create_as(node_type)))
        return entries

    def texts(self) -> list[str]:
        """The entries' texts, in order."""
        return [text for text, _ in self._entries()]

    def run(self, text: str) -> None:
        """Does what an entry says."""
        for entry, function in self._entries():
            if entry == text:
                function()
                return

    def create(self, node_type: str) -> Any:
        """Adds a node of a class with a name of its own and the wanted attributes."""
        selector = self._selector
        scene = selector.mrmlScene()
        node = scene.CreateNodeByClass(node_type)
        node.UnRegister(None)  # Python holds it now; the scene's own reference comes with AddNode
        base = selector.baseName or scene.GetTagByClassName(node_type)
        node.SetName(scene.GetUniqueNameByString(base))
        for (_, name), value in selector._rows.filter.attributes.items():
            node.SetAttribute(name, value or "")
        return scene.AddNode(node)

    def _create_by_user(self, node_type: str, name: str) -> None:
        node = self._selector.addNode(node_type)
        if node is None:
            return
        if name is not None:
            node.SetName(name)
        self._selector.setCurrentNode(node)
        self._selector.nodeAddedByUserAction.emit(node)

    def _create_as(self, node_type: str) -> None:
        name = self._ask_name(f"Create new {self.label(node_type)}", "")
        if name:
            self._create_by_user(node_type, name)

    def rename(self, node: Any) -> None:
        """Asks for a node's new name."""
        if node is None:
            return
        name = self._ask_name(f"Rename {self.label(node.GetClassName())}", node.GetName())
        if name:
            node.SetName(name)
            self._selector.currentNodeRenamed.emit(name)

    def edit(self, node: Any) -> None:
        """Tells the scene's interaction node that a node is to be edited."""
        scene = self._selector.mrmlScene()
        tag = self._selector.interactionNodeSingletonTag
        interaction = scene.GetSingletonNode(tag, "vtkMRMLInteractionNode") if scene is not None and tag else None
        if interaction is not None and node is not None:
            interaction.EditNode(node)

    def _ask_name(self, title: str, name: str) -> str:
        """The name that was typed, or an empty one."""
        dialog = qt.QInputDialog(self._selector)
        dialog.setWindowTitle(title)
        dialog.setLabelText("New name:")
        dialog.setTextValue(name)
        accepted = dialog.exec_() == qt.QDialog.Accepted
        dialog.deleteLater()
        return dialog.textValue().strip() if accepted else ""
