"""Statistics of cohorts, judged by scipy, statsmodels and published examples."""

import math

import numpy as np
import pytest
from scipy import stats

from medseg.report.statistics import (
    bland_altman,
    bootstrap_interval,
    by_patient,
    cliffs_delta,
    compare_groups,
    compare_pairs,
    holm,
    kruskal_wallis,
    median,
    paired_shift,
    rank_biserial,
    shift,
    summarise,
    with_holm,
)
from medseg.report.statistics.ranks import rank_sum_rank, signed_rank_rank

# Bland and Altman, Lancet 327:307, 1986: peak flow in l/min by two meters
WRIGHT = np.array([494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427], float)
MINI = np.array([512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451], float)


def ends(interval):
    return interval.low, interval.high


def test_a_patient_counts_once_however_often_imaged():
    numbers = [("a", 1.0), ("a", 3.0), ("b", 10.0), ("c", math.nan), ("d", math.inf), ("d", 1.0)]
    assert by_patient(numbers) == {"a": 2.0, "b": 10.0, "d": math.inf}


@pytest.mark.parametrize("count", [6, 7, 17, 40, 1500])
def test_the_interval_of_a_median_is_scipys(count):
    values = np.random.default_rng(count).normal(size=count)
    found = median(list(values))
    judge = stats.quantile_test(values, p=0.5).confidence_interval(confidence_level=0.95)
    assert found.estimate == np.median(values)
    if count < 1000:
        low = max(k for k in range(count) if stats.binom.cdf(k, count, 0.5) <= 0.025) + 1
        assert ends(found) == (np.sort(values)[low - 1], np.sort(values)[count - low])
    assert found.low <= found.estimate <= found.high
    assert abs(found.low - judge.low) <= (values.max() - values.min()) / math.sqrt(count)


def test_few_numbers_have_a_median_and_no_interval():
    assert median([3.0, 1.0, 2.0, math.nan]).estimate == 2.0
    assert all(map(math.isnan, ends(median([1.0] * 5))))
    assert math.isnan(median([]).estimate)
    assert median([1.0, math.inf, math.inf, math.inf]).estimate == math.inf
    assert median([1.0, 2.0, math.inf]).estimate == 2.0


def test_a_bootstrap_interval_is_near_to_scipys():
    values = np.random.default_rng(4).beta(8, 1.5, size=60)
    found = bootstrap_interval(list(values), lambda some: some.mean(axis=-1))
    judge = stats.bootstrap((values,), np.mean, method="BCa", n_resamples=20000, rng=1).confidence_interval
    assert found.estimate == pytest.approx(values.mean())
    assert ends(found) == pytest.approx(judge, abs=0.1 * (judge.high - judge.low))
    assert found == bootstrap_interval(list(values), lambda some: some.mean(axis=-1))


def test_a_bootstrap_of_equal_few_or_infinite_numbers_is_told_apart():
    def mean(some):
        return some.mean(axis=-1)

    assert ends(bootstrap_interval([0.5] * 9, mean)) == (0.5, 0.5)
    assert math.isnan(bootstrap_interval([0.5, 0.6], mean).low)
    assert bootstrap_interval([0.5, math.inf, 1.0, 2.0], mean).estimate == math.inf
    assert math.isnan(bootstrap_interval([], mean).estimate)


def test_a_bootstrap_interval_covers_the_mean_as_often_as_it_says():
    generator = np.random.default_rng(2)
    hits = 0
    for _ in range(300):
        found = bootstrap_interval(list(generator.normal(3, 1, 40)), lambda some: some.mean(axis=-1))
        hits += found.low <= 3 <= found.high
    assert 0.90 <= hits / 300 <= 0.98


def test_a_summary_has_numpys_quartiles_and_counts_what_is_infinite():
    values = [*np.random.default_rng(0).normal(size=41), math.nan, math.inf]
    found = summarise(values)
    kept = np.asarray(values)[~np.isnan(values)]
    assert (found.count, found.infinite, found.mean.estimate, found.highest) == (42, 1, math.inf, math.inf)
    assert found.lower_quartile == pytest.approx(np.quantile(kept, 0.25))
    assert summarise([]).count == 0


@pytest.mark.parametrize(("m", "n", "rank"), [(10, 5, 9), (8, 8, 14), (4, 4, 1), (3, 3, 0), (12, 9, 27)])
def test_ranks_of_the_shift_are_those_of_the_exact_distribution(m, n, rank):
    """The distribution by scipy: the p value of each U without ties."""
    assert rank_sum_rank(m, n) == rank
    x, y = np.arange(m) - 1e6, np.arange(n) + 0.5
    assert (stats.mannwhitneyu(x, y, method="exact").pvalue <= 0.05) == (rank >= 1)


@pytest.mark.parametrize(("count", "rank"), [(5, 0), (6, 1), (10, 9), (20, 53), (25, 90)])
def test_ranks_of_walsh_averages_are_those_of_the_tables(count, rank):
    """Critical values of the signed-rank statistic at 0.05, two-sided: 0, 8, 52, 89; the rank is one more."""
    assert signed_rank_rank(count) == rank


@pytest.mark.parametrize("seed", range(4))
def test_the_shift_is_what_the_mann_whitney_test_does_not_reject(seed):
    generator = np.random.default_rng(seed)
    x, y = generator.normal(1, 1, 14), generator.normal(0, 2, 11)
    found = shift(list(x), list(y))
    assert found.estimate == pytest.approx(np.median(np.subtract.outer(x, y)))
    for bound, inward in ((found.low, 1), (found.high, -1)):
        step = 1e-9 * inward
        assert stats.mannwhitneyu(x - (bound + step), y, method="exact").pvalue > 0.05
        assert stats.mannwhitneyu(x - (bound - step), y, method="exact").pvalue <= 0.05


@pytest.mark.parametrize("seed", range(4))
def test_the_shift_of_pairs_is_what_wilcoxons_test_does_not_reject(seed):
    differences = np.random.default_rng(seed).normal(0.4, 1, 15)
    found = paired_shift(list(differences))
    for bound, inward in ((found.low, 1), (found.high, -1)):
        step = 1e-9 * inward
        assert stats.wilcoxon(differences - (bound + step), method="exact").pvalue > 0.05
        assert stats.wilcoxon(differences - (bound - step), method="exact").pvalue <= 0.05


def test_large_samples_take_the_normal_distribution_and_move_with_the_shift():
    generator = np.random.default_rng(0)
    x = generator.normal(0, 1, 300)
    found = shift(list(x + 0.5), list(generator.normal(0, 1, 280)))
    assert found.low < 0.5 < found.high
    assert stats.norm.interval(0.95, 0.5, math.sqrt(1 / 300 + 1 / 280)) == pytest.approx(ends(found), abs=0.2)
    assert ends(paired_shift([0.25] * 200)) == (0.25, 0.25)
    assert shift([1.0] * 5000, [0.0] * 10).estimate == 1.0
    assert math.isnan(shift([1.0, math.inf], [1.0]).estimate)


def test_cliffs_delta_is_the_mann_whitney_u_on_another_scale():
    generator = np.random.default_rng(0)
    x, y = generator.integers(0, 9, 30).astype(float), generator.integers(2, 12, 25).astype(float)
    u = stats.mannwhitneyu(x, y).statistic
    found = cliffs_delta(list(x), list(y))
    assert found.estimate == pytest.approx(2 * u / (30 * 25) - 1)
    assert found.low < found.estimate < found.high < 1
    other = cliffs_delta(list(y), list(x))
    assert (other.estimate, *ends(other)) == pytest.approx((-found.estimate, -found.high, -found.low))


def test_the_variance_of_cliffs_delta_is_cliffs_formula_written_out():
    x, y = [3.0, 1.0, 4.0, 1.5, 5.0], [2.0, 0.5, 1.5, 3.5]
    found = cliffs_delta(x, y)
    signs = np.sign(np.subtract.outer(x, y))
    d = signs.mean()
    rows, columns = signs.mean(axis=1), signs.mean(axis=0)
    below = 5 * 4 * 4 * 3
    variance = (16 * ((rows - d) ** 2).sum() + 25 * ((columns - d) ** 2).sum() - ((signs - d) ** 2).sum()) / below
    z = stats.norm.ppf(0.975)
    half = z * math.sqrt(variance * ((1 - d * d) ** 2 + z * z * variance))
    expected = [(d - d**3 + sign * half) / (1 - d * d + z * z * variance) for sign in (-1, 1)]
    assert ends(found) == pytest.approx(tuple(expected))


def test_the_interval_of_cliffs_delta_covers_as_often_as_it_says():
    generator = np.random.default_rng(5)
    truth = 2 * stats.norm.cdf(0.6 / math.sqrt(2)) - 1
    found = [cliffs_delta(list(generator.normal(0.6, 1, 40)), list(generator.normal(0, 1, 50))) for _ in range(1500)]
    assert 0.93 <= np.mean([one.low <= truth <= one.high for one in found]) <= 0.98


def test_cliffs_delta_at_its_ends_and_without_numbers():
    assert cliffs_delta([5.0, 6.0, math.inf], [1.0, 2.0]).estimate == 1
    low, high = ends(cliffs_delta([0.0] * 20, [1.0] * 30))
    assert (low, high) == pytest.approx((-1, -(20 - 3.8415) / (20 + 3.8415)), abs=1e-4)
    assert cliffs_delta([1.0] * 3, [1.0] * 3).estimate == 0
    assert math.isnan(cliffs_delta([], [1.0]).estimate)
    assert math.isnan(cliffs_delta([2.0], [1.0, 2.0]).low)


def test_the_rank_biserial_correlation_comes_from_wilcoxons_sums():
    differences = np.random.default_rng(1).normal(0.3, 1, 30)
    ranks = stats.rankdata(np.abs(differences))
    plus, minus = ranks[differences > 0].sum(), ranks[differences < 0].sum()
    assert min(plus, minus) == stats.wilcoxon(differences).statistic
    found = rank_biserial([*differences, 0.0, 0.0])
    assert found.estimate == pytest.approx((plus - minus) / (plus + minus))
    assert -1 <= found.low < found.estimate < found.high <= 1
    assert rank_biserial([0.0] * 5).estimate == 0
    same = rank_biserial([1.0, 2.0, 3.0, 4.0])
    assert same.estimate == 1
    assert all(map(math.isnan, ends(same)))


def test_holm_is_that_of_statsmodels():
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    values = np.random.default_rng(0).uniform(0, 0.2, 12)
    assert holm(list(values)) == pytest.approx(multitest.multipletests(values, method="holm")[1])
    adjusted = holm([0.01, math.nan, 0.02])
    assert (adjusted[0], adjusted[2]) == (0.02, 0.02)
    assert math.isnan(adjusted[1])
    assert holm([]) == ()


def test_groups_are_compared_by_mann_whitney():
    generator = np.random.default_rng(0)
    x, y = list(generator.normal(1, 1, 20)), list(generator.normal(0, 1, 25))
    found = compare_groups("COVID", "other", x, y)
    assert found.p == stats.mannwhitneyu(x, y).pvalue
    assert (found.test, found.effect_name, found.first_count, found.second_count) == ("Mann-Whitney U", "Cliff's delta", 20, 25)
    assert found.effect.estimate > 0
    assert found.shift.estimate > 0
    assert math.isnan(compare_groups("a", "b", [], y).p)


def test_an_infinite_distance_is_the_farthest_of_all():
    x, y = [1.0, math.inf, 3.0, math.inf, 9.0], [1.0, 2.0, 0.5, 0.1, 0.2]
    found = compare_groups("a", "b", x, y)
    assert found.p == stats.mannwhitneyu(x, y).pvalue
    assert math.isnan(found.shift.estimate)
    pairs = compare_pairs("a", "b", dict(enumerate(x)), dict(enumerate([*y[:3], math.inf, 4.0])))
    assert pairs.effect.estimate == 1
    assert math.isnan(pairs.shift.estimate)


def test_methods_are_compared_on_the_patients_that_both_have():
    generator = np.random.default_rng(0)
    values = generator.normal(0.9, 0.05, 31)
    first = {f"p{number}": value for number, value in enumerate(values)}
    second = {patient: value - generator.normal(0.02, 0.02) for patient, value in list(first.items())[1:]} | {"other": 0.1}
    found = compare_pairs("U-Net", "threshold", first, second)
    differences = [first[patient] - second[patient] for patient in list(first)[1:]]
    assert (found.first_count, found.test) == (30, "Wilcoxon signed rank")
    assert found.p == stats.wilcoxon(differences).pvalue
    assert found.shift.estimate == pytest.approx(0.02, abs=0.01)
    assert compare_pairs("a", "b", first, first).p == 1.0
    assert math.isnan(compare_pairs("a", "b", first, {}).p)
    both = with_holm([found, compare_pairs("a", "b", first, first)])
    assert [one.p_holm for one in both] == [2 * found.p, 1.0]


def test_several_groups_are_compared_as_scipy_does():
    generator = np.random.default_rng(0)
    groups = [list(generator.normal(mean, 1, 20)) for mean in (0, 0.5, 1)]
    h, p = stats.kruskal(*groups)
    found = kruskal_wallis([*groups, []])
    assert (found.h, found.p, found.epsilon_squared) == (h, p, h / 59)
    assert kruskal_wallis([[1.0, 1.0], [1.0]]).p == 1.0
    assert math.isnan(kruskal_wallis([[1.0]]).p)


def test_limits_of_agreement_are_those_that_bland_and_altman_published():
    found = bland_altman(list(WRIGHT - MINI), [str(number) for number in range(17)])
    assert found.bias.estimate == pytest.approx(-2.1, abs=0.05)
    assert found.deviation == pytest.approx(38.8, abs=0.05)
    assert ends(found.bias) == pytest.approx((-22.0, 17.8), abs=0.1)
    assert found.lower.estimate == pytest.approx(-78.1, abs=0.1)  # 1.96 deviations; the paper of 1986 takes 2
    assert found.upper.estimate == pytest.approx(73.9, abs=0.1)
    half = stats.t.ppf(0.975, 16) * found.deviation * math.sqrt(1 / 17 + stats.norm.ppf(0.975) ** 2 / 32)
    assert ends(found.upper) == pytest.approx((found.upper.estimate - half, found.upper.estimate + half))


def test_patients_measured_often_add_their_own_variance():
    generator = np.random.default_rng(0)
    between, within = 3.0, 4.0
    levels = generator.normal(1, between, 400)
    differences = [level + generator.normal(0, within) for level in levels for _ in range(3)]
    found = bland_altman(differences, [str(number // 3) for number in range(1200)])
    assert (found.count, found.patients) == (1200, 400)
    assert found.deviation == pytest.approx(math.hypot(between, within), rel=0.05)
    assert found.bias.estimate == pytest.approx(np.mean(differences))


def test_too_few_pairs_have_a_bias_alone():
    found = bland_altman([1.0, 3.0, math.nan], ["a", "b", "c"])
    assert (found.count, found.bias.estimate) == (2, 2.0)
    assert math.isnan(found.lower.estimate)
    assert bland_altman([], []).count == 0


def test_ranking_by_counts_is_ranking_by_sorting():
    differences = np.round(np.random.default_rng(3).normal(0.2, 1, 40), 1)
    found = rank_biserial(list(differences))

    def slow(samples):
        sizes = np.abs(samples)
        ranks = np.where(sizes == 0, 0.0, stats.rankdata(sizes, axis=-1) - np.count_nonzero(sizes == 0, axis=-1, keepdims=True))
        return (ranks * np.sign(samples)).sum(axis=-1) / ranks.sum(axis=-1)

    ordered = differences[np.argsort(np.abs(differences), kind="stable")]
    judge = bootstrap_interval(list(ordered), slow)
    assert (found.estimate, *ends(found)) == pytest.approx((judge.estimate, *ends(judge)))
