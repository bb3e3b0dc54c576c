"""One layer's weighted inputs of m examples, by a loop and at once: how long either takes."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.basics.by_key import Keys
from engine.basics.given import whole
from engine.basics.plain import plain
from engine.errors import Refused, brief
from engine.working.keys import Keyed

COUNTS = (1, 10, 100, 1_000, 10_000)
"""How many examples go through: each time ten times as many."""
REPEATS = 15
"""How often each is timed; the median is kept, so that no one interruption counts."""


@dataclass(frozen=True, eq=False)
class Layer(Keyed):
    """What was timed: ``W`` (n, n_0), ``b`` (n, 1), m columns ``X`` (n_0, m), and their ``Z``."""

    W: Array
    b: Array
    X: Array
    Z: Array


@dataclass(frozen=True, eq=False)
class Timing(Keyed):
    """How long Z = W X + b took for m examples, in seconds: medians of ``repeats`` tries.

    ``counts`` (k,) are the m; ``loop`` (k,) one column after the other, ``at_once`` (k,) as one
    product; ``times_us`` (2, k) are both in microseconds, and ``ratio`` (k,) how many times as long
    the loop took. W is (``outputs``, ``inputs``); W, b and X are drawn from
    ``seed``. ``machine``, ``numpy`` and ``python`` say where it was measured.
    """

    counts: Array
    loop: Array
    at_once: Array
    outputs: int
    inputs: int
    repeats: int
    seed: int
    machine: str
    numpy: str
    python: str

    @property
    def keys(self) -> Keys:
        return Keys((*super().keys, "times_us", "ratio", "where"))

    @property
    def times_us(self) -> Array:
        """(2, k) microseconds: of the loop, and of the product."""
        return sealed(np.array([self.loop, self.at_once]) * 1e6)

    @property
    def ratio(self) -> Array:
        """(k,) how many times as long the loop took."""
        return sealed(self.loop / self.at_once)

    def layer(self, place: int) -> Layer:
        """The layer that was timed for the count at a place, drawn again from the seed."""
        sizes = self.outputs, self.inputs
        return list(layers(*sizes, counts=self.counts[: place + 1].tolist(), seed=self.seed))[-1]

    def growth(self, first: int, last: int) -> tuple[int, int, float, float]:
        """Two of the counts, and how many times as long either way took for the second."""
        slow, quick = (float(way[last] / way[first]) for way in (self.loop, self.at_once))
        return int(self.counts[first]), int(self.counts[last]), slow, quick

    @property
    def where(self) -> str:
        """On what, with what and how it was measured, for a reader."""
        return f"{self.machine}, NumPy {self.numpy}, medians of {self.repeats}"

    @property
    def fingerprint(self) -> str:
        """What no other measurement has: a digest of all its figures."""
        return hashlib.sha256(self.written().encode()).hexdigest()

    def written(self) -> str:
        """All of it as JSON, from which ``Timing.read`` makes it again, to the bit."""
        return json.dumps(asdict(self), default=np.ndarray.tolist, sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Timing:
        """The measurement that was ``written``; a ``ValueError`` or the like for another text."""
        found = json.loads(text)
        for key in ("counts", "loop", "at_once"):
            found[key] = np.array(found[key])
        timing = cls(**found)
        if not len(timing.counts) == len(timing.loop) == len(timing.at_once) > 0:
            raise ValueError
        return timing


def measured(
    outputs: int,
    inputs: int,
    *,
    counts: Sequence[int] = COUNTS,
    repeats: int = REPEATS,
    seed: int = 0,
) -> Timing:
    """Time the weighted inputs of a layer of ``outputs`` neurons, now and here.

    Both ways give the same numbers, to rounding; that is looked at before they are timed.
    """
    sizes = whole(outputs, "outputs"), whole(inputs, "inputs"), whole(repeats, "repeats")
    given = plain(counts)
    if not isinstance(given, (list, tuple)) or whole(seed, "seed") < 0:
        raise Refused(f"counts={brief(counts)}, seed={seed}: numbers in a row, and a whole number.")
    if min(*sizes, *(whole(m, "counts") for m in given), len(given)) < 1:
        raise Refused(
            "A layer of nothing takes no time: outputs, inputs, counts, repeats: give 1 or more."
        )
    spent = []
    for drawn in layers(outputs, inputs, counts=counts, seed=seed):
        W, X, b = drawn.W, drawn.X, drawn.b
        assert np.allclose(one_by_one(W, X, b), drawn.Z, atol=1e-12)
        spent.append([median_time(way, W, X, b, repeats) for way in (one_by_one, at_once)])
    loop, product = np.array(spent).T
    return Timing(
        counts=np.array(counts),
        loop=loop,
        at_once=product,
        outputs=outputs,
        inputs=inputs,
        repeats=repeats,
        seed=seed,
        machine=machine(),
        numpy=np.__version__,
        python=platform.python_version(),
    )


def layers(outputs: int, inputs: int, *, counts: Sequence[int], seed: int) -> Iterator[Layer]:
    """A layer for each count: one W and b, and so many columns, normally distributed."""
    rng = np.random.default_rng(seed)
    W, b = rng.normal(size=(outputs, inputs)), rng.normal(size=(outputs, 1))
    for m in counts:
        X = rng.normal(size=(inputs, m))
        yield Layer(*map(sealed, (W, b, X, at_once(W, X, b))))


def one_by_one(W: Array, X: Array, b: Array) -> Array:
    """Z, column after column: a loop in Python."""
    Z = np.empty((len(W), X.shape[1]))
    for k in range(X.shape[1]):
        Z[:, k] = W @ X[:, k] + b[:, 0]
    return Z


def at_once(W: Array, X: Array, b: Array) -> Array:
    """Z as one product, b lent to every column."""
    Z: Array = W @ X + b
    return Z


def median_time(way: Callable[..., Array], W: Array, X: Array, b: Array, repeats: int) -> float:
    """The median of how many seconds each of ``repeats`` tries took, after one that warms up."""
    way(W, X, b)
    spent = []
    for _ in range(repeats):
        begun = time.perf_counter()
        way(W, X, b)
        spent.append(time.perf_counter() - begun)
    return float(np.median(spent))


def machine() -> str:
    """The processor by its name, where the system tells it, else by its kind."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name" and value.strip():
                return " ".join(value.split())
    except OSError:
        pass  # no Linux: the platform says what it knows
    return platform.processor() or platform.machine() or "a machine without a name"
