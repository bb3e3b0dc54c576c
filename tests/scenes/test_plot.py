"""Lengths on screen are to scale, and a curve shows the past alone."""

from itertools import pairwise

import numpy as np
import pytest
from manim import RIGHT, UP

from scenes.pictures.backprop.bars import PredictionBars
from scenes.vocabulary import style
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.plot.ticks import log_ticks, round_ticks
from scenes.vocabulary.text import maths
from scenes.vocabulary.text.digits import decimals_of
from scenes.vocabulary.text.strokes import dashes, lengths, segments

STEPS = np.arange(1001)
COSTS = 0.2 + 0.6 / (1 + np.log1p(STEPS) ** 2 / 5)
PREDICTIONS = np.array([0.1, 0.2, 0.6, 0.4, 0.8, 0.45])
TARGETS = np.array([0, 0, 0, 1, 1, 1])


def cost_plot():
    return Plot((0, 1000), (0, 1), width=5.0, height=2.0, x_log=True)


def texts(ticks):
    return [number.text for _, number in ticks]


def test_a_point_is_where_its_numbers_say():
    plot = Plot((-1, 3), (0, 10), width=4.0, height=2.0)
    assert np.allclose(plot.point(-1, 0), [-2, -1, 0])
    assert np.allclose(plot.point(3, 10), [2, 1, 0])
    assert np.allclose(plot.point([1, 2], [5, 5]), [[0, 0, 0], [1, 0, 0]])


def test_a_moved_plot_still_knows_its_points():
    plot = Plot((-1, 3), (0, 10), width=4.0, height=2.0)
    before = plot.point(2, 7)
    plot.shift(RIGHT + UP)
    assert np.allclose(plot.point(2, 7), before + RIGHT + UP)


def test_on_the_log_axis_equal_factors_take_equal_room():
    x = cost_plot().point(np.array([0, 9, 99, 999]), 0)[:, 0]
    assert np.allclose(np.diff(x), np.diff(x)[0])


def test_on_a_log_axis_that_begins_above_nought_decades_are_equally_wide():
    plot = Plot((1, 1000), (0, 1), x_log=True, width=6.0).shift(UP)
    assert np.allclose(np.diff(plot.point([1, 10, 100, 1000], 0)[:, 0]), 2.0)
    assert np.allclose(plot.frame.numbers(plot.point([1, 30, 1000], 0.5))[0], [1, 30, 1000])


def test_on_a_log_cost_axis_equal_factors_are_equally_high():
    plot = Plot((0, 60), (0.01, 100), y_log=True, height=4.0)
    assert np.allclose(np.diff(plot.point(0, [0.01, 0.1, 1, 10, 100])[:, 1]), 1.0)
    assert texts(plot.y_ticks) == ["0.01", "0.1", "1", "10", "100"]
    with pytest.raises(ValueError, match="ends above 0"):
        Plot((0, 60), (0, 100), y_log=True)


@pytest.mark.parametrize("x_log", [False, True])
@pytest.mark.parametrize("y_log", [False, True])
def test_the_numbers_of_a_point_are_read_back_wherever_the_plot_stands(x_log, y_log):
    plot = Plot((0, 60), (0.01, 100), x_log=x_log, y_log=y_log).shift(RIGHT * 2 + UP)
    x, y = np.array([0.0, 7.0, 60.0]), np.array([0.02, 3.0, 80.0])
    assert np.allclose(plot.frame.numbers(plot.point(x, y)), (x, y))


def test_the_corners_of_a_drawn_curve_are_the_recorded_values():
    plot = Plot((0, 60), (0.01, 100), x_log=True, y_log=True)
    curve = Curve(plot, STEPS[:60], COSTS[:60]).show_until(20)
    assert np.allclose(curve.drawn_values(), np.column_stack([STEPS, COSTS])[:21])


def test_a_curve_on_its_way_ends_between_two_points_and_claims_neither():
    plot = Plot((0, 60), (0, 1))
    curve = Curve(plot, STEPS[:60], COSTS[:60], of="cost").show_until(4, 0.5)
    middle = (plot.point(4, COSTS[4]) + plot.point(5, COSTS[5])) / 2
    assert np.allclose(curve.head.get_center(), middle)
    assert np.allclose(curve.line.get_end(), middle)
    assert list(curve.depicted()) == []
    curve.show_until(5)
    assert list(curve.depicted())
    assert np.allclose(curve.show_until(59, 0.5).head.get_center(), plot.point(59, COSTS[59]))


def test_ticks_are_round_and_written_with_no_more_digits_than_they_need():
    plot = cost_plot()
    assert texts(plot.x_ticks) == ["0", "1", "10", "100", "1000"]
    assert texts(plot.y_ticks) == ["0.0", "0.5", "1.0"]
    assert texts(Plot((-6, 6), (0, 4)).x_ticks) == ["−5", "0", "5"]
    assert texts(Plot((0, 1), (0, 4), x_ticks=(0, 0.25)).x_ticks) == ["0.00", "0.25"]


def test_tick_numbers_do_not_touch():
    for plot in (cost_plot(), Plot((-6, 6), (0, 1), width=5.0, height=1.8)):
        numbers = [number for _, number in plot.x_ticks]
        for left, right in pairwise(numbers):
            assert left.get_right()[0] + 0.1 < right.get_left()[0]


@pytest.mark.parametrize(
    ("low", "high", "most"), [(0, 1, 5), (0.69, 1.28, 4), (-3, 3, 4), (0, 1000, 5), (1e-5, 9e-5, 3)]
)
def test_round_ticks_lie_inside_and_are_few_and_even(low, high, most):
    ticks = round_ticks(low, high, most=most)
    assert 2 <= len(ticks) <= most + 2
    assert low - 1e-9 <= ticks[0]
    assert ticks[-1] <= high + 1e-9
    assert np.allclose(np.diff(ticks), ticks[1] - ticks[0])
    assert decimals_of(ticks) <= 6


def test_log_ticks_end_at_the_last_power_of_ten():
    assert log_ticks(999) == [0, 1, 10, 100]
    assert log_ticks(1000) == [0, 1, 10, 100, 1000]


def test_only_the_past_is_drawn():
    plot = cost_plot()
    curve = Curve(plot, STEPS, COSTS)
    assert curve.show_until(180) is curve
    assert np.allclose(curve.line.points[-1], plot.point(180, COSTS[180]))
    assert np.allclose(curve.head.get_center(), plot.point(180, COSTS[180]))
    assert curve.line.points[:, 0].max() <= plot.point(180, 0)[0] + 1e-9
    assert np.allclose(curve.line.points[0], plot.point(0, COSTS[0]))


def test_the_first_moment_is_a_dot_and_the_last_is_the_whole_curve():
    plot = cost_plot()
    curve = Curve(plot, STEPS, COSTS).show_until(0)
    assert curve.line.width == pytest.approx(0)
    curve.show_until(5000)
    assert np.allclose(curve.line.points[-1], plot.point(1000, COSTS[1000]))


def test_a_curve_follows_its_plot_where_it_is_shown_again():
    plot = cost_plot()
    curve = Curve(plot, STEPS, COSTS)
    plot.shift(UP)
    assert np.allclose(curve.show_until(50).line.points[-1], plot.point(50, COSTS[50]))


def test_a_long_noisy_curve_is_thinned_but_keeps_its_extremes():
    steps = np.arange(100_000)
    noise = np.random.default_rng(0).normal(size=len(steps)) * 0.1 + 0.5
    noise[70_000], noise[90_000] = 0.98, 0.02
    plot = Plot((0, len(steps)), (0, 1), width=5.0, height=2.0)
    curve = Curve(plot, steps, noise)
    assert len(curve.line.points) < 4 * 2_000
    drawn = curve.line.points[:, 1]
    assert drawn.max() == pytest.approx(plot.point(0, 0.98)[1])
    assert drawn.min() == pytest.approx(plot.point(0, 0.02)[1])


def test_unequal_rows_are_refused():
    with pytest.raises(ValueError, match="two equally long rows are accepted"):
        Curve(cost_plot(), [0, 1, 2], [0, 1])


def test_bars_say_the_predictions_back():
    bars = PredictionBars(PREDICTIONS, TARGETS)
    assert np.allclose(bars.drawn_values(), PREDICTIONS)
    assert np.allclose(bars.shift(UP).show_values(1 - PREDICTIONS).drawn_values(), 1 - PREDICTIONS)


def test_a_hit_is_marked_by_a_tick_beyond_its_dash():
    bars = PredictionBars(PREDICTIONS, TARGETS)
    assert bars.hits.tolist() == [True, True, False, False, True, False]
    assert len(bars.ticks.points) == 4 * 2 * bars.hits.sum()
    bars.show_values(TARGETS)
    assert len(bars.ticks.points) == 4 * 2 * len(TARGETS)
    bars.show_values(1 - TARGETS)
    assert not len(bars.ticks.points)


def test_what_stands_beside_the_bars_is_not_touched_by_ticks_that_come_later():
    bars = PredictionBars(1 - TARGETS, TARGETS)
    top, bottom = bars.get_top()[1], bars.get_bottom()[1]
    bars.show_values(TARGETS)
    assert (bars.get_top()[1], bars.get_bottom()[1]) == (top, bottom)


def test_the_dash_is_at_the_target():
    bars = PredictionBars(PREDICTIONS, TARGETS, height=2.0)
    foot, top = bars.tracks.points[0, 1], bars.tracks.points[3, 1]
    assert np.allclose(bars.dashes.points[::4, 1], np.where(TARGETS, top, foot))


def test_bars_may_have_names():
    names = [maths(str(place), size=style.SMALL) for place in range(6)]
    bars = PredictionBars(PREDICTIONS, TARGETS, names=names)
    for name, foot in zip(names, bars.tracks.points[::4], strict=True):
        assert name.get_x() == pytest.approx(foot[0])
        assert name.get_top()[1] < bars.ticks.get_bottom()[1]
    with pytest.raises(ValueError, match="longer"):
        PredictionBars(PREDICTIONS, TARGETS, names=names[:2])


def test_a_dashed_line_keeps_both_its_ends():
    start, end = np.zeros(3), np.array([1.0, 0.0, 0.0])
    points = dashes(start, end, length=0.07)
    assert np.allclose(points[0], start)
    assert np.allclose(points[-1], end)
    assert np.allclose(lengths(segments(start[None], end[None])), end)
