"""Which drawings are worth a look: those about which the network changes its mind, and is right."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from scenes.vocabulary.text.arrays import Array

_LEAST, _SURE = 0.05, 0.9  # of a line, while which a guess stays that is seen; of an answer


class Stretch(NamedTuple):
    """Moments `first` to `last`, both counted, at the last of which one class is the guess."""

    guess: int
    first: int
    last: int


def stretches(answers: Array, *, least: float = _LEAST) -> list[Stretch]:
    """Return how the guess of answers (K, k) stays and changes, without what is too short to see.

    What is left out, shorter than a share of all, belongs to the stretch after it, or to the last.
    """
    guesses = answers.argmax(axis=0)
    cuts = [0, *(np.flatnonzero(np.diff(guesses)) + 1), len(guesses)]
    found = list[Stretch]()
    for first, end in pairwise(cuts):
        guess = int(guesses[first])
        if found and found[-1].guess == guess:
            found[-1] = found[-1]._replace(last=int(end) - 1)
        elif end - first >= least * len(guesses):
            found.append(Stretch(guess, found[-1].last + 1 if found else 0, int(end) - 1))
    return [*found[:-1], found[-1]._replace(last=len(guesses) - 1)]


def surest(answers: Array, stretch: Stretch) -> int:
    """Return the moment of a stretch at which the network is surest of its guess."""
    here = slice(stretch.first, stretch.last + 1)
    return stretch.first + int(answers[stretch.guess, here].argmax())


def liveliness(answers: Array, truth: int) -> int:
    """Return how many classes were guessed (K, k), if the last one is right, and sure; else 0."""
    found = stretches(answers)
    right = answers[truth, -1] >= _SURE and found[-1].guess == truth
    return len({one.guess for one in found}) if right else 0


def taught(early: Array, last: Array, truth: Any) -> Any:
    """Return examples of classes `truth` (m,), those first whose answers (K, m) gained the most."""
    each = np.arange(len(truth))
    return np.argsort(early[truth, each] - last[truth, each], kind="stable")


def one_of_each(order: Iterable[int], truth: Any, most: int) -> list[int]:
    """Return the first of each class of some examples, up to so many."""
    first: dict[int, int] = {}
    for who in order:
        first.setdefault(int(truth[who]), who)
    return list(first.values())[:most]


def aside(image: Array) -> Array:
    """Return an image, as columns (n, k), moved pixel by pixel to the side with the more room."""
    inked = np.flatnonzero(image.any(axis=0))
    room, way = max((int(inked[0]), -1), (image.shape[1] - 1 - int(inked[-1]), 1))
    moved = [np.roll(image, way * k, axis=1).ravel() for k in range(max(room, 1) + 1)]
    return np.stack(moved, axis=1)


def until_lost(answers: Array, truth: int) -> int:
    """Return the first of some answers (K, k) that is not the truth, or the last of all."""
    lost = answers.argmax(axis=0) != truth
    return int(lost.argmax()) if lost.any() else len(lost) - 1


def liveliest(weights: Array, later: Array, most: int) -> list[int]:
    """Return, in order, the neurons whose weights in (n, i) and out (K, n) are the largest."""
    says = np.linalg.norm(weights, axis=1) * np.linalg.norm(later, axis=0)
    return sorted(np.argsort(-says, kind="stable")[:most].tolist())
