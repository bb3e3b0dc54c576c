"""Every picture is clean: type can be read, stands on plain ground, alone, and in line."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, Scene, Square, tempconfig

from scenes.vocabulary import style
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.text import Readout, maths, words
from tests.proof import proved
from tests.scenes.flashes import ALLOWED, SMALL, share_that_flashes
from tests.scenes.lint import faults
from tests.scenes.playing import QUIETLY


def test_every_picture_is_clean(playing):
    marks = [f"{moment.where}: {mark}" for moment in playing.moments for mark in moment.unclean]
    assert marks == []
    proved("pictures under the lint", len(playing.rests))


def test_every_picture_is_clean_in_the_light_theme(in_the_light):
    marks = [f"{moment.where}: {mark}" for moment in in_the_light for mark in moment.unclean]
    assert marks == []
    proved("pictures under the lint", len(in_the_light))


def test_nothing_flashes_more_than_three_times_a_second(playing):
    assert playing.flashes.worst < SMALL, playing.flashes.when
    proved("frames without a flash", playing.flashes.seen)


def test_whatever_a_lecture_allows_itself_has_a_reason(playing):
    assert all(len(reason.split()) >= 4 for reason in playing.scene.allows.values())


# -- The lint itself: each of these faults, put on a page on purpose, has to be found.


@pytest.fixture
def page():
    """An empty page of the house's paper."""
    with tempconfig(QUIETLY):
        scene = Scene()
        scene.camera.background_color = style.color("paper")
        yield scene


def kinds(scene):
    return sorted({fault.kind for fault in faults(scene)})


def test_a_page_of_plain_type_is_clean(page):
    matrix = ValueMatrix([[1.25, -0.5], [3.0, 12.0]], of="W1", head="weight(W)")
    page.add(words("ten people").shift(UP * 3), matrix, Circle().shift(RIGHT * 4))
    assert faults(page) == []


def test_type_on_type_is_found_and_both_are_named(page):
    page.add(words("ten people"), maths("x + y"))
    (fault,) = faults(page)
    assert fault.kind == "overlap"
    assert "ten people" in fault.sentence
    assert "x + y" in fault.sentence


def test_pieces_of_one_formula_may_touch(page):
    page.add(maths("frac(partial cost(C), partial weight(w))"), words("a", "b").shift(UP * 2))
    assert faults(page) == []


def test_type_that_is_too_small_is_found(page):
    page.add(words("too small for the last row", size=0.2))
    assert kinds(page) == ["size"]
    page.clear()
    page.add(words("shrunk").scale(0.5))
    assert kinds(page) == ["size"]


@pytest.mark.parametrize("angle", [0.0, 0.4, 1.2, np.pi / 2])
def test_a_line_through_type_is_found_and_named(page, angle):
    line = Line(LEFT * 3, RIGHT * 3, stroke_width=4, color=style.color("cost")).rotate(angle)
    page.add(line, words("MMMMMMM", size=style.TITLE))
    (fault,) = faults(page)
    assert fault.kind in ("ground", "contrast")
    assert fault.second is line


def test_a_backing_makes_the_ground_plain_again(page):
    backing = Square(2.0, fill_color=style.color("paper"), fill_opacity=1.0, stroke_width=0)
    page.add(Line(LEFT * 3, RIGHT * 3), backing, words("MMM"))
    assert faults(page) == []


def test_type_over_an_edge_of_two_grounds_is_found(page):
    plate = Square(2.0, fill_color=style.color("hairline"), fill_opacity=1.0, stroke_width=0)
    page.add(plate.shift(RIGHT), words("MMMMM"))
    assert kinds(page) == ["ground"]


def test_type_too_faint_for_its_ground_is_found(page):
    page.add(words("can you read this?").set_fill(style.color("hairline")))
    assert kinds(page) == ["contrast"]


def test_type_on_a_picture_is_judged_by_its_pixels(page):
    from scenes.vocabulary.surface import Canvas
    from scenes.vocabulary.surface.canvas import dip

    picture = Canvas().redraw(
        np.array([[-2.0, -1.0, 0], [2.0, 1.0, 0]]), lambda pen: (dip(pen, "muted"), pen.paint())
    )
    page.add(picture, words("a label", role="muted"))
    (fault,) = faults(page)
    assert fault.kind == "contrast"
    assert fault.second is picture


def test_a_column_whose_points_do_not_align_is_found(page):
    numbers = [Readout(value, 2, of="W1", at=(row, 0)) for row, value in enumerate((1.25, 12.5))]
    numbers[1].next_to(numbers[0], DOWN, buff=0.2).align_to(numbers[0], RIGHT)
    page.add(*numbers)
    assert faults(page) == []
    numbers[1].shift(RIGHT * 0.06)
    assert kinds(page) == ["column"]


def test_a_line_that_can_hardly_be_seen_is_found(page):
    line = Line(LEFT, RIGHT, color=style.blend("paper", "ink", 0.25))
    page.add(line)
    (fault,) = faults(page)
    assert fault.kind == "line"
    assert fault.first is line
    line.set_color(style.color("hairline"))
    assert faults(page) == []


# -- Flashes


def blinking(times_a_second, *, share=1.0, seconds=3, rate=30, low=0, high=255):
    for frame in range(seconds * rate):
        picture = np.full((120, 240, 4), low, dtype=np.uint8)
        if int(2 * times_a_second * frame / rate) % 2:
            picture[:, : int(240 * share)] = high
        yield frame / rate, picture


def test_a_picture_that_blinks_too_often_is_found():
    assert share_that_flashes(blinking(ALLOWED + 2)) == 1.0
    assert share_that_flashes(blinking(ALLOWED - 1)) == 0.0


def test_the_share_that_blinks_is_measured():
    assert share_that_flashes(blinking(6, share=0.25)) == pytest.approx(0.25, abs=0.03)


def test_a_flicker_too_weak_to_be_a_flash_is_none():
    assert share_that_flashes(blinking(6, low=100, high=125)) == 0.0
