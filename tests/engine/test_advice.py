"""What a refusal advises can be done, and then it is not refused again."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

import engine

X = np.random.default_rng(0).normal(size=(2, 50))
Y = (X[:1] > 0).astype(float)
NETWORK = engine.Network.random((2, 3, 1), rng=np.random.default_rng(0))
OFFER = re.compile(r"; (?:keep='([^']*)')?(?: with )?(?:budget=(\d+))? fits\.$")


def offered(refusal):
    keep, budget = OFFER.search(str(refusal)).groups()
    return ({"keep": keep} if keep else {}) | ({"budget": int(budget)} if budget else {})


def bytes_of(history):
    tape = history.tape
    return sum(part.nbytes for part in (tape.frames, tape.keyframes, tape.batches))


@pytest.mark.parametrize("seed", range(25))
def test_a_plan_that_is_offered_fits_at_once(seed):
    chance = random.Random(seed)
    fields = {
        "keep": chance.choice(["all", "auto", "keyframes", "every 2", "log 40"]),
        "budget": int(10 ** chance.uniform(2.5, 5)),
        "steps": chance.choice([100, 600]),
        "batch": chance.choice([None, 7]),
        "momentum": chance.choice([0.0, 0.9]),
        "l2": chance.choice([0.0, 0.1]),
    }
    again = {}
    try:
        history = engine.train(NETWORK, X, Y, learning_rate=0.1, **fields)
    except engine.Refused as refusal:
        again = offered(refusal)
        history = engine.train(NETWORK, X, Y, learning_rate=0.1, **fields | again)
    assert bytes_of(history) <= (fields | again)["budget"]
    if again:
        longer = engine.resume(history, steps=5, budget=10**8)  # which takes a budget as well
        assert len(longer) == fields["steps"] + 5


def test_a_named_run_is_offered_what_fits_it_too():
    for budget in (900, 3_000, 20_000, 1_000_000):
        with pytest.raises(engine.Refused) as refusal:
            engine.record("heart", keep="all", budget=budget)
        fields = {"keep": "all", "budget": budget} | offered(refusal.value)
        assert len(engine.record("heart", **fields)) == 1000


def test_metrics_by_epoch_are_to_be_had_as_it_is_said():
    with pytest.raises(engine.Refused, match=r"history\.measure\(name\)") as refusal:
        engine.train(NETWORK, X, Y, epochs=3, learning_rate=0.1, metrics="accuracy")
    batch = int(re.search(r"batch=(\d+)", str(refusal.value))[1])
    words = {"epochs": 3, "learning_rate": 0.1, "metrics": "accuracy", "batch": batch}
    assert engine.train(NETWORK, X, Y, **words).metrics["accuracy"].shape == (3,)
    plain = engine.train(NETWORK, X, Y, epochs=3, learning_rate=0.1)
    assert plain.measure("accuracy").shape == (3,)


def test_a_tenth_of_a_learning_rate_that_was_too_large_is_tried():
    with pytest.raises(engine.Diverged, match="try a tenth of it"):
        engine.record("line", learning_rate=5.0, steps=5000)
    assert len(engine.record("line", learning_rate=0.5 / 5, steps=50)) == 50


def test_an_example_alone_can_be_asked_of_any_network():
    with pytest.raises(engine.Refused, match=r"ask history\[t\]\.network\.forward\(X\)"):
        engine.record("circle", epochs=1, keep_examples=(1,))
    history = engine.record("circle", epochs=1)
    t, X = 3, history.dataset.X[:, [1]]
    assert history[t].network.forward(X).activations[-1].shape == (1, 1)
