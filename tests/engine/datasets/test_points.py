"""The smallest sets are what their docstrings say, because whole lectures stand on them."""

from __future__ import annotations

import heapq
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.datasets import load
from engine.errors import Refused

Array = NDArray[np.float64]


def test_heart_has_the_published_means_and_deviations() -> None:
    heart = load("heart")
    assert heart.raw is not None
    assert heart.labels is not None
    assert heart.raw.mean(axis=1).tolist() == [187.7, 66.4]
    assert heart.raw.std(axis=1) == pytest.approx([57.9173, 3.8], abs=5e-5)
    assert np.allclose(heart.X.mean(axis=1), 0)
    assert np.allclose(heart.X.std(axis=1), 1)
    assert heart.Y.tolist() == [[0, 1, 1, 0, 0, 1, 1, 0, 1, 0]]
    assert [heart.class_names[label] for label in heart.labels[:2]] == ["not at risk", "at risk"]
    assert heart.units == ("lb", "in")


def test_heart_raw_is_the_same_people_in_pounds_and_inches() -> None:
    raw = load("heart_raw")
    assert raw.X[:, 0].tolist() == [150.0, 70.0]
    assert np.array_equal(raw.X, load("heart", scaled=False).X)
    assert np.array_equal(raw.Y, load("heart").Y)


def test_xor_is_one_where_the_inputs_differ() -> None:
    xor = load("xor")
    assert [(*x, y) for x, y in zip(xor.X.T, xor.Y[0], strict=True)] == [
        (0, 0, 0),
        (0, 1, 1),
        (1, 0, 1),
        (1, 1, 0),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_no_threshold_separates_the_neuron_s_classes(seed: int) -> None:
    above = load("neuron", seed=seed).Y[0]
    assert np.count_nonzero(np.diff(above)) > 1


def test_without_noise_the_neuron_s_threshold_is_at_one_half() -> None:
    clear = load("neuron", noise=0.0)
    assert np.array_equal(clear.Y[0] == 1, clear.X[0] > 0.5)


def test_a_line_through_the_line_s_points_has_nearly_the_stated_slope() -> None:
    line = load("line", points=2000)
    slope, intercept = np.polyfit(line.X[0], line.Y[0], 1)
    assert (slope, intercept) == pytest.approx((1.5, -0.5), abs=0.05)


def test_the_line_s_bowl_is_about_twenty_times_steeper_one_way_than_the_other() -> None:
    x = load("line").X[0]
    across, along = np.linalg.eigvalsh([[np.mean(x * x), x.mean()], [x.mean(), 1.0]])[::-1]
    assert 15 < across / along < 25


@pytest.mark.parametrize("name", ["neuron", "line"])
def test_a_generator_can_stand_for_the_seed(name: str) -> None:
    by_number, by_generator = load(name, seed=7), load(name, seed=np.random.default_rng(7))
    assert by_number.fingerprint == by_generator.fingerprint
    assert by_number.fingerprint != load(name, seed=8).fingerprint


@pytest.mark.parametrize(
    "options",
    [{"points": 3}, {"points": 10.5}, {"noise": -1.0}, {"noise": float("nan")}, {"seed": -1}],
)
def test_senseless_amounts_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(Refused, match="needed"):
        load("line", **options)


def surface(w: Array, b: Array) -> Array:
    """The mean squared error of the ``valleys`` over (w, b)."""
    data = load("valleys")
    a = 1 / (1 + np.exp(-(w[..., np.newaxis] * data.X[0] + b[..., np.newaxis])))
    return np.asarray(((a - data.Y[0]) ** 2).mean(axis=-1))


def descended(starts: Array, *, alpha: float, steps: int) -> Array:
    """Where gradient descent leads from each of ``starts`` (k, 2)."""
    data = load("valleys")
    x, y = data.X[0], data.Y[0]
    w, b = starts.T.copy()
    for _ in range(steps):
        a = 1 / (1 + np.exp(-(w[:, np.newaxis] * x + b[:, np.newaxis])))
        delta = 2 * (a - y) * a * (1 - a) / x.size
        w -= alpha * (delta * x).sum(axis=1)
        b -= alpha * delta.sum(axis=1)
    return np.stack([w, b], axis=1)


STEEP, SHALLOW = (2.82, 1.10), (0.25, -0.21)


def test_every_descent_in_the_valleys_ends_in_one_of_two() -> None:
    starts = np.array(list(product(np.linspace(-4, 4, 9), np.linspace(-3, 3, 7))))
    ends = {(round(w, 2), round(b, 2)) for w, b in descended(starts, alpha=4.0, steps=20_000)}
    assert ends == {STEEP, SHALLOW}


def test_two_neighbouring_starts_end_in_different_valleys() -> None:
    ends = descended(np.array([[2.0, -2.0], [1.5, -1.0]]), alpha=1.0, steps=3000)
    assert ends.round(2).tolist() == [list(STEEP), list(SHALLOW)]
    costs = surface(*ends.T)
    assert costs.tolist() == pytest.approx([0.0675, 0.0514], abs=5e-5)


def test_between_the_valleys_lies_a_pass() -> None:
    at = np.linspace(-2, 5, 351)
    ground = surface(*np.meshgrid(at, at, indexing="ij"))
    start, goal = (tuple(int(np.abs(at - v).argmin()) for v in p) for p in (STEEP, SHALLOW))
    assert lowest_pass(ground, start, goal) == pytest.approx(0.0785, abs=2e-4)


def lowest_pass(ground: Array, start: tuple[int, ...], goal: tuple[int, ...]) -> float:
    """The lowest height that every way over the grid has to climb to."""
    edge, done = [(float(ground[start]), start)], {start}
    while edge:
        height, at = heapq.heappop(edge)
        if at == goal:
            return height
        for step in product((-1, 0, 1), repeat=2):
            to = (at[0] + step[0], at[1] + step[1])
            if to not in done and all(0 <= i < n for i, n in zip(to, ground.shape, strict=True)):
                done.add(to)
                heapq.heappush(edge, (max(height, float(ground[to])), to))
    raise AssertionError("the grid is in one piece")


def test_an_outlier_raises_the_fourth_target_of_the_line_alone() -> None:
    plain, strayed = load("line"), load("line", outlier=8.0)
    np.testing.assert_array_equal(strayed.X, plain.X)
    np.testing.assert_allclose(strayed.Y - plain.Y, [[8.0 * (k == 3) for k in range(20)]])


def test_an_outlier_without_end_is_refused() -> None:
    with pytest.raises(Refused, match="outlier=inf"):
        load("line", outlier=np.inf)
