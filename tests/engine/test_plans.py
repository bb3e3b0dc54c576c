"""What was not kept is computed again, bit for bit; what would not fit is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.datasets import load
from engine.recording.replay import Replay

BATCHED = {"epochs": 4, "batch": 32, "momentum": 0.9, "l2": 0.01, "decay": 0.1}


@pytest.fixture(scope="module")
def whole():
    return engine.record("circle", keep="all", **BATCHED)


@pytest.mark.parametrize("keep", ["keyframes", "every 7", "log 5", "0,1,4,16", (3, 5)])
def test_any_step_of_any_plan_has_the_bits_that_training_saw(whole, keep):
    thin = engine.record("circle", keep=keep, **BATCHED)
    assert len(thin) == len(whole) == 4 * 8
    np.testing.assert_array_equal(thin.costs, whole.costs)
    for t in (31, 0, 7, 8, 9, 30, 15, 16):
        assert thin[t]._vector.tobytes() == whole[t]._vector.tobytes()
    for ours, theirs in zip(thin.final.weights, whole.final.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_keyframes_that_lie_apart_are_bridged_bit_for_bit(whole, monkeypatch, tmp_path):
    monkeypatch.setattr("engine.recording.plans.REPLAY", 60e-6 * 3)
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path))
    thin = engine.record("circle", keep="keyframes", **BATCHED)
    assert 1 < thin.tape.interval < 31
    for t in (31, 5, 6, 20, 0):
        assert thin[t]._vector.tobytes() == whole[t]._vector.tobytes()


def test_a_step_that_is_computed_again_has_the_cost_that_was_recorded():
    thin = engine.record("circle", keep="keyframes", **BATCHED)
    # As if another number of threads had added up.
    costs, penalties = (np.nextafter(some, 1.0) for some in (thin.costs, thin.penalties))
    tape = replace(thin.tape, costs=costs, penalties=penalties)
    again = Replay(thin.run, thin.schedule, thin.examples, tape)
    for t in (17, 3, 31):
        for key, recorded in (("cost", costs), ("penalty", penalties)):
            assert again.layout.view(again.frame(t), key) == recorded[t] != thin[t][key]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("keep", ["all", "keyframes", "every 7", "0,1,4,16"])
def test_a_step_and_its_history_say_the_same_cost_to_the_bit(dtype, keep):
    told = {}
    history = engine.train(
        engine.Network.random((2, 3, 1), rng=np.random.default_rng(0), activations="tanh"),
        *(load("circle").X, load("circle").Y),
        **BATCHED | {"cost": "mse", "learning_rate": 0.3, "keep": keep, "dtype": dtype},
        watch=lambda step, _, cost: told.update({step: cost}),
    )
    assert history.costs.dtype == history.penalties.dtype == dtype
    for step in history:
        t = step.index
        assert told[t] == step.cost == history.costs[t] == step["cost"]
        assert step.penalty == history.penalties[t] == step["penalty"] > 0
        assert step.penalized_cost == history.penalized_costs[t] == step["penalized_cost"]


def test_a_narrow_run_whose_costs_were_written_wider_says_those_of_its_steps():
    thin = engine.record("circle", keep="keyframes", dtype="float32", **BATCHED)
    wider = thin.tape.costs * (1 + 1e-8)
    assert (wider != thin.tape.costs).all()
    tape = replace(thin.tape, costs=wider, penalties=thin.tape.penalties * (1 + 1e-8))
    old = engine.History(thin.run, tape=tape, examples=thin.examples, final=thin.final)
    for step in old:
        assert step.cost == old.costs[step.index]
        assert step.penalized_cost == old.penalized_costs[step.index]


@pytest.mark.parametrize("keep", ["keyframes", "every 7"])
def test_a_thinned_history_saves_and_loads_equal(whole, keep, tmp_path):
    thin = engine.record("circle", keep=keep, **BATCHED)
    loaded = engine.load(thin.save(tmp_path / "thin"))
    assert loaded.fingerprint == thin.fingerprint
    assert loaded[17]._vector.tobytes() == whole[17]._vector.tobytes()
    np.testing.assert_array_equal(loaded.metrics["cost"], thin.metrics["cost"])


def test_a_stack_is_over_the_kept_steps(whole):
    thin = engine.record("circle", keep="every 10", **BATCHED)
    np.testing.assert_array_equal(thin.kept, [0, 10, 20, 30])
    np.testing.assert_array_equal(thin["W1"], whole["W1"][thin.kept])
    framed = engine.record("circle", keep="keyframes", **BATCHED)
    np.testing.assert_array_equal(framed["b2"], whole["b2"][framed.kept])


@pytest.mark.parametrize("keep", ["all", "keyframes", "every 7"])
def test_the_largest_number_is_that_of_all_steps_whatever_was_kept(whole, keep):
    thin = engine.record("circle", keep=keep, **BATCHED)
    for key in ("W1", "b2"):
        assert thin.largest(key) == np.abs(whole[key]).max()
    assert thin.largest("W1", (0, 1)) == np.abs(whole["W1"][:, 0, 1]).max()


def test_quantities_and_examples_can_be_kept_alone():
    whole = engine.record("heart", steps=20)
    some = engine.record("heart", steps=20, keep_quantities=("W1", "a3"), keep_examples=(3, 7))
    np.testing.assert_array_equal(some["W1"], whole["W1"])
    np.testing.assert_array_equal(some["a3"], whole["a3"][:, :, [3, 7]])
    np.testing.assert_array_equal(some[11]["z2"], whole[11]["z2"])
    assert some.tape.frames.shape[1] == 6 + 2


@pytest.mark.parametrize("keep", ["al", "every", "every x", "every 0", "0,5,x", "7,99999"])
def test_a_plan_nobody_understands_is_refused(keep):
    with pytest.raises(engine.Refused, match="keyframes"):
        engine.record("heart", keep=keep)


@pytest.mark.parametrize(
    "narrowed",
    [{"keep_quantities": ("W7",)}, {"keep_examples": (10,)}, {"keep": "all", "budget": 1000}],
)
def test_a_plan_that_cannot_be_is_refused(narrowed):
    with pytest.raises(engine.Refused):
        engine.record("heart", **narrowed)
    with pytest.raises(engine.Refused, match="full-batch"):
        engine.record("circle", keep_examples=(1,))


def test_a_plan_over_budget_is_refused_with_one_that_fits():
    with pytest.raises(engine.Refused, match=r"MiB.*keep='every \d+' fits") as refused:
        engine.record("heart", keep="all", budget=1_000_000)
    offer = str(refused.value).rpartition("keep='")[2].partition("'")[0]
    history = engine.record("heart", keep=offer, budget=1_000_000)
    tape = history.tape
    assert tape.frames.nbytes + tape.keyframes.nbytes + tape.costs.nbytes <= 1_000_000


def test_a_long_run_keeps_keyframes_by_itself():
    from engine.experiments import RUNS
    from engine.learning.schedule import Schedule
    from engine.learning.stepper import layout_of
    from engine.recording.plans import plan

    sizes = {"nielsen": 50_000, "spiral": 250, "lague_doodles": 31_992, "samson": 41_000}
    for name, m in (sizes | {"green_code": 60_000, "lague_mnist": 56_000}).items():
        run = RUNS[name]
        schedule = Schedule(run, m)
        made = plan(run, schedule, layout_of(run, schedule))
        assert made.interval >= 1
        assert len(made.kept) == 0


@pytest.mark.parametrize(
    ("budget", "said"), [(20, "20 bytes"), (900, "900 bytes"), (2**21, "2 MiB")]
)
def test_what_is_too_much_is_more_than_the_budget_as_it_is_said(budget, said):
    with pytest.raises(engine.Refused) as refused:
        engine.record("heart", keep="all", steps=10_000, budget=budget)
    assert f"more than the budget of {said}" in str(refused.value)
    assert "0 MiB," not in str(refused.value)
