"""Networks that nobody chose agree with torch, and extreme ones neither warn nor overflow."""

from __future__ import annotations

import dataclasses
import importlib.util
import warnings

import numpy as np
import pytest

import engine
from engine.activations import ACTIVATIONS
from engine.costs import COSTS
from tests.engine.references import (
    EACH,
    KEYS,
    case,
    ours,
    pairings,
    stored,
    summary,
    torch_costs,
    torch_curves,
    torchs,
)
from tests.proof import proved

TORCH = importlib.util.find_spec("torch") is not None
CLOSE = 1e-11  # the largest difference allowed, of the largest reference


def apart(mine, theirs):
    """The largest difference of two arrays over the largest number in the second."""
    largest = np.abs(theirs).max()
    return float(np.abs(mine - theirs).max() / largest) if largest else float(np.abs(mine).max())


def farthest(asked, left):
    """How far a network's arrays are at most from torch's, or from the numbers it left of them."""
    mine = ours(asked)
    if TORCH:
        theirs = torchs(asked)
        assert mine.keys() == theirs.keys()
        return max(apart(mine[key], theirs[key]) for key in mine)
    there = summary(mine)
    assert (np.isnan(there) == np.isnan(left)).all()
    worst = 0.0
    for key, here, number in zip(KEYS, there, left, strict=True):
        if key in mine:
            # What torch finds to be nothing at all may be the rounding of what cancels here.
            size = np.abs(mine[key]).max() * max(1, mine[key].size) if number else 1.0
            worst = max(worst, abs(here - number) / size)
    return worst


def test_random_networks_of_every_pairing_agree_with_torch():
    results = stored()
    known = [pairing for pairing in pairings() if TORCH or pairing in results]
    assert len(known) >= len(results) > 200
    tried = [(pairing, number) for pairing in known for number in range(EACH)]
    worst = max(farthest(case(p, n), results[p][n] if p in results else None) for p, n in tried)
    assert worst <= CLOSE
    proved("mathematics: random networks", len(tried), f"farthest {worst:.1e}")


@pytest.mark.skipif(not TORCH, reason="torch is not installed; its stored results stand in")
def test_the_stored_results_are_torchs():
    results = stored()
    assert set(results) == set(pairings())
    assert (set(torch_curves()), set(torch_costs())) == (set(ACTIVATIONS), set(COSTS))
    for pairing, numbers in list(results.items())[::7]:
        np.testing.assert_allclose(numbers[0], summary(torchs(case(pairing, 0))), rtol=1e-10)


def test_another_activation_leaves_what_is_stored_of_torch_valid(monkeypatch):
    before = {pairing: case(pairing, 1) for pairing in pairings()}
    another = dataclasses.replace(ACTIVATIONS["tanh"], name="another")
    monkeypatch.setitem(ACTIVATIONS, "another", another)
    after = {pairing: case(pairing, 1) for pairing in pairings()}
    assert len(after) > len(before)
    for pairing, asked in before.items():
        assert all(np.array_equal(asked[key], after[pairing][key]) for key in ("X", "Y"))
        assert asked["activations"] == after[pairing]["activations"]


def test_a_wrong_gradient_would_be_found():
    asked = case(pairings()[0], 1)
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
        for hidden, last, cost in pairings()[::5]:  # every end, and each hidden one in turn
            for m in (1, 3):
                history = extreme(scale, sizes, hidden, last, cost, m)
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
