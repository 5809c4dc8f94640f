"""Codes, as Slicer's terminology entries have them."""

from medseg.volume import Code, Coding

ANATOMY = Code("SCT", "123037004", "Anatomical Structure")
LUNG = Code("SCT", "39607008", "Lung")
LEFT, RIGHT = Code("SCT", "7771000", "Left"), Code("SCT", "24028007", "Right")
ENTRY = (
    "Segmentation category and type - 3D Slicer General Anatomy list~SCT^123037004^Anatomical Structure~SCT^39607008^Lung"
    "~SCT^7771000^Left~Anatomic codes - DICOM master list~^^~^^"
)


def test_an_entry_is_written_as_slicer_writes_it() -> None:
    assert Coding(ANATOMY, LUNG, LEFT).to_terminology_entry() == ENTRY


def test_an_entry_is_read_back() -> None:
    assert Coding.from_terminology_entry(ENTRY) == Coding(ANATOMY, LUNG, LEFT)


def test_a_region_with_a_bar_at_its_end_is_read() -> None:
    entry = ENTRY.replace("~^^~^^", "~SCT^51185008^Thorax~^^|")
    coding = Coding.from_terminology_entry(entry)
    assert coding is not None
    assert coding.region == Code("SCT", "51185008", "Thorax")
    assert coding.region_modifier is None


def test_what_is_no_entry_reads_as_none() -> None:
    for text in ("", "~~", "a~b~c", "x~SCT^1^a~^^"):
        assert Coding.from_terminology_entry(text) is None


def test_concepts_are_compared_by_code_and_side_not_by_words() -> None:
    left = Coding(ANATOMY, LUNG, LEFT)
    assert left.is_same_concept(Coding(ANATOMY, Code("SCT", "39607008", "Lunge"), Code("SCT", "7771000", "links")))
    assert not left.is_same_concept(Coding(ANATOMY, LUNG, RIGHT))
    assert not left.is_same_concept(Coding(ANATOMY, LUNG))
    assert not left.is_same_concept(Coding(ANATOMY, Code("SCT", "80891009", "Heart"), LEFT))
