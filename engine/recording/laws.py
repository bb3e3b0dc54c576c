"""The laws of a recording, held to the numbers that stand in it, step by step.

Forward: z = W a + b, a = g(z), and the cost of the answers. Backward: δ, ∂C/∂W and ∂C/∂b are what
backpropagation makes of them. Update: W[t+1] = W[t] + update, with what the optimizer remembers.

Each law is asked of the recorded numbers themselves, not of what follows from others that were
computed again: so what disagrees first stands where the fault is. How far a right number may be off
is what rounding can do to the sum that it is (the sum of the terms' sizes, times the dtype's ε).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.backprop import gate, judge, parameter_gradients
from engine.basics.arrays import Array
from engine.errors import Untrue
from engine.layer import Layer
from engine.learning.frames import is_per_example
from engine.learning.stepper import Stepper
from engine.learning.variants import VARIANTS
from engine.optimizers import UNSTATED
from engine.recording.mistakes import mistake

if TYPE_CHECKING:
    from engine.history import History

SOFT = 3e-9
"""Frameworks take softplus of z > 20 for z itself: it and its slope are off by this at most."""
CUT_OFF = {
    ("keras", "bce"): (1e-7, "from_logits=True"),
    ("keras", "cce"): (1e-7, "from_logits=True"),
    ("torch", "bce"): (1e-12, "BCEWithLogitsLoss"),
}
"""Framework and cost -> how near to 0 or 1 a probability is taken for constant, and what helps."""
LOOSE = {"float64": 1e-6, "float32": 1e-3}
"""How far a step may be off, of the array's largest, that is replayed from a keyframe."""
SQUARE = 0.5
"""The power of ε to which a cost is held: a framework may take it from rounded answers."""


class Told(NamedTuple):
    """A quantity as it was recorded and as a law has it; ``room`` is how far they may be apart."""

    key: str
    recorded: Array
    lawful: Array
    room: Array
    law: str


def refuse_what_breaks_a_law(history: History) -> None:
    """Raise ``Untrue``, with the worst entry of the first quantity that breaks a law."""
    check = Check(history)
    with np.errstate(all="ignore"):
        if history.tape.interval:
            check.replay()
        else:
            check.follow()


class Check:
    """A history and a stepper of its own, on which the laws are tried."""

    def __init__(self, history: History) -> None:
        self.history, self.run, self.tape = history, history.run, history.tape
        penalty = history.tape.penalties is not None
        self.stepper = Stepper(self.run, history.schedule, history.examples, penalty=penalty)
        self.layout, self.framed = self.stepper.layout, self.stepper.framed
        kind = np.finfo(self.run.dtype)
        self.ε, self.tiny = float(kind.eps), float(kind.tiny)
        self.seen: list[Array] = []  # the frame that is looked at, and the one before it
        self.own = self.stepper.descent.rule.name != UNSTATED
        whose = history.written_by.get("framework", ""), self.run.cost
        self.cut_off, self.instead = CUT_OFF.get(whose, (0.0, ""))

    def follow(self) -> None:
        """Hold each recorded frame to the laws, and to the frame after it where that is next."""
        vectors, kept = list(self.tape.frames), self.tape.kept.tolist()
        remembered = np.zeros_like(self.stepper.vector[self.layout.remembered])
        for k, (t, vector) in enumerate(zip(kept, vectors, strict=True)):
            self.stand_at(vector)
            before = k > 0 and kept[k - 1] == t - 1
            self.seen = vectors[k - before : k + 1]
            if len(kept) < self.tape.steps:  # and so each step's cost stands beside the frames
                said = np.asarray(self.tape.costs[t])
                self.hold(t, [_near("cost", said, self._view("cost"), 0.0, "its own frame")])
            self.hold(t, self.within())
            self.hold(t, self.memory(remembered))
            remembered = vector[self.layout.remembered]
            if k + 1 == len(vectors):
                self.hold(t, self.moved(t, self._final()))
            elif kept[k + 1] == t + 1:
                self.hold(t, self.moved(t, vectors[k + 1][self.layout.parameters]))

    def replay(self) -> None:
        """Take every step again from its keyframe; what was recorded of it must come out."""
        tape, stepper, loose = self.tape, self.stepper, LOOSE[self.run.dtype]
        rows = {int(t): k for k, t in enumerate(tape.kept)}
        stepper.state = tape.keyframes[0]
        for t in range(tape.steps):
            if t % tape.interval == 0 and t // tape.interval < len(tape.keyframes):
                state = tape.keyframes[t // tape.interval]
                self.hold(t, [_near("keyframe", state, stepper.state, loose)])
                stepper.state = state
            batch, count = None, self.history.schedule.count(t)
            if tape.batches.size:
                batch, rest = tape.batches[t, :count], tape.batches[t, count:]
                self.hold(t, [_near("batch", rest, np.zeros_like(rest), 0.0)])
            cost = np.asarray(stepper.attempt(t, batch))
            self.hold(t, [_near("cost", np.asarray(tape.costs[t]), cost, loose)])
            if tape.penalties is not None:
                penalty, said = np.asarray(stepper.penalty), np.asarray(tape.penalties[t])
                self.hold(t, [_near("penalty", said, penalty, loose)])
            if t in rows:
                self.hold(t, self.again(tape.frames[rows[t]]))
            stepper.improve()
        if self.history.complete:
            end = stepper.vector[self.layout.parameters]
            self.hold(tape.steps - 1, [_near("final", self._final(), end, loose)])

    # -- What is told of one frame

    def stand_at(self, vector: Array) -> None:
        """Put a recorded frame, and its examples, on the stepper."""
        if self.layout.batched:
            count = int(self.layout.view(vector, "count"))
            self.framed.take(self.layout.view(vector, "batch", count))
        self.stepper.vector[:] = vector

    def within(self) -> Iterator[Told]:
        """Forward, cost and backward of the frame that the stepper stands at."""
        layers, Y, m = self.framed.layers, self.framed.Y, self.framed.X.shape[0]
        yield from self._beyond(m)
        for n, layer in enumerate(layers, start=1):
            yield from self._forward(n, layer)
        yield self._cost(Y)
        if self.layout.penalty:
            said, penalty = self._view("penalty"), np.asarray(self.stepper.descent.penalty())
            yield Told("penalty", said, penalty, self._room(penalty, 64), "½ λ Σ w²")
        if self.run.gradient != "right":
            yield from self._another_gradient()
            return
        for n in range(len(layers), 0, -1):
            yield self._delta(n, Y)
            layer = layers[n - 1]
            δ, a = np.abs(layer.delta), np.abs(layer.A_prev)
            dW, db = self._made(partial(parameter_gradients, layer), layer.dW, layer.db)
            yield Told(f"dW{n}", layer.dW, dW, self._room(δ @ a.T, m), f"δ{n} a{n - 1}ᵀ")
            room, law = self._room(δ.sum(axis=1, keepdims=True), m), f"the sum of δ{n}'s row"
            yield Told(f"db{n}", layer.db, db, room, law)

    def memory(self, before: Array) -> Iterator[Told]:
        """What the optimizer remembers, from what it remembered ``before``; and its α."""
        stepper, rate = self.stepper, self.stepper.vector.item(2)
        if not self.own:
            return
        stated = np.asarray(stepper.schedule.learning_rate(stepper.framed.step))
        yield _near("learning_rate", np.asarray(rate), stated, 8 * self.ε)
        place = self.layout.remembered
        if before.size:
            recorded = stepper.vector[place].copy()
            stepper.vector[place] = before
            stepper.descent.remember(rate)
            made = stepper.vector[place].copy()
            stepper.vector[place] = recorded
            room = self._room(np.abs(made) + np.abs(before), 1)
            yield from self._by_key(place, recorded, made, room, "what the optimizer remembers")

    def moved(self, t: int, after: Array) -> Iterator[Told]:
        """W[t+1] = W[t] + update, where ``after`` (P,) are the parameters then, if any."""
        if not len(after):
            return
        place = self.layout.parameters
        before = self.stepper.vector[place].copy()
        self.stepper.descent.step(self.stepper.vector.item(2))
        made = self.stepper.vector[place].copy()
        room = self._room(np.abs(before) + np.abs(made - before), 1) / 4
        yield from self._by_key(place, after, made, room, "the step before and its update")

    def again(self, frame: Array) -> Iterator[Told]:
        """What was kept of a step that the stepper has just taken once more."""
        places, picked = self.tape.places, self.stepper.vector
        if places.size != self.layout.size:
            examples = self.run.keep_examples
            picked = picked[self.layout.pick(tuple(places.shapes), examples)]
        for key in places.shapes:
            recorded, made = places.view(frame, key), places.view(picked, key)
            yield _near(key, recorded, made, LOOSE[self.run.dtype])

    # -- The laws, one by one

    def _forward(self, n: int, layer: Layer) -> Iterator[Told]:
        W, a, b = np.abs(layer.W), np.abs(layer.A_prev), np.abs(layer.b)
        z, _ = self._made(layer.forward, layer.Z, layer.A)
        yield Told(f"z{n}", layer.Z, z, self._room(W @ a + b, len(a)), f"W{n} a{n - 1} + b{n}")
        g = layer.activation
        (a,) = self._made(partial(g.value, layer.Z, layer.A), layer.A)
        terms = np.abs(a)
        if g.name == "softmax":
            # e to the power of a z far below the largest makes much of its rounding.
            terms *= 1 - np.log(np.maximum(a, self.tiny))
        room = self._room(terms, 4) + SOFT * (g.name == "softplus")
        yield Told(f"a{n}", layer.A, a, room, f"{g.name}(z{n})")

    def _cost(self, Y: Array) -> Told:
        last = self.framed.layers[-1]
        cost = np.asarray(self.framed.cost.value(last.Z, last.A, Y))
        room = self.ε**SQUARE * (np.abs(cost) + self.ε**SQUARE * (1 + np.abs(last.Z).max()))
        room += self.cut_off * len(Y)
        return Told("cost", self._view("cost"), cost, room, f"{self.run.cost} of the answers")

    def _delta(self, n: int, Y: Array) -> Told:
        layers = self.framed.layers
        layer = layers[n - 1]
        recorded, more = layer.delta.copy(), 0.0
        if n == len(layers):
            more = self.cut_off / Y.shape[1]
            judge(layer, self.framed.cost, Y)
            made = layer.delta.copy()
            terms = (np.abs(layer.A) + np.abs(Y)) * (2 / Y.shape[1]) + np.abs(made)
            law, count = "∂C/∂z of the cost", len(Y)
        else:
            after = layers[n]
            np.dot(np.abs(after.W.T), np.abs(after.delta), layer.delta)
            arriving = layer.delta.copy()
            gate(layer)
            # Where a is next to its end, a slope such as 1 - a² has few digits of its own.
            terms = np.abs(layer.delta) + arriving / 8
            np.dot(after.W.T, after.delta, layer.delta)
            terms += np.abs(layer.delta) / 8  # a slope near 0, as 1 - a², is a rounded difference
            gate(layer)
            made, count = layer.delta.copy(), len(after.W)
            law = f"W{n + 1}ᵀ δ{n + 1} times the slope of {layer.activation.name}"
        layer.delta[...] = recorded
        room = self._room(terms, count) + more
        if layer.activation.name == "softplus":
            room += SOFT * np.abs(made)
        return Told(f"delta{n}", recorded, made, room, law)

    def _beyond(self, m: int) -> Iterator[Told]:
        """Behind what a shorter batch holds there are zeros."""
        for key, place in self.layout.places.items():
            if m < self.layout.room and is_per_example(key):
                used = m * int(np.prod(self.layout.shapes[key][:-1], dtype=int))
                rest = self.stepper.vector[place][used:]
                yield Told(key, rest, np.zeros_like(rest), np.zeros_like(rest), "a shorter batch")

    def _another_gradient(self) -> Iterator[Told]:
        """A gradient that is wrong by name is what that name says."""
        place = slice(self.layout.gradients.start, self.layout.size)
        recorded = self.stepper.vector.copy()
        VARIANTS[self.run.gradient](self.framed.layers, self.framed.cost, self.framed.Y)
        made = self.stepper.vector.copy()
        self.stepper.vector[place] = recorded[place]
        for key in self.layout.shapes:
            if key.startswith("d"):
                said, lawful = (
                    self.layout.view(vector, key, len(self.framed.X)) for vector in (recorded, made)
                )
                yield _near(key, said, lawful, LOOSE[self.run.dtype] / 100, self.run.gradient)

    # -- How far, and where

    def hold(self, t: int, told: Iterable[Told]) -> None:
        """Raise ``Untrue`` for the first of ``told`` that is not lawful."""
        for key, recorded, lawful, room, law in told:
            apart = np.abs(recorded - lawful)
            if (apart <= room).all():
                continue
            share = np.where(np.isfinite(apart), apart / np.maximum(room, 1e-300), np.inf)
            place = tuple(int(i) for i in np.unravel_index(np.argmax(share), share.shape))
            found, due = float(recorded[place]), float(lawful[place])
            raise Untrue(
                f"{self.run.name!r} breaks a law at step {t}: {key}{list(place) or ''} is "
                f"{found!r}, and {law} makes it {due!r}.{self._hint(key)}",
                key=key, place=place, step=t, found=found, due=due,
            )  # fmt: skip

    def _hint(self, key: str) -> str:
        answers, Y = self.framed.layers[-1].A, self.framed.Y
        if self.cut_off and np.abs(answers - Y).max() >= 1 - self.cut_off:
            return (
                " An answer stands where the loss of probabilities is cut off: let the model end "
                f"in logits, and take {self.instead}."
            )
        return mistake(self.stepper, key, self.seen) if self.seen else ""

    def _room(self, terms: Array, count: int) -> Array:
        """What rounding makes of sums of ``count`` terms whose sizes add up to ``terms``."""
        return np.asarray((16 + 4 * np.sqrt(count)) * self.ε * terms + self.tiny)

    def _made(self, make: Callable[[], object], *arrays: Array) -> list[Array]:
        """What ``make`` writes to the ``arrays``, which then hold again what was recorded."""
        before = [array.copy() for array in arrays]
        make()
        made = [array.copy() for array in arrays]
        for array, was in zip(arrays, before, strict=True):
            array[...] = was
        return made

    def _by_key(
        self, place: slice, recorded: Array, made: Array, room: Array, law: str
    ) -> Iterator[Told]:
        for key, where in self.layout.places.items():
            if place.start <= where.start and where.stop <= place.stop:
                part, shape = slice(where.start - place.start, where.stop - place.start), key
                said, lawful, wide = (
                    vector[part].reshape(self.layout.shapes[shape])
                    for vector in (recorded, made, room)
                )
                yield Told(key, said, lawful, wide, law)

    def _view(self, key: str) -> Array:
        return self.layout.view(self.stepper.vector, key)

    def _final(self) -> Array:
        """(P,) what the last update led to; empty where that is not recorded."""
        if not self.history.complete:
            return np.empty(0)
        final = self.history.final
        return np.concatenate([part.ravel() for part in (*final.weights, *final.biases)])


def _near(
    key: str, recorded: Array, made: Array, share: float, law: str = "taking the step again"
) -> Told:
    """Two arrays that agree to a ``share`` of the larger one's largest number."""
    recorded, made = np.asarray(recorded, float), np.asarray(made, float)
    room = np.full(made.shape, share * max(float(np.abs(made).max(initial=0.0)), 1e-12))
    return Told(key, recorded, made, room, law)
