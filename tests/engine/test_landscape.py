"""The surface is the true cost, and the path lies where it says."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import landscape
from engine.working.what_if import cost_with

AXES = (("W3", (0, 1)), ("W3", (0, 2)))


@pytest.fixture(scope="module")
def history():
    return engine.record("heart", steps=60)


@pytest.fixture(scope="module")
def sheet(history):
    return landscape.sheet(history, 0, axes=AXES, resolution=7)


def test_every_point_of_the_sheet_is_the_cost_of_that_network(history, sheet):
    for row, y in enumerate(sheet.ys):
        for column, x in enumerate(sheet.xs):
            W = history[0]["W3"].copy()
            W[0, 1], W[0, 2] = x, y
            expected = cost_with(history[0], {"W3": W})
            assert sheet.costs[row, column] == pytest.approx(expected, rel=1e-13)


def test_the_path_runs_over_the_two_weights(history, sheet):
    assert sheet.path.shape == (61, 2)
    np.testing.assert_allclose(sheet.path[:-1, 0], history["W3"][:, 0, 1], rtol=1e-12)
    np.testing.assert_allclose(sheet.path[-1], history.final.weights[2][0, 1:], rtol=1e-12)


def test_the_true_costs_and_the_shadows_agree_where_the_sheet_was_cut(history, sheet):
    np.testing.assert_array_equal(sheet.path_costs[:-1], history.costs)
    assert sheet.shadow_costs[0] == pytest.approx(history.costs[0], rel=1e-13)
    assert sheet.off_plane[0] == 0
    assert (np.diff(sheet.off_plane) > 0).all()
    assert sheet.path_costs[-1] < sheet.path_costs[-2]


def test_the_sheet_can_be_asked_anywhere(sheet):
    grid = np.stack(np.meshgrid(sheet.xs, sheet.ys), axis=-1)
    np.testing.assert_array_equal(sheet.at(grid), sheet.costs)
    assert sheet.at(sheet.path[0]).shape == ()


def test_a_neurons_two_parameters_are_the_whole_truth():
    history = engine.record("neuron", steps=20)
    sheet = landscape.sheet(history, axes=(("W1", (0, 0)), ("b1", (0, 0))), resolution=5)
    np.testing.assert_allclose(sheet.off_plane, 0, atol=1e-12)
    np.testing.assert_allclose(sheet.shadow_costs, sheet.path_costs, rtol=1e-12)


def test_axes_that_do_not_exist_are_refused(history):
    with pytest.raises(engine.Refused, match="two different"):
        landscape.sheet(history, axes=(AXES[0], AXES[0]))
    with pytest.raises(engine.Refused, match="Known: W1"):
        landscape.sheet(history, axes=(AXES[0], ("Q9", (0, 0))))


def test_the_principal_plane_keeps_closest_to_the_path(history):
    plane = landscape.principal(history)
    sheet = landscape.over(history, plane, resolution=5)
    assert 0.9 < plane.variance.sum() <= 1 + 1e-12
    assert plane.variance[0] > plane.variance[1]
    np.testing.assert_allclose(np.linalg.norm(plane.directions, axis=0), 1)
    assert abs(plane.directions[:, 0] @ plane.directions[:, 1]) < 1e-9
    np.testing.assert_allclose(sheet.path[-1], 0, atol=1e-12)
    named = landscape.sheet(history, -1, axes=AXES, resolution=5)
    assert sheet.off_plane.max() < named.off_plane.max()


def test_a_path_may_be_that_of_some_steps(history):
    steps = np.array([0, 3, 20, 59])
    plane = landscape.principal(history, steps)
    sheet = landscape.over(history, plane, resolution=3, steps=steps)
    points = landscape.trajectory(history, steps)
    np.testing.assert_array_equal(points, landscape.trajectory(history)[steps])
    np.testing.assert_allclose(sheet.path[:-1], plane.coordinates(points))
    np.testing.assert_array_equal(sheet.path_costs[:-1], history.costs[steps])
    assert (sheet.path.max(axis=0) >= -sheet.path.min(axis=0)).all()  # its long side is up


def test_a_path_without_a_plane_is_refused():
    straight = engine.train(
        engine.Network([np.zeros((1, 2))], [np.zeros((1, 1))], ("identity",)),
        np.array([[1.0, -1.0], [2.0, -2.0]]),
        np.array([[1.0, -1.0]]),
        cost="mse",
        steps=9,
        learning_rate=0.01,
    )
    with pytest.raises(engine.Refused, match="spans no plane"):
        landscape.principal(straight)
    with pytest.raises(engine.Refused, match="spans no plane"):
        landscape.principal(engine.record("heart", steps=2))


def test_a_sheet_answers_to_its_keys(sheet):
    np.testing.assert_array_equal(sheet["path_costs"], sheet.path_costs)
    assert sheet["off_plane"][3] == sheet.off_plane[3]
    with pytest.raises(engine.Refused, match="'shadow_costs'.* Known: "):
        sheet["shadow_cost"]


def test_the_share_is_what_of_the_movement_the_plane_does_not_hide(history, sheet):
    points = landscape.trajectory(history)
    assert 0 < sheet.share < 1
    named = points[:, [landscape.flat_index(history.run, *axis) for axis in AXES]]
    assert sheet.share == pytest.approx(named.var(axis=0).sum() / points.var(axis=0).sum(), rel=0.1)
    principal = landscape.over(history, landscape.principal(history), resolution=2)
    assert principal.share > sheet.share
    assert principal.share == pytest.approx(principal.plane.variance.sum(), abs=1e-3)


def test_two_parameters_hold_all_that_there_is():
    line = landscape.sheet(
        engine.record("line", steps=9), axes=(("W1", (0, 0)), ("b1", (0, 0))), resolution=2
    )
    assert line.share == pytest.approx(1.0, abs=1e-12)


def test_a_run_that_stands_still_hides_nothing():
    still = engine.record("line", steps=3, learning_rate=1e-300)
    with np.errstate(all="raise"):
        sheet = landscape.sheet(still, axes=(("W1", (0, 0)), ("b1", (0, 0))), resolution=3)
    assert (np.ptp(landscape.trajectory(still), axis=0) == 0).all()
    assert sheet.share == 1.0


def test_random_directions_are_as_long_as_each_neurons_weights(history):
    plane = landscape.at_random(history, rng=np.random.default_rng(0))
    again = landscape.at_random(history, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(plane.directions, again.directions)
    W1 = plane.directions[:6, 0].reshape(3, 2)
    expected = np.linalg.norm(history[-1]["W1"], axis=1)
    np.testing.assert_allclose(np.linalg.norm(W1, axis=1), expected)
    assert (plane.directions[-7:] == 0).all()
    assert plane.costs(np.zeros(2)) == pytest.approx(history.costs[-1], rel=1e-13)


@pytest.mark.parametrize("cost", ["rmse", "mae", "half_squared"])
def test_many_networks_at_once_cost_what_each_costs(cost):
    history = engine.record("circle", cost=cost, epochs=2)
    sheet = landscape.sheet(history, axes=(("W2", (0, 1)), ("b1", (3, 0))), resolution=3)
    assert sheet.shadow_costs[0] == pytest.approx(sheet.path_costs[0], rel=1e-12)
    from engine.working.what_if import cost_of

    data = history.dataset
    assert sheet.path_costs[-1] == pytest.approx(
        cost_of(history.final, data.X, data.Y, cost=cost), rel=1e-12
    )
