"""Methods and their settings in one word."""

import pytest

from medseg.errors import ParameterError
from medseg.records import (
    AutoThreshold,
    Backend,
    CleanupParameters,
    MethodKind,
    MethodSpec,
    NetworkMethod,
    NetworkParameters,
    Side,
    ThresholdParameters,
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("threshold:lungs", "threshold lungs"),
        ("threshold:auto=otsu", "threshold otsu"),
        ("threshold:-1000..-400", "threshold -1000 to -400"),
        ("threshold:150..", "threshold from 150"),
        ("threshold:..-400", "threshold up to -400"),
        ("threshold:auto=otsu,side=below,keep-largest=2", "threshold otsu side below keep-largest 2"),
        ("cnn", "CNN"),
        ("cnn:lungs-ct-cnn", "CNN lungs-ct-cnn"),
        ("unet:/somewhere/else/my-network,flips", "U-Net my-network flips"),
        ("unet:target=infection", "U-Net infection"),
        ("mask:/somewhere/lungs.nii.gz", "mask lungs.nii.gz"),
        ("file:C:\\somewhere\\mine.seg.nrrd", "file mine.seg.nrrd"),
    ],
)
def test_a_method_is_told_in_short_words_and_given_back_as_it_was_written(text, label):
    spec = MethodSpec.parse(text)
    assert str(spec) == text
    assert spec.label == label
    assert MethodSpec.parse(str(spec)) == spec


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("threshold:lungs", ThresholdParameters(preset="lungs")),
        ("threshold:-1000..-400", ThresholdParameters(lower=-1000, upper=-400)),
        ("threshold:20..80,percent", ThresholdParameters(lower=20, upper=80, percent=True)),
        (
            "threshold:auto=multi-otsu,side=below,classes=4",
            ThresholdParameters(auto=AutoThreshold.MULTI_OTSU, side=Side.BELOW, classes=4),
        ),
    ],
)  # fmt: skip
def test_settings_become_the_parameters_of_thresholds(text, expected):
    assert MethodSpec.parse(text).threshold() == expected
    assert MethodSpec.parse(text).cleanup() == CleanupParameters()


def test_settings_become_the_parameters_of_networks_and_of_what_is_done_afterwards():
    spec = MethodSpec.parse("cnn:mine,backend=torch,flips,overlap=0.5,keep-largest=1,fill-holes=no")
    assert spec.kind is MethodKind.CNN
    expected = NetworkParameters(method=NetworkMethod.CNN, model="mine", backend=Backend.TORCH, flips=True, overlap=0.5)
    assert spec.network() == expected
    assert spec.cleanup() == CleanupParameters(keep_largest=1)
    assert MethodSpec.parse("unet:target=infection").network().target == "infection"
    assert MethodSpec.parse("unet").network() == NetworkParameters()


def test_files_have_a_path_and_no_parameters():
    assert MethodSpec.parse("file:a/b.nrrd").path == "a/b.nrrd"
    assert MethodSpec.parse("unet").path is None
    with pytest.raises(ParameterError, match="thresholds"):
        MethodSpec.parse("unet").threshold()
    with pytest.raises(ParameterError, match="network"):
        MethodSpec.parse("file:a").network()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("magic", "threshold:PRESET"),
        ("threshold", "after 'threshold:'"),
        ("mask:", "after 'mask:'"),
        ("threshold:..", "at least one bound"),
        ("threshold:a..b", "LOWER..UPPER"),
        ("threshold:nan..3", "at least one bound"),
        ("threshold:5..3", "lower <= upper"),
        ("threshold:auto=magic", "otsu"),
        ("threshold:lungs,classes=99", "classes"),
        ("threshold:lungs,keep-largest=some", "as a number"),
        ("threshold:lungs,opening-mm=inf", "as a number"),
        ("threshold:lungs,fill-holes=perhaps", "fill-holes=no"),
        ("threshold:1..2,percent,percent", "twice"),
        ("unet:mine,trust", "'trust'"),
        ("unet:mine,lower=3", "'lower'"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_was_expected(text, words):
    with pytest.raises(ParameterError, match=words.replace("(", r"\(").replace("..", r"\.\.")):
        MethodSpec.parse(text)
