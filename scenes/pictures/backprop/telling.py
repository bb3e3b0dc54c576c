"""Telling choices: the weight and the neuron whose arithmetic shows most."""

from collections.abc import Sequence

import numpy as np

from scenes.pictures.backprop.blame_digits import digits_of
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.network.arranging import can_move
from scenes.vocabulary.text import Source

NUDGES = np.linspace(0.0, 0.15, 61)  # of a weight, from none to the largest that is shown
_FEW, _LEGIBLE = 3, 5  # neurons and decimals for which a look into one of them has room


def telling_place(person: Source, layer: int, columns: Sequence[int]) -> tuple[int, int]:
    """Return a positive weight of the last layer whose neuron was heard well."""
    weights, heard = person[f"W{layer}"], np.ravel(person[f"a{layer - 1}"])
    row = int(np.argmax(np.ravel(person["y"])))
    best = max(columns, key=lambda k: (weights[row, k] > 0, abs(float(heard[k]))))
    return row, int(best)


def can_be_nudged(person: Source, layer: int, columns: Sequence[int]) -> bool:
    """Say whether a nudge in the last layer is handed on: nothing is dead, shut or infinite."""
    row, place = telling_place(person, layer, columns)
    links = person[f"a{layer - 1}"][place], person[f"slope{layer}"][row], person[f"da{layer}"][row]
    return all(bool(np.isfinite(link).all() and np.any(link)) for link in links)


def worth_a_look(network: NetworkDiagram, person: Source) -> list[int]:
    """Return the layers whose error is followed into one neuron: the last two, where they fit.

    None of a network with dots anywhere: they would stay where they are while all else moves.
    """
    last = len(network.layers) - 1 if can_move(network) else 0
    layers = [n for n in (last, last - 1) if n > 1]
    return [n for n in layers if _fits(network, n) and _flows(person, n, network)]


def _fits(network: NetworkDiagram, layer: int) -> bool:
    """Say whether all neurons of a layer and of the one before are drawn, and few."""
    sizes, shown = network.sizes, network.shown
    return all(len(shown[n]) == sizes[n] <= _FEW for n in (layer, layer - 1))


def _flows(person: Source, layer: int, network: NetworkDiagram) -> bool:
    """Say whether anything arrives at the neuron that is looked into, of so few digits."""
    hero, sources = telling_hero(person, layer, network.shown[layer - 1]), network.shown[layer]
    if not np.abs(person[f"blame{layer}"][:, hero]).max() > 0:
        return False
    return max(digits_of(person, layer, hero, sources)[:2]) <= _LEGIBLE


def telling_hero(person: Source, layer: int, shown: Sequence[int]) -> int:
    """Return the neuron before a layer in which blame of both signs meets, if there is one."""
    blame = person[f"blame{layer}"]
    delta = np.abs(np.ravel(person[f"delta{layer - 1}"]))

    def spent(k: int) -> float:
        column = blame[:, k]
        return float(min(column[column > 0].sum(), -column[column < 0].sum()))

    return max(shown, key=lambda k: (spent(k), float(delta[k]), float(np.abs(blame[:, k]).max())))
