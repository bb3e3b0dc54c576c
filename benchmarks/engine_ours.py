"""The engine at work on a workload: unrecorded, recording everything, and keeping keyframes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from engine_workloads import Workload

import engine
from engine.asking.own import given
from engine.learning.examples import Examples
from engine.learning.schedule import Schedule
from engine.learning.stepper import Stepper
from engine.recording.plans import plan
from engine.recording.recorder import Recorder

Round = Callable[[], list[float]]


def stepper_of(work: Workload) -> Stepper:
    """The engine's own step, ready to go."""
    examples = Examples.of(given(work.X, work.Y, sizes=work.run.sizes))
    return Stepper(work.run, Schedule(work.run, len(examples)), examples)


def unrecorded(work: Workload) -> Round:
    """Steps, and nothing written down but the cost."""
    stepper = stepper_of(work)

    def go() -> list[float]:
        stepper.framed.load(work.network)
        costs = []
        with np.errstate(all="ignore"):
            for t, batch in enumerate(_batches(work)):
                costs.append(stepper.attempt(t, batch))
                stepper.improve()
        return costs

    return go


def recorded(work: Workload, keep: str = "all") -> Round:
    """The same steps, recorded into memory that was written once before."""
    stepper = stepper_of(work)
    made = plan(replace(work.run, keep=keep), stepper.schedule, stepper.layout)
    recorder = Recorder(made, stepper)

    def go() -> list[float]:
        recorder.rewind()
        stepper.framed.load(work.network)
        costs = []
        with np.errstate(all="ignore"):
            for t, batch in enumerate(_batches(work)):
                recorder.before(t)
                cost = stepper.attempt(t, batch)
                costs.append(cost)
                recorder.after(t, cost, batch)
                stepper.improve()
        return costs

    return go


def keyframes(work: Workload) -> Round:
    """The same steps, keeping keyframes."""
    return recorded(work, keep="keyframes")


def replay(work: Workload) -> float:
    """Milliseconds to compute again the step that is farthest from its keyframe."""
    history = engine.train(
        work.network, work.X, work.Y, cost=work.run.cost, learning_rate=work.run.learning_rate,
        steps=work.steps, batch=work.run.batch, keep="keyframes",
    )  # fmt: skip
    farthest = min(history.tape.interval, work.steps) - 1
    times = []
    for _ in range(9):
        history[0]
        began = time.perf_counter()
        history[farthest]
        times.append((time.perf_counter() - began) * 1e3)
        history[work.steps - 1]
    # From where it stands a replay goes on; that last look sends it back to the keyframe.
    return float(np.median(times))


def products(work: Workload) -> Round:
    """The matrix products of a step and nothing else: what no NumPy engine can go below."""
    stepper = stepper_of(work)
    layers = stepper.framed.layers

    def go() -> list[float]:
        for _ in range(work.steps):
            for layer in layers:
                np.dot(layer.W, layer.A_prev, layer.Z)
            for n in range(len(layers) - 1, -1, -1):
                layer = layers[n]
                np.dot(layer.delta, layer.A_prev.T, layer.dW)
                if n:
                    np.dot(layer.W.T, layer.delta, layers[n - 1].delta)
        return []

    return go


def _batches(work: Workload) -> list[None] | list[np.ndarray]:
    return [None] * work.steps if work.batches is None else list(work.batches)
