"""A recording that nobody vouches for is held to the laws of learning: what breaks one is found."""

from __future__ import annotations

import json
import pickle
import random
import shutil

import numpy as np
import pytest

import engine
from engine.errors import Untrue
from engine.optimizers import OPTIMIZERS
from tests.proof import proved

MORE = {"metrics": (), "batch": 30, "epochs": 3}
RUNS = {
    "whole": {"name": "heart", "steps": 12},
    "narrow": {"name": "heart", "steps": 12, "dtype": "float32"},
    "ragged": {"name": "circle", **MORE, "batch": 70},
    "adam": {"name": "circle", **MORE, "optimizer": "adam", "dtype": "float32"},
    "rmsprop": {"name": "gauss", **MORE, "optimizer": "rmsprop", "l2": 0.1, "frozen": "biases"},
    "rolling": {"name": "heart", "steps": 12, "momentum": 0.9, "l2": 0.01},
    "shrinking": {"name": "heart", "steps": 12, "l2": 0.1, "schedule": "cosine", "period": 9},
    "classes": {"name": "digits", "epochs": 1, "batch": 400, "keep": "all", "metrics": ()},
    "squared": {"name": "heart", "steps": 12, "cost": "huber", "activations": "tanh"},
    "buggy": {"name": "heart", "steps": 12, "gradient": "article_bias"},
    "keyframes": {"name": "circle", **MORE, "keep": "keyframes", "momentum": 0.5},
    "thinned": {"name": "circle", **MORE, "keep": "every 4"},
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A folder of recordings, none of which has a fingerprint to be known by."""
    place = tmp_path_factory.mktemp("saved")
    for kind, fields in RUNS.items():
        engine.record(**fields).save(place / kind)
        change(place / kind, lambda about: about.pop("fingerprint"))
    return place


def change(folder, how):
    about = json.loads((folder / "history.json").read_text())
    how(about)
    (folder / "history.json").write_text(json.dumps(about))


@pytest.fixture
def copy(saved, tmp_path):
    def copied(kind):
        shutil.rmtree(tmp_path / kind, ignore_errors=True)
        return shutil.copytree(saved / kind, tmp_path / kind)

    return copied


@pytest.mark.parametrize("kind", RUNS)
def test_what_was_recorded_keeps_every_law(saved, kind):
    history = engine.load(saved / kind)
    assert not history.unchecked
    assert history.fingerprint == engine.record(**RUNS[kind]).fingerprint


def spoil(array, chance):
    """One number of an array is another, by a hundredth of the largest or by far."""
    flat = array.reshape(-1)
    at, large = chance.randrange(flat.size), float(np.abs(flat.astype(float)).max()) or 1.0
    before = flat[at]
    how = chance.choice(("add", "add", "sign", "swap", "nothing", "nan"))
    if array.dtype.kind in "iu":
        flat[at] = max(0, int(before) - 1) or int(before) + 1
    elif how == "add":
        flat[at] += large * chance.choice((0.01, -0.01, 0.3, 10.0))
    elif how == "swap":
        other = chance.randrange(flat.size)
        flat[at], flat[other] = flat[other], before
    else:
        flat[at] = {"sign": -before, "nothing": 0, "nan": np.nan}[how]


def spoiled_file(folder, chance):
    """Spoil one number in one file; whether it is another now, by more than rounding."""
    file = chance.choice(sorted(folder.glob("*.npy")))
    array = np.load(file)
    before = array.copy()
    part = array
    if array.dtype.names:
        key = chance.choice(array.dtype.names)
        row = chance.randrange(len(array))
        part = array[key][row] = np.array(array[key][row])
        part = np.atleast_1d(part)
        spoil(part, chance)
        array[key][row] = part.reshape(array[key][row].shape)
    else:
        spoil(part, chance)
    np.save(file, array)
    return before.tobytes() != array.tobytes() and differs(before, array)


def differs(one, other):
    if one.dtype.names:
        return any(differs(one[key], other[key]) for key in one.dtype.names)
    one, other = one.astype(float), other.astype(float)
    apart = np.nan_to_num(np.abs(one - other), nan=np.inf)
    return bool((apart > 2e-3 * np.abs(one).max(initial=1e-12)).any())


def test_no_spoiled_recording_is_believed(saved, copy):
    chance, tried = random.Random(17), 0
    while tried < 300:
        folder = copy(chance.choice(list(RUNS)))
        if not spoiled_file(folder, chance):
            continue
        tried += 1
        with pytest.raises(engine.Refused):
            engine.load(folder)
    proved("laws: spoiled recordings", tried)


LIES = (
    ("whole", {"cost": "mse"}), ("whole", {"activations": ["tanh", "tanh", "sigmoid"]}),
    ("narrow", {"learning_rate": 0.2}), ("whole", {"gradient": "no_slope", "cost": "mse"}),
    ("rolling", {"momentum": 0.8}), ("rolling", {"l2": 0.02}), ("rmsprop", {"rho": 0.9}),
    ("adam", {"betas": [0.9, 0.99]}), ("adam", {"epsilon": 0.1}), ("shrinking", {"l2": 0.11}),
    ("shrinking", {"period": 8}), ("keyframes", {"momentum": 0.4}), ("thinned", {"cost": "mae"}),
    ("buggy", {"gradient": "right"}), ("whole", {"l2": 0.1}), ("classes", {"learning_rate": 9.0}),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), LIES, ids=lambda each: str(each)[:40])
def test_a_recording_is_not_believed_to_be_of_another_run(copy, kind, words):
    folder = copy(kind)
    change(folder, lambda about: about["run"].update(words))
    with pytest.raises(engine.Refused):
        engine.load(folder)


def test_the_worst_entry_is_named_with_its_place_its_step_and_both_values(copy):
    folder = copy("whole")
    frames = np.load(folder / "frames.npy")
    right = frames["dW2"][7, 1, 2]
    frames["dW2"][7, 1, 2] = 0.5
    frames["dW2"][7, 0, 0] *= 1.001
    np.save(folder / "frames.npy", frames)
    with pytest.raises(Untrue) as caught:
        engine.load(folder)
    fault = caught.value
    assert (fault.key, fault.place, fault.step, fault.found) == ("dW2", (1, 2), 7, 0.5)
    assert fault.due == pytest.approx(right, rel=1e-12)
    assert f"breaks a law at step 7: dW2[1, 2] is 0.5, and δ2 a1ᵀ makes it {fault.due!r}" in str(
        fault
    )
    again = pickle.loads(pickle.dumps(fault))
    assert (str(again), again.key, again.step) == (str(fault), "dW2", 7)


def mistaken(copy, make):
    """What is said of a recording of gradients that ``make`` spoils."""
    folder = copy("whole")
    frames = np.load(folder / "frames.npy")
    make(frames)
    np.save(folder / "frames.npy", frames)
    with pytest.raises(Untrue) as caught:
        engine.load(folder)
    return str(caught.value)


def test_it_is_said_which_mistake_it_is(copy):
    def rows(frames):
        frames["db2"] = frames["dW2"].sum(axis=2, keepdims=True)

    def halved(frames):
        for key in (key for key in frames.dtype.names if key[0] == "d"):
            frames[key] /= 2

    def added(frames):
        for key in (key for key in frames.dtype.names if key[:2] in ("dW", "db")):
            frames[key] = np.cumsum(frames[key], axis=0)

    assert "db2[" in (said := mistaken(copy, rows))
    assert "the sum of dW's row" in said
    assert "All of delta3 is 0.5 times what it should be" in mistaken(copy, halved)
    assert "the step before was not set to zero" in mistaken(copy, added)


def test_what_is_wrong_is_taken_on_request_and_says_so_ever_after(copy, tmp_path, capsys):
    folder = copy("whole")
    frames = np.load(folder / "frames.npy")
    frames["dW2"][7, 1, 2] = 0.5
    np.save(folder / "frames.npy", frames)
    history = engine.load(folder, unchecked=True)
    assert history.unchecked
    assert history[7]["dW2"][1, 2] == 0.5
    again = engine.load(history.save(tmp_path / "again"))
    assert again.unchecked
    assert pickle.loads(pickle.dumps(again)).unchecked
    from engine.asking.terminal import show_history

    show_history(again)
    assert "not checked" in capsys.readouterr().out


def test_our_own_are_known_by_their_fingerprint_and_not_checked_again(tmp_path, monkeypatch):
    history = engine.record("heart", steps=12)
    folder = history.save(tmp_path / "own")

    def never(history):
        raise AssertionError("this takes time")

    monkeypatch.setattr("engine.storage.loading.refuse_what_breaks_a_law", never)
    assert not engine.load(folder).unchecked
    assert not engine.load(folder, unchecked=True).unchecked


def test_every_optimizer_that_says_how_it_steps_is_held_to_it():
    tried = {engine.record(**fields).run.optimizer for fields in RUNS.values()}
    assert tried >= set(OPTIMIZERS) - {"nesterov", "unstated"}
