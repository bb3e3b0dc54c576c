"""The line between yes and no stands where the network guesses one half."""

import numpy as np
import pytest

pytest.importorskip("manim", reason="the lectures are drawn by Manim")

from scenes.pictures.backprop.boundary import Boundary
from scenes.vocabulary.plot import Plot

XS, YS = np.linspace(0, 10, 41), np.linspace(-5, 5, 31)
ACROSS, UP = np.meshgrid(XS, YS)


def drawn(guesses):
    plot = Plot((0, 10), (-5, 5), width=5, height=4)
    return plot, Boundary(plot, XS, YS, guesses)


def test_the_line_runs_through_the_points_where_the_guess_is_one_half():
    plot, boundary = drawn(1 / (1 + np.exp(-(ACROSS - 4))))
    (line,) = boundary.line
    assert np.allclose(line.points[:, 0], plot.point(4, 0)[0], atol=1e-6)
    heights = line.points[:, 1].min(), line.points[:, 1].max()
    assert np.allclose(heights, [plot.point(4, -5)[1], plot.point(4, 5)[1]])


def test_the_tint_lies_on_the_side_of_yes():
    plot, boundary = drawn(1 / (1 + np.exp(-(ACROSS - 4))))
    assert np.isclose(boundary.yes.get_left()[0], plot.point(4, 0)[0], atol=1e-6)
    assert np.isclose(boundary.yes.get_right()[0], plot.point(10, 0)[0], atol=1e-6)


def test_an_island_of_yes_is_closed():
    _, boundary = drawn(np.exp(-((ACROSS - 5) ** 2 + UP**2) / 4))
    (line,) = boundary.line
    assert np.allclose(line.points[0], line.points[-1])


def test_a_network_that_never_says_yes_has_no_line_and_no_tint():
    _, boundary = drawn(np.full_like(ACROSS, 0.2))
    assert len(boundary.line) == 0
    assert len(boundary.yes) == 0
