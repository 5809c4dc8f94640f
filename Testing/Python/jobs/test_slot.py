"""The newest of what one process gives another."""

import numpy as np

from medseg.jobs.slot import Slot


def test_what_is_put_is_taken_once(tmp_path):
    giver, taker = Slot(tmp_path, "slice"), Slot(tmp_path, "slice")
    assert taker.take() is None
    array = np.arange(12, dtype=np.int16).reshape(1, 3, 4)[:, :, ::-1]
    giver.put(array, number=3, name="schläge")
    found, values = taker.take()
    assert np.array_equal(found, array)
    assert values == {"number": 3, "name": "schläge"}
    assert taker.take() is None
    assert not list(tmp_path.iterdir())


def test_the_newest_wins(tmp_path):
    slot = Slot(tmp_path, "slice")
    for number in range(5):
        slot.put(np.full((2, 2), number, np.uint8), number=number)
    found, values = slot.take()
    assert values["number"] == 4
    assert found.max() == 4
    assert slot.take() is None
