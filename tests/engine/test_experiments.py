"""The named runs land on the costs that their sources and independent runs reached."""

from __future__ import annotations

import numpy as np
import pytest

import engine


@pytest.mark.parametrize(("seed", "cost"), [(0, 0.198935), (1, 0.116004), (42, 0.099777)])
def test_heart_reaches_its_reference_cost(seed, cost):
    history = engine.record("heart", seed=seed)
    assert history.costs[999] == pytest.approx(cost, abs=1e-6)
    said = history.final.predict(history.dataset.X) > 0.5
    np.testing.assert_array_equal(said, history.dataset.Y == 1)


def test_heart_raw_with_the_bias_bug_gives_the_published_costs():
    history = engine.record("heart_raw", seed=111, gradient="article_bias", steps=41)
    assert history.costs[[0, 20, 40]] == pytest.approx([0.703161, 0.660989, 0.645111], abs=1e-6)


def test_heart_raw_sticks_at_ln_2_or_learns_by_its_seed():
    stuck, learning = (engine.record("heart_raw", seed=seed).costs[-1] for seed in (0, 1))
    assert stuck == pytest.approx(np.log(2), abs=1e-5)
    assert learning < 0.6


@pytest.mark.parametrize("seed", range(5))
def test_xor_is_learned(seed):
    history = engine.record("xor", seed=seed)
    np.testing.assert_array_equal(history.final.predict(history.dataset.X).round(), [[0, 1, 1, 0]])


def test_neuron_stays_finite_at_any_learning_rate():
    for learning_rate in (0.1, 1.0, 100.0, 1e6):
        assert np.isfinite(engine.record("neuron", learning_rate=learning_rate).costs).all()


def test_an_unknown_run_is_refused_with_the_known_ones_nearest_first():
    with pytest.raises(engine.Refused, match=r"did you mean 'heart'.*Known: heart, "):
        engine.record("hart")


def test_an_unknown_field_is_refused():
    with pytest.raises(engine.Refused, match="did you mean 'learning_rate'"):
        engine.record("heart", learning_rat=1)


@pytest.mark.parametrize(
    "nonsense",
    [{"steps": 0}, {"learning_rate": -1.0}, {"cost": "cce"}, {"sizes": (2,)}, {"sizes": (3, 1)},
     {"activations": ("sigmoid", "tanh")}, {"data": "herat"}, {"weights": "norml"}],
)  # fmt: skip
def test_nonsense_is_refused_before_training(nonsense):
    with pytest.raises(engine.Refused):
        engine.record("heart", **nonsense)


def test_a_cost_that_is_not_finite_stops_and_keeps_what_was_recorded():
    network = engine.Network(([[1.0]],), ([[0.0]],), ("identity",))
    X, Y = np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 2.0, 4.0]])
    with pytest.raises(engine.Diverged, match=r"step \d+, in layer 1; .*learning rate") as stopped:
        engine.train(network, X, Y, cost="mse", steps=5000, learning_rate=10.0)
    assert 1 < len(stopped.value.history) == stopped.value.step
    assert np.isfinite(stopped.value.history.costs).all()
