"""A map and its surface agree; a slice says how far it is from the run."""

import numpy as np
import pytest
from manim import RIGHT, UP, VGroup, linear

import engine
from engine import landscape
from scenes.pictures.gradient_descent import CostCurve, Resize, SlicedRun, Terrain
from scenes.vocabulary.plot import Plot
from tests.scenes.reading import place_of
from tests.scenes.truth import Records, fault_of

AXES = ("W1", (0, 0)), ("b1", (0, 0))


@pytest.fixture(scope="module")
def sheet(heart):
    return landscape.over(heart, landscape.principal(heart))


@pytest.fixture
def sliced(sheet):
    return SlicedRun(sheet, names=("first", "second"))


def played(tween, moment):
    tween.rate_func = linear
    tween.begin()
    tween.interpolate(moment)


def test_a_run_is_at_the_same_parameters_on_the_map_and_on_the_surface():
    line = engine.record("line", steps=9)
    sheet = landscape.sheet(line, axes=AXES, span=[(-0.5, 3.1), (-2.3, 1.3)])
    terrain = Terrain(sheet, ("w", "b"))
    path = np.column_stack([line[key][:, *place] for key, place in AXES])
    runner = terrain.run(sheet).show_step(4)
    assert [track.ground for track in runner] == [terrain.surface, terrain.map]
    for track in runner:
        assert np.allclose(place_of(track.ball), path[4])
    assert np.array_equal(terrain.map.map.levels, terrain.surface.map.levels)
    assert terrain.map.plot.frame.get_right()[0] < terrain.surface.get_left()[0]


@pytest.mark.parametrize("step", [0, 1, 30, 999])
def test_the_ball_is_at_its_true_cost_and_the_line_ends_on_the_slice(heart, sheet, sliced, step):
    sliced.show_step(step)
    (track,) = sliced.runner
    assert np.allclose(place_of(track.ball), sheet.path[step])
    true = sliced.surface.place(*sheet.path[step], heart.costs[step])
    assert np.allclose(track.ball.disc.get_center(), true)
    gap = heart.costs[step] - sheet.shadow_costs[step]
    assert sliced.drop.gap == pytest.approx(gap, abs=5e-3)


@pytest.mark.parametrize("step", [0, 7, 999])
def test_all_that_a_slice_prints_is_in_the_sheet(heart, sliced, step):
    sliced.show_step(step)
    numbers = [line[2] for line in sliced.ledger]
    assert [number.of for number in numbers] == ["path_costs", "shadow_costs", "off_plane"]
    assert [fault_of(number, Records(heart, 0)) for number in numbers] == [""] * 3
    assert [number.at for number in numbers] == [(step,)] * 3


def test_both_costs_are_drawn_up_to_the_step(sheet, sliced):
    sliced.show_step(40)
    for curve, values in zip(sliced.curves, (sheet.path_costs, sheet.shadow_costs), strict=True):
        steps, drawn = curve.drawn_values().T
        assert steps.max() == pytest.approx(40)
        assert np.allclose(drawn, values[np.round(steps).astype(int)])


def test_a_large_plot_settles_into_a_small_one_and_stays_a_plot():
    large, small = Plot((0, 2), (0, 3), width=6.0), Plot((0, 2), (0, 3)).shift(RIGHT * 3 + UP)
    played(Resize(large, small), 0.5)
    before = Plot((0, 2), (0, 3), width=6.0).point(1, 2)
    assert np.allclose(large.point(1, 2), (before + small.point(1, 2)) / 2)
    played(Resize(large, small), 1.0)
    assert np.allclose(large.point([0, 2], [0, 3]), small.point([0, 2], [0, 3]))


def test_things_of_another_make_are_refused():
    with pytest.raises(ValueError, match="of the same make are accepted"):
        Resize(VGroup(Plot((0, 2), (0, 3)).x_ticks[0]), VGroup(Plot((0, 20), (0, 3)).x_ticks[1]))


def test_a_cost_curve_shows_the_recorded_costs_up_to_the_step(heart):
    curve = CostCurve(heart.costs).show_step(9)
    drawn = curve.curve.drawn_values()
    assert np.allclose(drawn[:, 1], heart.costs[:10])
    assert curve.plot.frame.y_range[1] >= heart.costs.max()
    played(curve.grow(9), 1.0)
    end = curve.curve.head.get_center()
    assert np.allclose(curve.show_step(10).curve.head.get_center(), end)
