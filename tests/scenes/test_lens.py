"""A lens shows what a step changes, so many times larger as it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT

from scenes.pictures.backprop.strips import TipLenses
from tests.scenes.reading import changes_of

BEFORE, CHANGES = np.array([0.5, -0.8, 0.3]), np.array([0.02, 0.01, -0.015])


def lenses(before=BEFORE, changes=CHANGES):
    return TipLenses([before, before + changes], unit=1.5)


def test_the_pieces_say_the_changes_back():
    shown = lenses().shift(RIGHT).show_change(1.0)
    assert np.allclose(np.abs(changes_of(shown)), np.abs(CHANGES))
    tips = [frame.get_x() for frame in shown.frames]
    ends = shown.marks.points[::4, 0]
    assert np.allclose(ends - tips, CHANGES * 1.5 * shown.times)


@given(st.floats(1e-3, 0.3))
def test_the_label_says_the_factor_and_all_changes_stay_in_their_windows(largest):
    shown = lenses(changes=CHANGES / 0.02 * largest).show_change(1.0)
    assert shown.label.says == f"times {shown.times}"
    assert np.abs(changes_of(shown)).max() * 1.5 * shown.times <= shown.frames.width / 2


def test_a_strip_reaches_its_lens_from_the_side_of_zero():
    shown = lenses()
    assert shown.rises.get_left()[0] == pytest.approx(shown.frames.get_left()[0])
    assert shown.falls.get_right()[0] == pytest.approx(shown.frames.get_right()[0])
    assert not len(shown.pieces.points)


def test_what_does_not_change_has_no_piece():
    shown = lenses(changes=np.array([0.02, 0.0, -0.01])).show_change(1.0)
    assert changes_of(shown)[1] == 0.0
