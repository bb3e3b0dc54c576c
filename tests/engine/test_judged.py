"""Each cost's value and push on one set of errors are training's; chords tell what is convex."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import working
from engine.costs import cost

COSTS = "mse", "rmse", "mae"
numbers = st.floats(-50, 50)
pairs = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=12)


@given(pairs)
def test_values_and_pushes_are_those_of_the_costs(drawn):
    a, y = np.array(drawn).T
    found, out = working.judged(a, y), np.empty((1, len(a)))
    for name in COSTS:
        asked = cost(name)
        assert found[name] == asked.value(a[None], a[None], y[None])
        asked.gradient(a[None], a[None], y[None], out)
        np.testing.assert_array_equal(found[f"push_{name}"], -len(a) * out[0])


@given(pairs)
def test_the_mean_square_is_an_area_and_its_side(drawn):
    found = working.judged(*np.array(drawn).T)
    m = len(drawn)
    assert found.rmse**2 == pytest.approx(found.mse)
    assert found.squares.sum() == pytest.approx(m * found.mse)
    assert found.sizes.sum() == pytest.approx(m * found.mae)
    np.testing.assert_allclose(found.slabs * found.rmse, found.squares, atol=1e-12)
    assert found.slabs.sum() == pytest.approx(m * found.rmse)
    assert found.mae <= found.rmse + 1e-12


def test_what_each_cost_pushes_with():
    found = working.judged([1.0, 5.0, 2.0], [3.0, 2.0, 2.0])
    np.testing.assert_array_equal(found.push_mae, [1.0, -1.0, 0.0])
    np.testing.assert_array_equal(found.push_mse, [4.0, -6.0, 0.0])
    np.testing.assert_allclose(found.push_rmse, found.push_mse / 2 / found.rmse)


@pytest.fixture(scope="module")
def run():
    return engine.record("neuron")


@pytest.mark.parametrize("step", [0, 20, 199])
def test_cross_entropy_is_the_mean_price_of_the_share_given_to_the_truth(run, step):
    now = run[step]
    found = working.priced(now["a1"], now.targets)
    assert found.bce == pytest.approx(now.cost, rel=1e-12)
    np.testing.assert_allclose(found.prices, -np.log(found.shares), rtol=1e-12)
    np.testing.assert_allclose(np.abs(found.push_bce), 1 / found.shares, rtol=1e-12)
    assert (np.sign(found.push_bce) == np.sign(found.targets - 0.5)).all()
    np.testing.assert_allclose(found.shares, 1 - found.sizes, rtol=1e-12)
    np.testing.assert_allclose(found.input_push_bce, found.sizes, rtol=1e-9)  # |ŷ - y|
    np.testing.assert_allclose(found.share_push_mse, np.abs(found.push_mse))
    for name in COSTS:
        assert found[name] == working.judged(now["a1"], now.targets)[name]


def test_nothing_in_them_can_be_written_to(run):
    found = working.priced(run[3]["a1"], run[3].targets)
    arrays = [found[key] for key in found.keys if np.ndim(found[key])]
    assert len(arrays) == 21
    line = working.chord([0.0, 1.0, 2.0], [3.0, 1.0, 2.0], 0, 2)
    for array in (*arrays, line.xs, line.heights, line.line):
        assert not array.flags.writeable


@given(st.lists(st.integers(-9, 9), min_size=3, max_size=9))
def test_a_curve_is_convex_where_no_chord_passes_below_it(heights):
    xs = np.arange(len(heights)) * 0.5
    ends = combinations(range(len(heights)), 2)
    most = max(working.chord(xs, heights, *pair).over for pair in ends)
    assert working.convex(xs, heights) == (most < 1e-9)


def test_a_chord_is_the_straight_line_between_its_ends():
    found = working.chord([0.0, 1.0, 3.0, 9.0], [0.0, 5.0, 6.0, 1.0], 0, 2)
    np.testing.assert_allclose(found.line, [0.0, 2.0, 6.0])
    assert found.over == 3.0


def test_one_neurons_cost_is_convex_under_cross_entropy_and_not_under_the_squared_error(run):
    ws = np.linspace(-8.0, 8.0, 161)
    said = {}
    for name in ("bce", "mse"):
        z = ws[:, None, None] * run.dataset.X
        costs = cost(name).many(z, 1 / (1 + np.exp(-z)), run.dataset.Y)
        said[name] = working.convex(ws, costs)
    assert said == {"bce": True, "mse": False}


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: working.judged([1.0, 2.0], [1.0]), "as many of each"),
        (lambda: working.judged([], []), "as many of each"),
        (lambda: working.priced([0.5], [0.4]), "targets of 0 or 1"),
        (lambda: working.priced([1.0], [1.0]), "between 0 and 1"),
        (lambda: working.chord([0.0, 1.0], [0.0, 1.0], 1, 1), "rising pair"),
    ],
)
def test_what_cannot_be_judged_is_refused(ask, word):
    with pytest.raises(engine.Refused, match=word):
        ask()


def test_one_outlier_moves_the_line_of_the_squares_and_hardly_that_of_the_lengths():
    plain, squares, lengths = (
        engine.record(name)[-1] for name in ("line", "outlier", "outlier_mae")
    )
    assert (plain["W1"][0, 0], plain["b1"][0, 0]) == pytest.approx((1.484, -0.448), abs=2e-3)
    assert (squares["W1"][0, 0], squares["b1"][0, 0]) == pytest.approx((0.591, 0.976), abs=2e-3)
    assert (lengths["W1"][0, 0], lengths["b1"][0, 0]) == pytest.approx((1.318, -0.230), abs=2e-2)
