"""Activations and costs far out: no warning, no infinity where the answer is finite."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from engine.activations import ACTIVATIONS, activation
from engine.costs import cost

FAR = np.array([[-1000.0, -745.0, -40.0, 0.0, 40.0, 745.0, 1000.0]])


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_is_finite_far_out(name):
    assert np.isfinite(activation(name)(FAR)).all()


@pytest.mark.parametrize("name", [name for name, g in ACTIVATIONS.items() if g.slope])
def test_every_slope_is_the_slope_of_its_value(name):
    g, z = activation(name), np.linspace(-3.05, 3, 41)[None]
    ahead, behind = g(z + 1e-6), g(z - 1e-6)
    np.testing.assert_allclose(g.slope_at(z, g(z)), (ahead - behind) / 2e-6, atol=1e-8)


def test_sigmoid_keeps_its_accuracy_in_the_tail():
    assert activation("sigmoid")(np.array([[-700.0]]))[0, 0] == pytest.approx(np.exp(-700.0))


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_binary_cross_entropy_from_z_is_right_far_out(y):
    a, Y = activation("sigmoid")(FAR), np.full_like(FAR, y)
    expected = np.where(y == 1, np.logaddexp(0, -FAR), np.logaddexp(0, FAR))
    np.testing.assert_allclose(cost("bce").each(FAR, a, Y), expected[0], rtol=1e-15)


def test_mean_squared_error_is_the_mean_over_examples_and_outputs():
    a, y = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[0.0, 2.0], [1.0, 2.0]])
    assert cost("mse").value(a, a, y) == (1 + 0 + 4 + 9) / 4
    assert cost("half_squared").value(a, a, y) == (1 + 0 + 4 + 9) / 2 / 2


def test_the_slope_of_softplus_is_the_sigmoid_to_the_last_digits():
    a = activation("softplus")(FAR)
    expected = activation("sigmoid")(FAR)
    np.testing.assert_allclose(
        activation("softplus").slope_at(FAR, a), expected, rtol=1e-14, atol=1e-320
    )
    assert (a[0, -2:] == FAR[0, -2:]).all()


def test_huber_is_a_parabola_near_the_truth_and_a_line_beyond_an_error_of_one():
    a, y = np.array([[0.5, -1.0, 3.0]]), np.zeros((1, 3))
    assert cost("huber").each(a, a, y).tolist() == [0.125, 0.5, 2.5]
    assert cost("huber").value(a, a, y) == (0.125 + 0.5 + 2.5) / 3
    out = np.empty_like(a)
    cost("huber").gradient(a, a, y, out)
    np.testing.assert_allclose(out, [[0.5 / 3, -1 / 3, 1 / 3]], rtol=1e-15)
