"""`train` on one's own arrays has what named runs have: metrics, plans, folders, and a voice."""

from __future__ import annotations

import inspect
from dataclasses import fields

import numpy as np
import pytest

import engine
from engine.run import Run

RNG = np.random.default_rng(0)
X = RNG.normal(size=(2, 60))
Y = (X[:1] * X[1:] > 0).astype(float)
NETWORK = engine.Network.random((2, 4, 1), rng=RNG)


def train(**words):
    return engine.train(NETWORK, X, Y, **({"epochs": 4, "batch": 10, "learning_rate": 0.5} | words))


def test_every_field_of_a_run_that_a_network_leaves_open_is_a_word_of_train():
    words = set(inspect.signature(engine.train).parameters)
    of_the_network = {"sizes", "activations", "weights", "biases", "start"}
    of_the_data = {"data", "options", "about"}
    own = {each.name for each in fields(Run)} - of_the_network - of_the_data
    assert own - {"rates"} <= words  # which an array of learning rates becomes
    defaults = {each.name: each.default for each in fields(Run)}
    for name, word in inspect.signature(engine.train).parameters.items():
        if name in defaults and word.default is not word.empty and name != "name":
            assert word.default == defaults[name]


def test_the_metrics_are_those_of_the_answers():
    history = train(metrics=("accuracy", "running_accuracy", "confusion"), validation=(X, Y))
    right = np.mean((history.final.predict(X) > 0.5) == Y)
    assert history.metrics["accuracy"][-1] == history.metrics["validation_accuracy"][-1] == right
    assert history.metrics["confusion"].shape == (4, 2, 2)
    assert history.metrics["cost"].shape == (4,)
    assert list(train(metrics="accuracy").metrics) == ["cost", "accuracy"]


@pytest.mark.parametrize(("validation", "held"), [(0.25, 15), (12, 12), (np.float32(0.25), 15)])
def test_a_share_of_the_examples_is_held_out(validation, held):
    history = train(metrics="accuracy", validation=validation, seed=3)
    kept, out = history.dataset, history.dataset.validation
    assert (kept.size, out.size) == (60 - held, held)
    together = np.hstack([kept.X, out.X])
    np.testing.assert_array_equal(np.sort(together), np.sort(X))
    other = train(metrics="accuracy", validation=validation, seed=4).dataset.validation
    assert (out.X != other.X).any()
    again = train(metrics="accuracy", validation=validation, seed=3)
    assert again.fingerprint == history.fingerprint


def test_what_was_held_out_is_saved_and_loaded(tmp_path):
    history = train(metrics="accuracy", validation=0.25)
    loaded = engine.load(history.save(tmp_path / "one"))
    assert loaded.fingerprint == history.fingerprint
    assert loaded.dataset.validation.fingerprint == history.dataset.validation.fingerprint
    recorded = engine.load(
        train(metrics="accuracy", validation=0.25, to=tmp_path / "two").save(tmp_path / "three")
    )
    assert recorded.fingerprint == history.fingerprint
    (tmp_path / "one" / "held_inputs.npy").unlink()
    with pytest.raises(engine.NotAHistory, match="held_inputs"):
        engine.load(tmp_path / "one")


@pytest.mark.parametrize(
    ("validation", "reason"),
    [
        (1.5, "a fraction or a whole number"), (-1, "a fraction or a whole number"),
        (60, "leaves at least one"), ("some", "a pair"), ((X,), "a pair"), ({}, "a pair"),
        ((X.T, Y), "X.T"), ((X, X), "takes X"), ((X[:, :3], Y), "takes X"),
        (True, "a fraction or a whole number"), ((X, 2 * Y - 1), r"\(Y \+ 1\) / 2"),
        ((X[:, :0], Y[:, :0]), "has no examples"), ((X * np.nan, Y), "X holds nan"),
    ],
)  # fmt: skip
def test_what_cannot_be_held_out_is_refused(validation, reason):
    with pytest.raises(engine.Refused, match=reason):
        train(validation=validation)


def test_training_stops_early():
    history = train(epochs=500, batch=None, least_decrease=1e-3)
    assert 2 < len(history) < 500
    assert history.complete
    falls = -np.diff(history.costs)
    assert falls[-1] < 1e-3 <= falls[:-1].min()


@pytest.mark.parametrize("least", [np.nan, np.inf, -np.inf])
def test_what_no_fall_of_the_cost_can_be_held_to_is_refused(least):
    with pytest.raises(engine.Refused, match="least_decrease=.*: a finite number is wanted"):
        train(least_decrease=least)


def test_a_watch_is_told_what_happens():
    told = []
    history = train(watch=lambda *what: told.append(what))
    assert told == [(t, 24, cost) for t, cost in enumerate(history.costs)]


def test_the_plan_and_the_budget_are_kept_to():
    assert len(train(keep="every 5").kept) == 5
    assert len(train(keep=(0, 2, 4)).kept) == 3
    assert train(keep="all", keep_quantities=("W1", "cost")).tape.frames.shape == (24, 9)
    full = train(batch=None, epochs=None, steps=9, keep="all", keep_examples=(3, 5))
    assert full["a2"].shape == (9, 1, 2)
    assert train(budget=10**7).run.budget == 10**7
    with pytest.raises(engine.Refused, match="fits"):
        train(keep="all", budget=20_000)


def test_a_recording_goes_straight_to_a_folder(tmp_path):
    seen = []
    path = tmp_path / "deep" / "mine"
    history = train(
        to=path, keep="keyframes", watch=lambda *_: seen.append((path / "history.json").is_file())
    )
    assert all(seen)  # while it was being written
    assert (
        engine.load(path).fingerprint == history.fingerprint == train(keep="keyframes").fingerprint
    )
    assert [each.name for each in path.parent.iterdir()] == ["mine"]
    other = train(to=str(path), seed=7)  # a history makes room for another
    assert engine.load(path).fingerprint == other.fingerprint
    assert [each.name for each in path.parent.iterdir()] == ["mine"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter").write_text("years of work")
    with pytest.raises(engine.Refused, match="not a history"):
        train(to=tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter").read_text() == "years of work"
    with pytest.raises(engine.Refused):
        train(to=tmp_path / "new", batch=1000)
    assert [each.name for each in tmp_path.iterdir()] == ["thesis"]
    with pytest.raises(engine.Refused, match="no folder's name"):
        train(to=3)


@pytest.mark.parametrize("stands", [False, True])
def test_what_was_recorded_until_it_stopped_is_in_the_folder(stands, tmp_path):
    path, steep = tmp_path / "mine", {"cost": "mse", "learning_rate": 1e3, "epochs": 500}
    if stands:
        train(to=path)
    network = engine.Network.random((2, 1), rng=np.random.default_rng(0), activations="identity")
    with pytest.raises(engine.Diverged) as diverged:
        engine.train(network, X, Y, to=path, **steep)
    found = engine.load(path)
    assert len(found) == diverged.value.step == len(diverged.value.history)
    assert not found.complete

    def stop(step, steps, cost):
        if step >= 5:
            raise KeyboardInterrupt

    with pytest.raises(engine.Interrupted):
        train(to=path, watch=stop)
    assert len(engine.load(path)) == 6
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


def test_a_history_predicts():
    history = train()
    np.testing.assert_array_equal(history.predict(X), history.final.predict(X))
    said = history.predict_classes(X)
    assert said.shape == (60,)
    np.testing.assert_array_equal(said, (history.predict(X)[0] > 0.5).astype(int))
    signs = engine.record("circle", epochs=20)
    answers = signs.predict(signs.dataset.X)[0]
    np.testing.assert_array_equal(signs.predict_classes(signs.dataset.X), answers > 0)
    with pytest.raises(engine.Refused, match="no classes"):
        engine.record("line").predict_classes([[0.5]])


def test_classes_of_several_outputs_are_numbered_as_the_outputs():
    network = engine.Network.random((2, 3), rng=RNG, activations="softmax")
    labels = (X[0] > 0).astype(int) + (X[1] > 0)
    words = {"steps": 300, "learning_rate": 1.0}
    history = engine.train(network, X, engine.one_hot(labels), cost="cce", **words)
    said = history.predict_classes(X)
    assert said.shape == (60,)
    np.testing.assert_array_equal(said, history.predict(X).argmax(axis=0))
    assert np.mean(said == labels) > 0.7
    both = np.vstack([Y, 1 - Y * (X[:1] > 0)])  # two questions with an answer each
    two = engine.Network.random((2, 4, 2), rng=RNG)
    said = engine.train(two, X, both, **words).predict_classes(X)
    assert said.shape == (2, 60)
    assert set(np.unique(said)) <= {0, 1}


def test_a_name_of_ones_own():
    assert train().name == "untitled"
    assert train(name="mine").name == "mine"


@pytest.mark.parametrize("key", ["W1", "b2"])
def test_weights_that_are_no_numbers_are_named(key):
    arrays = {name: np.array(step) for name, step in
              (("W1", NETWORK.weights[0]), ("W2", NETWORK.weights[1]),
               ("b1", NETWORK.biases[0]), ("b2", NETWORK.biases[1]))}  # fmt: skip
    arrays[key][0, 0] = np.nan
    network = engine.Network(
        (arrays["W1"], arrays["W2"]), (arrays["b1"], arrays["b2"]), NETWORK.activations
    )
    with pytest.raises(engine.Refused, match=rf"^{key} holds nan at \[0, 0\]") as refused:
        engine.train(network, X, Y, steps=3, learning_rate=0.1)
    assert "inputs" not in str(refused.value)


@pytest.mark.parametrize(("name", "value"), [("X", np.nan), ("Y", np.inf), ("X", -np.inf)])
def test_examples_that_are_no_numbers_are_named_with_their_place(name, value):
    given = {"X": X.copy(), "Y": Y.copy()}
    given[name][0, 7] = value
    with pytest.raises(engine.Refused, match=rf"{name} holds {value} at \[0, 7\]"):
        engine.train(NETWORK, given["X"], given["Y"], steps=3, learning_rate=0.1)
    with pytest.raises(engine.Refused, match=r"start holds nan|W1 holds nan"):
        engine.record("heart", start=[np.nan] * 25)


def test_what_a_narrow_float_cannot_hold_is_said():
    with pytest.raises(engine.Refused, match="numbers that float32 can hold"):
        engine.train(NETWORK, X * 1e300, Y, steps=3, learning_rate=0.1, dtype="float32")
    huge = engine.Network([W * 1e300 for W in NETWORK.weights], NETWORK.biases, "sigmoid")
    with pytest.raises(engine.Refused, match="W1 holds -?inf"):
        engine.train(huge, X, Y, steps=3, learning_rate=0.1, dtype="float32")


def test_what_diverges_at_once_is_blamed_on_what_is_too_large():
    words = {"cost": "mse", "steps": 3, "learning_rate": 0.1}
    network = engine.Network.random((2, 1), rng=RNG, activations="identity")
    with pytest.raises(engine.Diverged, match=r"not scaled: train on engine\.z_score\(X\)"):
        engine.train(network, X * 1e160, Y, **words)
    assert len(engine.train(network, engine.z_score(X * 1e100), Y, **words)) == 3
    steep = engine.Network([network.weights[0] * 1e200], network.biases, "identity")
    with pytest.raises(engine.Diverged, match="the weights it starts from are too large"):
        engine.train(steep, X, Y, **words)


@pytest.mark.parametrize("name", ["two\nlines", "", " ", "\x1b[31mred", "tab\t"])
def test_a_name_is_what_a_sentence_can_say(name):
    with pytest.raises(engine.Refused, match="letters that can be printed, in one line"):
        train(name=name)
    assert train(name="Übung 7 🎬").name == "Übung 7 🎬"
