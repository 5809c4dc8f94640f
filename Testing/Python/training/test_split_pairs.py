"""Sharing out patients: nobody is in two parts, and the shares are as asked for."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medseg.errors import InputError
from medseg.records import DataParameters, DataRole, SplitParameters
from medseg.training import Pair, Split
from medseg.training.split_pairs import split_pairs


def pairs_of(patients: list[str], role: DataRole = DataRole.TRAIN, source: str = "A") -> list[Pair]:
    data = DataParameters(name=source, role=role)
    return [Pair(Path(f"{source}{n}.png"), Path("m"), f"{source}{n}", who, role, data) for n, who in enumerate(patients)]


def people(pairs: tuple[Pair, ...]) -> set[str]:
    return {pair.patient for pair in pairs}


def check_apart(split: Split) -> None:
    parts = [people(split.train), people(split.validation), people(split.test)]
    assert sum(map(len, parts)) == len(set().union(*parts))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.integers(0, 5))
def test_no_patient_is_in_two_parts_and_nobody_is_lost(patients: list[int], seed: int) -> None:
    split = split_pairs(pairs_of([str(who) for who in patients]), SplitParameters(seed=seed))
    check_apart(split)
    assert len(split.train) + len(split.validation) + len(split.test) == len(patients)
    assert split.train


def test_a_fifth_and_a_tenth_are_kept_back_of_each_source() -> None:
    pairs = [*pairs_of([str(n) for n in range(50)]), *pairs_of([f"b{n}" for n in range(100)], source="B")]
    split = split_pairs(pairs, SplitParameters())
    assert Counter(pair.source for pair in split.test) == {"A": 10, "B": 20}
    assert Counter(pair.source for pair in split.validation) == {"A": 5, "B": 10}


def test_every_image_is_in_the_test_part_of_one_fold() -> None:
    pairs = pairs_of([str(n // 3) for n in range(50)])
    tested = [pair.name for fold in range(5) for pair in split_pairs(pairs, SplitParameters(folds=5, fold=fold)).test]
    assert sorted(tested) == sorted(pair.name for pair in pairs)


def test_the_same_seed_shares_out_alike_and_another_otherwise() -> None:
    pairs = pairs_of([str(n) for n in range(40)])
    assert split_pairs(pairs, SplitParameters()) == split_pairs(pairs, SplitParameters())
    assert split_pairs(pairs, SplitParameters()).test != split_pairs(pairs, SplitParameters(seed=1)).test


def test_near_duplicates_of_different_patients_stay_together() -> None:
    pairs = pairs_of([str(n) for n in range(30)])
    groups = {f"A{n}.png": f"g{n // 10}" for n in range(30)}
    for fold in range(3):
        split = split_pairs(pairs, SplitParameters(folds=3, fold=fold, validation=0), groups)
        assert len({int(pair.name[1:]) // 10 for pair in split.test}) == 1
        assert len(split.test) == 10


def test_patients_and_groups_join_over_several_steps() -> None:
    pairs = pairs_of(["x", "y", "y", "z", "w"])
    groups = {"A0": "g", "A1": "g", "A2": "h", "A3": "h"}
    split = split_pairs(pairs, SplitParameters(folds=2, fold=0, validation=0), groups)
    assert {len(split.train), len(split.test)} == {1, 4}


def test_weak_pairs_are_trained_on_unless_their_group_is_kept_back() -> None:
    strong, weak = pairs_of([str(n) for n in range(10)]), pairs_of([str(n) for n in range(12)], DataRole.WEAK, "W")
    split = split_pairs([*strong, *weak], SplitParameters(folds=5, fold=1, validation=0))
    check_apart(split)
    assert all(pair.role is not DataRole.WEAK for pair in (*split.test, *split.validation))
    assert len([pair for pair in split.train if pair.role is DataRole.WEAK]) == 10


def test_roles_that_were_given_are_kept() -> None:
    pairs = [*pairs_of(["a", "b"]), *pairs_of(["c"], DataRole.VALIDATION, "V"), *pairs_of(["d"], DataRole.TEST, "T")]
    split = split_pairs(pairs, SplitParameters(validation=0, test=0))
    assert (people(split.train), people(split.validation), people(split.test)) == ({"a", "b"}, {"c"}, {"d"})


def test_a_patient_with_roles_in_two_parts_is_refused() -> None:
    with pytest.raises(InputError, match="each patient in one part alone, got one of 'A', 'T' for test and train"):
        split_pairs([*pairs_of(["a", "b"]), *pairs_of(["b"], DataRole.TEST, "T")], SplitParameters())


def test_nothing_left_to_train_on_is_refused() -> None:
    with pytest.raises(InputError, match="pairs to train on, got none"):
        split_pairs(pairs_of(["a"], DataRole.TEST), SplitParameters())
    with pytest.raises(InputError, match="at least 5 patients"):
        split_pairs(pairs_of(["a", "b"]), SplitParameters(folds=5))
