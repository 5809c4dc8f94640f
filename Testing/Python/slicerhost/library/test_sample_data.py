"""Samples that modules register."""

import hashlib

import numpy as np
import pytest


@pytest.fixture
def logic(scene, slicer_host):
    """The logic of SampleData; what a test registers is forgotten."""
    import SampleData
    import slicer

    before = {name: list(sources) for name, sources in slicer.modules.sampleDataSources.items()}
    yield SampleData.SampleDataLogic()
    slicer.modules.sampleDataSources.clear()
    slicer.modules.sampleDataSources.update(before)


@pytest.fixture
def served(scene, tmp_path):
    """A file to download: its address and its checksum."""
    import slicer

    node = slicer.util.addVolumeFromArray(np.arange(24, dtype=np.int16).reshape(2, 3, 4), name="served")
    path = tmp_path / "served.nrrd"
    slicer.util.saveNode(node, str(path))
    scene.RemoveNode(node)
    return path.as_uri(), f"SHA256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def test_a_sample_is_downloaded_checked_and_loaded(logic, served):
    import SampleData
    import slicer

    uri, checksum = served
    logic.registerCustomSampleDataSource(
        category="Tests",
        sampleName="HostSample",
        uris=uri,
        fileNames="host-sample.nrrd",
        nodeNames="Host sample",
        checksums=checksum,
    )
    node = SampleData.downloadSample("HostSample")
    assert node.GetName() == "Host sample"
    assert slicer.util.arrayFromVolume(node).sum() == 276
    assert node.GetStorageNode() is None
    assert logic.categoryForSource(logic.sourceForSampleName("HostSample")) == "Tests"


def test_a_file_that_is_not_what_it_should_be_is_refused(logic, served):
    uri, _ = served
    with pytest.raises(ValueError, match=r"Failed to download wrong\.nrrd"):
        logic.downloadFromURL(uris=uri, fileNames="wrong.nrrd", nodeNames="wrong", checksums=f"SHA256:{'0' * 64}")


def test_a_sample_is_registered_once(logic):
    for _ in range(2):
        logic.registerCustomSampleDataSource(category="Tests", sampleName="Twice", uris="x:/a", fileNames="a", nodeNames="a")
    assert len(logic.sampleDataSourcesByCategory("Tests")) == 1
    with pytest.raises(TypeError, match="SampleDataSource is expected"):
        logic.isSampleDataSourceRegistered("Tests", "Twice")


def test_a_downloader_of_the_author_is_called_with_the_source(logic, scene):
    def make(source):
        return [scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", source.sampleName)]

    logic.registerCustomSampleDataSource(
        category="Tests", sampleName="Made", uris=[], fileNames=[], nodeNames=[], customDownloader=make
    )
    assert logic.downloadSample("Made").GetName() == "Made"
    assert logic.downloadSamples("Unknown") == []


def test_fields_of_different_length_are_refused(logic):
    with pytest.raises(ValueError, match="same length: 2 uris, 1 fileNames"):
        logic.registerCustomSampleDataSource(category="Tests", sampleName="Bad", uris=["x:/a", "x:/b"], fileNames=["a"])


def test_the_panel_has_a_button_for_each_sample(logic, scene, slicer_host, click):
    logic.registerCustomSampleDataCategory("Tests", title="Samples of the tests")
    logic.registerCustomSampleDataSource(
        category="Tests",
        sampleName="Made",
        uris=[],
        fileNames=[],
        nodeNames=[],
        customDownloader=lambda source: [scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "made")],
    )
    slicer_host.main_window.show()
    widget = slicer_host.select_module("SampleData")
    slicer_host.app.processEvents()
    group = next(group for group in widget.groups if group.title == "Samples of the tests")
    import qt

    click(group.findChildren(qt.QPushButton)[0])
    assert scene.GetFirstNodeByName("made") is not None
