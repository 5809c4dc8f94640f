"""Choosing nodes: what is offered, what is told, what happens to nodes that go."""

import pytest

VOLUME = "vtkMRMLScalarVolumeNode"
TOLD = ("currentNodeChanged(vtkMRMLNode*)", "currentNodeChanged(bool)", "currentNodeIDChanged(QString)")


@pytest.fixture
def add(mrml):
    """Adds nodes of a class by their names."""
    return lambda *names, kind=VOLUME: [mrml.AddNewNodeByClass(kind, name) for name in names]


@pytest.fixture
def selector(slicer, mrml):
    """Offers volumes of the scene, and none."""
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = [VOLUME]
    box.noneEnabled = True
    box.setMRMLScene(mrml)
    return box


def offered(selector):
    return [selector.nodeFromIndex(index).GetName() for index in range(selector.nodeCount())]


def entries(selector):
    model = selector._rows.model
    return [model.item(row).text() for row in range(model.rowCount())]


def activate(selector, text):
    """Chooses an entry as a click does."""
    selector._activated(entries(selector).index(text))


def test_without_a_scene_it_is_disabled_and_empty(slicer):
    box = slicer.qMRMLNodeComboBox()
    assert (box.enabled, box.nodeCount(), box.currentNode()) == (False, 0, None)


def test_nodes_of_the_wanted_class_are_offered_as_they_come(selector, add):
    add("CT")
    add("lungs", kind="vtkMRMLSegmentationNode")
    add("MR")
    assert offered(selector) == ["CT", "MR"]


def test_derived_classes_are_offered_unless_that_is_switched_off(selector, add):
    add("CT")
    add("labels", kind="vtkMRMLLabelMapVolumeNode")
    assert offered(selector) == ["CT", "labels"]
    selector.showChildNodeTypes = False
    assert offered(selector) == ["CT"]
    selector.showChildNodeTypes = True
    selector.hideChildNodeTypes = ["vtkMRMLLabelMapVolumeNode"]
    assert offered(selector) == ["CT"]


def test_hidden_nodes_are_offered_only_where_asked_for(selector, add):
    (node,) = add("CT")
    node.SetHideFromEditors(True)
    node.Modified()
    assert offered(selector) == []
    selector.showHidden = True
    assert offered(selector) == ["CT"]


def test_hiding_the_current_node_chooses_none(selector, add, heard):
    (node,) = add("CT")
    selector.setCurrentNode(node)
    told = heard(selector, *TOLD)
    node.SetHideFromEditors(True)
    node.Modified()
    assert selector.currentNode() is None
    assert told == [("currentNodeChanged", None), ("currentNodeChanged", False), ("currentNodeIDChanged", "")]


def test_attributes_filter_and_are_given_to_new_nodes(selector, add):
    plain, marked = add("plain", "marked")
    marked.SetAttribute("role", "atlas")
    selector.addAttribute(VOLUME, "role", "atlas")
    assert offered(selector) == ["marked"]
    assert selector.addNode().GetAttribute("role") == "atlas"
    selector.removeAttribute(VOLUME, "role")
    assert plain.GetName() in offered(selector)


def test_a_node_that_gets_the_attribute_later_is_offered_then(selector, add):
    (node,) = add("CT")
    selector.addAttribute(VOLUME, "role")
    assert offered(selector) == []
    node.SetAttribute("role", "anything")
    assert offered(selector) == ["CT"]


def test_choosing_tells_the_node_then_whether_then_its_id(selector, add, heard):
    (node,) = add("CT")
    told = heard(selector, *TOLD)
    selector.setCurrentNode(node)
    selector.setCurrentNode(node)
    assert told == [("currentNodeChanged", node), ("currentNodeChanged", True), ("currentNodeIDChanged", node.GetID())]


def test_a_node_that_is_not_offered_chooses_none(selector, add):
    (node,), (other,) = add("CT"), add("lungs", kind="vtkMRMLSegmentationNode")
    selector.setCurrentNode(node)
    selector.setCurrentNode(other)
    assert selector.currentNode() is None


def test_choosing_by_id_and_index(selector, add):
    first, second = add("CT", "MR")
    selector.setCurrentNodeID(second.GetID())
    assert selector.currentNode() is second
    selector.setCurrentNodeIndex(0)
    assert selector.currentNodeID == first.GetID()
    selector.setCurrentNodeIndex(7)
    assert selector.currentNode() is None


def test_a_wish_before_the_scene_is_set_is_kept(slicer, mrml, add):
    _, second = add("CT", "MR")
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = [VOLUME]
    box.setCurrentNodeID(second.GetID())
    box.setMRMLScene(mrml)
    assert box.currentNode() is second


def test_where_one_must_be_chosen_the_scene_brings_the_first(slicer, mrml, add, heard):
    first, _ = add("CT", "MR")
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = [VOLUME]
    told = heard(box, "currentNodeChanged(vtkMRMLNode*)")
    box.setMRMLScene(mrml)
    assert told == [("currentNodeChanged", first)]


def test_the_first_node_to_come_is_chosen_where_one_must_be_and_there_are_no_actions(slicer, mrml, add):
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = [VOLUME]
    box.addEnabled = box.removeEnabled = False
    box.setMRMLScene(mrml)
    first, _ = add("CT", "MR")
    assert box.currentNode() is first


def test_removing_another_node_keeps_the_choice_in_silence(selector, add, mrml, heard):
    first, second = add("CT", "MR")
    selector.setCurrentNode(second)
    told = heard(selector, *TOLD, "nodeAboutToBeRemoved(vtkMRMLNode*)")
    mrml.RemoveNode(first)
    assert selector.currentNode() is second
    assert told == [("nodeAboutToBeRemoved", first)]
    assert selector._combo.currentText == "MR"


def test_removing_the_current_node_chooses_the_next_in_its_place(selector, add, mrml):
    first, second, third = add("CT", "MR", "PET")
    selector.setCurrentNode(second)
    mrml.RemoveNode(second)
    assert selector.currentNode() is third
    mrml.RemoveNode(third)
    assert selector.currentNode() is first
    mrml.RemoveNode(first)
    assert selector.currentNode() is None


def test_renaming_shows_at_once_and_tells_the_current_node_again(selector, add, heard):
    first, second = add("CT", "MR")
    selector.setCurrentNode(first)
    told = heard(selector, "currentNodeChanged(vtkMRMLNode*)")
    second.SetName("MR of the head")
    assert told == []
    first.SetName("CT of the chest")
    assert told == [("currentNodeChanged", first)]
    assert selector._combo.currentText == "CT of the chest"


def test_nodes_of_equal_names_are_told_apart(selector, add):
    first, second = add("CT", "CT")
    selector.setCurrentNode(second)
    assert selector.currentNode() is second
    activate(selector, "CT")
    assert selector.currentNode() is first


def test_closing_the_scene_chooses_none(selector, add, mrml, heard):
    selector.setCurrentNode(add("CT")[0])
    told = heard(selector, "currentNodeChanged(bool)")
    mrml.Clear(False)
    assert (selector.nodeCount(), selector.currentNode()) == (0, None)
    assert told == [("currentNodeChanged", False)]


def test_another_scene_brings_its_own_nodes(selector, add, slicer):
    selector.setCurrentNode(add("CT")[0])
    other = slicer.vtkMRMLScene()
    other.AddNewNodeByClass(VOLUME, "MR")
    selector.setMRMLScene(other)
    assert offered(selector) == ["MR"]
    add("late")
    assert offered(selector) == ["MR"]
    selector.setMRMLScene(None)
    assert (selector.nodeCount(), selector.enabled, selector.currentNode()) == (0, False, None)


def test_nodes_loaded_in_a_batch_appear_at_its_end_and_are_told(selector, mrml, add, heard):
    told = heard(selector, "nodeAdded(vtkMRMLNode*)")
    mrml.StartState(mrml.BatchProcessState)
    nodes = add("CT", "MR")
    assert selector.nodeCount() == 0
    mrml.EndState(mrml.BatchProcessState)
    assert offered(selector) == ["CT", "MR"]
    assert told == [("nodeAdded", node) for node in nodes]


def test_entries_are_none_nodes_and_actions(selector, add):
    add("CT")
    selector.renameEnabled = selector.editEnabled = True
    selector.noneDisplay = "No volume"
    assert entries(selector) == [
        "No volume",
        "CT",
        "",
        "Rename current Volume",
        "Edit current Volume",
        "Create new Volume",
        "Create new Volume as...",
        "Delete current Volume",
    ]
    selector.setNodeTypeLabel("scan", VOLUME)
    selector.noneEnabled = selector.renameEnabled = selector.editEnabled = selector.removeEnabled = False
    assert entries(selector) == ["CT", "", "Create new scan"]


def test_a_click_on_a_node_is_told_after_the_change(selector, add, heard):
    (node,) = add("CT")
    told = heard(selector, "nodeActivated(vtkMRMLNode*)", "currentNodeChanged(vtkMRMLNode*)")
    activate(selector, "CT")
    activate(selector, "None")
    assert told == [("currentNodeChanged", node), ("nodeActivated", node), ("currentNodeChanged", None), ("nodeActivated", None)]


def test_creating_gives_a_name_of_its_own_and_chooses_the_node(selector, heard):
    selector.baseName = "Result"
    told = heard(selector, "nodeAdded(vtkMRMLNode*)", "nodeAddedByUser(vtkMRMLNode*)", "nodeAddedByUserAction(vtkMRMLNode*)")
    activate(selector, "Create new Volume")
    activate(selector, "Create new Volume")
    assert offered(selector) == ["Result", "Result_1"]
    assert selector.currentNode().GetName() == "Result_1"
    assert [name for name, _ in told[:3]] == ["nodeAdded", "nodeAddedByUser", "nodeAddedByUserAction"]


def test_a_created_node_can_be_left_unchosen(selector):
    selector.selectNodeUponCreation = False
    node = selector.addNode()
    assert node.GetName() in offered(selector)
    assert selector.currentNode() is None


def test_a_class_that_is_not_offered_is_not_created(selector, noted):
    from slicerhost import diagnostics

    assert selector.addNode("vtkMRMLModelNode") is None
    assert "expected one of" in noted()[0]
    diagnostics.clear()


def test_deleting_removes_the_current_node_from_the_scene(selector, add, mrml):
    (node,) = add("CT")
    selector.setCurrentNode(node)
    activate(selector, "Delete current Volume")
    assert mrml.GetNumberOfNodesByClass(VOLUME) == 0


def test_renaming_by_the_entry_asks_for_the_name(selector, add, heard, monkeypatch):
    (node,) = add("CT")
    selector.renameEnabled = True
    selector.setCurrentNode(node)
    told = heard(selector, "currentNodeRenamed(QString)")
    asked = []
    monkeypatch.setattr(selector._actions, "_ask_name", lambda title, name: asked.append((title, name)) or "Chest")
    activate(selector, "Rename current Volume")
    assert asked == [("Rename Volume", "CT")]
    assert told == [("currentNodeRenamed", "Chest")]
    assert node.GetName() == "Chest"


def test_the_dialog_for_a_name_gives_what_was_typed(selector, qt):
    def type_and_accept():
        dialog = qt.QApplication.activeModalWidget()
        dialog.setTextValue("  Chest ")
        dialog.accept()

    timer = qt.QTimer()
    timer.setSingleShot(True)
    timer.connect("timeout()", type_and_accept)
    timer.start(0)
    assert selector._actions._ask_name("Rename Volume", "CT") == "Chest"


def test_entries_of_ones_own_are_triggered(selector, add, qt):
    add("CT")
    action, done = qt.QAction("Show details", selector), []
    action.connect("triggered()", lambda: done.append(True))
    selector.addMenuAction(action)
    activate(selector, "Show details")
    assert done == [True]


def test_editing_tells_which_node(selector, add, heard):
    (node,) = add("CT")
    selector.editEnabled = True
    selector.setCurrentNode(node)
    told = heard(selector, "nodeAboutToBeEdited(vtkMRMLNode*)")
    activate(selector, "Edit current Volume")
    assert told == [("nodeAboutToBeEdited", node)]


def test_with_nothing_chosen_it_says_what_may_be_chosen(slicer, mrml):
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = ["vtkMRMLSegmentationNode"]
    box.setMRMLScene(mrml)
    assert box._combo.currentIndex == -1
    assert box._combo.defaultText == "Select a Segmentation"


def test_the_proxy_model_can_hide_nodes_one_by_one(selector, add):
    first, second = add("CT", "MR")
    proxy = selector.sortFilterProxyModel()
    proxy.hiddenNodeIDs = [first.GetID()]
    assert offered(selector) == ["MR"]
    assert proxy.mrmlNodeFromIndex(proxy.indexFromMRMLNode(second)) is second


def test_thousands_of_nodes_are_offered_chosen_renamed_and_removed(slicer, mrml, add):
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = ["vtkMRMLTextNode"]
    box.noneEnabled = True
    box.setMRMLScene(mrml)
    names = [f"note {index}" for index in range(3000)]
    mrml.StartState(mrml.BatchProcessState)
    nodes = add(*names, kind="vtkMRMLTextNode")
    mrml.EndState(mrml.BatchProcessState)
    for node in nodes[:300]:
        box.setCurrentNode(node)
    assert box.currentNode() is nodes[299]
    nodes[5].SetName("renamed")
    mrml.RemoveNode(nodes[6])
    assert box.nodeCount() == 2999


def test_a_widget_that_is_gone_is_not_called_any_more(slicer):
    scene = slicer.vtkMRMLScene()
    box = slicer.qMRMLNodeComboBox()
    box.nodeTypes = [VOLUME]
    box.setMRMLScene(scene)
    node = scene.AddNewNodeByClass(VOLUME, "CT")
    rows = box._rows
    box.delete()
    node.SetName("MR")
    scene.AddNewNodeByClass(VOLUME, "PET")
    assert [each.GetName() for each in rows.nodes] == ["MR"]
    assert not scene.HasObserver(scene.NodeAddedEvent)
    assert not node.HasObserver("ModifiedEvent")


def test_ticked_nodes_are_told_and_named(slicer, mrml, add, heard):
    box = slicer.qMRMLCheckableNodeComboBox()
    box.nodeTypes = [VOLUME]
    box.setMRMLScene(mrml)
    first, second = add("CT", "MR")
    told = heard(box, "checkedNodesChanged()")
    assert box.noneChecked()
    box.check(second)
    box.check(second)
    assert (box.checkedNodes(), box.uncheckedNodes()) == ((second,), (first,))
    box.check(first)
    assert box.allChecked()
    mrml.RemoveNode(first)
    assert box.checkedNodes() == (second,)
    box.uncheck(second)
    assert told == [("checkedNodesChanged",)] * 4


def test_a_colour_table_is_offered_with_its_colours(slicer, mrml):
    logic = slicer.vtkMRMLColorLogic()
    logic.SetMRMLScene(mrml)
    logic.AddDefaultColorNodes()
    box = slicer.qMRMLColorTableComboBox()
    box.setMRMLScene(mrml)
    grey = mrml.GetFirstNodeByName("Grey")
    box.setCurrentNode(grey)
    picture = box._rows.item(grey).icon().pixmap(48, 12).toImage()
    levels = [picture.pixelColor(x, 6).lightness() for x in (2, 24, 46)]
    assert levels == sorted(levels)
    assert levels[0] < 40
    assert levels[2] > 200
