"""The larger network that stands beside the small one, and its most typical example."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from scenes.vocabulary.text import Array, Source

# 3Blue1Brown's network where MNIST is at hand, else one on digits that come with scikit-learn: the
# run, its epochs, and an image's shape. So few rounds are soon recorded, and read nine of ten.
_LARGER = ("three_blue", 1, (28, 28)), ("digits", 10, (8, 8))


def larger(
    at_hand: Callable[..., bool], record: Callable[..., Any]
) -> tuple[Any, tuple[int, int]] | None:
    """Return the larger run that this machine can replay without asking anybody, if there is one.

    `at_hand`, `record`: From a run's name and `epochs` to whether it can be, and to its history.
    """
    for name, epochs, shape in _LARGER:
        if at_hand(name, epochs=epochs):
            return record(name, epochs=epochs), shape
    return None


def typical(step: Source, depth: int, images: Iterable[Array], classes: Array) -> int:
    """Return which example of a step is most like the mean of its class, of those that are right.

    `step`: Its images `a0`, their classes `y`, and the answers of layer `depth`. `images`: Those
    of all data, from which the means are taken, a few at a time (k, n). `classes` (10, M): Theirs.
    """
    labels = np.asarray(step["y"]).argmax(axis=0)
    sums, start = np.zeros(()), 0
    for some in images:
        end = start + len(some)
        sums, start = sums + some.T @ classes[:, start:end].T, end
    means = sums / classes.sum(axis=1)
    off = ((step["a0"] - means[:, labels]) ** 2).sum(axis=0)
    right = step[f"a{depth}"].argmax(axis=0) == labels
    return int(np.argmin(np.where(right, off, np.inf)))
