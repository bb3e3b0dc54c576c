"""The surface is the true cost, and the path lies where it says."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import landscape
from engine.judging import cost_with

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
