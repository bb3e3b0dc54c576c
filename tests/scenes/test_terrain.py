"""A map and its surface agree; a slice says how far it is from the run."""

from dataclasses import replace

import numpy as np
import pytest
from manim import linear

import engine
from engine import landscape
from scenes.pictures import gradient_descent as own
from scenes.vocabulary.surface import Runner
from scenes.vocabulary.surface.flat_map import FlatMap
from tests.scenes.reading import place_of
from tests.scenes.truth import Records, fault_in, fault_of

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
    flat = FlatMap(surface)
    path = np.column_stack([line[key][:, *place] for key, place in AXES])
    for ground in (surface, flat):
        runner = Runner(ground, sheet).show_step(4)
        assert np.allclose(place_of(runner.ball), path[4])
    assert np.array_equal(flat.map.levels, surface.map.levels)


def test_a_surface_lies_down_until_it_is_the_map():
    line = engine.record("line", steps=9)
    sheet = landscape.sheet(line, axes=AXES, span=[(-0.5, 3.1), (-2.3, 1.3)])
    surface = own.sheet_of(sheet, width=7.0, rise=2.6, drop=1.0, at=np.zeros(3))
    flat = FlatMap(surface)
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


def says(history, sheet):
    board = own.SlicedRun(sheet, own.shown_steps(history))
    return own.SliceSays(history, sheet, board)


def test_of_heart_the_slice_is_a_square_on_round_numbers_about_the_path(heart):
    sheet = own.slice_of(heart, landscape)
    assert [sheet.xs[0], sheet.xs[-1], sheet.ys[0], sheet.ys[-1]] == [-1.5, 8.5, -4.7, 5.3]
    assert sheet.costs.shape == (61, 61)
    assert (sheet.path[0] > [7, -1]).all()  # away from the end is up the axis
    about = says(heart, sheet)
    said = "99.8% of the movement is in this plane. From here the two differ by 0.003 at most."
    assert about.plane == said
    assert (about.pause, about.batched) == (60, False)
    off = np.abs(sheet.path_costs - sheet.shadow_costs)[60:]
    assert off.max() < 0.003 * heart.costs.max()
    printed = np.abs(np.round(sheet.path_costs, 3) - np.round(sheet.shadow_costs, 3))[60:-1]
    assert printed.max() == pytest.approx(0.003)


@pytest.mark.parametrize("scale", [1e-7, 1.0, 3e8])
def test_a_span_holds_the_whole_path_and_air(scale):
    path = scale * np.array([[0.0, 0.1], [2.0, 0.4], [7.7, -0.3]])
    for (low, high), values in zip(own.span_of(path), path.T, strict=True):
        assert low < values.min()
        assert values.max() < high
        assert 1.3 < (high - low) / (7.7 * scale) < 1.6


def test_when_a_slice_agrees_with_its_run_is_read_from_both(heart):
    sheet = own.slice_of(heart, landscape, resolution=5)
    true = sheet.path_costs
    for shift, said in ((0.0, "The two agree all along."), (0.1, "the slice is 0.100 too high.")):
        assert says(heart, replace(sheet, shadow_costs=true + shift)).plane.endswith(said)
    late = np.where(np.arange(len(true)) < 900, true - 0.1, true)
    about = says(heart, replace(sheet, shadow_costs=late))
    assert about.plane.endswith("Only near the end do they agree for good.")
    assert about.pause == 60
    later = np.where(np.arange(len(true)) < 200, true - 0.1, true)
    assert says(heart, replace(sheet, shadow_costs=later)).pause == 200
    assert says(heart, replace(sheet, share=0.9999)).plane.startswith("More than 99.9% of")


def test_two_costs_that_are_printed_far_apart_do_not_agree(heart):
    sheet = own.slice_of(heart, landscape, resolution=5)
    first = np.arange(len(sheet.path_costs)) == 0
    true = np.where(first, 1e6, sheet.path_costs)  # a start beside which all else is on the floor
    assert says(heart, replace(sheet, path_costs=true, shadow_costs=true)).met == 0
    about = says(heart, replace(sheet, path_costs=true, shadow_costs=np.where(first, 1e6, 30.0)))
    assert about.never


def test_of_a_run_that_was_thinned_some_steps_are_shown_and_the_clock_keeps_to_them():
    run = engine.record("breast_cancer", steps=900)
    steps = own.shown_steps(run)
    assert len(run.kept) < 5 < len(steps) < 400
    assert (steps[0], steps[-1]) == (0, 899)
    sheet = own.slice_of(run, landscape, resolution=5)
    board = own.SlicedRun(sheet, steps)
    assert {board.pace(share, 0, 899) for share in np.linspace(0, 1, 90)} <= set(steps.tolist())
    step = int(steps[-7])
    board.show_step(step)
    assert [
        fault_in(board.runner.ball, said, Records(run, step))
        for said in board.runner.ball.depicted()
    ] == ["", ""]
    assert board.ledger[0][2].value == run.costs[step]
    batched = engine.record("circle", epochs=2)
    assert "cost of all 250 examples" in says(batched, own.slice_of(batched, landscape)).ball


class Large:
    """A run on sixty thousand digits, as far as it is asked before its data are looked at."""

    run, examples, kept = engine.RUNS["three_blue"], range(60_000), np.arange(5)

    def __len__(self):
        return 5


def test_a_run_without_a_slice_is_refused_with_the_reason():
    rng, X, keys = np.random.default_rng(0), np.zeros((2, 4)), ("W1", "W2", "b1", "b2")
    network = engine.Network.random((2, 3, 1), rng=rng, activations=("relu", "sigmoid"))
    still = engine.train(network, X, X[:1], steps=9, learning_rate=1.0, frozen=keys)
    reasons = {
        "it has 2 parameters": engine.record("line"),
        "it has 7 layers of weights": engine.record("deep", steps=3),
        "three recorded steps are needed": engine.record("heart", steps=2),
        "961 costs of 13,002 parameters on 60,000 examples, which is too long": Large(),
        "its path spans no plane": still,
    }
    for reason, run in reasons.items():
        assert reason in own.unfit(run, landscape)
