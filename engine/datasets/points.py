"""Sets so small that their whole cost can be drawn: xor, a neuron, a line, two valleys."""

from __future__ import annotations

import numpy as np

from engine.datasets.dataset import Dataset
from engine.datasets.prepare import Seed, generator, whole_number
from engine.errors import Refused

ASTRAY = 3
"""Which target of the line an outlier raises: one near an end, where it tilts the line most."""


def xor() -> Dataset:
    """X (2, 4): both inputs 0 or 1; Y (1, 4): 1 where exactly one of them is 1."""
    X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    either = (X[0] != X[1]).astype(np.intp)
    return Dataset(
        name="xor",
        X=X,
        Y=either[np.newaxis, :].astype(np.float64),
        feature_names=("x₁", "x₂"),
        class_names=("same", "different"),
        labels=either,
    )


def neuron(*, points: int = 20, noise: float = 1.0, seed: Seed = 42) -> Dataset:
    """X (1, points) even over [-3, 3]; Y (1, points): 1 where x plus noise is above 0.5.

    The noise (normal, deviation ``noise``) mixes the classes around the threshold. That is
    what gives the cost of one neuron its finite minimum: classes a threshold separates are
    fitted ever better by ever larger weights. A seed whose labels came out separable is drawn
    again from the same generator.
    """
    rng = _checked(points, noise, seed)
    x = np.linspace(-3.0, 3.0, points)
    above = x > 0.5
    while noise > 0:
        above = x + rng.normal(0.0, noise, points) > 0.5
        if not _separable(above):
            break
    return Dataset(
        name="neuron",
        X=x[np.newaxis, :],
        Y=above[np.newaxis, :].astype(np.float64),
        feature_names=("x",),
        class_names=("below", "above"),
        labels=above.astype(np.intp),
    )


def line(*, points: int = 20, noise: float = 0.3, outlier: float = 0.0, seed: Seed = 42) -> Dataset:
    """X (1, points) uniform over [0, 2]; Y (1, points) = 1.5 x - 0.5 plus normal noise.

    ``outlier`` is added to the fourth target from the left, and to no other.

    The points do not lie evenly about 0, so slope and intercept pull on each other and the
    bowl of the mean squared error is a long, slanted one: its curvatures differ about
    twentyfold, which is what lets a learning rate crawl, zigzag or diverge.
    """
    rng = _checked(points, noise, seed)
    x = np.sort(rng.uniform(0.0, 2.0, points))
    y = 1.5 * x - 0.5 + rng.normal(0.0, noise, points)
    if not np.isfinite(outlier):
        raise Refused(f"outlier={outlier}: a finite number is needed.")
    y[ASTRAY] += outlier
    return Dataset(name="line", X=x[np.newaxis, :], Y=y[np.newaxis, :], feature_names=("x",))


def valleys() -> Dataset:
    """X (1, 3), Y (1, 3): three points through which one sigmoid neuron finds two ways.

    A steep curve goes through the first two points exactly; by the third it has saturated, so
    the gradient does not feel how wrong it is there. A shallow curve compromises between all
    three. Each is a minimum of the mean squared error over (w, b), near (2.82, 1.10) with cost
    0.0675 and near (0.25, -0.21) with the better 0.0514, and any way from one to the other
    climbs to 0.0785 at least. A squared error behind a sigmoid is not convex: see Auer,
    Herbster and Warmuth, "Exponentially many local minima for single neurons" (1996).

    The points are what a search over small sets of round numbers found, for valleys that are
    apart and not too different in curvature: with a learning rate of 1, a start at (2, -2)
    ends in the one and a start at (1.5, -1) in the other.
    """
    x = np.array([-1.0, 0.0, 3.0])
    y = np.array([0.15, 0.75, 0.55])
    return Dataset(name="valleys", X=x[np.newaxis, :], Y=y[np.newaxis, :], feature_names=("x",))


def _separable(above: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    """Whether one threshold parts the classes of points that stand in order."""
    return int(np.count_nonzero(np.diff(above.astype(np.int8)))) <= 1


def _checked(points: int, noise: float, seed: Seed) -> np.random.Generator:
    whole_number("points", points, least=4)
    if not 0 <= noise < np.inf:
        raise Refused(f"noise={noise}: a standard deviation from 0 up is needed.")
    return generator(seed)
