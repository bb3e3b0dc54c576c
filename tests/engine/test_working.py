"""The working equals what training used."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import working


@pytest.fixture(scope="module")
def step():
    return engine.record("heart", steps=30)[7]


@pytest.fixture(scope="module")
def person(step):
    return working.example(step, 1)


def test_an_example_is_a_column_of_the_step(step, person):
    for key in ("a0", "z1", "a2", "z3", "a3", "y"):
        np.testing.assert_array_equal(person[key], step[key][:, [1]])
    assert person["W1"] is not None
    assert person.cost == person["cost"]


def test_an_examples_delta_at_the_output_is_the_answer_minus_the_truth(person):
    np.testing.assert_array_equal(person["delta3"], person["a3"] - person["y"])


def test_blame_goes_back_through_the_weights_and_the_slope(person):
    np.testing.assert_array_equal(person["da1"], person["W2"].T @ person["delta2"])
    np.testing.assert_array_equal(person["delta1"], person["da1"] * person["slope1"])
    np.testing.assert_array_equal(person["dW1"], person["delta1"] @ person["a0"].T)
    np.testing.assert_array_equal(person["db1"], person["delta1"])


def test_the_mean_of_the_examples_gradients_is_the_steps(step):
    for key in ("dW1", "dW2", "dW3", "db1", "db3"):
        own = working.per_example(step, key)
        np.testing.assert_allclose(own.mean(axis=0), step[key], rtol=1e-12, atol=1e-17)
        for i in range(10):
            column = working.example(step, i)
            np.testing.assert_allclose(own[i], column[key], rtol=1e-12, atol=1e-17)


def test_everyone_at_once_is_each_example_on_its_own(step):
    everyone = working.each(step)
    assert everyone.keys == ("cost", "dW1", "dW2", "dW3", "db1", "db2", "db3")
    for key in everyone.keys:
        alone = np.array([working.example(step, i)[key] for i in range(10)])
        np.testing.assert_allclose(everyone[key], alone, rtol=1e-12, atol=1e-17)
    assert everyone["cost"].mean() == pytest.approx(step.cost, rel=1e-14)
    assert not everyone["cost"].flags.writeable
    with pytest.raises(engine.Refused, match="dW4"):
        everyone["dW4"]


def test_a_probe_is_what_the_steps_network_answers(step):
    asked = working.probe(step, step["a0"][:, [4]])
    assert asked.keys == ("a0", "a1", "a2", "a3", "z1", "z2", "z3")
    for key in asked.keys:
        np.testing.assert_allclose(asked[key], step[key][:, [4]], rtol=1e-12)
        assert not asked[key].flags.writeable
    with pytest.raises(engine.Refused, match="cost"):
        asked["cost"]


def test_the_mean_of_the_examples_costs_is_the_steps(step):
    costs = [working.example(step, i).cost for i in range(10)]
    assert np.mean(costs) == pytest.approx(step.cost, rel=1e-14)


def test_what_an_ellipsis_leaves_out_is_the_rest_of_the_sum(person):
    entry = working.entry(person, "z2", 1)
    assert entry.between(0, 2) == pytest.approx(entry.partial_sums[2], rel=1e-15)
    assert entry.between(1, 1) == entry.products[1]
    for first, last in ((-1, 1), (2, 1), (0, 3)):
        with pytest.raises(engine.Refused, match="there are 0 to 2"):
            entry.between(first, last)


def test_row_meets_column_and_the_bias_is_added(person):
    for key, rows in (("z1", 3), ("z2", 3), ("z3", 1)):
        for row in range(rows):
            made = working.entry(person, key, row)
            np.testing.assert_array_equal(made.products, made.weights * made.inputs)
            assert made.partial_sums[-1] == made.z == person[key][row, 0]
            assert made.partial_sums[-2] + made.bias == pytest.approx(made.z, rel=1e-13)


@pytest.mark.parametrize(("key", "place"), [("W1", (2, 1)), ("W3", (0, 2)), ("b2", (1, 0))])
def test_the_chain_of_factors_multiplies_to_the_gradient(person, key, place):
    factors = working.chain(person, key, place)
    assert factors.product == factors.dz_dw * factors.da_dz * factors.dc_da
    assert factors.product == pytest.approx(person["d" + key][place], rel=1e-12)


@pytest.mark.parametrize(("key", "place"), [("W1", (2, 1)), ("W3", (0, 2)), ("b2", (1, 0))])
def test_a_nudge_agrees_with_backpropagation(step, key, place):
    tried = working.nudge(step, key, place, epsilon=1e-6)
    assert tried.gradient == step["d" + key][place]
    assert tried["slope"] == pytest.approx(tried.gradient, rel=1e-4)
    assert tried.change == tried.nudged_cost - step.cost


def test_an_update_leads_to_the_next_step():
    history = engine.record("heart", steps=30)
    made = working.update(history[7], "W1", (2, 1))
    assert made.after == history[8]["W1"][2, 1]
    assert made.step == -made.learning_rate * made.gradient


@pytest.mark.parametrize(
    "ask",
    [lambda s, p: working.example(s, 10), lambda s, p: working.entry(p, "z4", 0),
     lambda s, p: working.chain(p, "a1", (0, 0)), lambda s, p: working.per_example(s, "W1"),
     lambda s, p: p["da7"], lambda s, p: working.update(s, "W1", (0, 0))["aftr"]],
)  # fmt: skip
def test_what_does_not_exist_is_refused(step, person, ask):
    with pytest.raises(engine.Refused):
        ask(step, person)
