"""What Keras trains is recorded as it happened, by a callback, with PyTorch underneath."""

from __future__ import annotations

import importlib.util
import os

import numpy as np
import pytest

import engine

for framework in ("keras", "torch"):
    if importlib.util.find_spec(framework) is None:
        pytest.skip("Keras comes with the extra `keras`", allow_module_level=True)
os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras")
from keras import layers  # noqa: E402

from engine.adapters.keras import watch  # noqa: E402
from tests.engine.thinned import assert_kept_as_in  # noqa: E402

if keras.backend.backend() != "torch":
    pytest.skip("Keras computes with something else here", allow_module_level=True)

X = np.random.default_rng(0).normal(size=(60, 2)).astype("float32")
Y = (X[:, :1] * X[:, 1:] > 0).astype("float32")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keras.utils.set_random_seed(1)


def model_of(*parts, loss="binary_crossentropy", optimizer=None):
    model = keras.Sequential([layers.Input((2,)), *parts])
    model.compile(optimizer=optimizer or keras.optimizers.Adam(0.01), loss=loss)
    return model


def hidden(*more, **words):
    return layers.Dense(8, **{"activation": "tanh"} | words), *more


def fit(model, Y=Y, *, cost="bce", classes=(), **words):
    tape = watch(cost=cost, X=X, Y=Y, name="mine", classes=classes, features=["east", "north"])
    weights = [[np.array(w) for w in model.get_weights()]]
    after = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: weights.append(
            [np.array(w) for w in model.get_weights()]
        )
    )
    model.fit(X, Y, verbose=0, callbacks=[tape, after], **words)
    return tape.history, weights


def assert_kerass(history, weights, model):
    for t, step in enumerate(history):
        np.testing.assert_array_equal(step["W1"], weights[t][0].T)
        np.testing.assert_array_equal(step["uW1"], weights[t + 1][0].T - weights[t][0].T)
    assert engine.load("mine").fingerprint == history.fingerprint
    assert "train_step" not in vars(model)


def test_two_classes_in_shuffled_batches_of_a_ragged_epoch():
    model = model_of(
        *hidden(layers.Dense(8), layers.Activation("relu")), layers.Dense(1, "sigmoid")
    )
    history, weights = fit(model, epochs=3, batch_size=25, classes=["apart", "alike"])
    assert [len(step.batch) for step in history[:4]] == [25, 25, 10, 25]
    assert history.run.activations == ("tanh", "relu", "sigmoid")
    assert history.dataset.class_names == ("apart", "alike")
    assert_kerass(history, weights, model)
    np.testing.assert_allclose(history.predict(X.T).T, model.predict(X, verbose=0), rtol=1e-4)


def test_three_classes_from_logits_with_a_schedule_and_clipping():
    labels = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    rate = keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.9)
    sgd = keras.optimizers.SGD(rate, momentum=0.9, clipnorm=0.1)
    model = model_of(*hidden(use_bias=False), layers.Dense(3), loss=loss, optimizer=sgd)
    history, weights = fit(model, labels, cost="cce", epochs=5, batch_size=60, shuffle=False)
    assert [step.learning_rate for step in history] == pytest.approx(
        [0.1 * 0.9**t for t in range(5)], rel=1e-6
    )
    assert history.run.batch is None
    assert not history["b1"].any()
    assert_kerass(history, weights, model)


def test_a_regression():
    target = X[:, :1] ** 2 - X[:, 1:]
    model = model_of(*hidden(activation="softplus"), layers.Dense(1), loss="mse")
    history, weights = fit(model, target, cost="mse", epochs=2, batch_size=30)
    assert_kerass(history, weights, model)


def test_another_cost_than_the_models_is_found_at_its_first_step():
    model = model_of(*hidden(), layers.Dense(1, "sigmoid"), loss="mse")
    with pytest.raises(engine.Untrue, match="step 0: dW2"):
        fit(model, cost="bce")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((layers.BatchNormalization(), layers.Dense(1)), r"\(BatchNormalization\)"),
        ((layers.Dropout(0.5), layers.Dense(1)), r"\(Dropout\)"),
        ((layers.Dense(2, "gelu"), layers.Dense(1)), "activation gelu"),
        ((layers.Activation("relu"), layers.Dense(1)), "follows no Dense layer"),
        ((layers.Flatten(),), "has no Dense layer"),
        ((layers.Dense(2, dtype="mixed_float16"), layers.Dense(1)), "float16"),
    ],
    ids=str,
)
def test_a_model_that_is_no_chain_is_refused_by_name(parts, said):
    model = model_of(*parts, loss="mse")
    with pytest.raises(engine.Refused, match=said):
        fit(model, cost="mse")


def test_what_cannot_be_looked_at_is_refused(monkeypatch):
    inputs = layers.Input((2,))
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    model.compile(loss="mse")
    with pytest.raises(engine.Refused, match="a keras.Sequential"):
        fit(model, cost="mse")
    model = model_of(layers.Dense(1), loss="mse")
    with pytest.raises(engine.Refused, match="without weights"):
        fit(model, cost="mse", sample_weight=np.linspace(1, 2, 60))
    with pytest.raises(engine.Refused, match="Nothing was recorded yet"):
        watch(cost="bce", X=X, Y=Y, name="mine").history  # noqa: B018
    model.jit_compile = True
    with pytest.raises(engine.Refused, match="jit_compile=False"):
        fit(model, cost="mse")
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    with pytest.raises(engine.Refused, match="KERAS_BACKEND=torch"):
        watch(cost="bce", X=X, Y=Y, name="mine")


def test_a_plan_keeps_some_steps_and_of_the_others_the_cost():
    def fitted(keep):
        keras.utils.set_random_seed(1)
        X = np.random.default_rng(1).normal(size=(50, 2))
        Y = X[:, :1] > 0
        model = keras.Sequential(
            [
                keras.Input((2,)),
                keras.layers.Dense(4, "tanh", kernel_regularizer="l2"),
                keras.layers.Dense(1, "sigmoid"),
            ]
        )
        model.compile(keras.optimizers.SGD(0.1), loss="binary_crossentropy")
        tape = watch(cost="bce", X=X, Y=Y, name="plan", keep=keep, unchecked=True)
        model.fit(X, Y, epochs=10, batch_size=20, callbacks=[tape], verbose=0)
        assert "compute_loss" not in vars(model)
        return tape.history

    whole, some = fitted("all"), fitted("log 8")
    assert len(some) == len(whole) == 30
    assert 4 < len(some.kept) < 9
    np.testing.assert_allclose(some.costs, whole.costs, rtol=1e-5)
    assert_kept_as_in(whole, some)
