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


@pytest.fixture(scope="module")
def relu():
    rng = np.random.default_rng(3)
    network = engine.Network.random((5, 4, 3), rng=rng, activations=("relu", "softmax"))
    X, Y = rng.normal(size=(5, 6)), np.eye(3)[:, rng.integers(0, 3, 6)]
    return engine.train(network, X, Y, cost="cce", steps=3, learning_rate=0.1)


def test_votes_for_and_against_and_biases_sum_to_the_margin(relu):
    for who in range(6):
        found = working.contest(working.example(relu[1], who), 0, 2)
        z = relu[1]["z2"][:, who]
        assert found.margin == pytest.approx(z[0] - z[2], rel=1e-12)
        assert found.pro + found.con + found.biases == pytest.approx(found.margin, rel=1e-9)
        assert found.pro + found.con == pytest.approx(found.votes.sum(), rel=1e-9)
        assert found.con <= 0 <= found.pro


def test_what_is_not_a_vote_is_what_the_biases_pass_on(relu):
    person = working.example(relu[0], 1)
    found = working.contest(person, 1, 0)
    open_ = (person["z1"][:, 0] > 0).astype(float)
    passed = person["W2"] @ (open_ * person["b1"][:, 0]) + person["b2"][:, 0]
    assert found.biases == pytest.approx(passed[1] - passed[0], rel=1e-9)


def test_an_input_that_was_not_learned_from_has_a_contest_too(relu):
    same = working.probe(relu[1], relu[1]["a0"][:, [4]])
    one, other = (working.contest(who, 2, 1) for who in (same, working.example(relu[1], 4)))
    assert one.votes == pytest.approx(other.votes, rel=1e-9)
    assert one["margin"] == pytest.approx(other["margin"], rel=1e-9)
    with pytest.raises(engine.Refused):
        working.contest(same, 0, 3)
