"""Numbers that fly into the neurons of a layer, which wake with what they hold from now on."""

from collections.abc import Sequence

from manim import VGroup

from scenes.vocabulary import style
from scenes.vocabulary.network.light import Awaken
from scenes.vocabulary.network.neuron import Neuron
from scenes.vocabulary.stage import Flight, Gesture
from scenes.vocabulary.text.arrays import ArrayLike


def arrive(numbers: VGroup, neurons: Sequence[Neuron], values: ArrayLike) -> Gesture:
    """Carry copies of readouts to the neurons of their rows, then let all neurons wake.

    Parameters
    ----------
    numbers
        Readouts at (row, …); where their layer is shortened, each flies to its own neuron.
    neurons, values
        A layer, and what all of it holds.
    """
    home = {neuron.index: neuron for neuron in neurons}
    flying = [number.copy() for number in numbers if number.at[0] in home]
    if flying:
        yield tuple(Flight(ghost, home[ghost.at[0]], remover=True) for ghost in flying)
    yield (Awaken(neurons, values, run_time=style.QUICK),)
