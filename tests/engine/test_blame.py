"""Blame and votes are the terms of sums that the network computes."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import working


@pytest.fixture(scope="module")
def person():
    return working.example(engine.record("heart", steps=30)[20], 4)


def test_the_blame_of_a_neurons_connections_sums_to_how_the_cost_feels_it(person):
    for n in (2, 3):
        np.testing.assert_allclose(
            working.blame(person, n).sum(axis=0), person[f"da{n - 1}"][:, 0], rtol=1e-12
        )


def test_votes_and_the_bias_sum_to_the_weighted_input(person):
    for layer, neuron in ((1, 2), (2, 0), (3, 0)):
        given = working.votes(person, neuron, layer=layer)
        total = given.sum() + person[f"b{layer}"][neuron, 0]
        assert total == pytest.approx(person[f"z{layer}"][neuron, 0], rel=1e-12)


def test_a_relu_networks_vote_map_is_an_identity():
    rng = np.random.default_rng(0)
    network = engine.Network.random(
        (5, 4, 3), rng=rng, activations=("relu", "softmax"), biases="zeros"
    )
    X, Y = rng.normal(size=(5, 6)), np.eye(3)[:, rng.integers(0, 3, 6)]
    step = engine.train(network, X, Y, cost="cce", steps=1, learning_rate=0.1)[0]
    someone = working.example(step, 2)
    for output in range(3):
        total = working.vote_map(someone, output).sum()
        assert total == pytest.approx(someone["z2"][output, 0], rel=1e-12)


def test_layers_and_neurons_that_do_not_exist_are_refused(person):
    for ask in (lambda: working.blame(person, 1), lambda: working.votes(person, 3),
                lambda: working.votes(person, 0, layer=4)):  # fmt: skip
        with pytest.raises(engine.Refused):
            ask()
