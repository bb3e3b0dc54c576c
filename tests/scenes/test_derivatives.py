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
    looks = {"far": lecture.FAR, "tall": lecture.TALL, "span": lecture.SPAN}
    return own.WideWindow(cut, here, lecture.WIDE, **looks)


@pytest.mark.parametrize("span", [8.0, 0.5, 0.008])
def test_a_window_says_the_costs_at_any_span(window, step, span):
    window.show_span(span)
    at, value = said(window)["costs"]
    assert len(value) > 30
    true = window.source["costs"][at]
    assert value == pytest.approx(true, abs=1e-3 * span)
    assert np.ptp(window.source["values"]) == pytest.approx(span)
    assert float(window.says[0].text) == pytest.approx(span)


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
    for place in lecture.LISTED:
        triangle.show_change(place, place)
        told = said(triangle) | said(triangle.secant)
        change = lecture.CHANGES[place]
        assert told["rises"][1] == pytest.approx(found.rises[place], abs=0.01 * change)
        assert told["quotients"][1] == pytest.approx(found.quotients[place], abs=2e-3)


def test_the_listed_changes_are_tenths_and_settle_on_the_gradient(step):
    listed = lecture.CHANGES[list(lecture.LISTED)]
    assert listed[1:] == pytest.approx(listed[:-1] / 10)
    found = working.quotients(step, *lecture.WHICH, listed)
    missed = np.abs(found.quotients - found.gradient)
    assert np.all(missed[1:] < missed[:-1] / 5)


def test_each_row_rolls_to_its_own_change_and_as_far_as_it_agrees_it_is_marked(window, step):
    found = working.quotients(step, *lecture.WHICH, lecture.CHANGES)
    board = own.Settling(window, found, lecture.LISTED)
    shrink = board.shrink(run_time=1.0)
    shrink.interpolate(0.5)
    shown = [row for row in board.rows if row.get_fill_opacity()]
    assert 1 < len(shown) < len(board.rows)
    assert shown[-1][0].at == (board.triangle.place,)
    shrink.interpolate(1.0)
    assert [row[1].at for row in board.rows] == [(place,) for place in lecture.LISTED]
    assert board.rows[-1][1].text == board.slope[0][2].text
    *_, (marks,) = board.settle()
    assert np.all(np.diff(np.ptp(marks.mobject.points.reshape(-1, 16, 3)[:, :, 0], axis=1)) >= 0)


def growing(p, q, dq=1.0):
    found = working.growth(p, q, lecture.GROWTH, dq * lecture.GROWTH)
    return found, own.Growing(found, ("weight(w)", "activation(a)"), ("rises", "Delta(w a)"))


def test_areas_say_the_strips_and_the_corner():
    found, board = growing(0.8, 0.5, dq=0.5)
    for place in (0, 60, 120):
        board.show_change(place)
        told = said(board)
        assert told["p"][1] == pytest.approx(0.8)
        assert told["q"][1] == pytest.approx(0.5)
        for key in ("first", "second", "corner"):
            assert told[key][1] == pytest.approx(found[key][place], rel=1e-3)


def test_the_corner_prints_as_nought_while_the_strips_do_not():
    _, board = growing(0.8, 0.5)
    shrink, printed = board.shrink(run_time=1.0), []
    for moment in np.linspace(0.0, 1.0, 121):
        shrink.interpolate(moment)
        printed.append([float(line[2].text) for line in board.lines])
    assert any(line[4] == 0 < line[2] for line in printed)
    assert printed[-1] == [0.0] * 6
    for line in (printed[0], printed[-1]):  # at rest they add up to what the area gains
        assert sum(line[2:5]) == pytest.approx(line[5], abs=1e-9)


def test_two_shares_stacked_are_the_whole_cost_and_each_slope_on_the_way_is_someones(step):
    xs = np.linspace(-3, 4, 41)
    first, second = (np.flatnonzero(step.targets[0] == kind) for kind in (0, 1))
    groups = [first, *(np.append(second, first[:k]) for k in range(len(first) + 1))]
    cuts = [working.cut(step, *lecture.WHICH, xs, among=group) for group in groups]
    slopes = [working.quotients(step, *lecture.WHICH, [1e-6], among=group) for group in groups]
    stack = own.Stack(cuts, slopes, ["no", "yes"], float(step["W3"][0, 1]))
    assert said(stack) == {}
    for count in range(len(first) + 1):
        stack.show_joined(count / len(first))
        told = [next(iter(tangent.depicted())) for tangent in stack.tangents]
        for one, source in zip(told, (slopes[0], slopes[1 + count]), strict=True):
            assert float(one.value) == pytest.approx(source["gradient"], abs=1e-9)
        assert stack.board[-1][2].value == slopes[1 + count]["gradient"]
    whole = working.cut(step, *lecture.WHICH, xs)
    at, value = said(stack)["costs"]
    assert value == pytest.approx(whole["costs"][at], abs=0.01)
    assert slopes[-1]["gradient"] == pytest.approx(step["dW3"][0, 1])
    stack.show_joined(0.5)  # between two people it is nobody's slope
    assert list(stack.tangents[1].depicted()) == []


def test_no_probe_rises_faster_than_the_arrow(panes):
    at_once(panes.close(), panes.lie_down())
    step = engine.record("neuron", seed=11)[0]
    w, b = (step["d" + key][place] for key, place in lecture.BOTH)
    found = working.turned(step, lecture.BOTH, lecture.TURNS + np.arctan2(b, w))
    probe = own.TurningProbe(found, panes.flat, panes.at)
    at_once(probe.point(panes.labels), probe.point_back())
    probe.show_turn(0.5)
    assert probe.told[1].value == pytest.approx(np.linalg.norm(probe.gradient), rel=1e-6)
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
