"""A readout shows its float, remembers where it came from, and changes in its place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP
from manim.utils.hashing import get_json

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.text import Readout, cite, quote
from scenes.vocabulary.text.readout import MINUS, written
from tests.scenes.looking import read

NUMBERS = st.floats(-1e4, 1e4, allow_nan=False)
DECIMALS = st.integers(0, 5)
ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0}


@given(NUMBERS, DECIMALS)
def test_what_is_written_is_the_number_rounded_once(value, decimals):
    text = written(value, decimals).replace(MINUS, "-")
    assert float(text) == float(f"{value:.{decimals}f}")
    assert len(text.partition(".")[2]) == decimals


@given(st.floats(-1e-3, 1e-3))
def test_no_minus_stands_before_a_zero(value):
    assert written(value, 1) == "0.0"


def test_the_minus_is_as_wide_as_a_sign_and_no_hyphen():
    assert written(-0.25, 2) == "−0.25"
    assert "-" not in written(-1234.5, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(2e93, "2e93"), (1.5e93, "1.5e93"), (-4.256e7, "−4.26e7"), (9_999_999.4, "9999999.40")],
)
def test_a_number_too_long_to_be_read_is_written_with_its_power_of_ten(value, text):
    assert written(value, 2) == text
    assert read(Readout(value, 2)).drawn


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(2.5e-7, 6, "2.5e−7"), (-1e-9, 8, "−1e−9"), (6e-7, 6, "0.000001"), (0.0, 6, "0.000000")],
)
def test_what_so_many_digits_do_not_show_is_no_nought(value, decimals, text):
    assert written(value, decimals) == text
    assert read(Readout(value, decimals)).drawn


def test_a_sign_is_shown_where_it_is_asked_for():
    assert written(0.5, 1, signed=True) == "+0.5"
    assert written(-0.5, 1, signed=True) == "−0.5"


def test_only_a_negative_number_is_bracketed():
    assert Readout(-0.5, 1, bracketed=True).text == "(−0.5)"
    assert Readout(0.5, 1, bracketed=True).text == "0.5"
    assert Readout(-0.01, 1, bracketed=True).text == "0.0"


@given(NUMBERS, DECIMALS, NUMBERS)
def test_it_keeps_the_whole_float_and_draws_it_again_when_it_changes(value, decimals, other):
    number = Readout(value, decimals)
    assert number.value == value
    assert number.show_value(other) is number
    assert number.value == other
    assert read(number).drawn
    assert read(number).text == written(other, decimals)


@given(NUMBERS, NUMBERS)
def test_showing_a_number_and_then_the_first_again_leaves_no_trace(first, second):
    number = Readout(first, 3).shift(UP * 2 + RIGHT).scale(1.3)
    before = number.points.copy()
    number.show_value(second).show_value(first)
    assert number.points.shape == before.shape
    assert np.allclose(number.points, before)


@pytest.mark.parametrize("anchor", ANCHORS)
def test_its_anchor_stays_where_it_is_when_the_number_grows(anchor):
    number = Readout(1.11, 2, anchor=anchor).shift(RIGHT * 2)
    share = ANCHORS[anchor]

    def anchored():
        left, right = number.get_left()[0], number.get_right()[0]
        return left + (right - left) * share

    before = anchored()
    number.show_value(1111.11)
    # Glyphs have some air at their sides, and a 1 more than most.
    assert anchored() == pytest.approx(before, abs=0.04)


def test_it_keeps_its_size_and_its_colour_when_it_changes():
    number = Readout(0.5, 2, role="delta", size=0.4).scale(2.0)
    height = number.height
    number.show_value(0.8)
    assert number.height == pytest.approx(height, rel=0.02)
    assert number.get_fill_color() == style.color("delta")


def test_numbers_of_equal_decimals_align_on_the_point():
    numbers = [Readout(value, 2).put_anchor(np.zeros(3)) for value in (1.28, -123.45, 0.05)]
    assert [n.get_right()[0] for n in numbers] == pytest.approx([0.0] * 3, abs=0.03)


def test_digits_stand_on_the_line_that_they_are_stood_on():
    number = Readout(-12.07, 2).stand_on(1.5)
    assert number.baseline == pytest.approx(1.5)
    assert number.get_bottom()[1] == pytest.approx(1.5, abs=0.02)


def test_an_anchor_is_put_at_a_point_with_the_digits_centred_on_it():
    number = Readout(0.88, 2, anchor="center").put_anchor(np.array([2.0, -1.0, 0.0]))
    assert number.get_center()[:2] == pytest.approx([2.0, -1.0], abs=0.02)


def test_a_number_is_one_object():
    assert len(Readout(-1234.5678, 4).get_family()) == 1


def test_a_quoted_number_says_where_it_is_recorded():
    source = {"W1": np.array([[1.0, 2.0], [3.0, 4.5]]), "cost": 0.75}
    number = quote(source, "W1", (1, 1), 1, role="weight")
    assert (number.value, number.of, number.at, number.text) == (4.5, "W1", (1, 1), "4.5")
    assert number.get_fill_color() == style.color("weight")
    assert quote(source, "cost", decimals=2).text == "0.75"


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(IndexError):
        quote({"W1": np.zeros((2, 2))}, "W1", (2, 0))
    with pytest.raises(KeyError):
        quote({"W1": np.zeros((2, 2))}, "W4")


def test_a_citation_is_kept_by_a_copy_and_never_copied_itself():
    source = {"W1": np.ones((2, 2))}
    number = quote(source, "W1", (0, 1))
    assert number.source is source
    assert number.copy().source is source


def test_cite_reaches_every_number_of_a_noun():
    matrix, source = ValueMatrix([[1.0, 2.0]], of="W1", head="W"), {"W1": np.ones((1, 2))}
    assert {number.source for number in matrix.numbers} == {None}
    assert cite(matrix, source) is matrix
    assert all(number.source is source for number in matrix.numbers)


def test_a_citation_does_not_change_what_manim_hashes():
    numbers = [Readout(1.0, of="W1").cite({"W1": value}) for value in (1.0, 2.0)]
    assert get_json(numbers[0]) == get_json(numbers[1])
