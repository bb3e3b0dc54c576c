"""The step, and its test by a nudge: what is written can be done by hand, and bars are to scale."""

import pytest

import engine
from engine import working
from engine.optimizers import OPTIMIZERS
from scenes.pictures.backprop.nudge import CostDial, NudgeTest
from scenes.pictures.backprop.sayings import CHANGES
from scenes.pictures.backprop.step import step_lines
from scenes.vocabulary import style
from scenes.vocabulary.text import Readout
from scenes.vocabulary.text.step_line import StepLine, step_decimals, weight_name
from tests.scenes.calculator import in_a_strip


def typed(number):
    """The number that a reader types in."""
    return float(number.text.strip("()").replace("−", "-"))


def readouts(thing):
    return [part for part in thing.get_family() if isinstance(part, Readout)]


def test_a_nudge_tests_verdicts_agree_in_the_digits_that_they_show(heart):
    nudge = working.nudge(heart[0], "W1", (1, 0))
    test = NudgeTest(nudge, name="w_21")
    numbers = readouts(test)
    assert [number.value for number in numbers] == [nudge[number.of] for number in numbers]
    assert {number.source for number in numbers} == {nudge}
    slope, gradient = (line[2] for line in test.verdicts)
    shown = {number.of: typed(number) for number in numbers}
    # The costs are printed with eight digits, so that their difference has five of ΔC/ε.
    by_hand = (shown["nudged_cost"] - shown["cost"]) / nudge["epsilon"]
    assert typed(slope) == pytest.approx(by_hand, abs=1.1e-5)
    assert typed(slope) == pytest.approx(typed(gradient), abs=2e-5)
    frame = test.frame_the_verdicts()
    assert frame.get_top()[1] > slope.get_top()[1]
    assert frame.get_bottom()[1] < gradient.get_bottom()[1]


def test_a_needle_leans_as_far_as_the_cost_has_moved(heart):
    nudges = [working.nudge(heart[0], "W1", (1, 0), epsilon=size) for size in (5e-4, 1e-3)]
    dial = CostDial(nudges)
    assert list(dial.depicted()) == []
    for place, nudge in enumerate(nudges, start=1):
        (said,) = dial.show_nudge(place).depicted()
        assert said.value == pytest.approx(nudge["change"], abs=said.within)
        assert said.within < abs(nudge["change"]) / 100
        assert dial.source is nudge


def test_a_learning_rate_however_small_is_printed(heart):
    update = working.update(heart[0], "W3", (0, 0))
    keys = "before", "shrink", "gradient", "step", "after", "plain"
    small = {key: update[key] for key in keys} | {"learning_rate": 2e-5}
    _, rate, *_ = readouts(StepLine("w", small))
    assert typed(rate) == 2e-5


@pytest.mark.parametrize("place", [(0, 0), (0, 1), (0, 2)])
def test_a_step_that_is_written_out_can_be_done_by_hand(heart, place):
    update = working.update(heart[0], "W3", place)
    numbers = before, rate, gradient, after = readouts(StepLine("w", update))
    assert [number.value for number in numbers] == [update[number.of] for number in numbers]
    assert {number.source for number in numbers} == {update}
    by_hand = typed(before) - typed(rate) * typed(gradient)
    assert typed(after) == float(f"{by_hand:.3f}")
    assert after.value == heart[1]["W3"][place]
    assert rate.value == heart[0].learning_rate


def test_steps_below_each_other_have_the_same_digits_and_can_all_be_done_by_hand(heart):
    updates = [working.update(heart[0], "W3", (0, column)) for column in range(3)]
    both = digits, of_result = step_decimals(*updates)
    for update in updates:
        before, rate, gradient, after = readouts(StepLine("w", update, decimals=both))
        assert before.decimals == gradient.decimals == digits
        by_hand = typed(before) - typed(rate) * typed(gradient)
        assert typed(after) == float(f"{by_hand:.{of_result}f}")


def test_a_weight_that_also_shrinks_says_so(heart):
    update = dict(working.update(heart[0], "W3", (0, 1)).__dict__)
    update |= {"shrink": 0.99, "after": 0.99 * update["before"] + update["step"]}
    shrink, before, rate, gradient, after = readouts(StepLine("w", update))
    by_hand = typed(shrink) * typed(before) - typed(rate) * typed(gradient)
    assert shrink.value == 0.99
    assert typed(after) == float(f"{by_hand:.3f}")


@pytest.mark.parametrize(
    "how",
    [
        {"momentum": 0.9, "l2": 0.1},
        {"optimizer": "nesterov", "momentum": 0.9},
        {"optimizer": "rmsprop"},
        {"optimizer": "adam"},
        {"frozen": "b1"},
    ],
)
def test_what_another_optimizer_adds_is_written_as_what_was_added(how):
    history = engine.record("heart", steps=4, **how)
    update = working.update(history[2], "W3", (0, 1))
    before, step, after = readouts(StepLine("w", update))
    assert typed(after) == float(f"{typed(before) + typed(step):.3f}")
    assert step.value == history[2]["uW3"][0, 1]
    assert after.value == history[3]["W3"][0, 1]
    rule, *lines = step_lines(update, layer=3, place=(0, 1))
    downhill = [part for line in lines for part in readouts(line) if part.of == "downhill"]
    assert [part.value for part in downhill] == [-0.1 * history[2]["dW3"][0, 1]]
    assert "Delta" in rule[0].says


def test_what_is_said_of_a_step_is_known_of_every_optimizer():
    assert set(CHANGES) == set(OPTIMIZERS)


@pytest.mark.parametrize(
    ("place", "name"), [((0, 1), "w_(12)"), ((1, 0), "w_(21)"), ((9, 3), "w_(10, 4)")]
)
def test_a_weights_name_counts_from_one(place, name):
    assert weight_name(*place) == name
    assert weight_name(*place, layer=3) == f"{name}^([3])"


def test_a_bias_is_written_in_its_own_colour(heart):
    before, _, gradient, after = readouts(
        StepLine("b", working.update(heart[0], "b1", (0, 0)), role="bias")
    )
    assert {before.get_fill_color(), after.get_fill_color()} == {style.color("bias")}
    assert gradient.get_fill_color() == style.color("delta")


@pytest.mark.parametrize("rate", [0.1, 1e-5, 3e-7])
@pytest.mark.parametrize("gradient", [0.7, -0.01, 2e-6, 0.0])
@pytest.mark.parametrize("optimizer", [{}, {"optimizer": "adam"}])
def test_no_digits_hide_that_a_small_step_was_taken(rate, gradient, optimizer):
    history = engine.record("heart", steps=1, **optimizer)
    downhill = -rate * gradient
    update = dict(working.update(history[0], "W3", (0, 1)).__dict__)
    update |= {"learning_rate": rate, "gradient": gradient, "downhill": downhill}
    update["step"] = rate if optimizer else downhill
    update["after"] = update["before"] + update["step"]
    for line in step_lines(update, layer=3, place=(0, 1))[1:]:
        for part in readouts(line):
            assert (typed(part) == 0) == (update[part.of] == 0), f"{part.text} of {part.of}"
        assert not list(in_a_strip(line))
