"""What was moved comes to rest where a single stride, or none, would have put it."""

import math

import numpy as np
import pytest
from manim import RIGHT, Dot, VGroup

from scenes.film import settle_on_grid
from scenes.film.settled import GRID
from scenes.vocabulary.text import Readout


def test_many_strides_and_one_come_to_rest_in_the_same_place():
    far, near = Dot(), Dot()
    far.shift(RIGHT * 0.7)
    for _ in range(70):
        near.shift(RIGHT * 0.01)
    assert not np.array_equal(far.points, near.points)
    settle_on_grid([VGroup(far, near)])
    assert np.array_equal(far.points, near.points)
    assert abs(far.get_center()[0] - 0.7) < GRID


@pytest.mark.parametrize("size", [0.31, 0.5, 1.0 / 3.0])
def test_a_number_that_changed_and_came_back_rests_where_it_was(size):
    still, busy = (Readout(math.log(2.0), 4, size=size).shift(RIGHT / 7.0) for _ in range(2))
    settle_on_grid([still, busy])
    for value in np.linspace(0.6, 0.8, 30):
        busy.show_value(value)
    busy.show_value(still.value)
    settle_on_grid([still, busy])
    assert np.array_equal(busy.points, still.points)


def test_a_number_that_was_turned_or_stretched_comes_to_rest_as_it_is():
    for change in (lambda n: n.rotate(0.5), lambda n: n.stretch(2.0, 0), lambda n: n.scale(1e-5)):
        number = change(Readout(0.25))
        before = number.points.copy()
        settle_on_grid([number])
        assert abs(number.points - before).max() < GRID
