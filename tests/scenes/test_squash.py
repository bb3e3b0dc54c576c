"""Weighted inputs climb to the sigmoid and read off their activations."""

import numpy as np
from manim import UP

from scenes.vocabulary.squash import Squash


def test_climbers_start_on_the_axis_meet_the_curve_and_read_off_their_activation():
    zs = np.array([-2.0, 0.0, 3.0])
    activations = 1 / (1 + np.exp(-zs))
    climb = Squash(zs, activations).shift(UP)

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
    climb = Squash([-9.5, 2.0], [0.0, 0.88])
    low, high = climb.plot.frame.x_range
    assert low <= -9.5
    assert high >= 9.5
