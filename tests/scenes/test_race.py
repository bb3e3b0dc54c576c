"""A race shows each run's own numbers, and stamps the step that was recorded above the chart."""

from dataclasses import replace

import numpy as np
import pytest
from manim.utils.hashing import get_json

import engine
from engine import landscape
from scenes.pictures.gradient_descent import FitPanel, Lane, sheet_of
from scenes.pictures.gradient_descent.fit import Fit
from scenes.pictures.gradient_descent.race import Race
from scenes.vocabulary.plot import Plot
from scenes.vocabulary.surface import Runner
from tests.scenes.truth import Records, fault_in, fault_of

RATES = {"too small": 0.005, "good": 0.2, "zigzags": 0.38, "diverges": 0.42}
ROLES = "lane_a", "lane_b", "lane_c", "lane_d"


@pytest.fixture(scope="module")
def runs():
    return [engine.record("line", learning_rate=rate) for rate in RATES.values()]


def lane(name, run, role):
    route = landscape.sheet(run, axes=(("W1", (0, 0)), ("b1", (0, 0))), resolution=2)
    return Lane(name, run.costs, run[0].learning_rate, run, role, route)


@pytest.fixture
def race(runs):
    lanes = [lane(name, run, role) for name, run, role in zip(RATES, runs, ROLES, strict=True)]
    return Race(lanes, low=0.03, high=100.0)


@pytest.mark.parametrize("step", [0, 1, 12, 59])
def test_curves_and_rows_are_those_of_each_run(runs, race, step):
    race.show_step(step)
    records = Records(runs[0], step)
    for run, curve, row in zip(runs, race.curves, race.rows, strict=True):
        drawn = curve.drawn_values()
        inside = np.flatnonzero(run.costs[: step + 1] <= 100)
        assert np.allclose(drawn[:, 1], run.costs[inside]) or step == 0
        assert row.cost.value == run.costs[step]
        assert fault_of(row.cost, records) == ""
        assert fault_of(row.rate, records) == ""


def test_the_one_that_diverges_is_stamped_with_its_step_when_it_leaves(runs, race):
    ((place, stamp),) = race.stamps.items()
    label, number = stamp.type
    left = int(number.value)
    assert place == 3
    assert runs[3].costs[left - 1] <= 100 < runs[3].costs[left]
    assert fault_of(number, Records(runs[0], 0)) == ""
    for step in range(60):
        race.show_step(step)
        assert (label.get_fill_opacity() > 0) == (step >= left)
        assert (stamp.plate.get_stroke_opacity() > 0) == (step >= left)


def test_a_race_of_other_runs_is_another_film(runs, race):
    first, *others = [
        lane(name, run, role) for name, run, role in zip(RATES, runs, ROLES, strict=True)
    ]
    costs = first.costs.copy()
    costs[30] += 1e-9
    other = Race([replace(first, costs=costs), *others], low=0.03, high=100.0)
    assert get_json(race.rows) != get_json(other.rows)
    assert get_json(other.rows) == get_json(other.rows)


def test_nothing_is_drawn_above_the_chart(race):
    race.show_step(59)
    top = race.plot.frame.get_top()[1]
    assert max(curve.line.get_top()[1] for curve in race.curves) <= top + 1e-6


def said_by(run, xs):
    return [step.network.predict(np.array([xs]))[0] for step in run]


def test_a_fit_ends_its_strokes_at_the_recorded_guesses():
    run = engine.record("line", steps=5)
    data = np.vstack([run.dataset.X, run.dataset.Y])
    curves = said_by(run, [0.0, 2.0])
    guesses = np.array([step["a1"][0] for step in run])
    plot = Plot((0, 2), (-2, 3)).shift([1.0, 0.5, 0.0])
    fit = Fit(plot, data, run, curves, role="activation")
    for step in (4, 0):
        fit.show_between(step, 0.0)
        assert np.allclose(fit.drawn_guesses(), run[step]["a1"][0])
        assert np.allclose(fit.curve.get_end(), plot.point(2.0, curves[step][1]))
    fit.show_between(0, 0.5)
    assert np.allclose(fit.drawn_guesses(), guesses[:2].mean(axis=0))
    assert np.allclose(fit.misses.points[::4], plot.point(*data))


def test_two_models_turn_on_one_panel_and_the_examples_stay():
    starts = {"lane_a": (2.0, -2.0), "lane_c": (1.5, -1.0)}
    runs = {role: engine.record("valleys", start=at, steps=9) for role, at in starts.items()}
    data = np.vstack([runs["lane_a"].dataset.X, runs["lane_a"].dataset.Y])
    models = {role: (run, said_by(run, np.linspace(-1.5, 3.5, 5))) for role, run in runs.items()}
    panel = FitPanel((-1.5, 3.5), (0.0, 1.0), data, models, formula="x")
    panel.show_step(4)
    for run, fit in zip(runs.values(), panel.fits, strict=True):
        assert np.allclose(fit.drawn_guesses(), run[4]["a1"][0])
    panel.show_step(8)
    for run, fit in zip(runs.values(), panel.fits, strict=True):
        assert np.allclose(fit.drawn_guesses(), run[8]["a1"][0])
        assert fit.misses not in fit.submobjects
    assert np.allclose([dot.get_center() for dot in panel.dots], panel.plot.point(*data))


@pytest.mark.parametrize("step", [0, 3, 59])
def test_what_fits_and_balls_depict_is_what_was_recorded(runs, step):
    run = runs[1]
    data = np.vstack([run.dataset.X, run.dataset.Y])
    fit = Fit(Plot((0, 2), (-2, 3)), data, run, said_by(run, [0.0, 2.0]), role="activation")
    sheet = landscape.sheet(run, axes=(("W1", (0, 0)), ("b1", (0, 0))))
    surface = sheet_of(sheet, width=7.0, rise=2.6, drop=1.0, at=np.zeros(3))
    runner = Runner(surface, sheet).show_step(step)
    records = Records(run, step)
    for thing in (fit.show_between(step, 0.0), runner.ball):
        assert [fault_in(thing, said, records) for said in thing.depicted()] != []
        assert [fault_in(thing, said, records) for said in thing.depicted() if said.at] == [""]
    fit.misses.shift([0.0, 0.1, 0.0])
    runner.ball.disc.shift([0.1, 0.0, 0.0])
    for thing in (fit, runner.ball):
        (said,) = [said for said in thing.depicted() if said.at]
        assert "not what was recorded" in fault_in(thing, said, records)
    assert list(fit.show_between(0, 0.5).depicted()) == []


def test_a_cost_above_the_chart_is_not_printed_to_its_last_digit(runs, race):
    for step in (16, 17, 59):
        race.show_step(step)
        for run, row in zip(runs, race.rows, strict=True):
            over = run.costs[step] > 100
            assert row.cost.get_fill_opacity() == float(not over)
            assert row.above[0][0].get_fill_opacity() == float(over)
    assert runs[3].costs[16] <= 100 < runs[3].costs[17]


def test_what_a_run_is_like_is_told_later(race):
    def seen():
        return [
            max(glyph.get_fill_opacity() for glyph in row.word.family_members_with_points())
            for row in race.rows
        ]

    assert seen() == [0.0] * 4
    told = race.tell(3, 2)
    told.begin()
    told.interpolate(1.0)
    assert seen() == [0.0, 0.0, 1.0, 1.0]


def test_of_a_run_to_and_fro_each_landing_has_a_dot(runs):
    route = landscape.sheet(runs[2], axes=(("W1", (0, 0)), ("b1", (0, 0))))
    surface = sheet_of(route, width=6.0, rise=2.0, drop=0.8, at=(0, 0, 0))
    fresh, plain = (Runner(surface, route, fresh=some).show_step(30) for some in (2, None))
    landed = fresh.trail.drawn_places()
    assert np.allclose(landed, route.path[: len(landed)], atol=0.02)
    assert plain.trail.dots.get_fill_opacity() == 0.0
