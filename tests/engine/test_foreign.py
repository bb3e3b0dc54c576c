"""What any program hands over step by step becomes a history, here of NumPy alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import engine
from engine.adapters.foreign import Recording
from engine.adapters.seen import About, Seen
from engine.errors import Untrue
from engine.recording.plans import steps_kept

WRITTEN = {"framework": "a friend", "version": "1", "dtype": "float64", "device": "cpu"}
X = np.random.default_rng(0).normal(size=(12, 2))
Y = (X[:, :1] > 0).astype(float)


def handed_over(step, after):
    """A step of ours as another program would tell it."""
    depth = step.layout.depth
    keys = [f"{kind}{n}" for kind in "Wb" for n in range(1, depth + 1)]
    arrays = {name: [step[f"{name}{n}"].T for n in range(1, depth + 1)] for name in
              ("z", "a", "delta")}  # fmt: skip
    return Seen(
        inputs=step["a0"].T, zs=arrays["z"], outputs=arrays["a"], deltas=arrays["delta"],
        gradients=[step[f"d{key}"] for key in keys], before=[step[key] for key in keys],
        after=[*after.weights, *after.biases], rate=step.learning_rate, cost=step.cost,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def ours(**words):
    network = engine.Network.random((2, 3, 1), rng=np.random.default_rng(1), activations="tanh")
    words = {"cost": "mse", "learning_rate": 0.1, "steps": 7, "batch": 5} | words
    return engine.train(network, X.T, Y.T, **words)


def recorded(history, **words):
    about = About(cost="mse", name="theirs", written=WRITTEN | {"optimizer": "theirs"}, **words)
    with Recording(about, (2, 3, 1), ("tanh", "tanh"), X, Y, dtype=history.run.dtype) as tape:
        for step, after in zip(history, [*(s.network for s in history[1:]), history.final],
                               strict=True):  # fmt: skip
            if tape.due:
                tape.take(handed_over(step, after))
            elif not tape.full:
                tape.skip(step.cost, step.learning_rate)
    return tape.history


@pytest.mark.parametrize(
    "words", [{}, {"batch": None}, {"drop_last": True}, {"optimizer": "adam"}, {"dtype": "float32"},
              {"schedule": "cosine", "period": 3}],
)  # fmt: skip
def test_what_is_handed_over_comes_back(words):
    mine = ours(**words)
    theirs = recorded(mine, features=["one", "two"], classes=["no", "yes"])
    loaded = engine.load("theirs")
    for history in (theirs, loaded):
        assert len(history) == len(mine)
        for step, other in zip(history, mine, strict=True):
            for key in set(step.keys) & set(other.keys) - {"uW1", "uW2", "ub1", "ub2"}:
                np.testing.assert_array_equal(step[key], other[key], err_msg=key)
        assert (history.final.weights[0] == mine.final.weights[0]).all()
        assert history.dataset.feature_names == ("one", "two")
        assert history.dataset.class_names == ("no", "yes")
    assert loaded.written_by == dict(theirs.written_by) == WRITTEN
    with pytest.raises(engine.Refused, match="was trained by a friend"):
        engine.resume(loaded, steps=3)


def test_a_spoiled_update_is_found_without_its_fingerprint(tmp_path):
    recorded(ours())
    about = json.loads((tmp_path / "theirs" / "history.json").read_text())
    del about["fingerprint"]
    (tmp_path / "theirs" / "history.json").write_text(json.dumps(about))
    engine.load("theirs")
    frames = np.load("theirs/frames.npy")
    frames["uW2"][3, 0, 1] += 1e-9
    np.save("theirs/frames.npy", frames)
    with pytest.raises(Untrue, match=r"step 3: W2\[0, 1\].*the step before and its update"):
        engine.load("theirs")


# -- Plans: some steps whole, of the others the cost

PLANS = (
    {"keep": "log 8", "steps": 30}, {"keep": "every 7"}, {"keep": "2,29"},
    {"keep": "log 9", "steps": 60}, {"keep": "every 4", "budget": 6_000},
)  # fmt: skip


@pytest.mark.parametrize("batch", [None, 5])
@pytest.mark.parametrize("words", PLANS)
def test_a_plan_keeps_some_steps_whole_and_of_the_others_the_cost(words, batch, tmp_path):
    mine = ours(steps=30, batch=batch, schedule="cosine", period=3)
    theirs, loaded = recorded(mine, **words), engine.load("theirs")
    assert loaded.fingerprint == theirs.fingerprint
    asked = steps_kept(words["keep"], words.get("steps") or 30).tolist()
    asked = [t for t in sorted({0, *asked}) if t < 30]
    kept = loaded.kept.tolist()
    assert kept == asked[: len(kept)]
    assert (len(kept) < len(asked)) is ("budget" in words)
    assert loaded.run.keep == words["keep"]
    assert len(loaded) == kept[-1] + 1
    np.testing.assert_array_equal(loaded.costs, mine.costs[: len(loaded)])
    for t in kept:
        np.testing.assert_array_equal(loaded[t]["dW1"], mine[t]["dW1"])
        assert loaded[t].learning_rate == mine[t].learning_rate
        assert loaded[t].index == t
    assert loaded["W2"].shape == (len(kept), 1, 3)
    end = mine[len(loaded)].network if len(loaded) < 30 else mine.final
    np.testing.assert_array_equal(loaded.final.weights[1], end.weights[1])
    last = max(t for t in kept if t < kept[-1])
    assert [loaded.at_hand(t) for t in (0, last, kept[-1] - 1, kept[-1])] == [
        0, last, last, kept[-1],
    ]  # fmt: skip
    left_out = next(t for t in range(kept[-1]) if t not in kept)
    with pytest.raises(engine.Refused, match=f"Step {left_out} was not recorded"):
        loaded[left_out]
    again = engine.load(loaded.save(tmp_path / "again"))
    assert again.fingerprint == loaded.fingerprint
    assert again.measure("accuracy").shape == (len(kept),)


def test_every_step_is_at_hand_where_it_can_be_computed_again():
    for keep in ("all", "keyframes", "every 3"):
        assert ours(keep=keep).at_hand(5) == 5


def test_a_plan_is_refused_in_words():
    mine = ours()
    for words, said in (
        ({"keep": "log 5"}, "say how many steps there will be"),
        ({"keep": "keyframes"}, "cannot be computed again; write 'all'"),
        ({"keep": "now and then"}, "write 'auto', 'all'"),
        ({"keep": "0,9", "steps": 9}, "steps run from 0 to 8"),
    ):
        with pytest.raises(engine.Refused, match=said):
            recorded(mine, **words)
    about = About(cost="mse", name="theirs", keep="every 2")
    with Recording(about, (2, 3, 1), ("tanh", "tanh"), X, Y, dtype="float64") as tape:
        tape.take(handed_over(mine[0], mine[1].network))
        with pytest.raises(engine.Refused, match=r"leaves step 1 out.*tape.step\(loss\)"):
            tape.skip(None, 0.1)


def test_what_disagrees_in_a_recording_with_gaps_is_found_or_refused():
    recorded(ours(steps=30), keep="every 7")
    told = json.loads(Path("theirs/history.json").read_text())
    del told["fingerprint"]
    frames, costs = np.load("theirs/frames.npy"), np.load("theirs/costs.npy")

    def spoiled(key, entry, add=1e-6, **said):
        wrong, judged = frames.copy(), costs.copy()
        if key == "costs":
            judged["cost"][entry] += add
        elif key:
            wrong[key][entry] += add
        np.save("theirs/frames.npy", wrong)
        np.save("theirs/costs.npy", judged)
        Path("theirs/history.json").write_text(json.dumps(told | said))
        return pytest.raises((Untrue, engine.NotAHistory))

    for key in ("W1", "dW2", "z1", "a2", "delta1", "db1"):
        with spoiled(key, (2, 0, 0)):
            engine.load("theirs")
    with spoiled("costs", 14):
        engine.load("theirs")
    with spoiled("uW1", (-1, 0, 0)):  # the last one's, which led to the end
        engine.load("theirs")
    plan = told["plan"]
    for kept in ([1, 7, 14, 21, 28], [0, 7, 14, 21, 27], [0, 14, 7, 21, 28], [0, 7, 14]):
        with spoiled("", None, plan=plan | {"kept": kept}):
            engine.load("theirs")
    with spoiled("", None, run=told["run"] | {"optimizer": "gradient_descent"}):
        engine.load("theirs")


def test_names_are_as_many_as_there_are_things(tmp_path):
    with pytest.raises(engine.Refused, match="X has 2 features, and 1 names"):
        recorded(ours(), features=["one"])
    with pytest.raises(engine.Refused, match="2 names are wanted"):
        recorded(ours(), classes=["no", "yes", "perhaps"])
    recorded(ours())
    about = json.loads((tmp_path / "theirs" / "history.json").read_text())
    del about["fingerprint"]
    about["run"]["options"] = {"features": ["one"], "classes": 3, "image_shape": [1, "2"]}
    (tmp_path / "theirs" / "history.json").write_text(json.dumps(about))
    data = engine.load("theirs").dataset
    assert (data.feature_names, data.class_names, data.image_shape) == ((), (), None)


def test_a_run_that_diverges_is_kept_until_then():
    mine = ours(batch=None, steps=3)
    steps = [handed_over(step, mine.final) for step in mine]
    steps[0].after = steps[1].before
    steps[1].after = steps[2].before
    steps[2].cost = np.nan
    about = About(cost="mse", name="wild")
    with Recording(about, (2, 3, 1), ("tanh", "tanh"), X, Y, dtype="float64") as tape:
        for seen in steps:
            tape.take(seen)
    assert len(tape.history) == 2


def test_what_is_said_of_the_batch_must_be():
    mine = ours()
    seen = handed_over(mine[0], mine[1].network)
    about = About(cost="mse", name="wild")
    for batch in ([99] * 5, [0]):
        tape = Recording(about, (2, 3, 1), ("tanh", "tanh"), X, Y, dtype="float64")
        seen.batch = batch
        with pytest.raises(engine.Refused, match="the number of each example is wanted"):
            tape.take(seen)


def test_all_examples_stay_the_same_without_batches():
    mine = ours(batch=None)
    about = About(cost="mse", name="wild")
    tape = Recording(about, (2, 3, 1), ("tanh", "tanh"), X, Y, dtype="float64")
    tape.take(handed_over(mine[0], mine[1].network))
    seen = handed_over(mine[1], mine[2].network)
    seen.inputs = seen.inputs + 1
    with pytest.raises(engine.Refused, match="Step 1 saw other examples than step 0"):
        tape.take(seen)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda a, y, one: 12 * one, "the sum over 12 examples, and the stated cost is their mean"),
        (lambda a, y, one: float(((np.tanh(a) - y) ** 2).mean()), "tanh was applied twice"),
        (lambda a, y, one: float(((a - y.T) ** 2).mean()), r"in one shape, \(m, 1\), not \(m,\)"),
        (lambda a, y, one: one + 0.01, "weighted, smoothed, or is there a term for the weights"),
    ],
)
def test_a_loss_that_is_none_of_the_stated_cost_is_told_by_its_mistake(wrong, said):
    mine = ours(batch=None)
    seen = handed_over(mine[0], mine[1].network)
    seen.cost = wrong(seen.outputs[-1], Y, seen.cost)
    tape = Recording(
        About(cost="mse", name="wrong"), (2, 3, 1), ("tanh", "tanh"), X, Y, dtype="float64"
    )
    with pytest.raises(Untrue, match=f"step 0: cost is .*{said}"):
        tape.take(seen)


def test_weights_that_are_changed_between_two_steps_are_asked_for():
    mine = ours(batch=None)
    one, other = handed_over(mine[0], mine[1].network), handed_over(mine[1], mine[2].network)
    other.before = one.after = [part * 0.5 for part in one.after]
    one.gradients = [(was - now) / 0.1 for was, now in zip(one.before, one.after, strict=True)]
    tape = Recording(
        About(cost="mse", name="wrong", unchecked=True), (2, 3, 1), ("tanh", "tanh"), X, Y,
        dtype="float64",
    )  # fmt: skip
    one.gradients = handed_over(mine[0], mine[1].network).gradients
    tape.take(one)
    tape.take(other)
    tape.about = About(cost="mse", name="wrong")
    with pytest.raises(Untrue, match="step 1: z1.*Were weights changed after the step before"):
        tape.close()


def test_memory_is_ready_for_the_steps_that_are_planned_and_no_more_than_an_eighth_of_the_budget():
    def room(**words):
        about = About(cost="mse", name="ready", **words)
        shape = (2, 3, 1), ("tanh", "tanh"), X, Y
        return Recording(about, *shape, dtype="float64")._room.size / (4 + 3 * 13)

    assert room(keep="log 5", steps=100) == room(keep="0,1,2,7,50") == 5
    assert room(keep="every 10", steps=100) == 10
    assert room(keep="all", steps=7) == 7
    assert room(keep="all") == room(keep="every 10") == 0
    assert room(keep="all", steps=10**6, budget=80_000) * (4 + 3 * 13) * 8 == 10_000
    history = recorded(ours(steps=30), keep="log 5", steps=30)
    assert (np.asarray(history[29]["W1"]) == ours(steps=30)[29]["W1"]).all()


def test_where_no_step_was_taken_there_is_no_history_and_this_is_said():
    with Recording(
        About(cost="mse", name="none"), (2, 3, 1), ("tanh", "tanh"), X, Y, dtype="float64"
    ) as tape:
        pass
    with pytest.raises(engine.Refused, match="Nothing was recorded: no step was taken"):
        tape.history  # noqa: B018
    assert not Path("none").exists()
