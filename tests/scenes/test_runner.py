"""A run on the map: arrow first, ball after it, and everything is where it was recorded."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP, linear

import engine
from engine import landscape
from scenes.vocabulary.surface import CostSurface, Runner, Trail
from scenes.vocabulary.surface.flat_map import FlatMap
from tests.scenes.reading import place_of

AXES = ("W1", (0, 0)), ("b1", (0, 0))
SPAN = (-0.5, 3.0), (-2.05, 1.45)


@pytest.fixture(scope="module")
def runs():
    return {rate: engine.record("line", learning_rate=rate) for rate in (0.1, 0.42)}


@pytest.fixture(scope="module")
def sheets(runs):
    return {rate: landscape.sheet(run, axes=AXES, span=SPAN) for rate, run in runs.items()}


@pytest.fixture(scope="module")
def sheet(sheets):
    return sheets[0.1]


@pytest.fixture
def surface(sheet):
    return CostSurface(sheet.xs, sheet.ys, sheet.costs, power=2.0)


@pytest.fixture
def flat(surface):
    return FlatMap(surface)


def path_of(history):
    return np.column_stack([history[key][:, 0, 0] for key in ("W1", "b1")])


def played(tween, moment):
    tween.rate_func = linear
    tween.begin()
    tween.interpolate(moment)


def test_the_flat_map_and_its_axes_agree_wherever_it_is_moved(flat):
    flat.shift(RIGHT * 2 + UP)
    x, y = np.array([-0.5, 0.7, 3.0]), np.array([1.45, 0.0, -2.0])
    assert np.allclose(flat.view.place_on_floor(x, y), flat.plot.point(x, y))
    side = flat.plot.frame.width
    assert np.ptp(flat.picture.points[:, 0]) == pytest.approx(side, abs=0.1)
    assert np.allclose(flat.picture.get_center(), flat.plot.frame.get_center(), atol=0.03)


def test_the_flat_map_has_the_lines_of_the_surfaces_floor(surface, flat):
    assert np.array_equal(flat.map.levels, surface.map.levels)


@pytest.mark.parametrize("step", [0, 1, 7, 59])
def test_ball_and_trail_are_at_the_recorded_parameters(runs, sheet, surface, flat, step):
    path = path_of(runs[0.1])
    for ground in (surface, flat):
        runner = Runner(ground, sheet).show_step(step)
        assert np.allclose(place_of(runner.ball), path[step])
        assert np.allclose(runner.trail.drawn_places(), path[: step + 1])
        here = ground.view.place(*path[step], runs[0.1].costs[step])
        assert np.allclose(runner.ball.disc.get_center(), here)
        assert not len(runner.arrow.head.points)


def test_the_arrow_ends_where_the_ball_will_be(runs, sheet, flat):
    path, runner = path_of(runs[0.1]), Runner(flat, sheet)
    played(runner.point(0), 1.0)
    tip = runner.arrow.head.points[0].copy()
    step = runs[0.1][0]
    after = path[0] - 0.1 * np.array([step["dW1"][0, 0], step["db1"][0, 0]])
    assert np.allclose(tip, flat.view.place_on_floor(*after))
    assert np.allclose(place_of(runner.ball), path[0])
    played(runner.roll(0), 0.5)
    assert np.allclose(place_of(runner.ball), path[:2].mean(axis=0))
    assert np.allclose(runner.arrow.head.points[0], tip)
    runner.show_step(1)
    assert np.allclose(runner.ball.disc.get_center(), tip)
    played(runner.roll(1, arrow=False), 0.5)
    assert not len(runner.arrow.head.points)


def test_what_has_left_the_map_is_not_drawn_on_it_nor_beside_it(runs, sheets, flat):
    path, runner = path_of(runs[0.42]), Runner(flat, sheets[0.42])
    half = flat.plot.frame.width / 2
    inside = [all(low <= v <= high for v, (low, high) in zip(p, SPAN, strict=True)) for p in path]
    assert any(inside)
    assert not all(inside)
    for step in range(len(path)):
        runner.show_step(step)
        assert (runner.ball.disc.get_fill_opacity() > 0) == inside[step]
        for points in (runner.trail.line.points, runner.trail.dots.points):
            assert (abs(points - flat.view.center)[:, :2] <= half + 0.05).all()
    assert np.allclose(runner.trail.drawn_places(), path[np.array(inside)])
    # The stroke of the step that left goes as far as the edge.
    ends = runner.trail.line.points[3::4, :2] - flat.view.center[:2]
    assert abs(ends).max() == pytest.approx(half)
    runner.show_step(0)
    assert runner.ball.disc.get_fill_opacity() == 1.0


def test_an_arrow_that_was_withdrawn_stays_away_when_the_eye_moves(sheet, surface):
    runner = Runner(surface, sheet)
    played(runner.point(0), 1.0)
    surface.look_from(-20.0, 40.0)
    assert len(runner.arrow.head.points)
    runner.show_step(1)
    surface.look_from(-60.0, 30.0)
    assert not len(runner.arrow.head.points)


def test_a_trail_at_true_costs_floats_where_they_are(surface):
    path, costs = np.array([[0.0, 0.0], [1.0, -1.0]]), np.array([4.0, 2.0])
    trail = surface.carry(Trail(path, costs)).show_until(1)
    assert np.allclose(trail.line.points[-1], surface.place(1.0, -1.0, 2.0))
    assert np.allclose(trail.line.points[0], surface.place(0.0, 0.0, 4.0))


@given(st.floats(-0.5, 3.0), st.floats(-2.05, 1.45), st.floats(0.0, 14.0), st.floats(10, 90))
def test_parameters_are_read_back_from_every_side(x, y, cost, elevation):
    grid = np.linspace(*SPAN[0], 5), np.linspace(*SPAN[1], 5)
    bowl = CostSurface(*grid, grid[0] ** 2 + grid[1][:, None] ** 2, elevation=elevation)
    place = bowl.place(x, y, cost)
    assert np.allclose(bowl.view.parameters_at(place, cost), (x, y), atol=1e-6)


def test_a_step_from_outside_to_outside_is_not_drawn(flat):
    trail = flat.carry(Trail([(-1.0, 0.0), (4.0, 0.0)])).show_until(1)
    assert not len(trail.line.points)
    trail = flat.carry(Trail([(1.0, 0.0), (4.0, 0.0)])).show_until(1)
    assert np.allclose(trail.line.points[-1], flat.view.place_on_floor(3.0, 0.0))
