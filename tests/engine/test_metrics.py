"""What is a class, and where the line lies between two, is the run's and not the batch's."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine import metrics
from engine.metrics import Classes, judge

TWO = engine.Network.random((2, 4, 2), rng=np.random.default_rng(0))
X = np.random.default_rng(1).normal(size=(2, 60))


def by_hand(history, middle=0.0):
    """Whether each step's answers were right, (T,) means."""
    last = f"a{history.layout.depth}"
    return np.array([np.mean((s[last] > middle) == (s.targets > middle)) for s in history])


def test_the_running_accuracy_of_signed_labels_is_the_same_share_in_batches_of_one():
    # A batch of one holds a 1 or a -1, never both.
    history = engine.record("circle", batch=1, epochs=3, metrics=("running_accuracy",))
    right = by_hand(history).reshape(3, 250).mean(axis=1)
    assert history.metrics["running_accuracy"] == pytest.approx([0.524, 0.556, 0.720], abs=1e-12)
    np.testing.assert_allclose(history.metrics["running_accuracy"], right)


@pytest.mark.parametrize("batch", [1, 2, 7, 250])
@pytest.mark.parametrize("name", ["circle", "xor_cloud", "gauss"])
def test_a_measure_of_each_step_does_not_depend_on_what_else_its_batch_holds(name, batch):
    history = engine.record(name, batch=batch, epochs=2, metrics=(), keep="all")
    np.testing.assert_array_equal(history.measure("accuracy"), by_hand(history))
    counts = history.measure("confusion")
    np.testing.assert_array_equal(
        np.trace(counts, axis1=1, axis2=2) / counts.sum(axis=(1, 2)), by_hand(history)
    )


@pytest.mark.parametrize("low", [-1.0, 0.0])
@pytest.mark.parametrize("answering", ["tanh", "sigmoid", "identity"])
def test_the_line_lies_half_way_between_the_two_targets(low, answering):
    if (low, answering) == (-1.0, "sigmoid"):
        pytest.skip("a sigmoid never answers -1")
    Y = np.array([[low, 1.0, 1.0]])
    assert Classes.of(Y, answering) == Classes(low, 1.0)
    said, truth = Classes.of(Y, answering).told(np.array([[0.3, 0.3, 0.7]]), Y)
    assert truth.tolist() == [0, 1, 1]
    assert said.tolist() == [int(low < 0), int(low < 0), 1]


def test_where_one_class_was_seen_the_activation_knows_of_the_other():
    ones = np.ones((1, 4))
    assert Classes.of(ones, "tanh") == Classes(-1.0, 1.0)
    assert Classes.of(ones, "sigmoid") == Classes.of(ones) == Classes(0.0, 1.0)
    assert Classes.of(-ones) == Classes(-1.0, 1.0)
    assert Classes.of(0 * ones, "tanh") == Classes(0.0, 1.0)


def test_an_accuracy_that_the_arrays_alone_cannot_tell_is_refused():
    A, Y = [[0.3]], [[1]]
    with pytest.raises(engine.Refused, match=r"classes=metrics\.Classes\(-1, 1\) or"):
        metrics.accuracy(A, Y)
    assert metrics.accuracy(A, Y, classes=Classes(-1, 1)) == 1.0
    assert metrics.accuracy(A, Y, classes=Classes(0, 1)) == 0.0
    assert metrics.accuracy([[0.8]], Y) == 1.0
    assert metrics.accuracy([[-0.1]], Y) == 0.0
    assert metrics.accuracy([[0.3, -0.2]], [[1, -1]]) == 1.0


def test_outputs_that_answer_for_themselves_are_counted_one_by_one():
    A = np.array([[0.9, 0.8, 0.2, 0.4], [0.7, 0.1, 0.6, 0.3]])
    Y = np.array([[1, 1, 0, 1], [1, 0, 0, 0]])
    assert metrics.accuracy(A, Y) == 6 / 8
    np.testing.assert_array_equal(metrics.confusion(A, Y), [[3, 1], [1, 3]])


def test_outputs_of_which_one_is_the_class_are_compared():
    A, Y = np.array([[0.4, 0.3], [0.3, 0.2]]), np.array([[1, 0], [0, 1]])
    assert metrics.accuracy(A, Y) == 0.5
    np.testing.assert_array_equal(metrics.confusion(A, Y), [[1, 0], [1, 0]])


@pytest.mark.parametrize("batch", [1, 3, 60])
def test_a_batch_that_looks_like_classes_does_not_make_independent_outputs_such(batch):
    Y = np.stack([X[0] > 0, X[1] > 0]).astype(float)  # both, one or none
    history = engine.train(
        TWO, X, Y, cost="bce", epochs=2, batch=batch, shuffle=False, learning_rate=0.5
    )
    np.testing.assert_array_equal(history.measure("accuracy"), by_hand(history, 0.5))
    judged = judge(history.final, history.dataset, cost="bce", names=("accuracy",))
    assert judged["accuracy"] == np.mean((history.final.predict(X) > 0.5) == Y)


def test_the_classes_of_held_out_examples_are_those_that_were_learned():
    history = engine.record("gauss", epochs=2, validation=3, metrics=("accuracy",))
    held = history.dataset.validation
    said = history.final.predict(held.X) > 0
    assert history.metrics["validation_accuracy"][-1] == np.mean(said == (held.Y > 0))


def test_targets_that_are_no_classes_have_no_accuracy():
    Y = np.stack([X[0], X[1]])
    history = engine.train(TWO, X, 1 / (1 + np.exp(-Y)), cost="mse", steps=3, learning_rate=0.1)
    with pytest.raises(engine.Refused, match=r"are no classes, .* ask for 'rmse'"):
        history.measure("accuracy")
    assert history.measure("rmse").shape == (3,)


ALL = (metrics.accuracy, metrics.confusion, metrics.rmse, metrics.mae, metrics.r2)
GUESSED, TRUE = [0.2, 0.9, 0.6, 0.3], [0, 1, 0, 1]


@pytest.mark.parametrize("metric", ALL)
def test_lists_and_one_row_are_answers_as_well(metric):
    expected = metric(np.array([GUESSED]), np.array([TRUE], dtype=float))
    for A, Y in (
        (GUESSED, TRUE),
        ([GUESSED], [TRUE]),
        ([GUESSED], TRUE),
        (GUESSED, np.bool_(TRUE)),
    ):
        np.testing.assert_array_equal(metric(A, Y), expected)
    assert metrics.mae(np.uint8([1, 2]), np.uint8([3, 1])) == 1.5  # bytes have no sign


@pytest.mark.parametrize("metric", ALL)
@pytest.mark.parametrize(
    ("A", "Y"),
    [
        ([GUESSED], [[y] for y in TRUE]), (np.zeros((1, 4)), np.zeros((1, 3))), ([], []),
        (np.zeros((2, 3, 4)), np.zeros((2, 3, 4))), ([0.5], [[0, 1], [1, 0]]),
    ],
)  # fmt: skip
def test_of_two_shapes_no_third_is_made(metric, A, Y):
    with pytest.raises(engine.Refused, match=r"answers and truth are of one shape, \(n_L, m\)"):
        metric(A, Y)


@pytest.mark.parametrize("metric", ALL)
def test_what_is_no_number_is_named(metric):
    for A, Y, said in (("text", TRUE, "A holds text"), (GUESSED, None, "Y holds None")):
        with pytest.raises(engine.Refused, match=said):
            metric(A, Y)


def test_labels_beside_several_outputs_are_told_what_makes_them_columns():
    A, Y = np.eye(3)[:, [0, 1, 1]], np.array([0, 1, 2])
    with pytest.raises(engine.Refused) as refused:
        metrics.accuracy(A, Y)
    hint = str(refused.value).partition(": try ")[2].rstrip(".")
    made = eval(hint, {"engine": engine, "np": np, "Y": Y})
    assert metrics.accuracy(A, made) == 2 / 3


@pytest.mark.parametrize("classes", [(-1, 1), 2, "accuracy", Classes])
def test_what_says_no_classes_is_refused(classes):
    with pytest.raises(engine.Refused, match=r"metrics\.Classes\(0, 1\) does"):
        metrics.accuracy(GUESSED, TRUE, classes=classes)


def test_an_answer_that_is_no_number_is_wrong():
    A = np.array([[np.nan, 0.9, np.nan, 0.3]])
    assert metrics.accuracy(A, TRUE) == 1 / 4
    np.testing.assert_array_equal(metrics.confusion(A, TRUE), [[0, 0], [1, 1]])
    one_of = np.array([[np.nan, 0.9], [0.1, 0.2]]), np.eye(2)
    assert metrics.accuracy(*one_of) == 0.0
    np.testing.assert_array_equal(metrics.confusion(*one_of), [[0, 0], [1, 0]])
    assert np.isnan(metrics.rmse(A, TRUE))
    with pytest.raises(engine.Refused, match=r"X holds nan at \[1, 0\]"):
        engine.record("gauss", epochs=1).predict_classes([[1.0], [np.nan]])


def test_a_single_example_has_no_variance_to_explain():
    assert np.isnan(metrics.r2(np.array([[0.3]]), np.array([[1.0]])))
