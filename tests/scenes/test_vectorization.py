"""Many at once: strips, dots and discs say their numbers, and other runs fit or are refused."""

import numpy as np
import pytest

import engine
from engine import measuring, working
from scenes.pictures.vectorization import (
    Adding,
    LayerTable,
    Passing,
    Race,
    TimeChart,
    asks,
    layout,
    outcome,
    roomy,
    work_out,
)
from scenes.vocabulary import style
from scenes.vocabulary.matrix import CodeLine
from scenes.vocabulary.network import RunDiagram
from scenes.vocabulary.network.arranging import spread_out
from scenes.vocabulary.stage.gesture import at_once
from scenes.vocabulary.text import Readout
from tests.scenes.other_runs import each_run, refusal_of, replay_by_the_rules


def said(noun):
    return {(one.of, one.at): (one.value, one.within) for one in noun.depicted()}


def holds(noun, source):
    """Say whether each number that a noun depicts is its source's, and how many there are."""
    found = said(noun)
    for (key, at), (value, within) in found.items():
        assert abs(value - np.asarray(source[key])[at]) <= within
    return len(found)


@pytest.fixture
def grid(heart):
    founds = [working.sweep(heart[0], n) for n in (1, 2, 3)]
    return layout(heart[0], founds, style.own_colors((heart[0].targets[0] > 0.5).tolist()))


@pytest.fixture
def table(heart, grid):
    return LayerTable(heart[0], working.sweep(heart[0], 1), 1, grid)


def test_everyone_has_a_colour_of_their_own():
    colors = style.own_colors([True, False] * 5)
    assert len({shade.to_hex() for shade in colors}) == 10


def test_a_column_says_its_numbers_once_it_is_full(table, heart):
    assert said(table.inputs) == {}
    table.inputs.go(lag=9.0).show(0.5)
    assert said(table.inputs) == {}
    table.inputs.go().show(1.0)
    assert holds(table.inputs, heart[0]) == 20
    table.inputs.shift([0.4, -1.0, 0.0])
    assert holds(table.inputs, heart[0]) == 20
    table.inputs.go((0, 3), (1, 3), grown=0.0).show(1.0)
    assert holds(table.inputs, heart[0]) == 18


def test_the_columns_fill_one_after_the_other_or_at_once(table):
    result = table.result
    one_by_one = result.go(lag=9.0)
    one_by_one.show(0.3)
    filled = [np.allclose(np.diff(result.ends[:, :, k], axis=0), 0) for k in range(10)]
    assert filled == [False] * 3 + [True] * 7
    result.go(grown=0.0).show(1.0)
    result.go().show(0.5)
    assert not any(np.allclose(np.diff(result.ends[:, :, k], axis=0), 0) for k in range(10))


def test_the_loop_fills_one_column_after_the_other(table, heart):
    (_, (motion, *_), _) = list(table.loop(run_time=1.0))
    motion.interpolate(0.25)  # of ten turns the third
    filled = [np.allclose(np.diff(table.result.ends[:, :, k], axis=0), 0) for k in range(10)]
    assert filled == [False] * 3 + [True] * 7
    assert table.beams[0].get_end()[0] == pytest.approx(table.grid.xs[2], abs=0.01)
    motion.interpolate(1.0)
    assert holds(table.result, working.sweep(heart[0], 1)) == 30
    assert table.beams[0].width < 0.01


def test_the_stroke_gives_the_product_and_the_ghosts_give_z(table, heart):
    found = working.sweep(heart[0], 1)
    at_once(table.stroke(run_time=1.0))
    assert holds(table.result, found) == 30
    at_once(table.step_out(run_time=1.0))
    assert holds(table.ghosts, found) == 30
    at_once(table.land(run_time=1.0))
    assert holds(table.result, heart[0]) == 30
    assert {key for key, _ in said(table.result)} == {"z1"}


def test_strips_are_as_long_for_a_number_in_every_table_of_every_layer(heart, grid):
    for n in (1, 2, 3):
        for shape in (grid, roomy(grid, 5)):
            table = LayerTable(heart[0], working.sweep(heart[0], n), n, shape)
            for cells in (table.weights, table.result, table.bias):
                cells.go().show(1.0)
                strips = np.diff(cells.ends, axis=0)[0]
                np.testing.assert_allclose(strips, cells.values * grid.unit, atol=1e-12)
                assert np.abs(strips).max() <= cells.grid.room / 2 + 1e-9


def test_a_row_meets_a_column_in_one_cell(table, heart):
    at_once(work_out(table, 2, 1))
    assert list(said(table.result)) == [("product", (2, 1))]


def test_z_bends_into_its_activations_to_another_scale(table, heart, grid):
    step = heart[0]
    at_once(table.bend("a1", "activation(A)", run_time=1.0))
    assert holds(table.result, step) == 30
    lengths = np.diff(table.result.ends, axis=0)[0]
    assert lengths / table.result.grid.room == pytest.approx(step["a1"])


def test_hairlines_say_the_columns_that_were_timed():
    timing = measuring.kept_timing(3, 2)
    layer = timing.layer(3)
    race = Race(timing, layer, 3)
    race.widen(run_time=1.0).show(1.0)
    (seen,) = {len(one.at[1]) for one in race.inputs.depicted()}
    for one in race.inputs.depicted():
        assert np.abs(one.value - layer["X"][one.at]).max() <= one.within
    assert seen == 12
    assert not list(race.ways[0].depicted())


def test_two_ways_race_at_one_speed():
    timing = measuring.kept_timing(3, 2)
    race = Race(timing, timing.layer(3), 3)
    ((motion, _), _) = list(race.go(run_time=1.0))
    motion.interpolate(0.5)
    slow, quick = race.ways
    assert (slow.count, quick.count) == pytest.approx((500, 1000), abs=1)
    motion.interpolate(timing.at_once[3] / timing.loop[3] / 2)
    assert (slow.count, quick.count) == pytest.approx((1, 500), abs=1)


def test_gradients_end_to_end_are_their_sum_and_a_tenth_of_it_the_mean(heart, grid):
    step = heart[0]
    cells, _ = asks(working.each(step), "dW1", (3, 2), grid)
    adding = Adding(cells, step, "dW1")
    at_once(adding.add_up())
    assert holds(adding, step) == 6
    assert adding.sums[0].width == pytest.approx(abs(cells.values[0].sum()) * adding.unit)
    at_once(adding.share_out())
    assert holds(adding, step) == 6
    assert adding.sums[0].width == pytest.approx(abs(step["dW1"][0, 0]) * adding.unit)


def test_the_charts_dots_stand_at_their_times():
    timing = measuring.kept_timing(3, 2)
    chart = TimeChart(timing)
    assert holds(chart, timing) == 10
    assert np.allclose(np.diff([dot.get_x() for dot in chart.dots[0]], n=2), 0)  # equal decades


def test_what_has_answered_stands_as_high_as_it_answered(heart, grid):
    last = heart[-1]
    network = RunDiagram(last, heart, depth=3)
    at_once(spread_out(network))
    passing = Passing(network, last, "a3", grid)
    passing.go(lag=1.0, run_time=1.0).show(0.5)
    assert holds(passing, last) == 5
    passing.go(lag=0.0, run_time=1.0).show(0.5)
    assert said(passing) == {}
    passing.go(lag=0.0, run_time=1.0).show(1.0)
    assert holds(passing, last) == 10


def test_tubes_say_answers_and_costs(heart, grid):
    step = heart[300]
    answers, truth, costs = outcome(step, working.each(step), "a3", grid, [2.0])
    for cells in (answers, costs):
        cells.go().show(1.0)
    assert holds(answers, step) == 10
    assert holds(costs, working.each(step)) == 10
    assert [number.text for number in truth.digits(decimals=0)] == list("0110011010")


def test_digits_are_a_column_at_a_time(table, heart):
    numbers = list(table.inputs.digits())
    assert all(isinstance(number, Readout) for number in numbers)
    assert [number.at for number in numbers[:3]] == [(0, 0), (1, 0), (0, 1)]
    assert numbers[2].value == heart[0]["a0"][0, 1]


@pytest.mark.parametrize("fits", [True, False])
def test_chips_meet_and_part_where_they_do_not_fit(fits):
    line = CodeLine("W", "@", "X", shapes={0: (3, 2), 2: (2, 10)})
    apart = line.chips[2].get_left()[0] - line.chips[0].get_right()[0]
    at_once(line.meet(0, 2, fits=fits))
    now = line.chips[2].get_left()[0] - line.chips[0].get_right()[0]
    assert now == pytest.approx(0.0 if fits else apart, abs=1e-6)


@each_run("xor")
def test_another_run_fits_the_lecture(name, tmp_path, monkeypatch):
    if name != "xor":
        pytest.skip("the others are larger than its tables")
    replay_by_the_rules("vectorization", name, tmp_path, monkeypatch)


def one_example():
    network = engine.Network.random((2, 3, 1), rng=np.random.default_rng(0))
    return engine.train(network, [[1.0], [2.0]], [[1.0]], cost="bce", steps=2, learning_rate=0.1)


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (lambda: engine.record("line"), "one answer from 0 to 1 is needed"),
        (lambda: engine.record("circle", epochs=1), "one answer from 0 to 1 is needed"),
        (lambda: engine.record("heart", steps=1), "two recorded steps are needed"),
        (lambda: engine.record("heart", steps=2, sizes=(2, 8, 1)), "a layer has 18"),
        (lambda: engine.record("heart", steps=2, sizes=(2, *(2,) * 4, 1)), "it has 5"),
        (lambda: engine.record("breast_cancer", steps=2), "up to 3 inputs fit, and it has 30"),
        (one_example, "its first step has 1"),
    ],
)
def test_a_run_that_does_not_fit_is_refused_before_the_first_frame(
    run, reason, tmp_path, monkeypatch, capsys
):
    assert reason in refusal_of("vectorization", run(), tmp_path, monkeypatch, capsys)
