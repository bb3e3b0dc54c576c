"""The lecture on many steps: what it draws says its numbers, and its runs are what it says."""

import numpy as np
import pytest

import engine
from engine import working
from engine.working.progress import _most, _plateau
from scenes.pictures import training as own
from scenes.vocabulary.plane.tally import Tally
from scenes.vocabulary.stage import Live
from scenes.vocabulary.stage.gesture import at_once


def said(noun):
    return {one.of: (one.at, np.asarray(one.value)) for one in noun.depicted()}


@pytest.fixture(scope="module")
def circle():
    return engine.record("circle", epochs=6)


@pytest.fixture
def plane(circle):
    return own.map_of(circle, working.probe, np.zeros(3), 6.0, 4.0)


def doors_of(run):
    return lambda step: working.doors(run[step])


def test_a_course_of_cost_says_the_costs_so_far(circle):
    found = working.progress(circle)
    panel = own.CourseOfCost(found, len(circle) - 1).show_step(80)
    at, value = said(panel.curve)["cost"]
    assert list(at[0]) == [0, 1, 2, 3, 3]
    assert value == pytest.approx(found.cost[at[0]], abs=0.01)


def test_bands_are_as_wide_as_the_plateau_and_the_drop():
    heart = engine.record("heart", seed=42)
    found = working.progress(heart)
    panel = own.CourseOfCost(found, len(heart) - 1)
    at_once(panel.shade(0, "plateau", "plateau", "muted"), panel.shade(1, "drop", "drop", "cost"))
    bands = [one for one in panel.depicted() if one.of == "steps"]
    for band, ends in zip(bands, (found.plateau, found.drop), strict=True):
        assert band.value == pytest.approx(list(ends), abs=band.within)
    assert panel.bands[0].width == pytest.approx(panel.bands[1].width)


def test_gradient_bars_are_as_high_as_the_gradients(circle):
    bars = own.GradientBars(doors_of(circle), (0, 90), np.zeros(3), width=3.0, height=2.0)
    for step in (0, 90):
        at, value = said(bars.show_step(step).bars)["gradients"]
        assert value == pytest.approx(working.doors(circle[step]).gradients[at], abs=1e-3)
    assert said(bars.show_step(0, 0.4).bars) == {}


def test_outlines_are_as_high_as_what_each_example_asks_for_on_the_bars_scale(circle):
    data = circle.dataset

    def ask(step):
        return working.overall(circle[step], data.X, data.Y)

    bars = own.GradientBars(ask, (90,), np.zeros(3), width=3.0, height=2.0, mark=0.05)
    bars.show_step(90)
    at_once(bars.outline(90, (0, 90)))
    for step in (90, 0):
        bars.show_step(step)
        for noun, key in ((bars.bars, "gradients"), (bars.outlines, "pulls")):
            at, value = said(noun)[key]
            assert value == pytest.approx(getattr(ask(step), key)[at], abs=0.01)
    assert bars.axis[0].get_y() - bars.ground.get_y() == pytest.approx(
        0.05 * 2.0 / max(ask(step).pulls.max() for step in (0, 90))
    )


def test_lines_on_a_map_are_where_neurons_are_at_zero_and_as_thick_as_sharp(circle, plane):
    lines = own.Creases(plane, circle, working.creases)
    for step in (0, 149):
        found = working.creases(circle[step])
        at, sharp = said(lines.show_step(step))["sharpness"]
        assert sharp == pytest.approx(found.sharpness[at[0]])
        (axis, which), feet = said(lines)["feet"]
        assert feet == pytest.approx(found.feet[axis, which], abs=1e-6)


def test_neurons_of_zeros_draw_no_line(plane):
    still = engine.record("circle", weights="zeros", biases="zeros", epochs=1)
    assert said(own.Creases(plane, still, working.creases).show_step(0)) == {}


def test_a_straight_line_on_a_map_is_the_one_that_was_asked_for(circle, plane):
    lines = own.Creases(plane, circle, working.creases)
    drawn = lines.straight(np.array([0.0, 1.0]), -2.0)
    assert drawn.get_start()[1] == pytest.approx(plane.point(np.array([0.0, 2.0]))[1])
    assert drawn.width == pytest.approx(plane.field.width)


def test_in_a_lap_each_thing_changes_at_its_station(circle, plane):
    loop = own.Loop(circle, plane, doors_of(circle), 10)
    shown = []
    clock = Live(shown.append)
    assert said(loop.saved) == {}
    loop.go(0.0, 0.3, clock, run_time=1.0).interpolate(1.0)
    assert loop.cost.value == circle.costs[0]
    assert loop.saved.count == 1
    assert shown[-1] == 0
    loop.go(0.3, 2.8, clock, run_time=1.0).interpolate(1.0)
    assert shown[-1] == 3
    assert loop.cost.value == circle.costs[2]
    at, value = said(loop.bars.bars)["gradients"]
    assert value == pytest.approx(working.doors(circle[2]).gradients[at], abs=1e-3)
    at, value = said(loop.saved)["cost"]
    assert value == pytest.approx(circle.costs[at[0]], abs=0.01)
    start = loop.dot.get_center()
    loop.go(2.8, 9.8, clock, faster=0.75, run_time=1.0).interpolate(1.0)
    assert loop.dot.get_center() == pytest.approx(start)


def test_lights_are_on_the_batch(circle, plane):
    loop = own.Loop(circle, plane, doors_of(circle), 10)
    loop.show_lap(4.5)
    for light, who in zip(loop.lit, circle[4].batch, strict=True):
        assert light.get_center() == pytest.approx(plane.places()[int(who)])


def test_a_map_that_was_moved_and_resized_has_dots_and_rings_where_examples_are(circle, plane):
    data = circle.dataset
    for move in (lambda: plane.shift([1.0, 0.5, 0.0]), lambda: plane.stand(np.zeros(3), 9.0, 6.0)):
        move()
        plane.show_step(90)
        wrong = np.sign(working.probe(circle[90], data.X)["a3"][0]) != data.Y[0]
        places = plane.point(data.X.T)
        assert plane.wrong.places() == pytest.approx(places[wrong])
        crowd, dots = plane.people.crowd, plane.people.dots
        fine = crowd.pixel_array.shape[1] / crowd.width
        columns, rows = ((places - crowd.points[0]) * [1, -1, 0] * fine).astype(int).T[:2]
        inks = np.array([dot.get_fill_color().to_int_rgb() for dot in dots])
        colours = crowd.pixel_array[rows, columns].astype(int)
        assert colours[:, 3].min() == 255
        theirs = abs(colours[:, :3] - inks).max(axis=1) <= 2  # where no other lies over it
        assert theirs.mean() > 0.4
        assert np.ptp(inks[theirs], axis=0).min() > 0


def test_a_tally_counts_the_rings(circle, plane):
    data = circle.dataset
    tally = Tally(lambda step: working.overall(circle[step], data.X, data.Y), 250)
    for step in (0, 149):
        rings = len(plane.show_step(step).wrong.places())
        assert tally.show_step(step).number.value == rings


def test_several_courses_say_their_costs_at_any_epoch():
    heart = engine.record("heart", seed=42)
    course = own.Course("all", "10", np.arange(1000.0), heart.costs, "lane_a", heart, "cost")
    board = own.Several([course]).show_until(300.0)
    at, value = said(board.lines[0])["cost"]
    assert at[0][0] == 0
    assert at[0][-1] == 300
    assert value == pytest.approx(heart.costs[at], rel=0.01)


def test_bars_of_a_deep_run_say_what_is_heard_and_how_far_it_has_moved():
    deep = engine.record("deep", steps=60)
    bars = own.DeepBars(doors_of(deep), lambda step: working.moved(deep[0], deep[step]))
    for step in (0, 50):
        bars.show_step(step)
        at, value = said(bars.heard)["gradients"]
        assert value == pytest.approx(working.doors(deep[step]).gradients[at], rel=0.01)
    at, value = said(bars.moved)["moved"]
    assert value[-2:] == pytest.approx(working.moved(deep[0], deep[50]).moved[-2:], rel=0.01)
    bars.go_back(run_time=1.0).interpolate(0.5)
    ends = bars.heard.ends()[:, 1] - bars.heard.feet[:, 1]
    assert ends[0] < 0.01 < ends[-1]


def test_maps_of_three_starts_are_on_one_clock(circle):
    runs = dict.fromkeys(("one", "two", "three"), circle)
    board = own.ThreeStarts(runs, working.probe, working.creases)
    for plane in board.maps:
        plane.show_step(120)
    at, value = said(board.maps[0].field)["a3"]
    assert board.maps[0].field.source.step.index == 120
    assert said(board.maps[0].laid[0])["sharpness"][1] == pytest.approx(
        working.creases(circle[120]).sharpness
    )
    assert value == pytest.approx(board.maps[0].field.source["a3"][at], abs=0.06)


@pytest.mark.parametrize(
    ("cost", "still", "falls"),
    [
        ([9, 9, 9, 5, 4, 3], "From step 0 to 2 the curve", True),
        ([90, 50, 3, 2, 1, 1], "From step 2 on the curve", True),
        ([1, 1, 1, 1, 1, 1], "From its start to its end the curve", False),
        ([60, 59, 58, 58, 57, 57], "From its start to its end the curve", False),
        ([32, 26, 20, 14, 8, 2], "This curve lies nowhere still", True),
        ([1, 2, 4, 4, 8, 16], "From step 2 to 3 the curve", False),
    ],
)
def test_what_is_said_of_a_course_its_numbers_decide(cost, still, falls):
    run, cost = engine.record("line", steps=6), np.array(cost)
    flat, drop = _plateau(np.arange(6), cost, 0.05, of=cost.max()), _most(np.arange(6), cost)
    fell = [cost[first] - cost[last] for first, last in (flat, drop)]
    found = {"steps": np.arange(6), "plateau": flat, "drop": drop, "falls": fell}
    layer = np.ones(1)
    says = own.Findings(run, found, [{"gradients": layer}], [{"moved": layer}])
    assert says.still.startswith(still)
    assert says.falls == falls


@pytest.mark.parametrize(
    ("gradients", "moved", "heard", "went"),
    [
        (
            [0.1, 0.4],
            [0.5, 0.2],
            "layer 2 hears 4.0 times",
            "layer 1 has moved furthest: by 50% of",
        ),
        ([0.0, 0.4], [np.nan, 3.0], "layer 1 hears nothing", "layer 2 has moved by 3.0 times its"),
        ([0.0, 0.0], [np.nan, np.nan], "no weight hears", "began at 0"),
        ([0.1, 0.11], [0.0, 0.0], "about as much", "no layer's weights"),
        ([1e-9, 1.0], [0.041, 0.042], "over 1,000,000 times", "about as far: by 4.20% of"),
        ([0.2], [1e-5], "one layer", "layer 1 has moved by under 0.01% of"),
    ],
)
def test_what_is_said_of_layers_their_numbers_decide(gradients, moved, heard, went):
    run = engine.record("line", steps=6)
    found = working.progress(run)
    layers = [{"gradients": np.array(gradients)}], [{"moved": np.array(moved)}]
    says = own.Findings(run, found, *layers)
    assert heard in says.heard
    assert went in says.moved


def test_another_run_is_shown_at_some_of_its_steps_and_says_their_numbers():
    run = engine.record("circle", epochs=40)
    board = own.AnotherRun(run, working)
    assert (len(board.steps), board.steps[0], board.last) == (300, 0, len(run) - 1)
    assert {board.pace(moment, 0, board.last) for moment in np.linspace(0, 1, 99)} <= {*board.steps}
    step = int(board.steps[200])
    board.show_step(step)
    at, value = said(board.bars.heard)["gradients"]
    assert value == pytest.approx(working.doors(run[step]).gradients[at], rel=0.02)
    at, value = said(board.bars.moved)["moved"]
    assert value == pytest.approx(working.moved(run[0], run[step]).moved[at], rel=0.02)


def test_a_plateau_of_another_run_is_what_looks_flat_and_not_a_part_of_it():
    board = own.AnotherRun(engine.record("circle", epochs=300), working)
    found = board.course.progress
    first, last = found.steps[list(found.plateau)]
    assert last == board.last
    assert first < 1500
    fall = found.steps[list(found.drop)]
    assert fall[1] < first
    assert fall[1] - fall[0] < 500
    assert board.says.still == f"From step {first:,} on the curve stays within 5% of its height."


def test_what_has_no_course_is_refused():
    assert own.unfit(engine.record("heart")) == ""
    assert "two recorded steps" in own.unfit(engine.record("heart", steps=1))
    deep = engine.record("heart", sizes=(2, *[2] * 10, 1), steps=2)
    assert "up to 10 layers of weights fit" in own.unfit(deep)


def test_what_is_held_back_is_drawn_after_the_same_epoch_as_what_is_learned_from():
    digits = engine.record("digits", epochs=4)
    board = own.seen_and_held(digits, lambda X: working.probe(digits[0], X)).show_until(2.0)
    for line, course in zip(reversed(board.lines), board.courses, strict=True):
        (at, value) = said(line)[course.key]
        assert course.epochs[at[0][-1]] == 2.0
        assert value == pytest.approx(np.asarray(course.source[course.key])[at], rel=0.01)
