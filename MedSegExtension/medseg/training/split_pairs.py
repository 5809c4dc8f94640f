"""Sharing out patients: who is trained on, who decides when to stop, who judges."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from medseg.errors import InputError
from medseg.records import DataRole, SplitParameters
from medseg.training.pair import Pair

logger = logging.getLogger(__name__)

KEPT_BACK = (DataRole.VALIDATION, DataRole.TEST)


@dataclass(frozen=True)
class Split:
    """Pairs, shared out by patient.

    Attributes:
        train: What is trained on; the weak ones last.
        validation: What decides when to stop.
        test: What is kept back to judge.
    """

    train: tuple[Pair, ...]
    validation: tuple[Pair, ...]
    test: tuple[Pair, ...]


def split_pairs(pairs: Sequence[Pair], parameters: SplitParameters, groups: Mapping[str, str] | None = None) -> Split:
    """Share out pairs so that no patient, and no group of near-duplicates, is in two parts.

    Pairs with the role `validation` or `test` are kept for that. Weak ones are trained on, unless their patient or group is kept
    back. Each source is shared out for itself, so that each is in all parts if it has enough patients.

    Args:
        pairs: All pairs.
        parameters: How many are kept back, or which fold.
        groups: Group of an image, by its name with or without its ending.

    Raises:
        InputError: A patient or group has roles in two parts, or nothing is left to train on.
    """
    clusters = _clusters(pairs, groups or {})
    parts: dict[int, DataRole] = {}
    for number, cluster in enumerate(clusters):
        _check_roles(cluster)
        given = {pair.role for pair in cluster} & {*KEPT_BACK}
        if given:
            parts[number] = given.pop()
    free = [number for number in range(len(clusters)) if number not in parts and _strong(clusters[number])]
    parts |= _share_out({number: clusters[number] for number in free}, parameters)
    return _to_split(clusters, parts)


def _clusters(pairs: Sequence[Pair], groups: Mapping[str, str]) -> list[list[Pair]]:
    """Pairs that share a patient or a group, over any number of steps, together."""
    parents = list(range(len(pairs)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    first: dict[tuple[str, str], int] = {}
    for number, pair in enumerate(pairs):
        for key in _keys(pair, groups):
            parents[root(number)] = root(first.setdefault(key, number))
    found: dict[int, list[Pair]] = {}
    for number, pair in enumerate(pairs):
        found.setdefault(root(number), []).append(pair)
    return list(found.values())


def _keys(pair: Pair, groups: Mapping[str, str]) -> list[tuple[str, str]]:
    keys = [("patient", pair.patient)]
    names = [pair.name] if not hasattr(pair.image, "name") else [pair.image.name, pair.name]
    group = next((groups[name] for name in names if name in groups), "")
    return [*keys, ("group", group)] if group else keys


def _check_roles(cluster: list[Pair]) -> None:
    """Insist that what was given a role has one role alone."""
    roles = {pair.role for pair in cluster} - {DataRole.WEAK}
    if len(roles) > 1:
        sources = ", ".join(sorted({repr(pair.source) for pair in cluster}))
        raise InputError(
            f"Expected each patient in one part alone, got one of {sources} for {' and '.join(sorted(roles))}: "
            "take the image out of one of them, or correct `patient` if these are different people."
        )


def _strong(cluster: list[Pair]) -> bool:
    return any(pair.role is not DataRole.WEAK for pair in cluster)


def _share_out(clusters: Mapping[int, list[Pair]], parameters: SplitParameters) -> dict[int, DataRole]:
    """Parts of the clusters that may go anywhere, source by source."""
    sources: dict[str, list[int]] = {}
    for number, cluster in clusters.items():
        source = next(pair.source for pair in cluster if pair.role is not DataRole.WEAK)
        sources.setdefault(source, []).append(number)
    parts: dict[int, DataRole] = {}
    for order, numbers in enumerate(sources.values()):
        random = np.random.default_rng([parameters.seed, order])
        shuffled = [numbers[place] for place in random.permutation(len(numbers))]
        sizes = {number: sum(pair.role is not DataRole.WEAK for pair in clusters[number]) for number in shuffled}
        tested = _fold(sizes, parameters) if parameters.folds else _some(sizes, parameters.test)
        left = {number: size for number, size in sizes.items() if number not in tested}
        share = parameters.validation if parameters.folds else parameters.validation / (1 - parameters.test)
        validated = _some(left, share)
        parts |= dict.fromkeys(tested, DataRole.TEST) | dict.fromkeys(validated, DataRole.VALIDATION)
    return parts


def _some(sizes: Mapping[int, int], share: float) -> list[int]:
    """Clusters that together hold about this share of the pairs: at least one, where three are there to choose from."""
    wanted, taken = share * sum(sizes.values()), 0
    chosen: list[int] = []
    for number, size in sizes.items():
        if taken + size / 2 <= wanted and len(chosen) < len(sizes) - 1:
            chosen.append(number)
            taken += size
    if not chosen and share > 0 and len(sizes) > 2:
        return [min(sizes, key=lambda number: sizes[number])]
    return chosen


def _fold(sizes: Mapping[int, int], parameters: SplitParameters) -> list[int]:
    """Clusters of the fold that is kept back; the largest are dealt first, so that folds are about equal."""
    if len(sizes) < parameters.folds:
        raise InputError(f"Expected at least {parameters.folds} patients or groups for that many folds, got {len(sizes)}.")
    folds: list[list[int]] = [[] for _ in range(parameters.folds)]
    held = [0] * parameters.folds
    for number in sorted(sizes, key=lambda number: -sizes[number]):
        smallest = held.index(min(held))
        folds[smallest].append(number)
        held[smallest] += sizes[number]
    return folds[parameters.fold]


def _to_split(clusters: list[list[Pair]], parts: Mapping[int, DataRole]) -> Split:
    chosen: dict[DataRole, list[Pair]] = {role: [] for role in DataRole}
    dropped = 0
    for number, cluster in enumerate(clusters):
        part = parts.get(number, DataRole.TRAIN)
        for pair in cluster:
            if pair.role is not DataRole.WEAK:
                chosen[part].append(pair)
            elif part is DataRole.TRAIN:
                chosen[DataRole.WEAK].append(pair)
            else:
                dropped += 1
    if dropped:
        logger.info("%d weak pairs are left out: their patient or group is kept back.", dropped)
    train = (*chosen[DataRole.TRAIN], *chosen[DataRole.WEAK])
    if not train:
        raise InputError("Expected pairs to train on, got none: all are kept back for validation and test.")
    return Split(train, tuple(chosen[DataRole.VALIDATION]), tuple(chosen[DataRole.TEST]))
