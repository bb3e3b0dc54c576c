"""The lecture on many steps: what it draws says its numbers, and its runs are what it says."""

import numpy as np
import pytest

import engine
from engine import working
from scenes.pictures import training as own
from scenes.vocabulary.stage import Live
from scenes.vocabulary.stage.gesture import at_once


def said(noun):
    return {one.of: (one.at, np.asarray(one.value)) for one in noun.depicted()}


@pytest.fixture(scope="module")
def circle():
    return engine.record("circle", epochs=6)


def test_a_course_of_cost_says_the_epochs_that_are_over(circle):
    found = working.progress(circle)
    panel = own.CourseOfCost(found, len(circle) - 1).show_step(80)
    at, value = said(panel)["cost"]
    assert list(at[0]) == [0, 1, 2]
    assert value == pytest.approx(found.cost[:3], abs=0.01)


def test_a_bracket_is_as_wide_as_the_plateau(circle):
    found = working.progress(circle)
    panel = own.CourseOfCost(found, len(circle) - 1)
    at_once(panel.bracket_the_plateau("plateau"))
    ends = panel.plot.frame.numbers(
        np.array([panel.marks[0].get_left(), panel.marks[0].get_right()])
    )
    assert ends[0] == pytest.approx(found.steps[list(found.plateau)], rel=1e-3)


def test_several_courses_say_their_costs_at_any_epoch(heart):
    epochs = np.arange(1000.0)
    courses = [own.Course("all", epochs, np.asarray(heart.costs), "lane_a", heart, "cost")]
    board = own.Several(courses).show_until(300.0)
    at, value = said(board.lines[0])["cost"]
    assert len(value) == 301
    assert value == pytest.approx(heart.costs[at], rel=0.01)


def test_bars_are_as_high_as_layers_have_moved(heart):
    bars = own.LayersMoved(lambda step: working.moved(heart[0], heart[step]), 999)
    for step in (0, 400, 999):
        at, value = said(bars.show_step(step))["moved"]
        assert value == pytest.approx(working.moved(heart[0], heart[step]).moved[at], abs=0.01)


def test_the_dot_goes_around_the_loop_and_the_cost_is_that_of_the_step(heart):
    loop = own.Loop(heart, {"one": "cost", "two": "delta", "three": "weight"})
    start = loop.dot.get_center()
    motion = loop.go(0, 3, run_time=1.0)
    motion.interpolate(1.0)
    assert loop.dot.get_center() == pytest.approx(start)
    loop.spin(999, Live(loop.show_step), turns=3.0, run_time=1.0).interpolate(1.0)
    assert loop.cost.value == heart.costs[999]


def test_maps_of_three_starts_end_where_their_runs_do(circle):
    def asked(step, inputs):
        return working.probe(circle[step], inputs)

    board = own.ThreeStarts([own.Start("one", circle, asked)] * 3)
    board.show_share(10_000)
    at, value = said(board.maps[0].field)["a3"]
    assert board.maps[0].field.source.step.index == len(circle) - 1
    assert value == pytest.approx(board.maps[0].field.source["a3"][at], abs=0.06)
