"""The subject hierarchy as a list and as a tree."""

import pytest


@pytest.fixture
def hierarchy(slicer, mrml):
    return slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(mrml)


@pytest.fixture
def items(mrml, hierarchy):
    """A patient with a study that holds a volume and a segmentation, and an empty folder."""
    patient = hierarchy.CreateSubjectItem(hierarchy.GetSceneItemID(), "Patient")
    study = hierarchy.CreateStudyItem(patient, "Study")
    made = {"patient": patient, "study": study}
    for key, kind in (("ct", "vtkMRMLScalarVolumeNode"), ("lungs", "vtkMRMLSegmentationNode")):
        node = mrml.AddNewNodeByClass(kind, key)
        node.CreateDefaultDisplayNodes()
        item = hierarchy.GetItemByDataNode(node) or hierarchy.CreateItem(study, node)
        hierarchy.SetItemParent(item, study)
        made[key] = item
    made["folder"] = hierarchy.CreateFolderItem(hierarchy.GetSceneItemID(), "Folder")
    return made


@pytest.fixture
def combo(slicer, mrml, items):
    box = slicer.qMRMLSubjectHierarchyComboBox()
    box.setMRMLScene(mrml)
    return box


@pytest.fixture
def tree(slicer, mrml, items):
    view = slicer.qMRMLSubjectHierarchyTreeView()
    view.setMRMLScene(mrml)
    return view


def texts(combo):
    return [combo.itemText(row).strip() for row in range(combo.count)]


def names(tree, parent=None):
    """Names as a nested list, as they are shown."""
    proxy = tree.sortFilterProxyModel()
    parent = proxy.subjectHierarchySceneIndex() if parent is None else parent
    rows = [proxy.index(row, 0, parent) for row in range(proxy.rowCount(parent))]
    return [[index.data(), *names(tree, index)] for index in rows]


def test_items_are_offered_from_top_to_bottom(combo):
    assert texts(combo) == ["Patient", "Study", "ct", "lungs", "Folder"]


def test_an_item_is_chosen_and_told_once(combo, items, heard, mrml):
    told = heard(combo, "currentItemChanged(vtkIdType)")
    combo.setCurrentItem(items["ct"])
    combo.setCurrentItem(items["ct"])
    assert combo.currentNode().GetName() == "ct"
    combo.setCurrentNode(mrml.GetFirstNodeByName("lungs"))
    combo.clearSelection()
    assert told == [("currentItemChanged", item) for item in (items["ct"], items["lungs"], 0)]


def test_only_wanted_classes_are_offered_with_what_holds_them(combo):
    combo.nodeTypes = ["vtkMRMLSegmentationNode"]
    assert texts(combo) == ["Patient", "Study", "lungs"]


def test_a_chosen_item_that_is_no_longer_offered_is_no_longer_chosen(combo, items, heard):
    combo.setCurrentItem(items["ct"])
    told = heard(combo, "currentItemChanged(vtkIdType)")
    combo.nodeTypes = ["vtkMRMLSegmentationNode"]
    assert told == [("currentItemChanged", 0)]


def test_none_can_be_offered(combo):
    combo.noneEnabled = True
    combo.noneDisplay = "Nothing"
    assert texts(combo)[0] == "Nothing"
    assert combo.currentItem() == 0


def test_only_what_lies_in_an_item_can_be_offered(combo, items):
    combo.setRootItem(items["study"])
    assert texts(combo) == ["Study", "ct", "lungs"]
    combo.showRootItem = False
    assert texts(combo) == ["ct", "lungs"]


def test_the_list_follows_the_scene(combo, items, hierarchy, mrml):
    combo.setCurrentItem(items["ct"])
    hierarchy.SetItemName(items["lungs"], "both lungs")
    hierarchy.RemoveItem(items["folder"])
    assert texts(combo) == ["Patient", "Study", "ct", "both lungs"]
    assert combo.currentItem() == items["ct"]
    hierarchy.RemoveAllItems()
    mrml.Clear(False)
    assert (texts(combo), combo.currentItem()) == ([], 0)


def test_the_tree_is_nested_as_the_hierarchy(tree):
    assert names(tree) == [["Patient", ["Study", ["ct"], ["lungs"]]], ["Folder"]]
    assert tree.displayedItemCount() == 5


def test_the_tree_filters_by_class_name_level_and_attribute(tree, items, hierarchy):
    tree.nodeTypes = ["vtkMRMLScalarVolumeNode"]
    assert names(tree) == [["Patient", ["Study", ["ct"]]]]
    tree.nodeTypes = []
    tree.nameFilter = "lung"
    assert names(tree) == [["Patient", ["Study", ["lungs"]]]]
    tree.nameFilter = ""
    tree.levelFilter = "Study"
    assert names(tree) == [["Patient", ["Study"]]]
    tree.levelFilter = ""
    hierarchy.SetItemAttribute(items["folder"], "kind", "atlas")
    tree.addItemAttributeFilter("kind", "atlas")
    assert names(tree) == [["Folder"]]
    tree.removeItemAttributeFilter("kind")
    tree.excludeItemAttributeNamesFilter = ["kind"]
    assert ["Folder"] not in names(tree)


def test_selecting_tells_item_items_and_node(tree, items, heard, mrml):
    told = heard(
        tree, "currentItemChanged(vtkIdType)", "currentItemsChanged(QList<vtkIdType>)", "currentNodeChanged(vtkMRMLNode*)"
    )
    tree.setCurrentItem(items["ct"])
    assert told == [
        ("currentItemChanged", items["ct"]),
        ("currentItemsChanged", [items["ct"]]),
        ("currentNodeChanged", mrml.GetFirstNodeByName("ct")),
    ]


def test_several_items_are_selected_and_stay_so_when_others_come(tree, items, mrml, hierarchy):
    tree.setMultiSelection(True)
    tree.setCurrentItems([items["ct"], items["lungs"]])
    hierarchy.CreateFolderItem(hierarchy.GetSceneItemID(), "Another")
    assert set(tree.currentItems()) == {items["ct"], items["lungs"]}


def test_visibility_is_switched_by_a_click_and_for_all_selected(tree, items, mrml):
    display = mrml.GetFirstNodeByName("lungs").GetDisplayNode()
    index = tree.sortFilterProxyModel().indexFromSubjectHierarchyItem(items["lungs"], 1)
    before = display.GetVisibility()
    tree._clicked(index)
    assert display.GetVisibility() != before
    tree.setCurrentItem(items["lungs"])
    tree.showSelectedItems()
    assert display.GetVisibility()
    tree.hideSelectedItems()
    assert not display.GetVisibility()
    tree.toggleVisibilityOfSelectedItems()
    assert display.GetVisibility()


def test_a_name_typed_into_the_tree_goes_to_the_node(tree, items, mrml):
    tree._rows._items[items["ct"]].setText("chest")
    assert mrml.GetFirstNodeByName("chest") is not None


def test_deleting_an_item_removes_its_node_and_what_lies_in_it(tree, items, mrml):
    tree.setCurrentItem(items["study"])
    tree.deleteSelectedItems()
    assert names(tree) == [["Patient"], ["Folder"]]
    assert mrml.GetFirstNodeByName("ct") is None


def test_items_are_moved_into_others_but_never_into_themselves(tree, items):
    rows = tree._rows
    assert rows.reparent(items["ct"], items["folder"])
    assert names(tree) == [["Patient", ["Study", ["lungs"]]], ["Folder", ["ct"]]]
    assert not rows.reparent(items["patient"], items["study"])
    assert rows.isAffiliatedItem(items["patient"], items["lungs"])


def test_a_node_added_in_the_tree_is_told_and_selected(tree, heard):
    told = heard(tree, "nodeAddedByUser(vtkMRMLNode*)")
    node = tree.addNode("vtkMRMLModelNode")
    assert told == [("nodeAddedByUser", node)]
    assert tree.currentNode() is node


def test_the_menu_offers_what_can_be_done(tree, items, qt):
    from slicerhost.mrmlwidgets.item_menu import fill_menu

    menu = qt.QMenu()
    tree.nodeTypes = ["vtkMRMLModelNode", "vtkMRMLScalarVolumeNode"]
    fill_menu(menu, tree)
    assert [action.text for action in menu.actions()] == ["Create new Model", "Create new Volume"]
    tree.addNodeMenuActionVisible = False
    tree.setCurrentItem(items["ct"])
    menu.clear()
    fill_menu(menu, tree)
    assert [action.text for action in menu.actions()] == ["Rename", "Edit", "Show or hide", "Delete"]


def test_columns_can_be_shown_and_hidden(tree):
    for column in ("visibility", "color", "transform", "description", "id"):
        before = getattr(tree, f"{column}ColumnVisible")
        setattr(tree, f"{column}ColumnVisible", not before)
        assert getattr(tree, f"{column}ColumnVisible") is not before
