"""Two layers without an activation between them are one layer, and with one they are not."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import working

RUNS = {"heart": (1, 2), "circle": (1, 2), "digits": (1,), "breast_cancer": (1,)}


@pytest.fixture(scope="module", params=RUNS)
def step(request):
    if request.param in ("digits", "breast_cancer"):
        pytest.importorskip("sklearn", reason="the set comes with scikit-learn")
    steps = {"steps": 3} if request.param in ("heart", "breast_cancer") else {"epochs": 1}
    return engine.record(request.param, **steps)[2]


def layers(step):
    return range(1, step.layout.depth)


def test_both_ways_give_the_same(step):
    for n in layers(step):
        both = working.collapse(step, n)
        np.testing.assert_allclose(both.in_one, both.in_two, rtol=1e-10, atol=1e-12)


def test_one_layer_of_their_shape_is_the_matrix_product(step):
    for n in layers(step):
        both = working.collapse(step, n)
        assert both.weights.shape == (len(step[f"W{n + 1}"]), step[f"W{n}"].shape[1])
        for column, basis in enumerate(np.eye(both.weights.shape[1])):
            by_hand = step[f"W{n + 1}"] @ (step[f"W{n}"] @ basis)
            np.testing.assert_allclose(both.weights[:, column], by_hand, rtol=1e-12, atol=1e-14)


def test_the_activation_makes_the_difference(step):
    for n in layers(step):
        both = working.collapse(step, n)
        assert both.bent is not both.in_two
        np.testing.assert_array_equal(both.bent, step[f"z{n + 1}"])
        assert np.abs(both.bent - both.in_two).max() > 1e-3


def test_without_an_activation_there_is_no_difference():
    network = engine.Network.random(
        (2, 4, 3), rng=np.random.default_rng(1), activations=("identity", "identity")
    )
    X = np.random.default_rng(2).normal(size=(2, 20))
    flat = engine.train(network, X, X[[0, 1, 0]], cost="mse", steps=2, learning_rate=0.01)[0]
    both = working.collapse(flat, 1)
    np.testing.assert_allclose(both.in_two, both.bent, rtol=1e-12, atol=1e-14)


def test_an_examples_collapse_is_a_column_of_the_steps(step):
    whole, own = working.collapse(step, 1), working.collapse(working.example(step, 1), 1)
    np.testing.assert_array_equal(own["weights"], whole["weights"])
    np.testing.assert_allclose(own["in_one"], whole["in_one"][:, [1]], rtol=1e-12, atol=1e-14)


def test_nothing_of_it_can_be_written_to(step):
    both = working.collapse(step, 1)
    for key in both.keys:
        with pytest.raises(ValueError, match="read-only"):
            both[key][0] = 1.0


@pytest.mark.parametrize("n", [0, 3])
def test_the_last_layer_has_none_to_be_multiplied_with(n):
    with pytest.raises(engine.Refused, match="layers 1 to 2 have one"):
        working.collapse(engine.record("heart", steps=1)[0], n)


def test_other_inputs_go_both_ways_too():
    step = engine.record("circle", seed=42)[-1]
    inputs = np.random.default_rng(0).normal(size=(2, 7))
    both, flow = working.collapse(step, 1, inputs), working.probe(step, inputs)
    assert both["in_one"] == pytest.approx(both["in_two"])
    assert both["bent"] == pytest.approx(flow["z2"])
    with pytest.raises(engine.Refused, match=r"layer 1 takes \(2, k\)"):
        working.collapse(step, 1, inputs.T)
