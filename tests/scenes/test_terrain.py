"""A map and its surface agree; a slice says how far it is from the run."""

import numpy as np
import pytest
from manim import linear

import engine
from engine import landscape
from scenes.pictures import gradient_descent as own
from scenes.vocabulary.surface import Runner
from tests.scenes.reading import place_of
from tests.scenes.truth import Records, fault_of

AXES = ("W1", (0, 0)), ("b1", (0, 0))


@pytest.fixture(scope="module")
def sheet(heart):
    return landscape.over(heart, landscape.principal(heart))


@pytest.fixture
def sliced(sheet):
    return own.SlicedRun(sheet)


def test_a_run_is_at_the_same_parameters_on_the_map_and_on_the_surface():
    line = engine.record("line", steps=9)
    sheet = landscape.sheet(line, axes=AXES, span=[(-0.5, 3.1), (-2.3, 1.3)])
    surface = own.sheet_of(sheet, width=7.0, rise=2.6, drop=1.0, at=np.zeros(3))
    flat = own.FlatMap(surface)
    path = np.column_stack([line[key][:, *place] for key, place in AXES])
    for ground in (surface, flat):
        runner = Runner(ground, sheet).show_step(4)
        assert np.allclose(place_of(runner.ball), path[4])
    assert np.array_equal(flat.map.levels, surface.map.levels)


def test_a_surface_lies_down_until_it_is_the_map():
    line = engine.record("line", steps=9)
    sheet = landscape.sheet(line, axes=AXES, span=[(-0.5, 3.1), (-2.3, 1.3)])
    surface = own.sheet_of(sheet, width=7.0, rise=2.6, drop=1.0, at=np.zeros(3))
    flat = own.FlatMap(surface)
    w, b = np.array([-0.5, 0.7, 3.1]), np.array([1.3, 0.0, -2.0])
    for motions in flat.lie_down(surface):
        motion = motions[0]
        motion.rate_func = linear
        motion.begin()
        motion.interpolate(1.0)
    # From straight above the height does not matter: the sheet's places are the map's.
    assert np.allclose(surface.place(w, b, surface.cost_at(w, b)), flat.plot.point(w, b))
    floors = [thing.picture.pixel_array.astype(int) for thing in (surface, flat)]
    assert np.abs(floors[0] - floors[1]).mean() < 0.5


@pytest.mark.parametrize("step", [0, 1, 30, 999])
def test_the_ball_is_at_its_true_cost_and_the_line_ends_on_the_slice(heart, sheet, sliced, step):
    sliced.show_step(step)
    ball = sliced.runner.ball
    assert np.allclose(place_of(ball), sheet.path[step])
    true = sliced.surface.place(*sheet.path[step], heart.costs[step])
    assert np.allclose(ball.disc.get_center(), true)
    gap = heart.costs[step] - sheet.shadow_costs[step]
    assert sliced.drop.gap == pytest.approx(gap, abs=5e-3)


@pytest.mark.parametrize("step", [0, 7, 999])
def test_all_that_a_slice_prints_is_in_the_sheet(heart, sliced, step):
    sliced.show_step(step)
    numbers = [line[2] for line in sliced.ledger]
    assert [number.of for number in numbers] == ["path_costs", "shadow_costs"]
    assert [fault_of(number, Records(heart, 0)) for number in numbers] == [""] * 2
    assert [number.at for number in numbers] == [(step,)] * 2
