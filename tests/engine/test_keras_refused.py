"""What the Keras adapter refuses, and how it says so, by a stand-in for Keras: it has the few names
that a model is read by, so these sentences are held where Keras is not.

What Keras itself does is recorded in `test_keras.py`, where it is installed.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

import engine

X, Y = np.zeros((4, 2)), np.zeros((4, 1))


class Callback:
    """As Keras's."""


class Dense:
    """A layer of neurons, as far as it is looked at before the first step."""

    def __init__(self, units=1, activation="linear", *, name="dense", dtype="float32", **more):
        vars(self).update(more)
        self.units, self.name, self.compute_dtype, self.use_bias = units, name, dtype, True
        self.activation = SimpleNamespace(__name__=activation)
        self.kernel = SimpleNamespace(shape=(2, units), dtype=dtype)


class Sequential:
    """A chain of layers."""

    def __init__(self, *layers, trainable=True, jit_compile=False):
        self.layers, self.jit_compile = layers, jit_compile
        self.trainable_weights = [layers] * trainable


def other(kind, **words):
    """A layer of another kind."""
    return type(kind, (), {"name": kind.lower(), **words})()


@pytest.fixture
def adapter(monkeypatch):
    keras = ModuleType("keras")
    keras.backend = SimpleNamespace(backend=lambda: "torch", standardize_dtype=str)
    keras.callbacks, keras.layers = SimpleNamespace(Callback=Callback), SimpleNamespace(Dense=Dense)
    keras.Sequential = Sequential
    keras.utils = SimpleNamespace(unpack_x_y_sample_weight=lambda given: given)
    monkeypatch.setitem(sys.modules, "keras", keras)
    # Under a name of its own: the real adapter, if it was imported, stays what it is.
    path = Path(engine.__file__).parent / "adapters/keras.py"
    spec = importlib.util.spec_from_file_location("by_a_stand_in", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "by_a_stand_in", module)
    spec.loader.exec_module(module)
    return module


def begin(adapter, model, cost="mse"):
    tape = adapter.watch(cost=cost, X=X, Y=Y, name="mine")
    tape.model = model
    tape.on_train_begin()


TWICE = Dense(name="twice")
RELU = {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([other("Conv2D")], r"conv2d \(Conv2D\) is none of what is recorded: Dense layers with"),
        ([Dense(), other("BatchNormalization")], r"\(BatchNormalization\)"),
        ([Dense(), other("MultiHeadAttention")], r"\(MultiHeadAttention\)"),
        ([Dense(), other("Dropout", rate=0.5)], r"\(Dropout\)"),
        ([Dense(2, "gelu")], "dense has the activation gelu; recorded are sigmoid, tanh, relu"),
        ([Dense(), other("LeakyReLU")], r"\(LeakyReLU\)"),
        ([Dense(), other("ReLU", **RELU | {"max_value": 6})], "bends or ends the ReLU"),
        ([Dense(), other("ReLU", **RELU | {"negative_slope": 0.1})], "bends or ends the ReLU"),
        ([Dense(2, "tanh"), other("ReLU", **RELU)], "follows no Dense layer without"),
        ([TWICE, TWICE], "twice is used twice: each layer needs a Dense of its own"),
        ([Dense(lora_enabled=True)], "dense has LoRA"),
        ([Dense(activity_regularizer="l2")], "dense has an activity_regularizer.*kernel_regula"),
        ([other("Softmax")], "softmax follows no Dense layer"),
        ([other("Flatten")], "has no Dense layer"),
        ([], "has no Dense layer"),
        ([Dense(dtype="float16")], "dense computes in float16: float32 is recorded"),
    ],
)
def test_a_model_that_is_no_chain_of_dense_layers_is_refused_by_name(adapter, layers, said):
    with pytest.raises(engine.Refused, match=said):
        begin(adapter, Sequential(*layers))


def test_a_chain_is_read_as_it_stands(adapter):
    layers = [other("InputLayer"), other("Flatten"), Dense(3), other("ReLU", **RELU)]
    layers += [other("Dropout", rate=0), Dense(2, "tanh"), Dense(2), other("Softmax")]
    found = adapter._chain(Sequential(*layers))
    assert [stage.activation for stage in found] == ["relu", "tanh", "softmax"]
    assert [stage.last for stage in found] == [layers[3], layers[5], layers[7]]


def test_what_cannot_be_looked_at_is_refused(adapter, monkeypatch):
    with pytest.raises(engine.Refused, match=r"a SimpleNamespace: a keras\.Sequential is recorded"):
        begin(adapter, SimpleNamespace())
    with pytest.raises(engine.Refused, match="jit_compile=False"):
        begin(adapter, Sequential(Dense(), jit_compile=True))
    with pytest.raises(engine.Refused, match="No layer of the model is trainable"):
        begin(adapter, Sequential(Dense(), trainable=False))
    with pytest.raises(engine.Refused, match=r"Nothing was recorded yet.*callbacks"):
        adapter.watch(cost="mse", X=X, Y=Y, name="mine").history  # noqa: B018
    tape = adapter.watch(cost="mse", X=X, Y=Y, name="mine")
    tape.recording = object()
    with pytest.raises(engine.Refused, match="sample_weight.*train without weights"):
        tape._step(None, (X, Y, np.ones(4)))
    monkeypatch.setattr(sys.modules["keras"].backend, "backend", lambda: "tensorflow")
    with pytest.raises(engine.Refused, match="computes with tensorflow here.*KERAS_BACKEND=torch"):
        adapter.watch(cost="mse", X=X, Y=Y, name="mine")
