"""All that is reached from a history: what the tests of copies and of change walk through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import engine
from engine import landscape, working
from engine.errors import Diverged, Interrupted

PLAIN = (int, float, str, bytes, bool, type(None), np.generic, np.dtype, slice, type)


def attributes(thing: Any) -> list[str]:
    """The names of what a thing has, and does not do."""
    names = (name for name in {*vars(thing), *dir(type(thing))} if name[0] != "_")
    return sorted(name for name in names if not callable(getattr(thing, name)))


def reached(thing: Any, path: str = "", seen: dict[int, Any] | None = None) -> Iterator[tuple]:
    """(path, thing) for a thing and all that is reached from it, each once."""
    seen = {} if seen is None else seen
    if isinstance(thing, PLAIN) or id(thing) in seen:
        return
    seen[id(thing)] = thing
    yield path, thing
    inner: list[tuple[str, Any]] = []
    if isinstance(thing, dict):
        inner = [(f"{path}[{key!r}]", each) for key, each in thing.items()]
    elif isinstance(thing, (tuple, list)):
        inner = [(f"{path}[{i}]", each) for i, each in enumerate(thing)]
    elif not isinstance(thing, np.ndarray) and hasattr(thing, "__dict__"):
        inner = [(f"{path}.{name}", getattr(thing, name)) for name in attributes(thing)]
        keys = getattr(thing, "keys", ())
        inner += [(f"{path}[{key!r}]", thing[key]) for key in keys if isinstance(keys, tuple)]
    for where, each in inner:
        yield from reached(each, where, seen)


def stopped_after(steps: int) -> engine.History:
    """What is kept of a training that Ctrl-C ended."""

    def stop(step: int, *_: object) -> None:
        if step == steps:
            raise KeyboardInterrupt

    from engine.experiments import run
    from engine.training import start

    try:
        start(run("circle", keep="keyframes", steps=40, metrics=()), watch=stop)
    except Interrupted as interrupted:
        return interrupted.history
    raise AssertionError("nothing stopped it")


def diverged() -> Diverged:
    """The error of a run whose cost stopped being a number."""
    try:
        engine.record("line", learning_rate=40.0, steps=2000)
    except Diverged as error:
        return error
    raise AssertionError("it went well")


HISTORIES = {
    "kept whole": lambda: engine.record("heart", steps=6),
    "keyframes": lambda: engine.record("circle", keep="keyframes", momentum=0.5, l2=0.1, epochs=3),
    "some steps": lambda: engine.record("circle", keep="every 7", epochs=2),
    "narrowed": lambda: engine.record("heart", steps=9, keep_quantities=("W1", "z2")),
    "in batches": lambda: engine.record("circle", keep="all", batch=32, epochs=2),
    "one's own arrays": lambda: engine.train(
        engine.Network.random((2, 3, 1), rng=np.random.default_rng(0)),
        np.array([[1, 2, 3], [4, 5, 6]]),
        np.array([[0, 1, 1]]),
        steps=5,
        learning_rate=0.1,
    ),
    "stopped": lambda: stopped_after(17),
    "diverged": lambda: diverged().history,
}


def what_follows(history: engine.History) -> dict[str, Any]:
    """What a lecture asks of a history: steps, the working, the landscape."""
    step = history[-1]
    person = working.example(step, 0)
    axes = (("W1", (0, 0)), ("b1", (0, 0)))
    return {
        "history": history,
        "step": step,
        "person": person,
        "probe": working.probe(step, np.ones((history.run.sizes[0], 2))),
        "each": working.each(step),
        "entry": working.entry(person, "z1", 0),
        "chain": working.chain(person, "W1", (0, 0)),
        "update": working.update(step, "W1", (0, 0)),
        "nudge": working.nudge(step, "W1", (0, 0)),
        "squashed": working.squashed(step, "z1", "tanh"),
        "curve": working.curve("relu", -1, 1),
        "votes": working.votes(person, 0),
        "per example": working.per_example(step, "dW1"),
        "shadows": working.shadows(np.ones((3, 2)), np.ones((2, 4))),
        "judged": working.judged([1.0, 2.0], [2.0, 4.0]),
        "priced": working.priced([0.3, 0.6], [0, 1]),
        "chord": working.chord([0.0, 1.0, 2.0], [1.0, 0.0, 2.0], 0, 2),
        "sheet": landscape.sheet(history, axes=axes, resolution=3),
        "check": engine.gradient_check(step, most=3),
        "flow": history.final.forward(np.ones((history.run.sizes[0], 2))),
        "measured": history.measure("rmse"),
        "stack": history["W1"],
    }
