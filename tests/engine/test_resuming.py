"""A training goes on where its recording ends: so many steps and so many more are as one run."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest

import engine
from tests.proof import proved

RNG = np.random.default_rng(0)
X = RNG.normal(size=(2, 61))
LABELS = (X[0] > 0).astype(int) + (X[1] > 0)
Y = np.eye(3)[:, LABELS]
NETWORK = engine.Network.random((2, 5, 3), rng=RNG, activations=("tanh", "softmax"))
WORDS = {"cost": "cce", "learning_rate": 0.1}

WAYS = [
    {"batch": batch, "momentum": momentum, "decay": decay, "l2": l2, "dtype": dtype, "keep": keep}
    for batch, (momentum, decay, l2), dtype, keep in itertools.product(
        (None, 8, 61),
        ((0.0, 0.0, 0.01), (0.9, 0.3, 0.0), (0.9, 0.0, 0.01)),
        ("float64", "float32"),
        ("all", "keyframes", "every 7"),
    )
]


def train(**words):
    return engine.train(NETWORK, X, Y, **(WORDS | words))


def assert_the_same(ours, theirs):
    assert ours.fingerprint == theirs.fingerprint
    assert ours.run == theirs.run
    for t in (0, 49, 50, 51, 99):
        assert ours[t]._vector.tobytes() == theirs[t]._vector.tobytes()
    for name, values in theirs.metrics.items():
        np.testing.assert_array_equal(ours.metrics[name], values)
    for ours_l, theirs_l in zip(ours.final.weights, theirs.final.weights, strict=True):
        assert ours_l.tobytes() == theirs_l.tobytes()
    proved("trainings that go on", 1)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way.values())))
def test_fifty_steps_and_fifty_more_are_a_hundred_bit_for_bit(way, tmp_path):
    whole, half = train(steps=100, **way), train(steps=50, **way)
    assert_the_same(engine.resume(half, steps=50), whole)
    loaded = engine.load(half.save(tmp_path / "half"))
    resumed = engine.resume(loaded, steps=50, to=tmp_path / "both")
    assert_the_same(resumed, whole)
    assert_the_same(engine.load(tmp_path / "both"), whole)
    assert len(half) == len(loaded) == 50  # which have not changed


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("validation", [None, 0.2, (X[:, :9], Y[:, :9])])
@pytest.mark.parametrize("steps", [40, 43])
def test_metrics_and_an_epoch_that_was_cut_go_on_too(dtype, validation, steps, tmp_path):
    words = {"batch": 8, "dtype": dtype, "validation": validation}
    words["metrics"] = ("accuracy", "running_accuracy", "confusion")
    whole, half = train(steps=100, **words), train(steps=steps, **words)
    assert_the_same(engine.resume(half, steps=100 - steps), whole)
    loaded = engine.load(half.save(tmp_path / "half"))
    assert_the_same(engine.resume(loaded, steps=100 - steps), whole)


@pytest.mark.parametrize("name", ["circle", "gauss", "digits"])
def test_a_named_run_goes_on_by_epochs(name):
    if name == "digits":
        pytest.importorskip("sklearn", reason="the digits are scikit-learn's")
    words = {"keep": "keyframes", "momentum": 0.5, "decay": 0.1}
    whole = engine.record(name, epochs=5, **words)
    half = engine.record(name, epochs=2, **words)
    resumed = engine.resume(half, epochs=3)
    assert resumed.run == whole.run
    assert resumed.fingerprint == whole.fingerprint


def test_a_full_batch_goes_on_by_epochs_as_by_steps():
    history = engine.record("heart", steps=20)
    assert (
        engine.resume(history, epochs=5).fingerprint == engine.record("heart", steps=25).fingerprint
    )


class Stop:
    """A watch that presses Ctrl-C."""

    def __init__(self, at):
        self.at = at

    def __call__(self, step, steps, cost):
        if step >= self.at:
            raise KeyboardInterrupt


@pytest.mark.parametrize("keep", ["all", "keyframes"])
def test_what_was_stopped_goes_on_to_its_own_end(keep, tmp_path):
    words = {"steps": 100, "batch": 8, "momentum": 0.9, "keep": keep}
    with pytest.raises(engine.Interrupted) as stopped:
        train(**words, watch=Stop(33), to=tmp_path / "stopped")
    for history in (stopped.value.history, engine.load(tmp_path / "stopped")):
        assert not history.complete
        assert len(history) == 34
        resumed = engine.resume(history)
        assert resumed.complete
        assert_the_same(resumed, train(**words))


def test_a_killed_recording_which_has_no_metrics_is_taken_again(tmp_path):
    words = {"steps": 60, "batch": 8, "metrics": "accuracy"}
    path = train(**words).save(tmp_path / "killed")
    about = json.loads((path / "history.json").read_text())
    for key in ("steps", "metrics", "fingerprint"):
        del about[key]
    (path / "history.json").write_text(json.dumps(about | {"complete": False}))
    killed = engine.load(path)
    assert not killed.metrics
    assert (
        engine.resume(killed, steps=40).fingerprint == train(**words | {"steps": 100}).fingerprint
    )


def test_early_stopping_lets_itself_be_asked_to_go_on():
    short = engine.record("xor", least_decrease=1e-5)
    on = engine.resume(short, steps=10)
    whole = engine.record("xor", steps=len(short) + 10)
    assert on.costs.tobytes() == whole.costs.tobytes()
    assert on.run.least_decrease is None
    ended = engine.resume(engine.record("xor", least_decrease=1e-5, steps=5), steps=len(short))
    assert len(ended) == len(short)  # it had not stopped yet, and does so at its place
    assert ended.costs.tobytes() == short.costs.tobytes()


def test_the_plan_and_the_budget_can_be_others_for_what_is_longer():
    half = train(steps=50, keep="all")
    thin = engine.resume(half, steps=50, keep="keyframes")
    assert len(thin.kept) < 100
    assert thin[99]._vector.tobytes() == train(steps=100)[99]._vector.tobytes()
    with pytest.raises(engine.Refused, match="keep='every 2' fits"):
        engine.resume(half, steps=50, budget=half.tape.nbytes * 3 // 2)
    assert engine.resume(half, steps=50, budget=10**8).run.budget == 10**8


def test_a_watch_is_told_of_the_steps_that_are_new():
    told = []
    engine.resume(train(steps=50), steps=50, watch=lambda *what: told.append(what))
    assert [step for step, _, _ in told] == list(range(50, 100))
    assert {steps for _, steps, _ in told} == {100}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({}, "say how many steps= or epochs= more"),
        ({"steps": 5, "epochs": 5}, "exactly one"),
        ({"steps": 0}, "above zero"),
        ({"steps": -3}, "above zero"),
        ({"steps": "5"}, "whole number"),
        ({"epochs": 1.5}, "whole number"),
        ({"lr": 0.1}, "There is no keyword of resume called 'lr'"),
    ],
)
def test_resuming_refuses_in_a_sentence(words, reason):
    with pytest.raises(engine.Refused, match=reason):
        engine.resume(train(steps=5), **words)
    for given in ("folder", NETWORK, None):
        with pytest.raises(engine.Refused, match=r"engine\.load\(folder\) opens one"):
            engine.resume(given, steps=5)


def test_what_diverged_diverges_again_at_the_same_step():
    with pytest.raises(engine.Diverged) as first:
        engine.record("line", learning_rate=5.0, steps=5000)
    with pytest.raises(engine.Diverged) as second:
        engine.resume(first.value.history)
    assert second.value.step == first.value.step
    assert str(second.value) == str(first.value)
