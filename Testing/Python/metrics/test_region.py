import numpy as np
import pytest

from medseg.errors import ParameterError
from medseg.metrics.region import find_region
from medseg.records import Region
from medseg.volume import Geometry, Modality, Volume


def an_image(modality: Modality) -> Volume:
    array = np.full((24, 24, 24), -1000, dtype=np.int16)
    array[4:20, 4:20, 4:20] = 40
    return Volume(array, Geometry.from_axes(array.shape, (4, 4, 4)), modality)


def test_of_a_ct_the_region_is_the_body():
    region, mask = find_region(Region.AUTO, an_image(Modality.CT))
    assert region is Region.BODY
    assert mask is not None
    assert mask[12, 12, 12]
    assert not mask[0, 0, 0]


@pytest.mark.parametrize("modality", [Modality.XRAY, Modality.OTHER])
def test_of_films_and_pictures_it_is_the_image(modality):
    assert find_region(Region.AUTO, an_image(modality)) == (Region.IMAGE, None)


def test_without_an_image_it_is_the_image():
    assert find_region(Region.AUTO, None) == (Region.IMAGE, None)


def test_the_whole_image_can_be_asked_for():
    assert find_region(Region.IMAGE, an_image(Modality.CT)) == (Region.IMAGE, None)


def test_the_body_of_no_image_is_an_error():
    with pytest.raises(ParameterError, match="give the image"):
        find_region(Region.BODY, None)
