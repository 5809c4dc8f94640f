"""Pairs of image and mask: patterns, tables, patients."""

from pathlib import Path

import pytest

from medseg.errors import InputError, ParameterError
from medseg.records import DataParameters, DataRole
from medseg.training.find_pairs import find_pairs, stem_of
from medseg.training.groups import read_groups


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a/p1_x.nii.gz", "a/p1_y.nii.gz", "b/p2_x.nii.gz"):
        for what in ("images", "masks"):
            path = tmp_path / what / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return tmp_path


def source(folder: Path, **more: object) -> DataParameters:
    images, masks = str(folder / "images/a/*.nii.gz"), str(folder / "masks/a/{stem}.nii.gz")
    return DataParameters(**{"name": "A", "images": images, "masks": masks, **more})  # type: ignore[arg-type]


def test_patterns_give_each_image_its_mask(folder: Path) -> None:
    first, second = find_pairs([source(folder)])
    assert (first.name, second.name) == ("p1_x", "p1_y")
    assert first.mask == folder / "masks/a/p1_x.nii.gz"
    assert first.patient != second.patient, "without a pattern each image is a patient of its own"


def test_the_patient_is_found_in_the_path_by_its_groups(folder: Path) -> None:
    pairs = find_pairs(
        [
            source(
                folder,
                images=str(folder / "images/**/p1*.nii.gz"),
                masks=str(folder / "masks/a/{name}"),
                patient=r"/(\w)/(p\d)",
            )
        ]
    )
    assert {pair.patient for pair in pairs} == {"a/p1"}


def test_a_table_gives_pairs_patients_and_roles(folder: Path) -> None:
    table = folder / "t.csv"
    table.write_text("image,mask,patient,role\nimages/b/p2_x.nii.gz,masks/b/p2_x.nii.gz,Two,test\n", encoding="utf-8")
    (pair,) = find_pairs([DataParameters(name="T", csv=str(table))])
    assert (pair.patient, pair.role, pair.image) == ("Two", DataRole.TEST, folder / "images/b/p2_x.nii.gz")


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"images": "nowhere/*.png"}, InputError, "pairs of image and mask in 'A', found none"),
        ({"masks": "masks/one.png"}, ParameterError, "Expected {stem} or {name}"),
        ({"masks": "nowhere/{stem}.png"}, InputError, "Expected the mask 'p1_x.png' of 'A', found none"),
        ({"images": ""}, ParameterError, "or a table"),
        ({"patient": "("}, ParameterError, "Expected a regular expression"),
        ({"patient": "q"}, InputError, "finds no patient in 'p1_x.nii.gz'"),
        ({"images": "", "csv": "nowhere.csv"}, InputError, "Cannot read the table 'nowhere.csv'"),
    ],
)
def test_what_leads_nowhere_is_said_so(folder: Path, change: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        find_pairs([source(folder, **change)])
    assert message in str(raised.value)


def test_sources_need_names_of_their_own(folder: Path) -> None:
    with pytest.raises(ParameterError, match="name of its own"):
        find_pairs([source(folder), source(folder)])
    with pytest.raises(ParameterError, match="got none"):
        find_pairs([])


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("picture,mask\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns image and mask"):
        find_pairs([DataParameters(csv=str(table))])
    with pytest.raises(InputError, match="columns image and group"):
        read_groups(str(table))


def test_endings_of_two_parts_are_one() -> None:
    assert [stem_of(Path(name)) for name in ("a.b.nii.gz", "c.seg.nrrd", "d.png")] == ["a.b", "c", "d"]
