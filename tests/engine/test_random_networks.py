"""Networks that nobody chose agree with torch, and extreme ones neither warn nor overflow."""

from __future__ import annotations

import importlib.util
import warnings

import numpy as np
import pytest

import engine
from tests.engine.references import COUNT, ENDS, HIDDEN, KEYS, TABLE, case, ours, summary, torchs
from tests.proof import proved

TORCH = importlib.util.find_spec("torch") is not None
CLOSE = 1e-11  # the largest difference allowed, of the largest reference


def apart(mine, theirs):
    """The largest difference of two arrays over the largest number in the second."""
    largest = np.abs(theirs).max()
    return float(np.abs(mine - theirs).max() / largest) if largest else float(np.abs(mine).max())


def farthest(number, stored):
    """How far a network's arrays are at most from torch's, or from the numbers it left of them."""
    asked = case(number)
    mine = ours(asked)
    if TORCH:
        theirs = torchs(asked)
        assert mine.keys() == theirs.keys()
        return max(apart(mine[key], theirs[key]) for key in mine)
    there = summary(mine)
    assert (np.isnan(there) == np.isnan(stored)).all()
    worst = 0.0
    for key, here, left in zip(KEYS, there, stored, strict=True):
        if key in mine:
            size = np.abs(mine[key]).max() * max(1, mine[key].size)
            worst = max(worst, abs(here - left) / size if size else abs(left))
    return worst


def test_five_hundred_random_networks_agree_with_torch():
    results = np.load(TABLE)["results"]
    assert results.shape == (COUNT, len(KEYS))
    worst = max(farthest(number, results[number]) for number in range(COUNT))
    assert worst <= CLOSE
    proved("mathematics: random networks", COUNT, f"farthest {worst:.1e}")


@pytest.mark.skipif(not TORCH, reason="torch is not installed; its stored results stand in")
def test_the_stored_results_are_torchs():
    results = np.load(TABLE)["results"]
    for number in range(0, COUNT, 7):
        np.testing.assert_allclose(results[number], summary(torchs(case(number))), rtol=1e-10)


def test_a_wrong_gradient_would_be_found():
    asked = case(3)
    mine = ours(asked)
    key = max((key for key in mine if key.startswith("dW")), key=lambda key: mine[key].size)
    spoiled = mine | {key: mine[key] * (1 + 1e-9)}
    assert apart(spoiled[key], mine[key]) > CLOSE
    assert summary(spoiled)[KEYS.index(key)] != summary(mine)[KEYS.index(key)]


def extreme(scale, sizes, hidden, last, cost, m):
    """Two steps of a network whose weighted inputs reach about `scale`."""
    rng = np.random.default_rng(len(hidden) + m)
    layers = list(zip(sizes[1:], sizes, strict=False))
    weights = [rng.choice((-1.0, 1.0), (n, before)) for n, before in layers]
    weights[0] *= scale
    biases = [np.zeros((n, 1)) for n, _ in layers]
    network = engine.Network(weights, biases, (*[hidden] * (len(layers) - 1), last))
    X = np.where(rng.random((sizes[0], m)) < 0.5, -1.0, 1.0)
    Y = np.eye(sizes[-1])[:, rng.integers(0, sizes[-1], m)]
    return engine.train(network, X, Y, cost=cost, steps=2, learning_rate=1e-9)


@pytest.mark.parametrize("scale", [1e4, 709.0, 40.0, 1e-3, 1e-310, 5e-324, 0.0])
@pytest.mark.parametrize("sizes", [(3, 4, 2), (1, 1, 2), (1, 2), (2, 1, 1, 1, 3)])
def test_extreme_inputs_are_finite_and_warn_of_nothing(scale, sizes):
    count = 0
    with warnings.catch_warnings(), np.errstate(all="warn"):
        warnings.simplefilter("error")
        for last, cost in ENDS:
            for m in (1, 3):
                history = extreme(scale, sizes, HIDDEN[count % len(HIDDEN)], last, cost, m)
                for step in history:
                    for key in step.keys:
                        assert np.isfinite(step[key]).all(), (last, cost, key)
                count += 1
    proved("mathematics: extreme inputs", count)


@pytest.mark.parametrize("m", [0])
def test_no_example_at_all_is_refused(m):
    network = engine.Network.random((2, 1), rng=np.random.default_rng(0))
    with pytest.raises(engine.Refused, match="no examples"):
        engine.train(network, np.zeros((2, m)), np.zeros((1, m)), steps=1, learning_rate=1.0)
    proved("mathematics: extreme inputs", 1)
