"""Weighted inputs climb to the sigmoid and read off their activations."""

import numpy as np
import pytest
from manim import UP

import engine
from engine import working
from scenes.vocabulary.layer.climb import Squash


def test_climbers_start_on_the_axis_meet_the_curve_and_read_off_their_activation():
    zs = np.array([-2.0, 0.0, 3.0])
    activations = 1 / (1 + np.exp(-zs))
    climb = Squash({"z1": zs[:, None], "a1": activations[:, None]}, 1, working.curve).shift(UP)

    def dots():
        return np.array([dot.get_center() for dot in climb.dots])

    assert np.allclose(climb.show_climb(0.0).plot.point(zs, 0.0 * zs), dots())
    climb.show_climb(0.5)
    assert np.allclose(climb.plot.point(zs, activations), dots())
    climb.show_climb(1.0)
    left = np.full_like(zs, climb.plot.frame.x_range[0])
    assert np.allclose(climb.plot.point(left, activations), dots())
    earlier = climb.show_climb(0.25).dots[0].get_center().copy()
    assert np.allclose(climb.show_climb(0.9).show_climb(0.25).dots[0].get_center(), earlier)


def test_the_axis_of_the_climb_reaches_every_z():
    climb = Squash(
        {"z1": np.array([[-9.5], [2.0]]), "a1": np.array([[0.0], [0.88]])}, 1, working.curve
    )
    low, high = climb.plot.frame.x_range
    assert low <= -9.5
    assert high >= 9.5


def test_each_dot_has_its_z_at_the_foot_and_its_a_once_it_is_read_off(person):
    climb = Squash(person, 1, working.curve)
    assert [(n.of, n.at) for n in climb.z_numbers] == [("z1", (row, 0)) for row in range(3)]
    assert [n.value for n in climb.a_numbers] == person["a1"][:, 0].tolist()
    shown = [
        [numbers[0].get_fill_opacity() for numbers in (climb.z_numbers, climb.a_numbers)]
        for moment in (0.0, 0.5, 1.0)
        if climb.show_climb(moment)
    ]
    assert shown == [[1, 0], [0, 0], [0, 1]]


def test_numbers_that_would_lie_on_each_other_stand_on_two_lines_or_are_left_out():
    zs = np.array([[0.0], [0.05], [0.1], [3.0]])
    climb = Squash({"z1": zs, "a1": 1 / (1 + np.exp(-zs))}, 1, working.curve)
    assert [number.at for number in climb.z_numbers] == [(0, 0), (1, 0), (3, 0)]
    first, second, last = (number.baseline for number in climb.z_numbers)
    assert first == last < second


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "identity"])
def test_the_curve_is_the_networks_own(name):
    zs = np.linspace(-4, 4, 9)[:, None]
    network = engine.Network([np.eye(1)], [np.zeros((1, 1))], (name,))
    climb = Squash({"z1": zs, "a1": network.predict(zs.T).T}, 1, working.curve, bend=name)
    heights = np.interp(climb.zs, climb.curve.xs, climb.curve.ys)
    assert np.allclose(heights, climb.activations, atol=1e-3)
    low, high = climb.plot.frame.y_range
    assert low <= heights.min() < heights.max() <= high


def test_no_number_is_struck_through_by_the_line_of_another():
    z = np.array([[-0.09], [-0.63], [0.12], [0.31]])
    source = {"z1": z, "a1": np.logaddexp(0.0, z)}
    squash = Squash(source, 1, working.curve, bend="softplus").show_climb(1.0)
    lines = [line.get_start()[1] for line in squash.reads]
    assert squash.a_numbers
    for number in squash.a_numbers:
        assert all(abs(number.get_y() - y) >= number.height / 2 for y in lines)


def test_no_number_lies_on_the_curve_or_on_its_axis():
    z = np.array([[0.83], [0.16], [-2.24], [-0.32]])
    squash = Squash({"z1": z, "a1": z}, 1, working.curve, bend="identity")
    assert [number.value for number in squash.z_numbers] == [0.83, 0.16, -0.32]
