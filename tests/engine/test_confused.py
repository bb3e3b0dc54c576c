"""What a network answers to each example of a set, counted by truth and answer."""

import numpy as np
import pytest

import engine
from engine import metrics, working


@pytest.fixture(scope="module")
def digits():
    pytest.importorskip("sklearn", reason="digits come with it")
    return engine.record("digits", epochs=2)


def test_each_example_is_counted_once_where_its_truth_meets_its_answer(digits):
    held = digits.dataset.validation
    found = working.confused(digits[-1], held)
    assert found.answers == pytest.approx(digits[-1].network.predict(held.X))
    expected = np.zeros((10, 10), int)
    for truth, said in zip(held.labels, found.answers.argmax(axis=0), strict=True):
        expected[truth, said] += 1
    assert np.array_equal(found.table, expected)
    assert (found.right, found.wrong) == (np.trace(expected), held.size - np.trace(expected))
    assert found.share == metrics.accuracy(found.answers, held.Y)


def test_behind_a_cell_are_its_examples_the_surest_first(digits):
    found = working.confused(digits[5], digits.dataset.validation)
    row, column = found.darkest
    assert row != column
    wrong = found.table - np.diag(np.diag(found.table))
    assert found.table[row, column] == wrong.max()
    behind = found.behind(row, column)
    assert len(behind) == wrong.max()
    assert np.all(found.truth[behind] == row)
    assert np.all(found.said[behind] == column)
    assert np.all(np.diff(found.answers[column, behind]) <= 0)


def test_it_answers_by_key_and_cannot_be_changed(digits):
    found = working.confused(digits[-1], digits.dataset.validation)
    np.testing.assert_array_equal(found["table"], found.table)
    with pytest.raises(ValueError, match="read-only"):
        found["table"][0, 0] = 1


def test_outputs_that_are_no_classes_are_refused():
    heart = engine.record("heart", steps=3)
    with pytest.raises(engine.Refused, match="one for each of several classes"):
        working.confused(heart[0], heart.dataset)
