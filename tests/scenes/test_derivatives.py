"""The lecture on derivatives: what it draws says its numbers, and its claims hold."""

from functools import partial

import numpy as np
import pytest

import engine
from engine import working
from scenes import derivatives as lecture
from scenes.pictures import derivatives as own
from scenes.pictures.derivatives.quotient import Triangle
from scenes.vocabulary.stage.gesture import at_once


def said(noun):
    return {one.of: (one.at, np.asarray(one.value)) for one in noun.depicted()}


@pytest.fixture
def updates():
    step = engine.record("neuron", seed=11)[0]
    return [working.update(step, *axis) for axis in lecture.BOTH]


@pytest.fixture
def panes(updates):
    film = lecture.Derivatives()
    film.record_the_runs()
    return own.TwoPanes(film.sheet, updates)


@pytest.fixture
def step(heart):
    return heart[0]


@pytest.fixture
def window(step):
    key, place = lecture.WHICH
    cut = partial(working.cut, step, key, place)
    here = float(step[key][place]), float(step.cost)
    looks = {"far": lecture.FAR, "tall": lecture.TALL, "width": 8.0, "height": 4.6}
    return own.Window(cut, here, span=lecture.SPAN, **looks)


@pytest.mark.parametrize("span", [8.0, 0.5, 0.008])
def test_a_window_says_the_costs_at_any_span(window, step, span):
    window.show_span(span)
    at, value = said(window)["costs"]
    assert len(value) > 30
    true = window.source["costs"][at]
    assert value == pytest.approx(true, abs=1e-3 * span)
    assert np.ptp(window.source["values"]) == pytest.approx(span)


def test_near_enough_a_curve_is_a_line(window):
    bends = []
    for span in (8.0, 0.8, 0.08, 0.008):
        window.show_span(span)
        x, y = window.curve.points[::4, 0], window.curve.points[::4, 1]
        bends.append(np.abs(y - np.polyval(np.polyfit(x, y, 1), x)).max())
    assert np.all(np.diff(bends) < 0)
    assert bends[-1] < 2e-3


def test_a_triangle_says_its_rise_and_its_quotient(window, step):
    found = working.quotients(step, *lecture.WHICH, lecture.CHANGES)
    triangle = Triangle(window, found)
    for place in (0, *lecture.LISTED):
        triangle.show_change(place)
        told = said(triangle) | said(triangle.secant)
        change = lecture.CHANGES[place]
        assert told["rises"][1] == pytest.approx(found.rises[place], abs=0.01 * change)
        assert told["quotients"][1] == pytest.approx(found.quotients[place], abs=2e-3)


def test_the_listed_changes_are_tenths_and_settle_on_the_gradient(step):
    listed = lecture.CHANGES[list(lecture.LISTED)]
    assert listed == pytest.approx([0.4, 0.04, 0.004, 0.0004])
    found = working.quotients(step, *lecture.WHICH, listed)
    missed = np.abs(found.quotients - found.gradient)
    assert np.all(missed[1:] < missed[:-1] / 5)


def test_areas_say_the_strips_and_the_corner():
    found = working.growth(0.8, 0.5, lecture.GROWTH, lecture.GROWTH)
    board = own.Growing(found, ("w", "a"), ("weight", "activation"))
    for place in (0, 30, 60):
        board.show_change(place)
        told = said(board)
        assert told["p"][1] == pytest.approx(0.8)
        assert told["q"][1] == pytest.approx(0.5)
        for key in ("first", "second", "corner"):
            assert told[key][1] == pytest.approx(found[key][place], rel=1e-6)
    tenth = [found[key][-1] / found[key][0] for key in ("first", "second", "corner")]
    assert tenth == pytest.approx([0.1, 0.1, 0.01])


def test_two_shares_stacked_are_the_whole_cost(step):
    xs = np.linspace(-3, 4, 41)
    groups = [np.flatnonzero(step.targets[0] == kind) for kind in (0, 1)]
    parts = [working.cut(step, *lecture.WHICH, xs, among=group) for group in groups]
    slope = partial(working.quotients, step, *lecture.WHICH, [1e-6])
    found = [slope(among=groups[0]), slope(among=groups[1]), slope()]
    own_value = float(step["W3"][0, 1])
    stack = own.Stack(parts, working.cut(step, *lecture.WHICH, xs), found, own_value)
    assert said(stack) == {}
    for moment, whose in ((0.0, found[:2]), (1.0, [found[0], found[2]])):
        stack.show_raised(moment)
        told = [next(iter(tangent.depicted())) for tangent in stack.tangents]
        for one, source in zip(told, whose, strict=True):
            assert float(one.value) == pytest.approx(source["gradient"], abs=1e-9)
    at, value = said(stack)["costs"]
    assert value == pytest.approx(stack.source["costs"][at], abs=0.01)
    stack.show_raised(0.5)  # on the way it is nobody's slope
    assert list(stack.tangents[1].depicted()) == []


def test_no_probe_rises_faster_than_the_arrow(panes):
    at_once(panes.close(), panes.lie_down())
    step = engine.record("neuron", seed=11)[0]
    found = working.turned(step, lecture.BOTH, lecture.TURNS)
    probe = own.TurningProbe(found, panes.flat, panes.at)
    at_once(probe.point(), probe.point_back())
    probe.show_turn(1.0)
    along, back, rising, falling = probe.depicted()
    assert [float(one.value) for one in (along, back)] == pytest.approx(list(probe.gradient))
    for told in (rising, falling):
        assert told.value == pytest.approx(probe.slopes[told.at], abs=1e-6)
    assert min(rising.value) > 0 >= max(falling.value)
    assert max(rising.value) == pytest.approx(np.linalg.norm(probe.gradient), rel=1e-3)
    there, back = (arrow.end_place - panes.at for arrow in (probe.whole, probe.back))
    assert there == pytest.approx(-back)


def test_the_map_of_both_parameters_is_as_wide_as_high(panes):
    view = panes.surface.view  # else the arrow would not be square to the lines of equal cost
    assert np.ptp(view.xs) == pytest.approx(np.ptp(view.ys))


def test_every_parameter_has_a_window_and_its_slope(step):
    board = own.ManyWindows(step, partial(working.cut, step))
    assert len(board.windows) == 25
    told = [next(iter(slope.depicted())) for slope in board.slopes]
    assert len({(one.of, one.at) for one in told}) == 25
    for one in told:
        assert float(one.value) == pytest.approx(step[one.of][one.at], abs=1e-6)


def test_panes_say_both_partial_derivatives(panes, updates):
    at_once(panes.appear(), panes.hold(0), panes.hold(1))
    for tangent, update in zip(panes.tangents, updates, strict=True):
        ((_, value),) = said(tangent).values()
        assert float(value) == pytest.approx(update["gradient"], abs=0.02)
