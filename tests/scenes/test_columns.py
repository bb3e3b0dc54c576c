"""Columns of examples are to scale, up and down, and so is the line of their mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import RIGHT, UP

from engine import working
from scenes.pictures.backprop.columns import ExampleColumns

VALUES = np.array([0.2, 1.4, 0.8, 0.4])


def columns(values=VALUES, mean=None, lit=1):
    return ExampleColumns(
        {"cost": values},
        {"cost": np.mean(values) if mean is None else mean},
        "cost",
        name="cost(C)",
        role="cost",
        lit=lit,
        decimals=(2, 4),
    )


@settings(max_examples=30)
@given(
    arrays(float, st.integers(2, 12), elements=st.floats(-5, 5)).filter(
        lambda values: np.abs(values).min() > 0.01
    )
)
def test_columns_say_their_values_back_up_or_down(values):
    shown = columns(values)
    assert np.allclose(shown.drawn_values(), values, rtol=1e-6)
    for bar, value in zip(shown.bars, values, strict=True):
        end = bar.get_top()[1] if value > 0 else bar.get_bottom()[1]
        assert (end - shown.zero.get_y()) * value > 0


def test_the_means_line_is_at_the_mean_on_the_columns_scale():
    shown = columns()
    rise = shown.mean_line.get_y() - shown.zero.get_y()
    assert rise / shown.bars[1].height == pytest.approx(VALUES.mean() / VALUES[1])
    label, number = shown.label
    assert (number.value, number.of, number.text) == (VALUES.mean(), "cost", "0.7000")
    assert number.baseline == pytest.approx(label.baseline)
    assert label.get_left()[0] > shown.zero.get_right()[0]


def test_the_one_that_we_follow_stands_out_and_has_its_number():
    shown = columns(lit=2)
    assert [bar.get_fill_opacity() for bar in shown.bars] == [0.55, 0.55, 1.0, 0.55]
    number = shown.lit_number
    assert (number.value, number.of, number.at) == (VALUES[2], "cost", (2,))
    assert number.source["cost"] is VALUES
    assert number.get_fill_color() == shown.bars[2].get_fill_color()
    assert number.get_top()[1] < shown.zero.get_y()


@pytest.mark.parametrize("sign", [1, -1])
def test_the_number_lies_on_no_column_and_leaves_the_mean_its_room(sign):
    shown = columns(sign * np.linspace(0.3, 1.2, 12))
    assert shown.lit_number.get_top()[1] < min(bar.get_bottom()[1] for bar in shown.bars)
    assert shown.caption.get_right()[0] < shown.label.get_left()[0]


def test_what_is_not_nought_is_not_printed_as_nought():
    shown = columns(VALUES * 1e-5)
    assert (shown.lit_number.text, shown.label[1].text) == ("0.00001", "0.00001")


def test_columns_grow_from_the_zero_line_and_then_they_are_explained():
    shown = columns().shift(UP + RIGHT)
    assert shown.show_growth(0.3) is shown
    assert np.allclose(shown.drawn_values(), VALUES / 2)
    assert shown.label[1].get_fill_opacity() == 0
    assert shown.lit_number.get_fill_opacity() == 0
    shown.show_growth(1.0)
    assert np.allclose(shown.drawn_values(), VALUES)
    assert shown.label[1].get_fill_opacity() == 1


def test_showing_a_later_moment_and_then_an_earlier_equals_the_earlier():
    once, twice = columns().show_growth(0.3), columns().show_growth(0.7).show_growth(0.3)
    for one, other in zip(once.get_family(), twice.get_family(), strict=True):
        assert np.allclose(one.points, other.points)
        assert one.get_fill_opacity() == other.get_fill_opacity()


def test_columns_of_a_weight_name_its_place(heart):
    step = heart[0]
    everyone = working.each(step)
    looks = {"name": "C", "role": "delta", "lit": 3, "decimals": (4, 5)}
    shown = ExampleColumns(everyone, step, "dW1", (1, 0), **looks)
    assert np.allclose(shown.values, everyone["dW1"][:, 1, 0])
    own, mean = shown.lit_number, shown.label[1]
    assert (own.of, own.at, own.source) == ("dW1", (3, 1, 0), everyone)
    assert (mean.of, mean.at, mean.source) == ("dW1", (1, 0), step)
    assert mean.value == step["dW1"][1, 0]


def test_of_a_crowd_the_first_forty_have_columns_and_the_caption_says_so():
    shown = columns(np.linspace(0.1, 1.0, 300))
    assert len(shown.bars) == 40
    assert shown.caption[0].says == "40 of 300 columns; the bright one:"
    assert columns().caption[0].says == "one column for each person; the bright one:"
