"""Type stands on its baseline, keeps its roles' colours, and needs no font but Typst's own."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP

from scenes.vocabulary import style
from scenes.vocabulary.text import maths, words
from scenes.vocabulary.text.formula import escaped
from scenes.vocabulary.text.typeset import compiled, glyph

# What a writer of sentences may type, the characters that Typst gives a meaning among them.
SENTENCES = st.text(
    string.ascii_letters + string.digits + "#*_$@<>`~[]\\ .,;:'!?-+=/()%&", min_size=1
)


def ink(formula):
    """The colours of a formula, in drawing order."""
    return [part.get_fill_color() for piece in formula for part in piece]


def test_letters_stand_on_the_baseline_and_only_what_hangs_is_below_it():
    flat, hanging = words("xnmH"), words("gpqy")
    assert flat.get_bottom()[1] == pytest.approx(flat.baseline, abs=0.01)
    assert hanging.get_bottom()[1] < hanging.baseline - 0.05


def test_a_formula_knows_its_baseline_wherever_it_is_and_however_large():
    formula = maths("frac(g_q, 1 + x^2)")
    start, bottom = formula.baseline, formula.get_bottom()[1]
    formula.shift(UP * 1.5 + RIGHT)
    assert formula.baseline == pytest.approx(start + 1.5)
    formula.scale(2.0)
    assert formula.get_bottom()[1] - formula.baseline == pytest.approx(2 * (bottom - start))


def test_type_can_be_stood_on_a_line():
    formula = maths("y_g")
    assert formula.stand_on(-1.25) is formula
    assert formula.baseline == pytest.approx(-1.25)


def test_a_roles_name_colours_what_it_encloses_and_nothing_else():
    assert ink(maths("delta(x) + y")) == [style.color("delta"), style.color("ink")]
    assert ink(maths("x", role="muted")) == [style.color("muted")]
    roles = ("cost", "weight", "ink", "bias")
    found = ink(maths("frac(cost(C), weight(w) + bias(b))"))
    assert {colour.to_hex() for colour in found} == {style.color(role).to_hex() for role in roles}


def test_prose_takes_the_colour_of_its_role():
    assert ink(words("ten people", role="muted")) == [style.color("muted")]


def test_pieces_can_be_reached_one_by_one_from_left_to_right():
    formula = maths("a", "+", "b")
    assert len(formula) == 3
    lefts = [piece.get_left()[0] for piece in formula]
    assert lefts == sorted(lefts)


def test_size_is_the_height_of_an_em():
    small, large = maths("W", size=0.2), maths("W", size=0.6)
    assert large.height == pytest.approx(3 * small.height)


def test_a_line_of_one_colour_costs_one_object():
    assert sum(len(part.points) > 0 for part in words("a long line of prose").get_family()) == 1


def test_bold_is_wider():
    assert words("How does it learn?", bold=True).width > words("How does it learn?").width


def test_a_fractions_bar_has_the_thickness_that_its_size_asks_for():
    (mark,) = compiled("$display(frac(#hide[a], #hide[b]))$")
    height = np.ptp(mark.points[:, 1])
    assert 0.02 < height < 0.08
    assert np.ptp(mark.points[:, 0]) > 5 * height


def test_what_typst_refuses_is_refused_by_name():
    with pytest.raises(ValueError, match="Typst cannot set '.*frac"):
        maths("frac(a")


def test_more_than_a_line_is_refused():
    with pytest.raises(ValueError, match="one line of type is accepted"):
        words("one #pagebreak() two")


@given(SENTENCES)
def test_an_escaped_sentence_is_printed_and_never_run(sentence):
    marks = compiled(escaped(sentence))
    assert len(marks) <= len(sentence)


def test_escaping_keeps_the_marks_that_mean_something():
    plain = len(compiled("abc"))
    assert len(compiled(escaped("a#b"))) == len(compiled(escaped("a*b"))) == plain
    assert len(compiled(escaped("a_b"))) == len(compiled(escaped("a$b"))) == plain


def test_digits_are_all_of_one_width_so_that_columns_align():
    widths = {round(glyph(digit)[1], 6) for digit in string.digits}
    assert len(widths) == 1
