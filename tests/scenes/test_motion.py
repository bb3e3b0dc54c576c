"""A verb is a function of the moment: it copies nothing, and where it has been leaves no trace."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP, Circle, Scene, Square, VGroup, linear, tempconfig

from scenes.vocabulary.stage import Flight, Reveal, Tween, Vanish, conceal
from scenes.vocabulary.stage.motion import Replay, log_pace
from scenes.vocabulary.text import maths
from tests.scenes.playing import QUIETLY

MOMENTS = st.floats(0.0, 1.0)


def opacities(*things):
    members = [member for thing in things for member in thing.get_family()]
    return [(member.get_fill_opacity(), member.get_stroke_opacity()) for member in members]


def played(animation, moment):
    """Begin an animation, if it has not begun, and stop it at an eased moment."""
    animation.begin()
    animation.rate_func = linear
    animation.interpolate(moment)
    return animation


@pytest.mark.parametrize(
    "verb",
    [
        lambda thing: Tween(thing, thing.set_x),
        lambda thing: Reveal(thing),
        lambda thing: Vanish(thing),
        lambda thing: Flight(thing, Circle().shift(RIGHT)),
        lambda thing: Replay(thing, thing.set_x, steps=(0, 9), pace=log_pace, run_time=1),
    ],
    ids=["Tween", "Reveal", "Vanish", "Flight", "Replay"],
)
def test_no_verb_copies_what_it_moves(verb, monkeypatch):
    def refuse(thing, memo=None):
        raise AssertionError(f"{thing} was copied")

    thing = Square()
    conceal(thing)
    animation = verb(thing)
    monkeypatch.setattr(copy, "deepcopy", refuse)
    played(animation, 0.5)
    animation.finish()
    assert animation.starting_mobject is animation.mobject


def test_a_tween_shows_the_eased_moment_and_ends_at_one():
    shown = []
    tween = Tween(Square(), shown.append, rate_func=lambda t: t**2)
    tween.begin()
    tween.interpolate(0.5)
    tween.finish()
    assert shown == [0.0, 0.25, 1.0]


@given(MOMENTS, MOMENTS)
def test_revealing_later_and_then_earlier_equals_earlier(first, second):
    once, twice = VGroup(Square(), Circle()), VGroup(Square(), Circle())
    for group in (once, twice):
        conceal(group)
    played(Reveal(*once, lag=0.5), first)
    there = Reveal(*twice, lag=0.5)
    played(there, second)
    there.interpolate(first)
    assert opacities(once) == opacities(twice)


def test_what_was_concealed_comes_back_as_it_was():
    things = Square(fill_opacity=0.3, stroke_opacity=0.9), *maths("x").family_members_with_points()
    before = opacities(*things)
    conceal(VGroup(*things))
    assert {value for pair in opacities(*things) for value in pair} == {0.0}
    played(Reveal(VGroup(*things)), 1.0)
    assert opacities(*things) == before


def test_concealing_twice_forgets_nothing():
    thing = Square(fill_opacity=0.3)
    conceal(thing)
    conceal(thing)
    played(Reveal(thing), 1.0)
    assert opacities(thing) == [(0.3, 1.0)]


def test_things_are_revealed_one_after_the_other():
    squares = VGroup(*(Square(fill_opacity=1.0) for _ in range(3)))
    conceal(squares)
    played(Reveal(*squares, lag=1.0), 0.5)
    assert [round(square.get_fill_opacity(), 6) for square in squares] == [1.0, 0.5, 0.0]


def test_what_was_not_concealed_is_left_as_it_is():
    square = Square(fill_opacity=0.4)
    played(Reveal(square), 0.5)
    assert opacities(square) == [(0.4, 1.0)]


def test_what_vanishes_leaves_the_stage_and_can_come_back_as_it_was():
    gone, stays = Square(fill_opacity=0.4), Circle()
    vanish = played(Vanish(gone), 0.5)
    assert opacities(gone) == [(0.2, 0.5)]
    vanish.finish()
    assert opacities(gone) == [(0.0, 0.0)]
    gone = Square(fill_opacity=0.4)
    with tempconfig(QUIETLY):
        scene = Scene()
        scene.add(gone, stays)
        scene.play(Vanish(gone, run_time=0.2))
    assert scene.mobjects == [stays]
    assert opacities(gone) == [(0.4, 1.0)]


def test_a_flight_starts_at_home_and_ends_at_its_target():
    thing, target = maths("a", "b").shift(UP), Circle().shift(3 * RIGHT)
    shape = [part.points - thing.get_center() for part in thing.family_members_with_points()]
    home = thing.get_center()
    flight = played(Flight(thing, target), 0.0)
    assert np.allclose(thing.get_center(), home)
    flight.interpolate(1.0)
    assert np.allclose(thing.get_center(), target.get_center())
    for part, before in zip(thing.family_members_with_points(), shape, strict=True):
        assert np.allclose(part.points - thing.get_center(), before)


@given(MOMENTS, MOMENTS)
def test_a_flight_is_a_function_of_the_moment(first, second):
    flights = [Flight(Square(), Circle().shift(2 * UP + RIGHT)) for _ in range(2)]
    played(flights[0], first)
    played(flights[1], second)
    flights[1].interpolate(first)
    assert np.allclose(flights[0].mobject.points, flights[1].mobject.points)


@given(st.integers(0, 500), st.integers(1, 10_000))
def test_a_replay_shows_recorded_steps_from_the_first_to_the_last(first, more):
    shown = []
    replay = Replay(Square(), shown.append, steps=(first, first + more), pace=log_pace, run_time=1)
    replay.begin()
    for moment in np.linspace(0, 1, 31):
        replay.interpolate(moment)
    assert shown[0] == first
    assert shown[-1] == first + more
    assert shown[1:] == sorted(shown[1:])
    assert {type(step) for step in shown} == {int}


def test_a_run_is_wound_back_on_the_same_clock():
    moments = np.linspace(0, 1, 7)
    there = [log_pace(moment, 0, 999) for moment in moments]
    assert [log_pace(moment, 999, 0) for moment in 1 - moments] == there


def test_log_time_gives_equal_factors_equal_time():
    steps = [log_pace(moment, 0, 9999) for moment in (0.25, 0.5, 0.75)]
    assert steps == [9, 99, 999]
