"""How one step comes about: the arrow and its names, the rule and its numbers, the 25 slopes."""

import numpy as np
import pytest
from manim import linear

import engine
from engine import landscape, working
from scenes.pictures.gradient_descent import (
    Answers,
    DownhillBoard,
    FitPanel,
    RuleBoard,
    SlopesBoard,
    Terrain,
)
from scenes.vocabulary.text import Readout
from tests.scenes.truth import Records, fault_in

BOTH = ("W1", (0, 0)), ("b1", (0, 0))
SPAN = (-0.5, 3.1), (-2.3, 1.3)


@pytest.fixture(scope="module")
def line():
    return engine.record("line", learning_rate=0.1)


def played(tween, moment):
    tween.rate_func = linear
    tween.begin()
    tween.interpolate(moment)


def numbers_of(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


def test_every_name_stands_on_the_map_and_near_the_tip_of_its_arrow(line):
    sheet = landscape.sheet(line, axes=BOTH, span=SPAN, resolution=9)
    terrain = Terrain(sheet, ("w", "b"))
    runner = terrain.run(sheet)
    board = DownhillBoard(terrain, runner, rate=0.1)
    frame = terrain.map.plot.frame
    for gesture, times, name in zip(
        (board.uphill(), board.turn_round(), board.shorten()),
        (-10, 10, 1),
        board.names,
        strict=True,
    ):
        for motions in gesture:
            for motion in motions:
                played(motion, 1.0)
        tip = terrain.map.place(*runner.ahead(0, times))
        track = runner.tracks[1]
        drawn = track.uphill if times < 0 else track.arrow
        assert np.allclose(drawn.head.points[0], tip)
        assert np.linalg.norm(name.get_center() - tip) < 1.3
        assert frame.get_left()[0] < name.get_left()[0]
        assert name.get_right()[0] < frame.get_right()[0]
        # The name does not lie on its arrow.
        inside = abs(drawn.shaft.points - name.get_center()) < [name.width / 2, name.height / 2, 1]
        assert not inside.all(axis=1).any()


def test_the_numbers_of_all_steps_have_the_same_decimals_in_the_same_columns(line):
    board = RuleBoard([[working.update(line[n], *at) for at in BOTH] for n in range(3)])
    columns = zip(*(numbers_of(row) for pair in board.steps for row in pair), strict=True)
    for column in columns:
        assert len({number.decimals for number in column}) == 1
        points = [number.get_right()[0] for number in column]
        assert np.ptp(points) < 1e-6
    for step, pair in enumerate(board.steps):
        values = [[number.value for number in numbers_of(row)] for row in pair]
        for (key, at), (before, rate, gradient, after) in zip(BOTH, values, strict=True):
            assert (before, rate, gradient) == (line[step][key][at], 0.1, line[step]["d" + key][at])
            assert after == line[step + 1][key][at]


def test_the_rule_says_the_slope_of_its_own_parameter(line):
    board = RuleBoard([[working.update(line[0], *at) for at in BOTH]])
    for row, name in zip(board.rule, "wb", strict=True):
        assert f"({name})" in row[0].says
        assert (
            f"partial cost(C), partial {'weight' if name == 'w' else 'bias'}({name})" in row[5].says
        )
    assert board.rule[1].get_top()[1] < board.rule[0].get_bottom()[1]


def test_the_network_of_slopes_draws_the_recorded_gradient(heart):
    board = SlopesBoard(heart[0], heart[7], 3)
    assert board.count == 25
    for diagram, step in ((board.parameters, 0), (board.slopes, 7)):
        parts = [*diagram.all_edges, *diagram.all_beads]
        assert len(parts) == 25
        records = Records(heart, step)
        assert [fault_in(p, said, records) for p in parts for said in p.depicted()] == [""] * 25
    assert board.slopes.edges[1][2][0].of == "dW2"
    # At another step they would say something else.
    wrong = Records(heart, 0)
    assert any(fault_in(p, said, wrong) for p in board.slopes.all_edges for said in p.depicted())


def test_a_line_that_sways_says_nothing_and_comes_back(line):
    data = np.vstack([line.dataset.X, line.dataset.Y])
    xs = np.array([0.0, 2.0])
    curves = [step.network.predict(xs[None])[0] for step in line]
    panel = FitPanel((0.0, 2.0), (-1.5, 3.0), data, [Answers(line, "a1", xs, curves)])
    (fit,) = panel.fits
    before = fit.drawn_guesses()
    tilt = panel.sway(slope=1.3)
    played(tilt, 0.5)
    assert np.allclose(fit.drawn_guesses(), before + 1.3 * data[0])
    assert np.allclose(fit.frame.numbers(fit.curve.points[:1])[1], curves[0][0])
    assert list(fit.depicted()) == []
    played(panel.sway(height=0.4), 0.5)
    assert np.allclose(fit.drawn_guesses(), before + 0.4)
    tilt.interpolate(1.0)
    assert np.allclose(fit.drawn_guesses(), before)
    assert [fault_in(fit, said, Records(line, 0)) for said in fit.depicted()] == ["", ""]
