"""Every sentence that refuses something is brought about here, and is one: none stands untried.

What is said of files of data is tried beside their readers, in tests/engine/datasets, what plots
say in tests/engine/test_plots.py, what adapters say in tests/engine/test_torch.py and beside it.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import landscape, measuring, metrics, one_hot, working, z_score
from engine.datasets import Dataset, load
from engine.datasets.augment import augment, with_copies
from engine.datasets.points import line
from tests.engine.foreign import KEPT as FOREIGN
from tests.engine.fuzzing import assert_is_a_sentence

pytest.importorskip("rich", reason="the command line prints with rich")
from engine.__main__ import overrides, show
from engine.asking.lectures import answers

ENGINE = Path(engine.__file__).parent
ERRORS = ("Refused", "NotAHistory", "IndexError", "Diverged")


OF_FILES = tuple(f"datasets/{part}" for part in ("reading", "fetching", "mnist.py", "quickdraw.py"))


def sentences(folder=ENGINE, without=(*OF_FILES, "plots", "adapters")):
    """Each sentence of the source: where it stands, and a pattern of what it comes out as."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        if any(path.is_relative_to(folder / room) for room in without):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ERRORS and node.args:
                said = node.args[0]
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                written = [p.value if isinstance(p, ast.Constant) else None for p in parts]
                if any(isinstance(each, str) for each in written):
                    pattern = "".join("(.*)" if w is None else re.escape(w) for w in written)
                    found[f"{path.relative_to(ENGINE)}:{node.lineno}"] = pattern
    return found


RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(2, 20)), np.ones((1, 20))
NETWORK = engine.Network.random((2, 3, 1), rng=RNG)
HEART = {"steps": 3}


def heart(**fields):
    return engine.record("heart", **(HEART | fields))


def train(X=X, Y=Y, network=NETWORK, **words):
    return engine.train(network, X, Y, **({"steps": 2, "learning_rate": 0.1} | words))


def network(weights=((((1, 2),)),), biases=(((0,),),), activations="tanh"):
    return engine.Network(weights, biases, activations)


def person():
    return working.example(heart()[0], 0)


class Sparse:
    toarray = None


TWO = engine.Network.random((2, 2), rng=RNG, activations="softmax")
PAIR = engine.Network.random((2, 2), rng=RNG)


RUNS = [
    {"sizes": (2,)}, {"activations": ("tanh", "tanh")}, {"activations": "softmax", "sizes": (2, 1)},
    {"activations": ("softmax", "tanh", "relu")}, {"activations": "tanh"},
    {"epochs": 3, "steps": 3},
    {"seed": -1}, {"sizes": (2, 10**8, 1)}, {"learning_rate": 0}, {"momentum": 1}, {"batch": 11},
    {"keep": "al"}, {"keep_examples": (1,), "batch": 2}, {"keep_examples": (10,)},
    {"budget": 500}, {"keep": "log 2000000"}, {"keep": "all", "steps": 99, "budget": 8000},
    {"keep_quantities": "W9"}, {"weights": [1.0]}, {"steps": "x"}, {"options": 3}, {"sizes": {}},
    {"options": {"a": {1}}}, {"cost": "x"}, {"cost": 3}, {"metrics": "accuracy"}, {"watch": 1},
    {"start": (1.0,)}, {"optimizer": "momentum"}, {"optimizer": "unstated"}, {"rho": 0.5},
    {"optimizer": "adam", "betas": 0.5}, {"optimizer": "rmsprop", "rho": 1}, {"decay": -1},
    {"optimizer": "adam", "epsilon": 0}, {"schedule": "cosine"}, {"period": 3},
    {"schedule": "step", "period": 2, "factor": 0}, {"learning_rate": [1, 2]},
    {"rates": [1, 2, 3], "schedule": "cosine", "period": 2}, {"learning_rate": [1, 2, -3]},
    {"least_decrease": np.nan},
]  # fmt: skip
TRAINED = [
    {"validation": (X,)}, {"validation": "x"}, {"Y": [["a"] * 20]}, {"X": np.full((2, 20), np.nan)},
    {"X": X[:, :0], "Y": Y[:, :0]}, {"X": X.T}, {"Y": Y * 2}, {"Y": Y * 3, "cost": "mse"},
    {"validation": (X[:, :0], Y[:, :0])}, {"validation": 20},
    {"network": TWO, "Y": np.ones((2, 20)), "cost": "cce"}, {"network": 3}, {"name": "a\nb"},
]  # fmt: skip
SQUARES = Dataset(name="squares", X=np.zeros((4, 1)), Y=np.ones((1, 1)), image_shape=(2, 2))
CHANCE = {"image_shape": (2, 2), "rng": RNG}
DATA = [
    lambda: load("xor", noise=1), lambda: load("line", points="many"),
    lambda: with_copies(load("heart"), 1, seed=0), lambda: with_copies(SQUARES, 10**12, seed=0),
    lambda: augment(X, **CHANCE), lambda: augment(SQUARES.X, **CHANCE, rotation=9),
    lambda: Dataset(name="x", X=np.ones(3), Y=np.ones((1, 3))),
    lambda: Dataset(name="x", X=X, Y=np.ones((1, 3))), lambda: load("circle", points=5),
    lambda: load("circle", noise=1), lambda: line(outlier=np.inf),
    lambda: load("line", noise=-1), lambda: one_hot([0], classes=0), lambda: one_hot(["a"]),
    lambda: one_hot([0.5]), lambda: one_hot([-1]), lambda: z_score([1.0, 2.0]),
]  # fmt: skip
ASKED = [
    lambda: NETWORK.predict(X.T), lambda: NETWORK.predict(np.ma.masked_less(X, 0)),
    lambda: NETWORK.predict(Sparse()), lambda: NETWORK.predict("text"),
    lambda: NETWORK.predict([[1], [1, 2]]), lambda: engine.gradient_check(3),
    lambda: heart()[None], lambda: heart()[9], lambda: heart()["W9"],
    lambda: working.nudge(heart()[0], "W1", 3), lambda: working.nudge(heart()[0], "W1", (9, 9)),
    lambda: working.example(heart()[0], 99), lambda: working.per_example(heart()[0], "W1"),
    lambda: working.entry(person(), "z1", 0).between(3, 9), lambda: working.blame(person(), 9),
    lambda: working.collapse(heart()[0], 1, np.ones((5, 2))), lambda: measuring.measured(0, 1),
    lambda: working.sweep(heart()[0], 9), lambda: working.facing(heart()[0], 9, np.ones((2, 3))),
    lambda: working.facing(heart()[0], 3, np.ones((3, 3))),
    lambda: working.parting(np.ones((3, 2)), [1, 0]), lambda: working.constant(heart()[0], [2]),
    lambda: working.constant(train(network=PAIR, Y=np.ones((2, 20)))[0], [0.5]),
    lambda: working.creases(engine.record("line", steps=2)[0]),
    lambda: working.confused(heart()[0], heart().dataset),
    lambda: working.shadows([[1, 2]], [[1]]), lambda: working.shadows([[0]], [[1]]),
    lambda: working.judged([1], [1, 2]), lambda: working.priced([1], [1]),
    lambda: working.chord([0, 1], [0, 1], 1, 1),
    lambda: working.quotients(heart()[0], "W1", (0, 0), [0.0]),
    lambda: working.collapse(person(), 3), lambda: engine.gradient_check(heart(dtype="float32")[0]),
    lambda: engine.Network.random((2, 1), rng=3), lambda: engine.Network.random(3, rng=RNG),
    lambda: engine.Network.random((2, 0), rng=RNG), lambda: network(weights=np.ones((1, 2))),
    lambda: network(weights=3), lambda: network(weights=0.5),
    lambda: network(activations=3), lambda: network(biases=()),
    lambda: network(biases=((1,),)), lambda: engine.load(3), lambda: engine.load("a\0b"),
    lambda: engine.load("~nobody-of-that-name"),
    lambda: engine.record("circle", epochs=1, batch=99)["a1"],
    lambda: landscape.sheet(heart(), axes=3 * [("W1", (0, 0))]),
    lambda: landscape.sheet(heart(), axes=2 * [("W1", (0, 0))]),
    lambda: landscape.principal(heart(steps=1)), lambda: metrics.accuracy([[0.3]], [[1]]),
    lambda: metrics.accuracy([1, 0], [1]), lambda: working.growth([1, 2], 1, 1, 1),
    lambda: engine.record("line").predict_classes([[1.0]]),
    lambda: engine.record("line", learning_rate=9, steps=5000), lambda: overrides(["steps"]),
    lambda: show(Namespace(run="heart", plot=None, what="map", step=None)),
    lambda: engine.resume(heart()), lambda: engine.resume(heart(), steps=1, epochs=1),
    lambda: engine.resume(heart(), steps=0),
    lambda: engine.resume(engine.load(FOREIGN / "foreign"), steps=1),
    lambda: engine.load(FOREIGN / "gaps")[2],
    lambda: engine.Run.defined({"name": "x"}), lambda: landscape.sheet(heart(), resolution=1),
    lambda: landscape.sheet(heart(), span=[1, 2, 3]), lambda: landscape.sheet(heart(), axes=3),
    lambda: landscape.trajectory(heart(), steps=[0.5]), lambda: landscape.trajectory(heart(), [9]),
    lambda: engine.gradient_check(heart()[0], most=0), lambda: working.progress(heart(), within=-1),
    lambda: working.sides([0, 0], 0, X, X[0] > 0), lambda: working.curve("tanh", 0, 1, points=0),
    lambda: working.convex([1], [1]), lambda: measuring.measured(1, 1, seed=-1),
]  # fmt: skip
CALLS = [
    *(lambda fields=fields: heart(**fields) for fields in RUNS),
    *(lambda words=words: train(**words) for words in TRAINED),
    *DATA,
    *ASKED,
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(call):
    with pytest.raises((engine.Refused, engine.Diverged, IndexError)) as error:
        print(call())  # noqa: T201
    assert_is_a_sentence(str(error.value))
    return str(error.value)


def spoiled(place):
    """Saved histories, each with one thing wrong that a reader meets, and what is said of each."""
    whole = engine.record("circle", epochs=1, keep="every 2").save(place / "whole")

    def broken(name, **about):
        folder = shutil.copytree(whole, place / name)
        rewrite(folder, **about)
        return folder

    def shorter(file, record, name, rows=1):
        folder = broken(name)
        array = np.load(folder / f"{file}.npy")
        np.save(folder / f"{file}.npy", record(array, rows))
        return folder

    def cut(array, rows):
        return array[:-rows]

    def moved(array, rows):
        array["step"][0] = rows
        return array

    def beyond(array, rows):
        array["batch"][0] = 10**6
        return array

    def other(array, rows):
        array["cost"][0] += rows
        return array

    yield place
    yield broken("format", format="x")
    yield broken("version", version=9)
    yield broken("sense", examples=-1)
    yield broken("unread", plan={})
    yield shorter("costs", other, "bits")
    yield shorter("costs", cut, "costs")
    yield shorter("frames", cut, "rows", 3)
    yield shorter("frames", moved, "step", 5)
    yield shorter("batches", beyond, "batch")
    yield shorter("keyframes", lambda array, rows: array[:0], "keyless")
    yield shorter("targets", cut, "targets")
    yield shorter("final", cut, "final")
    folder = broken("kind")
    np.save(folder / "costs.npy", np.zeros(3))
    yield folder
    folder = broken("missing")
    (folder / "costs.npy").unlink()
    yield folder
    folder = shorter("costs", lambda array, rows: array[:0], "begun")
    rewrite(folder, "steps", "fingerprint", complete=False)
    yield folder


def of_files(place, monkeypatch):
    """The sentences about folders."""
    said = [refused(lambda folder=folder: engine.load(folder)) for folder in spoiled(place)]
    (place / "thesis").mkdir()
    said.append(refused(lambda: heart().save(place / "thesis")))
    (place / "file").write_text("no folder")
    said.append(refused(lambda: heart().save(place / "file" / "history")))
    monkeypatch.setenv("TRAINREEL_RUN", "line")
    wild = partial(engine.record, learning_rate=9, steps=5000)
    monkeypatch.setattr("engine.asking.choosing.record", wild)
    said.append(refused(lambda: engine.chosen("heart")))
    return said


def of_other_machines(place, monkeypatch):
    """The sentences about recordings that were made elsewhere, or long ago."""
    words = {"steps": 4, "keep": "keyframes", "batch": 5}
    history = train(**words)
    vars(history)["costs"] = history.costs + 1
    said = [refused(lambda: engine.resume(history, steps=4))]

    path = train(**words).save(place / "moved")
    rewrite(path, "fingerprint")
    array = np.load(path / "costs.npy")
    array["cost"] += 1
    np.save(path / "costs.npy", array)
    said.append(refused(lambda: engine.load(path)))
    said.append(refused(lambda: engine.load(path, unchecked=True)[2]["z1"]))

    old = train(**words).save(place / "old")
    known = json.loads((old / "history.json").read_text())["run"]
    rewrite(old, "fingerprint", run=known | {"l2": 0.1})  # as it was before the penalty was kept
    said.append(refused(lambda: engine.resume(engine.load(old, unchecked=True), steps=4)))

    judged = engine.load(engine.record("gauss", epochs=2).save(place / "judged"))
    monkeypatch.setattr("engine.history.dataset_of", missing)
    said.append(refused(lambda: engine.resume(judged, epochs=1)))

    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "scenes", None)
        said.append(refused(lambda: answers(heart())))

    network = engine.Network.random((2, 1), rng=RNG, activations="identity")
    with pytest.raises(engine.Diverged) as stopped:
        train(X=X * 1e200, network=network, cost="mse")
    return [*said, refused(lambda: engine.resume(stopped.value.history, steps=1))]


def missing(*_, **__):
    raise FileNotFoundError("digits.csv")


def rewrite(folder, *without, **known):
    """Say other things in a history's JSON."""
    about = json.loads((folder / "history.json").read_text()) | known
    for key in without:
        del about[key]
    (folder / "history.json").write_text(json.dumps(about))


def test_every_sentence_that_refuses_something_comes_about_and_is_one(place, monkeypatch):
    said = [refused(call) for call in CALLS]
    said += of_files(place, monkeypatch) + of_other_machines(place, monkeypatch)
    written = sentences()
    assert len(written) > 80
    held = {at for at, pattern in written.items() if any(re.fullmatch(pattern, s) for s in said)}
    assert sorted(written.keys() - held) == []
