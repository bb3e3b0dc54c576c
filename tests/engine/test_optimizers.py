"""Each optimizer takes torch's steps, remembers what it used, and goes on from anywhere."""

from __future__ import annotations

import importlib.util
import json

import numpy as np
import pytest

import engine
from engine import working
from engine.optimizers import OPTIMIZERS, UNSTATED
from engine.run import Run
from tests.engine.descents import EACH, NAMES, STEPS, case, ours, stored, summary, torchs
from tests.proof import proved

TORCH = importlib.util.find_spec("torch") is not None
CLOSE = 1e-9  # the largest difference allowed, of the largest parameter of that step
KEEPS = ("all", "keyframes", "every 7")
WORDS = {
    "gradient_descent": {},
    "momentum": {"momentum": 0.9},
    "nesterov": {"momentum": 0.8},
    "rmsprop": {"rho": 0.9},
    "adam": {"betas": (0.8, 0.99), "epsilon": 1e-6},
}
WAYS = [
    {"optimizer": name, "l2": l2, "dtype": dtype, "frozen": frozen} | words
    for name, words in WORDS.items()
    for l2, dtype, frozen in (
        (0.0, "float64", ()), (0.02, "float64", ("b1", "W2")), (0.02, "float32", ()),
        (0.0, "float32", "biases"),
    )
]  # fmt: skip


def record(way, **more):
    return engine.record(
        "circle", **({"metrics": (), "batch": 64, "epochs": 9, "learning_rate": 0.01} | way | more)
    )


@pytest.fixture(params=WAYS, ids=lambda way: "-".join(map(str, way.values())))
def way(request):
    return request.param


def after(history):
    return [*(step.network for step in history[1:]), history.final]


def test_two_hundred_steps_of_each_optimizer_are_torchs():
    left, worst = stored(), 0.0
    assert set(left) == {(name, k) for name in NAMES for k in range(EACH)}
    for (name, k), numbers in left.items():
        mine = ours(case(name, k))
        assert len(mine) == STEPS
        largest = np.abs(mine).max(axis=1)
        # Each number left by torch adds up so many parameters, each times 2 at most.
        apart = np.abs(summary(mine) - numbers) / (largest * 2 * mine.shape[1])
        if TORCH:
            apart = np.abs(mine - torchs(case(name, k))).max(axis=1) / largest
        worst = max(worst, float(apart.max()))
    assert worst <= CLOSE
    proved("mathematics: optimizers", len(left) * STEPS, f"farthest {worst:.1e}")


@pytest.mark.skipif(not TORCH, reason="torch is not installed; its stored results stand in")
def test_what_is_stored_of_torchs_descents_is_torchs():
    for (name, k), numbers in list(stored().items())[::3]:
        np.testing.assert_allclose(numbers, summary(torchs(case(name, k))), rtol=1e-10)


def test_a_step_adds_its_update_to_the_parameters(way):
    history = record(way)
    for step, then in zip(history, after(history), strict=True):
        update = step.update
        for n, (W, b) in enumerate(zip(then.weights, then.biases, strict=True), start=1):
            assert update.weights[n - 1] is not step[f"uW{n}"]
            np.testing.assert_array_equal(update.weights[n - 1], step[f"uW{n}"])
            np.testing.assert_array_equal(b, step[f"b{n}"] + step[f"ub{n}"])
            if step.descent().shrinks:  # beside the update, which rounds once more
                wide = np.finfo(W.dtype).eps * 2
                np.testing.assert_allclose(W, step[f"W{n}"] + step[f"uW{n}"], rtol=wide, atol=wide)
            else:
                np.testing.assert_array_equal(W, step[f"W{n}"] + step[f"uW{n}"])


def test_without_batches_or_more_the_update_is_the_learning_rate_downhill():
    step = engine.record("heart", steps=3)[1]
    np.testing.assert_array_equal(step["uW2"], -0.1 * step["dW2"])
    np.testing.assert_array_equal(step["ub3"], -0.1 * step["db3"])


@pytest.mark.parametrize("keep", KEEPS)
def test_any_step_comes_back_bit_for_bit(way, keep, tmp_path):
    whole, thin = record(way, keep="all"), record(way, keep=keep)
    loaded = engine.load(thin.save(tmp_path / "thin"))
    for each in (thin, loaded):
        for t in (17, 3, 35, 0):
            for key in whole[t].keys:
                assert each[t][key].tobytes() == whole[t][key].tobytes(), (t, key)
        for ours_l, theirs_l in zip(each.final.weights, whole.final.weights, strict=True):
            assert ours_l.tobytes() == theirs_l.tobytes()
    assert loaded.run == thin.run
    assert loaded.fingerprint == thin.fingerprint
    assert thin["uW1"].tobytes() == whole["uW1"][thin.kept].tobytes()


@pytest.mark.parametrize("keep", KEEPS)
def test_four_epochs_and_five_more_are_nine(way, keep, tmp_path):
    whole, part = record(way, keep=keep), record(way, keep=keep, epochs=4)
    loaded = engine.load(part.save(tmp_path / "part"))
    for each in (part, loaded):
        both = engine.resume(each, epochs=5)
        assert both.fingerprint == whole.fingerprint
        assert both.run == whole.run
        proved("trainings that go on", 1)


def test_the_working_of_an_update_leads_to_the_next_step(way):
    history = record(way)
    for t in (0, 1, 20):
        for key, place in (("W1", (0, 1)), ("b2", (0, 0)), ("W2", (1, 0))):
            made = working.update(history[t], key, place)
            assert made.after == pytest.approx(history[t + 1][key][place], rel=1e-15)
            if way["dtype"] == "float64":
                assert made.after == history[t + 1][key][place]


def test_what_an_optimizer_remembers_is_what_its_step_used():
    rate, clear = 0.01, {"epochs": 9, "learning_rate": 0.01, "metrics": (), "keep": "all"}
    adam = engine.record("circle", optimizer="adam", **clear)
    roll = engine.record("circle", optimizer="nesterov", momentum=0.8, **clear)
    root = engine.record("circle", optimizer="rmsprop", **clear)
    m = s = v = r = 0.0
    for t in range(30):
        g = adam[t]["dW1"]
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        np.testing.assert_allclose(adam[t]["mW1"], m, rtol=1e-12)
        np.testing.assert_allclose(adam[t]["sW1"], s, rtol=1e-12)
        mean, squares = m / (1 - 0.9 ** (t + 1)), s / (1 - 0.999 ** (t + 1))
        np.testing.assert_allclose(
            adam[t]["uW1"], -rate * mean / (np.sqrt(squares) + 1e-8), rtol=1e-12
        )
        v = 0.8 * v - rate * roll[t]["dW1"]
        np.testing.assert_allclose(roll[t]["vW1"], v, rtol=1e-12)
        np.testing.assert_allclose(roll[t]["uW1"], 0.8 * v - rate * roll[t]["dW1"], rtol=1e-12)
        r = 0.99 * r + 0.01 * root[t]["dW1"] ** 2
        np.testing.assert_allclose(root[t]["sW1"], r, rtol=1e-12)


def test_what_is_frozen_stays_and_its_gradient_is_told_all_the_same():
    history = record({"optimizer": "adam", "l2": 0.1, "frozen": ("W1", "biases")})
    for step in history[::9]:
        for key in ("W1", "b1", "b2", "b3"):
            assert step[key].tobytes() == history[0][key].tobytes()
            assert not step["u" + key].any()
        assert step["dW1"].any()
        assert step["uW2"].any()


def test_a_network_without_biases_is_one_whose_biases_are_zeros_and_frozen():
    history = engine.record("heart", biases="zeros", frozen="biases", steps=20)
    assert not any(b.any() for b in history.final.biases)
    assert history.final.weights[0].tobytes() != history[0]["W1"].tobytes()


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ({}, lambda t: 0.5),
        ({"decay": 0.3}, lambda t: 0.5 / (1 + 0.3 * t)),
        ({"schedule": "step", "period": 4}, lambda t: 0.5 * 0.1 ** (t // 4)),
        ({"schedule": "step", "period": 3, "factor": 0.5}, lambda t: 0.5 * 0.5 ** (t // 3)),
        ({"schedule": "cosine", "period": 12}, lambda t: 0.25 * (1 + np.cos(np.pi * t / 12))),
        ({"learning_rate": np.linspace(0.5, 0, 12)}, lambda t: 0.5 * (1 - t / 11)),
    ],
)
def test_the_learning_rate_goes_on_as_its_schedule_says(words, rate):
    history = engine.record("heart", **({"learning_rate": 0.5, "steps": 12} | words))
    said = [rate(t) for t in range(12)]
    np.testing.assert_allclose([step.learning_rate for step in history], said, atol=1e-15)
    for step, then in zip(history, after(history), strict=True):
        np.testing.assert_array_equal(
            then.weights[0], step["W1"] - step.learning_rate * step["dW1"]
        )


def test_without_batches_a_schedule_goes_by_steps_and_with_them_by_epochs():
    words = {"schedule": "step", "period": 2, "epochs": 5, "metrics": (), "keep": "all"}
    batched = engine.record("circle", batch=100, learning_rate=0.5, **words)
    np.testing.assert_allclose(
        batched["learning_rate"], np.repeat(0.5 * 0.1 ** np.array([0, 0, 1, 1, 2]), 3)
    )


def test_momentum_and_decay_alone_say_what_they_always_said():
    rolling = Run(name="x", sizes=(1, 1), data="line", learning_rate=1, steps=1, momentum=0.5)
    assert rolling.optimizer == "momentum"
    assert rolling == rolling.changed({"optimizer": "momentum", "momentum": 0.5})
    assert rolling.changed({"decay": 0.1}).schedule == "1/t"
    assert not rolling.changed({"decay": 0.1}).newer
    assert rolling.changed({"momentum": 0.0}).optimizer == "gradient_descent"
    assert rolling.changed({"optimizer": "adam"}).momentum == 0.0
    assert rolling.changed({"optimizer": "nesterov"}).momentum == 0.5
    slower = rolling.changed({"decay": 0.1}).changed({"schedule": "cosine", "period": 3})
    assert (slower.decay, slower.schedule) == (0.0, "cosine")
    assert rolling.changed({"learning_rate": [1, 0.5]}).rates == (1.0, 0.5)
    assert not rolling.changed({"learning_rate": [1, 0.5]}).changed({"learning_rate": 1}).rates


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ({}, 1), ({"momentum": 0.9}, 1), ({"decay": 0.1}, 1), ({"optimizer": "adam"}, 2),
        ({"frozen": "b1"}, 2), ({"schedule": "cosine", "period": 9}, 2),
        ({"learning_rate": [0.1] * 4}, 2),
    ],
)  # fmt: skip
def test_only_what_the_first_format_does_not_know_is_of_the_second(words, version, tmp_path):
    history = engine.record("heart", steps=4, **words)
    folder = history.save(tmp_path / "kept")
    about = json.loads((folder / "history.json").read_text())
    assert about["version"] == version
    assert engine.load(folder).run == history.run
    if version == 1:
        assert len(about["run"]) == 28


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"optimizer": "adma"}, "did you mean 'adam'"),
        ({"optimizer": "sgd"}, "did you mean 'gradient_descent'"),
        ({"optimizer": None}, "a name is wanted"),
        ({"optimizer": "momentum"}, "momentum=0.9"),
        ({"optimizer": "nesterov"}, "momentum=0.9"),
        ({"optimizer": "adam", "momentum": 0.9}, "belongs to 'momentum' and 'nesterov'"),
        ({"rho": 0.5}, "belongs to 'rmsprop'"),
        ({"optimizer": "rmsprop", "betas": (0.5, 0.9)}, "belongs to 'adam'"),
        ({"optimizer": "adam", "betas": 0.9}, "two numbers"),
        ({"optimizer": "adam", "betas": (0.9, 1.0)}, "below 1"),
        ({"optimizer": "rmsprop", "rho": 1.0}, "below 1"),
        ({"optimizer": "adam", "epsilon": 0.0}, "above zero"),
        ({"optimizer": UNSTATED}, "not stated"),
        ({"schedule": "cosin"}, "did you mean 'cosine'"),
        ({"schedule": "cosine"}, "period=10"),
        ({"schedule": "1/t"}, "decay=0.1"),
        ({"schedule": "step", "period": 3, "decay": 0.1}, "belongs to '1/t'"),
        ({"schedule": "step", "period": 0}, "above zero"),
        ({"schedule": "step", "period": 3, "factor": -1.0}, "above zero"),
        ({"period": 3}, "belongs to 'step' and 'cosine'"),
        ({"learning_rate": [0.1, 0.2]}, "2 of them are given for 9 steps"),
        ({"learning_rate": [0.1] * 8 + [-1.0]}, "from 0 up"),
        ({"learning_rate": []}, "a number is wanted"),
        ({"learning_rate": [0.1] * 9, "schedule": "cosine", "period": 3}, "every step is given"),
        ({"frozen": "b7"}, "did you mean 'b3'"),
        ({"frozen": "weights"}, "biases"),
    ],
)
def test_what_makes_no_sense_together_is_refused_with_the_reason(words, reason):
    with pytest.raises(engine.Refused, match=reason):
        engine.record("heart", **({"steps": 9} | words))


def test_one_trains_ones_own_network_by_every_optimizer():
    rng = np.random.default_rng(0)
    network = engine.Network.random((2, 4, 1), rng=rng)
    X = rng.normal(size=(2, 40))
    Y = (X[:1] > 0).astype(float)
    for name, words in WORDS.items():
        history = engine.train(
            network, X, Y, optimizer=name, learning_rate=0.05, steps=100, batch=10, **words
        )
        assert history.costs[-5:].mean() < history.costs[:5].mean()
        assert history.run.optimizer == name
    assert set(WORDS) == set(OPTIMIZERS) - {UNSTATED} == set(NAMES)
