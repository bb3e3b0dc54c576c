"""Another kind of object than a function asks for is told in one sentence, whatever it is."""

from __future__ import annotations

import inspect
import re

import numpy as np
import pytest

import engine
from engine import datasets, landscape, measuring, metrics, working
from engine.errors import brief
from tests.engine.fuzzing import assert_is_a_sentence
from tests.proof import proved

RNG = np.random.default_rng(0)
X = RNG.normal(size=(2, 12))
Y = np.eye(2)[:, (X[0] > 0).astype(int)]
ONE = engine.train(engine.Network.random((2, 3, 1), rng=RNG), X, Y[:1], steps=5, learning_rate=0.3)
TWO = engine.train(
    engine.Network.random((2, 3, 2), rng=RNG, activations=("tanh", "softmax")),
    *(X, Y), cost="cce", steps=5, learning_rate=0.3,
)  # fmt: skip
STEP, AXES = ONE[0], (("W1", (0, 0)), ("b1", (0, 0)))
ROOMS = working, landscape, metrics, engine, datasets, measuring
GIVEN = {
    "step": STEP, "first": 0, "now": ONE[-1], "person": working.example(STEP, 0), "history": ONE,
    "run": ONE.run, "network": ONE.final, "data": ONE.dataset, "drawings": ONE.dataset,
    "plane": landscape.along(ONE, 0, AXES), "axes": AXES, "rng": RNG, "key": "W1", "place": (0, 0),
    "n": 1, "i": 0, "row": 0, "neuron": 0, "output": 0, "second": 1, "start": 0, "end": 2,
    "X": X, "Y": Y[:1], "W": np.ones((2, 2)), "A": Y[:1] / 2, "B": np.ones((12, 2)), "inputs": X,
    "points": X, "yes": X[0] > 0, "normal": [1.0, 0.0], "offset": 0.0, "values": [0.0, 1.0],
    "changes": [0.1], "nudges": [0.1], "angles": [0.0, 1.0], "p": 1.0, "q": 2.0, "dp": [0.1],
    "dq": [0.1], "low": -1.0, "high": 1.0, "guesses": [0.3, 0.6], "targets": [0.0, 1.0],
    "xs": [0.0, 1.0, 2.0], "heights": [1.0, 0.0, 2.0], "labels": [0, 1], "outputs": 3,
    "learning_rate": 0.1, "cost": "bce", "names": ("accuracy",), "default": "xor", "name": "xor",
    "chosen": {},
}  # fmt: skip
"""A parameter -> what may be given for it, where no function of these asks for another."""
ASKED = {
    "entry": {"key": "z1"}, "blame": {"n": 2}, "squashed": {"key": "z1"}, "curve": {"name": "tanh"},
    "per_example": {"key": "dW1"}, "confused": {"step": TWO[0], "data": TWO.dataset},
    "contest": {"person": working.example(TWO[0], 0)}, "moved": {"first": STEP},
    "metric": {"name": "accuracy"}, "train": {"steps": 2}, "resume": {"steps": 1},
    "measured": {"inputs": 2, "counts": [1], "repeats": 1}, "kept_timing": {"inputs": 2},
    "place": {"inputs": 2}, "along": {"step": 0},
}  # fmt: skip
"""A function -> what it takes that its parameters do not say."""
ELSEWHERE = {"to": "paths", "dtype": "NumPy's own names", "watch": "whatever it raises"}
"""A parameter -> what other tests, or other people's sentences, say of it."""


class Odd:
    """What no function of the engine takes."""


OTHERS = [
    ONE, STEP, TWO.dataset, ONE.final, "text", b"x", 3.5, None, Odd(), [], {}, np.array(["a"]), abs,
]  # fmt: skip
TOO_FAR = -1, 10**6


def functions():
    """Every public function of the engine's rooms, and how it is called."""
    for room in ROOMS:
        names = getattr(room, "__all__", None) or [name for name in vars(room) if name[0] != "_"]
        for name in names:
            function = getattr(room, name)
            if name == "load" and room is engine:
                continue  # it asks for a path alone
            if inspect.isfunction(function) and function.__module__.startswith(room.__name__):
                taken = inspect.signature(function).parameters
                must = [key for key, each in taken.items() if each.default is each.empty]
                must = [key for key in must if taken[key].kind is not inspect.Parameter.VAR_KEYWORD]
                good = {key: GIVEN[key] for key in must} | ASKED.get(name, {})
                yield pytest.param(function, good, id=f"{room.__name__}.{name}")


CALLS = list(functions())


@pytest.fixture(autouse=True)
def kept_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path))


@pytest.mark.parametrize(("function", "good"), CALLS)
def test_another_kind_of_object_is_told_in_one_sentence(function, good):
    function(**good)
    taken = inspect.signature(function).parameters.values()
    for name in (each.name for each in taken if each.kind is not each.VAR_KEYWORD):
        for other in (*OTHERS, *TOO_FAR):
            if name not in ELSEWHERE and not too_much(name, other):
                told = refusal(function, good | {name: other})
                proved("other kinds of object", 1)
                if told and type(other) is not type(good.get(name)):
                    assert tells(told, name, other), (name, other, told)


def refusal(function, given):
    """The sentence that a call is refused with; nothing where it is not."""
    try:
        function(**given)
    except (engine.Refused, IndexError) as refused:
        assert_is_a_sentence(str(refused))
        return str(refused)
    return ""


def too_much(name, other):
    """Whether this many is no mistake, but takes its time."""
    return other == TOO_FAR[1] and name in ("steps", "epochs", "outputs", "inputs", "repeats")


def tells(sentence, name, other):
    """Whether a sentence says what is wrong: by the parameter's name, or by what was given."""
    return (
        other in TOO_FAR
        or re.search(rf"\b{name.rstrip('s')}s?\b", sentence, re.IGNORECASE)
        or brief(other)[:20] in sentence
    )


def test_every_function_that_takes_what_is_ours_is_held_to_its_kind():
    ours = [
        (function, name)
        for function, _ in (each.values for each in CALLS)
        for name, declared in function.__annotations__.items()
        if re.fullmatch("Step|History|Example|Network|Dataset|Run|Plane", str(declared))
        if name != "return"
    ]
    assert len(ours) > 35
    for function, name in ours:
        (good,) = (each.values[1] for each in CALLS if each.values[0] is function)
        for other in (Odd(), "text", None, 3):
            with pytest.raises(engine.Refused):
                function(**good | {name: other})


def test_what_was_wanted_is_said_with_where_to_have_it():
    for call, said in (
        (lambda: working.doors(ONE), "step=History('untitled', 5 steps, cost"),
        (lambda: working.doors(ONE), "a Step is wanted; history[0] is the first one of a history."),
        (lambda: working.votes(STEP, 0), "person=Step(0 of untitled"),
        (lambda: working.votes(STEP, 0), "an Example is wanted; engine.working.example(step, 0)"),
        (lambda: landscape.principal("heart"), "history='heart': a History is wanted; engine.rec"),
        (lambda: landscape.parameters(ONE), "a Network is wanted; history.final is one"),
        (lambda: landscape.places("heart"), "run='heart': a Run is wanted; history.run is one."),
        (lambda: landscape.over(ONE, AXES), "a Plane is wanted; engine.landscape.along(history"),
    ):
        with pytest.raises(engine.Refused, match=re.escape(said)):
            call()
