"""The footer follows the run's clock: step, cost, learning rate, and a ball on log time."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.vocabulary import style
from scenes.vocabulary.stage import Clock, Footer
from scenes.vocabulary.stage.footer import NARROW, EvenTimeBar, LogTimeBar, beside_the_bar
from scenes.vocabulary.text import Readout

COSTS = 0.8265 / np.sqrt(np.arange(1, 1001))


def footer(rate=0.1):
    return Footer(COSTS, learning_rate=lambda _: rate)


@given(st.integers(0, 999), st.integers(0, 999))
def test_step_and_cost_are_those_of_the_recorded_step(step, other):
    shown = footer()
    assert shown.show_step(other).show_step(step) is shown
    assert shown.step_number.text == str(step)
    assert shown.cost_number.value == COSTS[step]
    assert (shown.step_number.of, shown.cost_number.of) == ("step", "cost")
    assert np.allclose(shown.bar.ball.get_center(), shown.bar.place(step))


def test_everything_stands_on_one_baseline_within_the_margins():
    shown = footer()
    numbers = (shown.step_number, shown.cost_number, shown.rate_number)
    assert len({round(number.baseline, 6) for number in numbers}) == 1
    assert shown.get_left()[0] == pytest.approx(style.LEFT_EDGE)
    assert shown.get_right()[0] == pytest.approx(style.RIGHT_EDGE)
    assert shown.get_top()[1] < style.STAGE_BOTTOM
    assert shown.get_bottom()[1] > -4.0


def test_nothing_touches_however_large_the_step():
    shown = footer().show_step(999)
    labels = [part for part in shown if part is not shown.bar]
    labels.sort(key=lambda part: part.get_left()[0])
    for left, right in zip(labels, [*labels[1:], shown.bar], strict=True):
        assert left.get_right()[0] + 0.05 < right.get_left()[0]


def test_a_changing_number_does_not_move_its_neighbours():
    shown = footer()
    left = shown.cost_number.get_left()[0]
    shown.show_step(999)
    assert shown.cost_number.get_left()[0] == pytest.approx(left, abs=0.03)


@pytest.mark.parametrize(
    ("rate", "text"),
    [(0.1, "0.1"), (0.05, "0.05"), (1.0, "1"), (3e-4, "0.0003"), (float(np.float32(0.3)), "0.3")],
)
def test_the_learning_rate_is_written_with_the_digits_that_it_has(rate, text):
    assert footer(rate).rate_number.text == text


@pytest.mark.parametrize(
    ("most", "texts"),
    [
        (0.1, ("0.100", "0.050", "0.001")),
        (1e-3, ("0.00100", "0.00050", "0.00001")),
        (2e-5, ("0.0000200", "0.0000100", "0.0000002")),
    ],
)
def test_of_a_learning_rate_that_changes_more_is_told_than_it_begins_with(most, texts):
    shown = Footer(COSTS, learning_rate=lambda step: most * (1 - 0.99 * step / 999))
    for step, text in zip((0, 505, 999), texts, strict=True):
        assert shown.show_step(step).rate_number.text == text


def test_equal_factors_take_equal_room_on_log_time():
    bar = LogTimeBar(9999)
    xs = [bar.place(step)[0] for step in (0, 9, 99, 999, 9999)]
    assert np.allclose(np.diff(xs), np.diff(xs)[0])
    assert xs[0] == pytest.approx(bar.line.get_left()[0])
    assert xs[-1] == pytest.approx(bar.line.get_right()[0])


def test_the_marks_are_the_first_step_the_decades_and_the_last():
    bar = LogTimeBar(999)
    labels = [part for part in bar.ticks.get_family() if isinstance(part, Readout)]
    assert [label.text for label in labels] == ["0", "10", "100", "999"]
    for label in labels:
        assert label.get_x() == pytest.approx(bar.place(int(label.value))[0], abs=0.02)
    for left, right in pairwise(labels):
        assert left.get_right()[0] < right.get_left()[0]


def test_a_moved_bar_still_knows_where_its_steps_are():
    bar = LogTimeBar(999).shift(np.array([1.0, 2.0, 0.0])).show_step(30)
    assert bar.ball.get_y() == pytest.approx(2.0)
    assert bar.place(0)[0] < bar.ball.get_x() < bar.place(999)[0]


def test_on_an_even_bar_equal_numbers_of_steps_are_equally_long():
    bar = EvenTimeBar(29_999)
    xs = [bar.place(step)[0] for step in (0, 10_000, 20_000)]
    assert np.diff(xs)[0] == pytest.approx(np.diff(xs)[1])
    labels = [part.text for part in bar.ticks.get_family() if isinstance(part, Readout)]
    assert labels == ["0", "10000", "20000", "29999"]
    (said,) = bar.show_step(5_000).depicted()
    assert said.value == pytest.approx(5_000)


def test_a_step_that_was_not_recorded_is_refused():
    with pytest.raises(IndexError):
        footer().show_step(1000)


def test_a_clock_shows_the_step_alone_where_a_footer_shows_it():
    clock, shown = Clock(999).show_step(37), footer().show_step(37)
    assert (clock.step_number.text, clock.step_number.of) == ("37", "step")
    assert np.allclose(clock.step_number.get_left(), shown.step_number.get_left())
    assert np.allclose(clock.bar.ball.get_center(), shown.bar.ball.get_center())
    assert clock.get_right()[0] == pytest.approx(style.RIGHT_EDGE)


@pytest.mark.parametrize(
    ("costs", "rate"), [(COSTS, 0.1), (COSTS, 0.00025), (np.full(30_000, 13_750.0), 0.00025)]
)
def test_what_is_said_of_an_unchecked_run_stands_between_the_numbers_and_the_bar(costs, rate):
    shown = Footer(costs, learning_rate=lambda _: rate, width=NARROW).show_step(999)
    said = beside_the_bar("not checked", shown.bar)
    assert shown.rate_number.get_right()[0] + 0.3 < said.get_left()[0]
    assert said.get_right()[0] + 0.3 < shown.bar.get_left()[0]
