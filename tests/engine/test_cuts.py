"""The cost along one parameter, quotients that settle, products that grow, a probe that turns."""

import numpy as np
import pytest

import engine
from engine import working

LAST = "W3", (0, 1)


@pytest.fixture(scope="module")
def step():
    return engine.record("heart", seed=42)[0]


def test_a_cut_passes_through_the_recorded_cost(step):
    here = step["W3"][0, 1]
    found = working.cut(step, *LAST, [here - 1.0, here, here + 1.0])
    assert found.costs[1] == pytest.approx(step.cost, rel=1e-12)
    moved = np.array(step["W3"])
    moved[0, 1] += 1.0
    network = engine.Network(
        (*step.network.weights[:2], moved), step.network.biases, step.run.activations
    )
    answers = network.predict(step["a0"])
    y = step.targets
    by_hand = -np.mean(y * np.log(answers) + (1 - y) * np.log(1 - answers))
    assert found.costs[2] == pytest.approx(by_hand, rel=1e-12)


def test_quotients_settle_on_what_backpropagation_says_and_then_rounding_takes_over(step):
    found = working.quotients(step, *LAST, 10.0 ** -np.arange(1, 15))
    missed = np.abs(found.quotients - found.gradient)
    assert found.gradient == step["dW3"][0, 1]
    assert np.all(missed[1:6] / missed[:5] == pytest.approx(0.1, rel=0.1))
    assert missed[6:9].min() < 1e-7
    assert missed[-1] > 100 * missed.min()
    assert found.rises == pytest.approx(found.costs - step.cost, rel=1e-15)


def test_a_change_of_nothing_is_refused(step):
    with pytest.raises(engine.Refused, match="a change is 0"):
        working.quotients(step, *LAST, [0.1, 0.0])


def test_a_product_grows_by_two_strips_and_a_corner():
    rng = np.random.default_rng(0)
    p, q = rng.normal(size=2)
    dp, dq = rng.normal(size=(2, 30))
    found = working.growth(p, q, dp, dq)
    assert found.rises == pytest.approx((p + dp) * (q + dq) - p * q)
    assert found.first + found.second + found.corner == pytest.approx(found.rises)
    assert found["quotients"] == pytest.approx(found.rises / dp)


def test_a_square_grows_by_twice_its_side_and_the_change():
    changes = np.array([0.3, 0.03, 0.003])
    found = working.growth(0.7, 0.7, changes, changes)
    assert found.quotients == pytest.approx(1.4 + changes)


def test_no_direction_rises_faster_than_the_gradient(step):
    axes = ("W1", (0, 0)), ("b1", (0, 0))
    angles = np.linspace(-np.pi, np.pi, 721)
    found = working.turned(step, axes, angles)
    steepest = np.arctan2(*found.gradient[::-1])
    assert angles[found.slopes.argmax()] == pytest.approx(steepest, abs=np.pi / 360)
    assert found.slopes.max() <= np.linalg.norm(found.gradient) * (1 + 1e-6)
    along = np.cos(angles) * found.gradient[0] + np.sin(angles) * found.gradient[1]
    assert found.slopes == pytest.approx(along, abs=1e-8)


def test_the_shares_of_two_groups_add_up_to_the_whole(step):
    values, changes = np.linspace(-2, 2, 9), [0.1, 1e-6]
    groups = [np.flatnonzero(step.targets[0] == kind) for kind in (0, 1)]
    shares = [working.cut(step, *LAST, values, among=group).costs for group in groups]
    assert sum(shares) == pytest.approx(working.cut(step, *LAST, values).costs)
    found = [working.quotients(step, *LAST, changes, among=group) for group in groups]
    assert sum(one.gradient for one in found) == pytest.approx(step["dW3"][0, 1])
    for one in found:
        assert one.quotients[1] == pytest.approx(one.gradient, abs=1e-5)
