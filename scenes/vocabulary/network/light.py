"""Where the eye should go: neurons wake with what arrives, edges come forward, others step back."""

from collections.abc import Sequence

from manim import VGroup, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.network.neuron import Neuron, values_of
from scenes.vocabulary.stage import Flight, Gesture, Tween
from scenes.vocabulary.text.arrays import ArrayLike

_DIMMED = 0.16


class Awaken(Tween):
    """Let neurons take their values: the fill rises, the number appears.

    Parameters
    ----------
    neurons
        A layer.
    values
        What each holds from now on: the whole layer's, of which the neurons pick their own.
    """

    def __init__(
        self, neurons: Sequence[Neuron], values: ArrayLike, *, run_time: float = style.NORMAL
    ) -> None:
        self.neurons, self.values = list(neurons), values_of(neurons, values)
        self.before = [(n.circle.get_fill_color(), n.circle.get_stroke_color()) for n in neurons]
        super().__init__(VGroup(*neurons), self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        ink = style.color("ink")
        for neuron, value, before in zip(self.neurons, self.values, self.before, strict=True):
            neuron.show_value(value)
            after = neuron.circle.get_fill_color()
            neuron.circle.set_fill(before[0].interpolate(after, moment))
            neuron.circle.set_stroke(before[1].interpolate(ink, moment))
            neuron.number.set_fill(opacity=moment)


class Forget(Tween):
    """Let neurons lose their values: empty circles again, as before they woke.

    What is `lent` stands elsewhere for a while: the circle has its colour until it is back.
    """

    def __init__(
        self, neurons: Sequence[Neuron], *, lent: bool = False, run_time: float = style.NORMAL
    ) -> None:
        self.held = [
            (neuron, neuron.circle.get_fill_color(), neuron.number.get_fill_opacity())
            for neuron in neurons
        ]
        self.rims = style.color("ink"), style.color("activation" if lent else "ink")
        super().__init__(VGroup(*neurons), self._show, run_time=run_time)

    def _show(self, moment: float) -> None:
        for neuron, fill, seen in self.held:
            neuron.circle.set_fill(fill.interpolate(style.color("paper"), moment))
            neuron.circle.set_stroke(self.rims[0].interpolate(self.rims[1], moment))
            neuron.number.set_fill(opacity=seen * (1 - moment))


class Spotlight(Tween):
    """Bring some strokes forward, and let the others of a group step back.

    Parameters
    ----------
    group
        All of them.
    lit
        Those that come forward; with none, all do.
    """

    def __init__(
        self, group: VGroup, lit: Sequence[VMobject] = (), *, run_time: float = style.QUICK
    ) -> None:
        chosen = {id(member) for member in lit}
        self.goals = [
            (member, member.get_stroke_opacity(), self._goal(id(member) in chosen or not chosen))
            for member in group
        ]
        super().__init__(group, self._show, run_time=run_time)

    @staticmethod
    def _goal(forward: bool) -> float:
        return 1.0 if forward else _DIMMED

    def _show(self, moment: float) -> None:
        for member, before, after in self.goals:
            member.set_stroke(opacity=before + (after - before) * moment)


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
