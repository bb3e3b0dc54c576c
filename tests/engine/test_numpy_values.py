"""What NumPy hands over is taken as Python's own would be, everywhere, and stored as that."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest

import engine
from engine import landscape, working
from engine.basics.plain import plain
from engine.run import Run

# Field -> a value, and the same as NumPy hands it over in every guise.
SAME = {
    "seed": (3, [np.int64(3), np.uint8(3), np.array(3), np.float64(3.0), 3.0]),
    "steps": (7, [np.int32(7), np.array(7), 7.0]),
    "learning_rate": (0.1, [np.float64(0.1), np.float32(0.1), np.array(0.1), np.float16(0.1)]),
    "momentum": (0.5, [np.float32(0.5), np.array(0.5, "f4")]),
    "decay": (0.3, [np.float32(0.3)]),
    "l2": (0.01, [np.float32(0.01)]),
    "least_decrease": (0.25, [np.float32(0.25), np.array(0.25)]),
    "batch": (5, [np.int64(5), np.uint16(5)]),
    "budget": (10**8, [np.int64(10**8), 1e8]),
    "shuffle": (False, [np.bool_(False), np.array(False)]),
    "drop_last": (True, [np.True_]),
    "sizes": ((2, 4, 1), [np.array([2, 4, 1]), (2, np.int64(4), 1), [2.0, 4, 1]]),
    "activations": (("tanh", "relu"), [np.array(["tanh", "relu"]), [np.str_("tanh"), "relu"]]),
    "start": (tuple(range(9)), [np.arange(9), np.arange(9.0, dtype="f4"), np.arange(9).tolist()]),
    "keep": ("0,1,4", [np.array([0, 1, 4]), (0, np.int64(1), 4)]),
    "keep_quantities": (("W1", "cost"), [np.array(["W1", "cost"])]),
    "keep_examples": ((0, 3), [np.array([0, 3]), range(0, 4, 3)]),
    "dtype": ("float32", [np.float32, np.dtype("float32"), np.str_("float32")]),
    "betas": ((0.5, 0.75), [np.array([0.5, 0.75], "f4"), [np.float64(0.5), 0.75]]),
    "rho": (0.5, [np.float32(0.5)]),
    "epsilon": (0.125, [np.float32(0.125), np.array(0.125)]),
    "period": (3, [np.int64(3), np.array(3.0)]),
    "factor": (0.5, [np.float16(0.5)]),
    "rates": ((0.5,) * 6, [np.full(6, 0.5), [np.float32(0.5)] * 6]),
    "frozen": (("W1", "b2"), [np.array(["W1", "b2"]), [np.str_("W1"), "b2"]]),
    "options": ({"scaled": True}, [{"scaled": np.True_}, {np.str_("scaled"): np.array(True)}]),
}  # fmt: skip
WITH = {
    "activations": {"sizes": (2, 4, 1), "cost": "mse"}, "start": {"sizes": (2, 2, 1)},
    "betas": {"optimizer": "adam"}, "rho": {"optimizer": "rmsprop"},
    "epsilon": {"optimizer": "adam"}, "period": {"schedule": "cosine"},
    "factor": {"schedule": "step", "period": 2},
}  # fmt: skip
CASES = [(name, value, other) for name, (value, others) in SAME.items() for other in others]


def made(name, value):
    return engine.record("heart", **({"steps": 6} | WITH.get(name, {}) | {name: value}))


@pytest.mark.parametrize(("name", "value", "other"), CASES, ids=[c[0] for c in CASES])
def test_a_run_takes_what_numpy_hands_over_and_stores_plain_values(name, value, other):
    history = made(name, other)
    assert history.run == made(name, value).run
    assert history.fingerprint == made(name, value).fingerprint
    assert type(getattr(history.run, name)) is type(getattr(made(name, value).run, name))
    assert json.loads(json.dumps(history.run.definition())) is not None


def test_every_field_that_is_no_text_is_tried():
    texts = {"name", "about", "cost", "data", "weights", "biases", "gradient", "metrics", "epochs"}
    texts |= {"optimizer", "schedule"}
    assert {each.name for each in fields(Run)} == texts | set(SAME)


def test_a_narrow_rate_is_the_decimal_that_it_prints_as():
    history = engine.record("heart", learning_rate=np.float32(0.1), steps=3)
    assert history.run.learning_rate == 0.1
    assert history[2].learning_rate == 0.1
    narrow = engine.record("heart", dtype="float32", decay=0.7, steps=3)
    assert [repr(step.learning_rate) for step in narrow][:1] == ["0.1"]
    assert np.float32(narrow[2].learning_rate) == narrow[2]["learning_rate"]


def test_options_of_a_dataset_are_taken_likewise():
    plainly = engine.record("circle", noise=0.1, data_seed=4, epochs=1)
    handed = engine.record(
        "circle", noise=np.float32(0.1), data_seed=np.int64(4), epochs=np.int8(1)
    )
    assert handed.fingerprint == plainly.fingerprint
    ours = engine.datasets.load(
        "circle", noise=np.float32(0.1), seed=np.array(4), validation=np.float64(0.5)
    )
    theirs = engine.datasets.load("circle", noise=0.1, seed=4, validation=0.5)
    assert ours.fingerprint == theirs.fingerprint


def test_train_and_what_it_starts_from_take_them():
    sizes, X = np.array([2, 3, 1]), np.arange(12.0).reshape(2, 6)
    networks = [
        engine.Network.random(given, rng=np.random.default_rng(0), activations=names)
        for given, names in (
            (sizes, np.array(["tanh", "sigmoid"])),
            ((2, 3, 1), ("tanh", "sigmoid")),
        )
    ]
    Y = X[:1] > 2
    words = {"steps": 4, "learning_rate": 0.1, "batch": 2, "seed": 5, "momentum": 0.5}
    handed = {name: np.array(value) for name, value in words.items()}
    narrow = engine.train(networks[0], X, Y, **handed)
    assert narrow.fingerprint == engine.train(networks[1], X, Y, **words).fingerprint
    for network in networks:
        assert all(type(name) is str for name in network.activations)
        assert all(type(n) is int for n in network.sizes)


@pytest.mark.parametrize("kind", [list, tuple, lambda rows: np.array(rows, object)])
def test_rows_of_numbers_are_arrays_whatever_holds_them(kind):
    network = engine.Network.random((2, 1), rng=np.random.default_rng(0))
    X, Y = [[0.5, -1, 2], [1, 0, 3]], [[0, 1, True]]
    given = engine.train(network, kind(X), kind(Y), steps=2, learning_rate=1)
    assert (
        given.fingerprint
        == engine.train(network, np.array(X), Y, steps=2, learning_rate=1).fingerprint
    )
    np.testing.assert_array_equal(network.predict(kind(X)), network.predict(np.array(X)))


class Frame:
    """As pandas and PyTorch hand over their tables."""

    def __init__(self, rows):
        self.rows = np.array(rows)

    def __array__(self, dtype=None, copy=None):
        return self.rows if dtype is None else self.rows.astype(dtype)


def test_tables_of_other_libraries_are_taken():
    network = engine.Network.random((2, 1), rng=np.random.default_rng(0))
    X, Y = Frame([[0.5, -1.0, 2.0], [1.0, 0.0, 3.0]]), Frame([[0, 1, 1]])
    history = engine.train(network, X, Y, steps=Frame(2), learning_rate=Frame(1.0))
    assert history.run.steps == 2
    assert len(history) == 2
    assert engine.one_hot(Frame([0, 1, 2]).rows, classes=np.int64(3)).shape == (3, 3)


def test_what_is_asked_of_a_history_takes_them():
    history, two = engine.record("heart", steps=5), np.int64(2)
    assert history[two].index == history[np.array(2)].index == history[2.0].index == 2
    assert [step.index for step in history[np.array([0, 3])]] == [0, 3]
    step, place = history[two], (np.int64(1), np.int32(0))
    assert working.nudge(step, "W1", place).weight == working.nudge(step, "W1", (1, 0)).weight
    assert working.update(step, "W1", np.array([1, 0])).after == history[3]["W1"][1, 0]
    person = working.example(step, np.uint8(3))
    assert person.index == 3
    assert working.entry(person, "z1", np.int64(0)).z == person["z1"][0, 0]
    assert working.votes(person, np.int64(0), layer=np.int64(1)).shape == (2,)
    sheet = landscape.sheet(
        history, two, (("W1", place), ("W1", (0, 1))), span=np.float32(2), resolution=np.int16(5)
    )
    assert sheet.costs.shape == (5, 5)
    assert engine.gradient_check(step, most=np.int64(4), epsilon=np.float64(1e-5)).right


def test_plain_looks_into_everything_and_leaves_what_is_not_numpys():
    given = {"a": (np.int8(1), [np.float32(0.1), np.array([[2]])]), "b": None, "c": "x"}
    assert plain(given) == {"a": (1, [0.1, [[2]]]), "b": None, "c": "x"}
    rng = np.random.default_rng(0)
    assert plain(rng) is rng
    assert plain(np.float32) is np.float32
