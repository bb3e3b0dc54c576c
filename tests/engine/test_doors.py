"""Doors in a row, and one answer to everyone: both follow from what was recorded."""

import numpy as np
import pytest

import engine
from engine import working


@pytest.fixture(scope="module")
def deep():
    return engine.record("deep", steps=2)


def test_of_the_deep_runs_gradient_hardly_anything_arrives(deep):
    found = working.doors(deep[0])
    assert found.gradients == pytest.approx(
        [6.3e-6, 1.1e-5, 4.5e-5, 2.0e-4, 1.07e-3, 6.65e-3, 6.79e-2], rel=0.02
    )
    assert found.openings == pytest.approx([0.241, 0.241, 0.247, 0.238, 0.237, 0.242], abs=1e-3)
    assert found.openings.max() <= 0.25
    assert 1 / found.openings.prod() == pytest.approx(5069, rel=0.02)
    assert found.gradients[-1] / found.gradients[0] == pytest.approx(10767, rel=0.001)


def test_an_opening_is_what_the_examples_let_through(deep):
    step = deep[0]
    people = [working.example(step, i) for i in range(step.batch.size)]
    for n, opening in enumerate(working.doors(step).openings, start=1):
        arriving, left = (
            sum(np.abs(person[f"{key}{n}"]).sum() for person in people) for key in ("da", "delta")
        )
        assert opening == pytest.approx(left / arriving)


def test_the_deep_run_sticks_at_ln_2():
    history = engine.record("deep")
    assert history.costs[-1] == pytest.approx(np.log(2), abs=1e-4)


def test_where_nothing_arrives_no_door_is_open():
    step = engine.record("heart", weights="zeros", biases="zeros", steps=2)[0]
    assert working.doors(step).openings.tolist() == [0.0, 0.0]


def test_one_half_is_the_best_answer_to_five_of_ten():
    step = engine.record("heart")[0]
    assert step.targets.mean() == 0.5
    found = working.constant(step, np.linspace(0.01, 0.99, 99))
    assert found.guesses[found.costs.argmin()] == pytest.approx(0.5)
    assert found.costs.min() == pytest.approx(np.log(2))
    p, y = found.guesses[:, None], step.targets
    by_hand = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(axis=1)
    assert found.costs == pytest.approx(by_hand)


@pytest.mark.parametrize("guesses", [[0.0], [0.5, 1.0], [-0.1]])
def test_a_guess_is_between_nought_and_one(guesses):
    with pytest.raises(engine.Refused, match="0 to 1 are accepted"):
        working.constant(engine.record("heart")[0], guesses)


def test_a_guess_is_one_number():
    with pytest.raises(engine.Refused, match="one is accepted"):
        working.constant(engine.record("digits", steps=2)[0], [0.5])
