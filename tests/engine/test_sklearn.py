"""What scikit-learn trains is recorded as it happened, within fit and partial_fit."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import engine
from engine.errors import Untrue

pytest.importorskip("sklearn", reason="it comes with the extra `sklearn`")
from sklearn.datasets import load_digits, load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor

from engine.adapters.sklearn import watch
from tests.engine.thinned import assert_kept_as_in

X, Y = np.random.default_rng(0).normal(size=(2, 60, 2))
YES = np.where(X[:, 0] * X[:, 1] > 0, "alike", "apart")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings(action="ignore"):  # that it has not converged
        yield


def test_two_classes_by_partial_fit_with_adam():
    mlp = MLPClassifier((8, 8), activation="tanh", learning_rate_init=0.01, random_state=1)
    names, networks = ["east", "north"], []
    with watch(mlp, X=X, y=YES, name="mine", features=names) as tape:
        for _ in range(30):
            mlp.partial_fit(X, YES, classes=["alike", "apart"])
            networks.append([W.T.copy() for W in mlp.coefs_])
    history = engine.load("mine")
    assert history.fingerprint == tape.history.fingerprint
    assert (history.run.sizes, history.run.cost) == ((2, 8, 8, 1), "bce")
    for step, weights in zip(history[1:], networks, strict=False):
        np.testing.assert_array_equal(step["W2"], weights[1])
    np.testing.assert_array_equal(history.final.weights[0], networks[-1][0])
    assert history.dataset.class_names == ("alike", "apart")
    assert history.dataset.feature_names == ("east", "north")
    assert {step.learning_rate for step in history} == {0.01}
    np.testing.assert_allclose(history.predict(X.T)[0], mlp.predict_proba(X)[:, 1], rtol=1e-12)
    assert "_backprop" not in vars(mlp)
    assert "update_params" not in vars(mlp._optimizer)


def test_three_classes_by_fit_in_batches_with_momentum_and_a_penalty():
    X, labels = load_iris(return_X_y=True)
    X = (X - X.mean(0)) / X.std(0)
    mlp = MLPClassifier(
        8, solver="sgd", alpha=0.1, batch_size=40, max_iter=4, random_state=1,
        learning_rate="invscaling", activation="relu",
    )  # fmt: skip
    with watch(mlp, X=X, y=labels, name="iris", classes=["s", "v", "i"]) as tape:
        mlp.fit(X, labels)
    history = tape.history
    assert len(history) == 16
    assert [len(step.batch) for step in history[:5]] == [40, 40, 40, 30, 40]
    assert history[15].learning_rate < history[0].learning_rate
    np.testing.assert_allclose(history.predict(X.T).T, mlp.predict_proba(X), rtol=1e-12)
    # What it says of an epoch's loss has the penalty in it.
    assert mlp.loss_curve_[0] > history.costs[:4].mean()


def test_a_regression_of_two_targets_in_float32():
    narrow = X.astype(np.float32)
    mlp = MLPRegressor(hidden_layer_sizes=(5,), activation="logistic", random_state=1, max_iter=12)
    with watch(mlp, X=narrow, y=Y, name="curve") as tape:
        mlp.fit(narrow, Y)
    history = tape.history
    assert (history.run.dtype, history.run.cost) == ("float32", "half_squared")
    # scikit-learn's loss is a mean over the targets too, which its gradient is not.
    assert 2 * mlp.loss_curve_[3] == pytest.approx(history.costs[3], rel=1e-2)


def test_several_labels_at_once_and_the_digits():
    many = (Y > 0).astype(int)
    mlp = MLPClassifier((4,), random_state=1, max_iter=5)
    with watch(mlp, X=X, y=many, name="many") as tape:
        mlp.fit(X, many)
    assert (tape.history.run.cost, len(tape.history)) == ("bce", 5)
    data = load_digits()
    mlp = MLPClassifier((32,), random_state=1, max_iter=2, batch_size=100)
    images = data.images[:450] / 16
    with watch(mlp, X=images.reshape(450, -1), y=data.target[:450], name="digits") as tape:
        mlp.fit(images.reshape(450, -1), data.target[:450])
    assert tape.history.run.sizes == (64, 32, 10)


def test_another_fit_in_the_same_block_is_no_next_step():
    mlp = MLPClassifier((4,), max_iter=3)
    said = pytest.raises(Untrue, match="step 2: W1.*the step before and its update")
    with said, watch(mlp, X=X, y=YES, name="twice"):
        mlp.fit(X, YES).fit(X, YES)


@pytest.mark.parametrize(
    ("estimator", "said"),
    [
        (MLPClassifier(solver="lbfgs"), "takes no steps of its own"),
        (MLPClassifier(early_stopping=True), "holds examples out"),
        ("mlp", "an MLPClassifier or an MLPRegressor"),
    ],
)
def test_what_takes_its_steps_otherwise_is_refused(estimator, said):
    with pytest.raises(engine.Refused, match=said):
        watch(estimator, X=X, y=YES, name="mine")


def test_what_cannot_be_recorded_of_a_loss_is_refused():
    from scipy.sparse import csr_matrix

    mlp = MLPClassifier((4,))
    with pytest.raises(engine.Refused, match="sparse"), watch(mlp, X=X, y=YES, name="mine"):
        mlp.fit(csr_matrix(X), YES)
    if hasattr(MLPRegressor(), "loss"):
        regressor = MLPRegressor()
        regressor.loss = "poisson"
        with pytest.raises(engine.Refused, match="poisson"):
            watch(regressor, X=X, y=Y, name="mine")
    weights = np.linspace(1, 2, 60)
    try:
        MLPClassifier((4,), max_iter=1).fit(X, YES, sample_weight=weights)
    except TypeError:
        return  # this scikit-learn knows none
    with pytest.raises(engine.Refused, match="weight"), watch(mlp, X=X, y=YES, name="mine"):
        mlp.fit(X, YES, sample_weight=weights)


@pytest.mark.parametrize("solver", ["adam", "sgd"])
def test_a_plan_keeps_some_steps_and_of_the_others_the_cost_without_the_penalty(solver):
    X = np.random.default_rng(4).normal(size=(50, 3))
    y = X[:, 0] > X[:, 1]

    def fitted(keep):
        mlp = MLPClassifier((4,), solver=solver, alpha=0.1, batch_size=20, max_iter=12,
                            random_state=1, learning_rate="invscaling")  # fmt: skip
        with watch(mlp, X=X, y=y, name="plan", keep=keep) as tape:
            mlp.fit(X, y)
        return tape.history

    whole, some = fitted("all"), fitted("log 9")
    assert len(some) == len(whole) == 36
    assert 5 < len(some.kept) < 10
    np.testing.assert_allclose(some.costs, whole.costs, rtol=1e-12)
    assert_kept_as_in(whole, some)
    assert engine.load("plan").fingerprint == some.fingerprint
