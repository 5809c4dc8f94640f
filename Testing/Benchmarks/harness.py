"""Times our work beside its peers in one run, and tells the ratio of medians."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contest:
    """One piece of work, ours and its peers'.

    Attributes:
        work: What is done, a few words.
        ours: Does it our way.
        peers: Name of each peer and what does it its way. Outputs that must agree are compared by `agree`.
        at_least: For each peer how many times faster we mean to be; a peer not named here is shown only.
        at_most_more_s: For each peer how many seconds we may take on top of it.
        agree: Called once with our result and a dictionary of the peers'; raises where they differ.
        repeats: Runs of each; the median counts. One warm-up run comes first.
        slow_repeats: Runs of a peer that takes more than a second.
    """

    work: str
    ours: Callable[[], object]
    peers: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most_more_s: Mapping[str, float] = field(default_factory=dict)
    agree: Callable[[object, Mapping[str, object]], None] | None = None
    repeats: int = 7
    slow_repeats: int = 3


@dataclass(frozen=True)
class Row:
    """What one peer took beside us.

    Attributes:
        work: What was done.
        peer: Who else did it; empty where there is no peer.
        ours_s: Our median in seconds.
        peer_s: The peer's median in seconds; NaN where there is none.
        at_least: The ratio that we mean to reach; NaN where none is set.
        at_most_more_s: Seconds that we may take on top of the peer; NaN where none is set.
    """

    work: str
    peer: str
    ours_s: float
    peer_s: float
    at_least: float
    at_most_more_s: float = float("nan")

    @property
    def ratio(self) -> float:
        """How many times faster we are."""
        return self.peer_s / self.ours_s

    @property
    def is_met(self) -> bool:
        """Whether the aim is reached; True where none is set."""
        return not (self.ratio < self.at_least or self.ours_s - self.peer_s > self.at_most_more_s)


def hold(contest: Contest) -> list[Row]:
    """Run one contest: warm up, let the results be compared, then time in turns."""
    runners = {"": contest.ours, **contest.peers}
    results = {name: run() for name, run in runners.items()}
    if contest.agree is not None:
        contest.agree(results[""], {name: result for name, result in results.items() if name})
    del results
    seconds = _time_in_turns(runners, contest)
    return [
        Row(
            contest.work,
            peer,
            seconds[""],
            seconds.get(peer, float("nan")),
            contest.at_least.get(peer, float("nan")),
            contest.at_most_more_s.get(peer, float("nan")),
        )
        for peer in (contest.peers or {"": None})
    ]


def _time_in_turns(runners: Mapping[str, Callable[[], object]], contest: Contest) -> dict[str, float]:
    """Median seconds of each; turns are taken one by one, so that a busy moment meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in runners}
    for turn in range(contest.repeats):
        for name, run in runners.items():
            if turn < contest.slow_repeats or times[name][0] < 1.0:
                times[name].append(_seconds(run))
    return {name: statistics.median(values) for name, values in times.items()}


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    result = run()
    seconds = time.perf_counter() - start
    del result
    return seconds
