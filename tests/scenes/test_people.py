"""The people of a data set: in the table and among the points they are the same ones."""

import numpy as np
import pytest

from scenes.pictures.backprop.measured import People
from scenes.vocabulary import style
from scenes.vocabulary.plot import Plot, Scatter


def test_a_dot_for_each_example_where_its_numbers_say_full_for_class_one():
    plot = Plot((100, 200), (50, 80))
    raw = np.array([[120.0, 180.0, 150.0], [60.0, 75.0, 55.0]])
    dots = Scatter(plot, raw, [0, 1, 1])
    for dot, (x, y) in zip(dots, raw.T, strict=True):
        assert np.allclose(dot.get_center(), plot.point(x, y))
    assert [dot.get_fill_opacity() for dot in dots] == [0.0, 1.0, 1.0]
    assert all(dot.get_stroke_opacity() == 1 for dot in dots)
    with pytest.raises(ValueError, match="zip"):
        Scatter(plot, raw, [0, 1])


def people(raw=True):
    measured = np.array([[120.0, 180.0, 150.0], [60.0, 75.0, 55.0]])
    scaled = (measured - measured.mean(axis=1, keepdims=True)) / 10
    names, units = ("weight", "height"), ("lb", "in")
    given = measured if raw else None
    return People(given, scaled, [0, 1, 1], names=names, units=units, question="at risk")


def test_table_and_points_are_of_the_same_people_at_the_two_edges():
    shown = people()
    assert len(shown.measured_rows()) == len(shown.scaled_rows()) == len(shown.dots) == 3
    weight, height, risk = shown.measured_rows()[1]
    assert (weight.value, height.value, risk.value) == (180.0, 75.0, 1.0)
    assert [number.of for number in shown.scaled_rows()[1]] == ["X", "X"]
    assert np.allclose(shown.dots[1].get_center(), shown.plot.point(180.0, 75.0))
    assert shown.table.get_right()[0] == pytest.approx(style.RIGHT_EDGE)
    assert shown.plot.get_left()[0] == pytest.approx(style.LEFT_EDGE)
    assert shown.plot.get_right()[0] < shown.table.get_left()[0]


def test_people_without_their_measurements_are_refused():
    with pytest.raises(ValueError, match="the values before scaling are accepted"):
        people(raw=False)
