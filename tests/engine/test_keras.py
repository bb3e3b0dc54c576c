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
    with pytest.raises(engine.Untrue, match="step 0: cost is .*, and bce of the answers"):
        fit(model, cost="bce")


def test_what_flowed_and_what_came_back_are_kerass_own_to_the_bit():
    torch = pytest.importorskip("torch")
    model = model_of(
        *hidden(layers.Dense(6), layers.Activation("relu")), layers.Dense(1, "sigmoid")
    )
    twin = keras.models.clone_model(model)
    before = []
    look = keras.callbacks.LambdaCallback(
        on_train_batch_begin=lambda batch, logs: before.append(model.get_weights())
    )
    tape = watch(cost="bce", X=X, Y=Y, name="mine")
    model.fit(X, Y, verbose=0, epochs=3, batch_size=25, callbacks=[tape, look])
    for step, weights in zip(tape.history, before, strict=True):
        twin.set_weights(weights)
        a = torch.tensor(X[step.batch])
        dense = [each for each in twin.layers if isinstance(each, layers.Dense)]
        for n, (layer, act) in enumerate(zip(dense, ("tanh", "relu", "sigmoid"), strict=True), 1):
            z = torch.matmul(a, layer.kernel.value) + layer.bias.value
            a = getattr(torch, act)(z)
            np.testing.assert_array_equal(step[f"z{n}"], z.detach().numpy().T)
            np.testing.assert_array_equal(step[f"a{n}"], a.detach().numpy().T)


def test_an_ordinary_fit_breaks_no_law_though_its_answers_come_to_be_sure():
    rng = np.random.default_rng(0)
    labels = np.arange(120) % 3
    flowers = rng.normal(size=(120, 4)) + 3 * np.eye(3, 4)[labels]
    for activation, loss in (
        (None, keras.losses.SparseCategoricalCrossentropy(from_logits=True)),
        ("softmax", "sparse_categorical_crossentropy"),
    ):
        parts = layers.Dense(8, "relu"), layers.Dense(3, activation)
        model = keras.Sequential([layers.Input((4,)), *parts])
        model.compile(keras.optimizers.SGD(0.05, momentum=0.9), loss=loss)
        tape = watch(cost="cce", X=flowers, Y=labels, name=f"sure_{activation}")
        model.fit(flowers, labels, verbose=0, epochs=25, batch_size=32, callbacks=[tape])
        assert tape.history.costs[-1] < 0.2


def surely(loss, *, wrong=False, **words):
    """A neuron that begins as sure as a float32 is, and learns a little."""
    last = layers.Dense(1, **words)
    model = model_of(last, loss=loss, optimizer=keras.optimizers.SGD(1e-3))
    last.set_weights([np.array([[200.0], [0.0]]), np.zeros(1)])
    tape = watch(cost="bce", X=X, Y=(X[:, :1] > 0) != wrong, name=f"sure_{wrong}")
    model.fit(X, (X[:, :1] > 0) != wrong, verbose=0, epochs=3, callbacks=[tape])
    return tape.history


def test_a_loss_that_is_cut_off_is_kerass_own_and_where_it_learns_nothing_this_is_said():
    history = surely("binary_crossentropy", activation="sigmoid")
    assert (history[0]["delta1"] == 0).any()
    with pytest.raises(engine.Untrue, match=r"is cut off: .* logits, and take from_logits=True"):
        surely("binary_crossentropy", wrong=True, activation="sigmoid")
    surely(keras.losses.BinaryCrossentropy(from_logits=True), wrong=True)


def test_a_training_that_ends_in_an_error_is_recorded_until_then_and_the_model_is_let_go():
    class Enough(Exception):
        pass

    class Loss(keras.losses.Loss):
        left = 5  # Keras calls it once before it trains

        def call(self, y, answer):
            self.left -= 1
            if not self.left:
                raise Enough
            return keras.losses.binary_crossentropy(y, answer)

    model = model_of(*hidden(layers.Dense(1, "sigmoid")), loss=Loss())
    own = [vars(each).get("activation") for each in model.layers]
    with pytest.raises(Enough):
        fit(model, epochs=3, batch_size=25)
    history = engine.load("mine")
    assert (len(history), history.complete) == (3, False)
    assert "train_step" not in vars(model)
    assert [vars(each).get("activation") for each in model.layers] == own


def test_a_model_can_be_saved_between_two_recorded_steps(tmp_path):
    model = model_of(*hidden(layers.Dense(1, "sigmoid")))
    save = keras.callbacks.ModelCheckpoint(str(tmp_path / "it.keras"), save_freq=1)
    tape = watch(cost="bce", X=X, Y=Y, name="mine")
    model.fit(X, Y, verbose=0, epochs=1, batch_size=25, callbacks=[tape, save])
    assert keras.models.load_model(tmp_path / "it.keras").layers[0].activation.__name__ == "tanh"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((layers.BatchNormalization(), layers.Dense(1)), r"\(BatchNormalization\)"),
        ((layers.Dropout(0.5), layers.Dense(1)), r"\(Dropout\)"),
        ((layers.Dense(2, "gelu"), layers.Dense(1)), "activation gelu"),
        ((layers.Dense(2), layers.ReLU(max_value=6), layers.Dense(1)), "bends or ends the ReLU"),
        ((layers.Dense(1, trainable=False),), "nothing to record"),
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
    np.testing.assert_allclose(some.costs, whole.costs, rtol=1e-6)  # rounded to a float32
    assert_kept_as_in(whole, some)
