"""What the catalogue lists."""

import re

import pytest

from medseg.errors import ParameterError
from medseg.files.safe_url import require_safe
from medseg.sample import catalogue, find_sample


def test_names_and_file_names_are_unique() -> None:
    names = [sample.name.lower() for sample in catalogue()]
    files = [sample.file_name for sample in catalogue() if not sample.is_made]
    assert len(set(names)) == len(names)
    assert len(set(files)) == len(files)


def test_one_sample_needs_no_network_and_stands_first() -> None:
    assert [sample.name for sample in catalogue() if sample.is_made] == ["chest-ct"]
    assert catalogue()[0].is_made


@pytest.mark.parametrize("name", ["CTChest", "CTLiver", "CTACardio", "MRHead", "MRBrainTumor1", "MRBrainTumor2"])
def test_samples_of_slicer_are_listed(name: str) -> None:
    assert find_sample(name).modality == name[:2]


def test_every_download_is_safe_and_has_its_hash_in_its_address() -> None:
    for sample in catalogue():
        if not sample.is_made:
            require_safe(sample.url)
            assert re.fullmatch(r"[0-9a-f]{64}", sample.sha256)
            assert sample.url.endswith(f"/SHA256/{sample.sha256}")
            assert re.fullmatch(r"[\w.-]+\.nrrd", sample.file_name)


def test_every_sample_tells_its_licence_and_source() -> None:
    for sample in catalogue():
        assert all((sample.title, sample.description, sample.licence, sample.source))


def test_upper_and_lower_case_are_one() -> None:
    assert find_sample(" ctchest ").name == "CTChest"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ParameterError, match="Expected a sample of chest-ct"):
        find_sample("")
