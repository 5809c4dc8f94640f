"""The module as Slicer finds it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MODULE = ROOT / "MedSegModule" / "MedSegModule.py"
HEAVY = ("SimpleITK", "scipy", "torch", "pydicom", "matplotlib", "numba", "pandas")


@pytest.fixture
def module(load_module):
    load_module(MODULE)
    return sys.modules["MedSegModule"]


def test_slicer_finds_its_classes_in_the_file_itself(module):
    for name in ("MedSegModule", "MedSegModuleWidget", "MedSegModuleLogic", "MedSegModuleTest"):
        assert getattr(module, name).__name__ == name


def test_only_the_module_file_lies_loose_in_its_folder():
    assert [path.name for path in MODULE.parent.glob("*.py")] == ["MedSegModule.py"]


def test_the_file_stays_an_entry():
    assert len(MODULE.read_text(encoding="utf-8").splitlines()) < 150


def test_it_says_what_it_is(module):
    import slicer

    parent = slicer.modules.medsegmodule
    assert (parent.title, list(parent.categories)) == ("MedSeg", ["Segmentation"])
    assert "research" in parent.helpText
    assert "Apache" in parent.acknowledgementText
    assert (MODULE.parent / "Resources" / "Icons" / "MedSegModule.png").is_file()


def test_loading_it_imports_nothing_heavy():
    script = (
        "import sys, slicerhost\n"
        "host = slicerhost.start(testing=True)\n"
        f"host.load_module({str(MODULE)!r})\n"
        f"print([name for name in {HEAVY} if name in sys.modules])\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_samples_are_registered_with_their_hash(module):
    import slicer

    from MedSegModuleLib.SampleRegistration import CATEGORY, registerSampleData

    registerSampleData()
    registerSampleData()
    sources = {source.sampleName: source for source in slicer.modules.sampleDataSources[CATEGORY]}
    assert list(sources) == ["MedSegChestCT", "MedSegCTChest", "MedSegCTLiver"]
    assert sources["MedSegCTChest"].checksums == ["SHA256:4507b664690840abb6cb9af2d919377ffc4ef75b167cb6fd0f747befdb12e38e"]
    assert sources["MedSegCTChest"].uris[0].startswith("https://")
    assert Path(sources["MedSegChestCT"].thumbnailFileName).is_file()


def test_the_phantom_comes_from_sample_data_without_a_network(module, scene, monkeypatch):
    import slicer

    from medseg.records import PhantomParameters
    from MedSegModuleLib import samples
    from MedSegModuleLib.SampleRegistration import CATEGORY, registerSampleData

    monkeypatch.setattr(samples, "PANEL_PHANTOM", PhantomParameters(columns=32, rows=32, slices=16))
    registerSampleData()
    source = next(one for one in slicer.modules.sampleDataSources[CATEGORY] if one.sampleName == "MedSegChestCT")
    (node,) = source.customDownloader(source)
    assert node.GetImageData().GetDimensions() == (32, 32, 16)


def test_the_source_trees_package_wins(module):
    import medseg

    assert Path(medseg.__file__).is_relative_to(ROOT)


def test_the_self_test_passes_as_reload_and_test_runs_it(module, slicer_host):
    import slicer

    slicer.selfTests["MedSegModule"](msec=0)
