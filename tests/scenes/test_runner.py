"""A run on the map: arrow first, ball after it, and everything is where it was recorded."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP, linear

import engine
from engine import landscape
from scenes.pictures.gradient_descent.runner import Runner
from scenes.pictures.gradient_descent.terrain import FlatMap
from scenes.vocabulary.surface import CostSurface, Trail
from tests.scenes.reading import place_of

AXES = ("W1", (0, 0)), ("b1", (0, 0))
SPAN = (-0.5, 3.0), (-2.05, 1.45)


@pytest.fixture(scope="module")
def runs():
    return {rate: engine.record("line", learning_rate=rate) for rate in (0.1, 0.42)}


@pytest.fixture(scope="module")
def sheet(runs):
    return landscape.sheet(runs[0.1], axes=AXES, span=SPAN)


@pytest.fixture
def surface(sheet):
    return CostSurface(sheet.xs, sheet.ys, sheet.costs, power=2.0)


@pytest.fixture
def flat(surface):
    return FlatMap(surface, side=3.5)


def path_of(history):
    return np.column_stack([history[key][:, 0, 0] for key in ("W1", "b1")])


def played(tween, moment):
    tween.rate_func = linear
    tween.begin()
    tween.interpolate(moment)


def test_the_flat_map_and_its_axes_agree_wherever_it_is_moved(flat):
    flat.shift(RIGHT * 2 + UP)
    x, y = np.array([-0.5, 0.7, 3.0]), np.array([1.45, 0.0, -2.0])
    assert np.allclose(flat.place(x, y), flat.plot.point(x, y))
    corners = flat.picture.points
    assert np.ptp(corners[:, 0]) == pytest.approx(3.5, abs=0.1)
    assert np.allclose(flat.picture.get_center(), flat.plot.frame.get_center(), atol=0.03)


def test_the_flat_map_has_the_lines_of_the_surfaces_floor(surface, flat):
    assert np.array_equal(flat.map.levels, surface.map.levels)


def test_the_map_comes_up_from_the_floor_of_the_surface(surface, flat):
    before = flat.picture.pixel_array.copy()
    rising = flat.unfold(surface)
    played(rising, 0.0)
    floor = surface.view.place_on_floor(
        surface.view.xs[[0, -1, -1, 0]], surface.view.ys[[0, 0, -1, -1]]
    )
    drawn = flat.picture.points
    assert drawn[:, 0].min() == pytest.approx(floor[:, 0].min(), abs=0.05)
    assert drawn[:, 1].max() == pytest.approx(floor[:, 1].max(), abs=0.05)
    rising.interpolate(1.0)
    assert np.array_equal(flat.picture.pixel_array, before)


@pytest.mark.parametrize("step", [0, 1, 7, 59])
def test_ball_and_dots_are_at_the_recorded_parameters(runs, surface, flat, step):
    path = path_of(runs[0.1])
    runner = Runner(surface, flat, path=path, costs=runs[0.1].costs).show_step(step)
    for track in runner:
        assert np.allclose(place_of(track.ball), path[step])
        assert np.allclose(track.trail.drawn_places(), path[: step + 1])
    here = surface.place(*path[step], runs[0.1].costs[step])
    assert np.allclose(runner[0].ball.disc.get_center(), here)
    assert not len(runner[0].arrow.head.points)


def test_the_arrow_ends_where_the_ball_will_be(runs, flat):
    path = path_of(runs[0.1])
    (track,) = runner = Runner(flat, path=path, costs=runs[0.1].costs)
    played(runner.point(0), 1.0)
    tip = track.arrow.head.points[0].copy()
    step = runs[0.1][0]
    after = path[0] - 0.1 * np.array([step["dW1"][0, 0], step["db1"][0, 0]])
    assert np.allclose(tip, flat.place(*after))
    assert np.allclose(place_of(track.ball), path[0])
    played(runner.roll(0), 0.5)
    assert np.allclose(place_of(track.ball), path[:2].mean(axis=0))
    assert np.allclose(track.arrow.head.points[0], tip)
    runner.show_step(1)
    assert np.allclose(track.ball.disc.get_center(), tip)


def test_the_gradient_goes_to_the_edge_turns_round_and_shrinks_to_the_step(runs, flat):
    path, step = path_of(runs[0.1]), runs[0.1][0]
    (track,) = runner = Runner(flat, path=path, costs=runs[0.1].costs)
    gradient = np.array([step["dW1"][0, 0], step["db1"][0, 0]])
    played(runner.lean(0, 0.0, -1 / 0.1), 1.0)
    uphill = runner.ahead(0, -1 / 0.1)
    assert np.allclose(track.uphill.head.points[0], flat.place(*uphill))
    way = (uphill - path[0]) / gradient
    assert way[0] == pytest.approx(way[1])
    assert 0 < way[0] < 1
    assert min(abs(uphill - np.array(SPAN)[:, 0])) == pytest.approx(0.0, abs=1e-9)
    turning = runner.lean(0, -1 / 0.1, 1 / 0.1)
    played(turning, 1.0)
    assert not len(track.uphill.head.points)
    downhill = runner.ahead(0, 1 / 0.1)
    assert np.allclose(track.arrow.head.points[0], flat.place(*downhill))
    assert min(abs(downhill - np.array(SPAN)[:, 1])) == pytest.approx(0.0, abs=1e-9)
    played(runner.lean(0, 1 / 0.1, 1.0), 1.0)
    assert np.allclose(track.arrow.head.points[0], flat.place(*path[1]))
    runner.show_step(0)
    assert not len(track.arrow.head.points)


def test_an_arrow_that_stays_on_the_map_is_as_long_as_it_is_asked_for(runs, flat):
    path = path_of(runs[0.1])
    runner = Runner(flat, path=path, costs=runs[0.1].costs)
    assert np.allclose(runner.ahead(0, 2.0), path[0] + 2 * (path[1] - path[0]))
    assert np.allclose(runner.ahead(0, -0.5), path[0] - (path[1] - path[0]) / 2)


def test_what_has_left_the_map_is_not_drawn_on_it_nor_beside_it(runs, flat):
    path = path_of(runs[0.42])
    (track,) = runner = Runner(flat, path=path, costs=runs[0.42].costs)
    inside = [all(low <= v <= high for v, (low, high) in zip(p, SPAN, strict=True)) for p in path]
    assert any(inside)
    assert not all(inside)
    for step in range(len(path)):
        runner.show_step(step)
        assert (track.ball.disc.get_fill_opacity() > 0) == inside[step]
        for points in (track.trail.line.points, track.trail.dots.points):
            assert (abs(points - flat.view.center)[:, :2] <= 3.5 / 2 + 0.05).all()
    assert np.allclose(track.trail.drawn_places(), path[np.array(inside)])
    # The stroke of the step that left goes as far as the edge.
    ends = track.trail.line.points[3::4, :2] - flat.view.center[:2]
    assert abs(ends).max() == pytest.approx(3.5 / 2)
    runner.show_step(0)
    assert track.ball.disc.get_fill_opacity() == 1.0


def test_an_arrow_that_was_withdrawn_stays_away_when_the_eye_moves(runs, surface):
    runner = Runner(surface, path=path_of(runs[0.1]), costs=runs[0.1].costs)
    played(runner.point(0), 1.0)
    assert len(surface.look_from(-20.0, 40.0).marks[2].head.points)
    runner.show_step(1)
    assert not len(surface.look_from(-60.0, 30.0).marks[2].head.points)


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


def test_a_trail_with_a_memory_joins_the_last_steps_and_marks_them_all(runs, flat):
    path = path_of(runs[0.1])
    trail = flat.carry(Trail(path, memory=2)).show_until(9)
    assert len(trail.drawn_places()) == 10
    assert np.allclose(trail.line.points[0], flat.place(*path[7]))
    assert np.allclose(trail.line.points[-1], flat.place(*path[9]))


def test_a_step_from_outside_to_outside_is_not_drawn(flat):
    trail = flat.carry(Trail([(-1.0, 0.0), (4.0, 0.0)])).show_until(1)
    assert not len(trail.line.points)
    trail = flat.carry(Trail([(1.0, 0.0), (4.0, 0.0)])).show_until(1)
    assert np.allclose(trail.line.points[-1], flat.place(3.0, 0.0))
