"""The run on a cost surface and at a glance: every panel says what was recorded at the step."""

import numpy as np
import pytest
from manim import linear

from engine import landscape, working
from scenes.pictures.backprop.hero import Progress
from scenes.pictures.backprop.landscape import LandscapeBoard
from scenes.vocabulary.layer import Subject

AXES = ("W3", (0, 1)), ("W3", (0, 2))
LAST = 20


def perform(gesture):
    """Bring a gesture to its end."""
    for animations in gesture:
        for animation in animations:
            animation.begin()
            animation.interpolate(1.0)
            animation.finish()


@pytest.fixture(scope="module")
def sheet(heart):
    here = [heart[0][key][place] for key, place in AXES]
    return landscape.sheet(heart, axes=AXES, span=[(w - 0.6, w + 0.6) for w in here])


@pytest.fixture
def descent(heart, sheet):
    places = [place for _, place in AXES]
    uphill = [heart[0]["dW3"][place] for place in places]
    shown = LandscapeBoard(sheet, uphill, layer=3, places=places, last=LAST)
    perform(shown.point())
    return shown


@pytest.fixture
def seen_through(descent):
    perform(descent.go_aside())
    return descent


@pytest.mark.parametrize("step", [0, 1, LAST])
def test_the_ball_is_at_the_runs_weights_and_its_true_cost(heart, seen_through, step):
    seen_through.show_step(step)
    x, y = (float(heart[step][key][place]) for key, place in AXES)
    true = seen_through.surface.place(x, y, heart.costs[step])
    assert np.allclose(seen_through.ball.disc.get_center(), true, atol=1e-6)


def test_the_drop_line_is_as_long_as_the_other_weights_have_moved_the_cost(
    heart, sheet, seen_through
):
    seen_through.show_step(LAST)
    under = sheet.shadow_costs[LAST]
    assert seen_through.drop.gap == pytest.approx(heart.costs[LAST] - under, abs=2e-3)
    assert seen_through.drop.gap < -0.01
    seen_through.show_step(0)
    assert seen_through.drop.gap == pytest.approx(0.0, abs=2e-3)


def test_the_ledger_prints_the_runs_cost_and_the_sheets(heart, sheet, seen_through):
    seen_through.show_step(7)
    run, under = (line[2] for line in seen_through.ledger)
    assert run.value == pytest.approx(heart.costs[7], rel=1e-12)
    assert under.value == sheet.shadow_costs[7]
    assert [number.source for number in (run, under)] == [sheet, sheet]
    assert [sheet[number.of][number.at] for number in (run, under)] == [run.value, under.value]


def test_the_arrow_points_uphill_by_the_gradient_and_is_turned_round(sheet, descent):
    drawing = descent.lean(1.0, -1.0)
    drawing.rate_func = linear
    drawing.begin()
    for share, arrow, sign in ((0.0, descent.up, 1.0), (1.0, descent.down, -1.0)):
        drawing.interpolate(share)
        end = sheet.path[0] + sign * descent.uphill
        tip = descent.surface.place(*end, descent.surface.cost_at(*end))
        assert np.allclose(arrow.head.points[0], tip)
    assert not len(descent.up.head.points)
    # The step of the run is a tenth of the arrow: its learning rate.
    assert np.allclose(sheet.path[1] - sheet.path[0], -0.1 * descent.uphill)


def test_an_arrow_ends_at_the_sheets_edge(sheet, descent):
    drawing = descent.lean(0.0, 50.0)
    drawing.rate_func = linear
    drawing.begin()
    drawing.interpolate(1.0)
    (x, y), way = descent.up.end_place, descent.uphill
    assert np.isclose(x, sheet.xs[[0, -1]]).any() or np.isclose(y, sheet.ys[[0, -1]]).any()
    assert ((np.array([x, y]) - sheet.path[0]) * way > 0).all()


def test_the_trail_is_at_the_true_costs_and_ends_at_the_step(sheet, seen_through):
    seen_through.show_step(LAST)
    assert np.allclose(seen_through.trail.drawn_places(), sheet.path[: LAST + 1], atol=1e-6)


def test_the_sheet_is_thinned_and_the_arrow_goes(descent):
    assert len(descent.down.head.points)
    perform(descent.go_aside())
    assert not len(descent.down.head.points)
    assert descent.surface.opacity < 1.0


def test_all_that_is_shown_of_the_run_is_above_the_floor(seen_through):
    for step in range(LAST + 1):
        seen_through.show_step(step)
        floor = seen_through.surface.view.place_on_floor(*seen_through.path[step])
        assert seen_through.ball.disc.get_y() > floor[1]


def test_showing_a_later_step_and_then_an_earlier_equals_the_earlier(seen_through):
    marks = seen_through.live
    seen_through.show_step(3)
    before = [part.points.copy() for part in marks.get_family()]
    seen_through.show_step(LAST)
    seen_through.show_step(3)
    for part, points in zip(marks.get_family(), before, strict=True):
        assert np.allclose(part.points, points)


@pytest.fixture(scope="module")
def progress(heart):
    about = Subject(heart.run, heart.dataset, working.example(heart[0], 1))
    return Progress(about, heart.costs, heart["a3"][:, 0].__getitem__, heart[0].targets, who=1)


@pytest.mark.parametrize("step", [0, 1, 100, 999])
def test_curve_and_bars_are_those_of_the_step(heart, progress, step):
    progress.show_step(step)
    assert np.allclose(progress.bars.drawn_values(), heart[step]["a3"][0])
    place = progress.plot.point(step, heart.costs[step])
    assert np.allclose(progress.curve.head.get_center(), place)
    assert progress.curve.line.get_right()[0] == pytest.approx(place[0])


def test_every_cost_of_the_run_fits_on_the_plot(heart, progress):
    low, high = progress.plot.frame.get_bottom()[1], progress.plot.frame.get_top()[1]
    heights = progress.plot.point(np.arange(1000), heart.costs)[:, 1]
    assert low <= heights.min()
    assert heights.max() <= high


def test_the_panels_do_not_overlap(progress):
    parts = progress.plot, progress.title, progress.bars
    for upper, lower in ((parts[0], parts[1]), (parts[1], parts[2])):
        assert lower.get_top()[1] < upper.get_bottom()[1]
