"""The hero of the first and the last beat: what the whole run did, in one moving picture."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.pictures.backprop.bars import PredictionBars, labels_of
from scenes.pictures.backprop.sayings import example_name
from scenes.vocabulary import plot, style
from scenes.vocabulary.layer import Subject, signal
from scenes.vocabulary.network import Awaken, Flow, NetworkDiagram, Pulse, arranging, light
from scenes.vocabulary.plane.decision_map import DecisionMap
from scenes.vocabulary.stage import Gesture, Live
from scenes.vocabulary.text import Array, ArrayLike, Source, cite, words

_WIDTH, _HEIGHT, _WIDE = 7.9, 5.0, 5.4  # of the map, and how wide curve and bars are
_GHOSTS = 0.2, 0.3, 0.4, 0.5  # of a run: the steps whose border stays
Probe = Callable[[Any, Array], Source]


def replayed(
    network: NetworkDiagram, history: Any, probe: Probe, about: Subject, *, who: int
) -> Live:
    """Return what shows a network as it was at any recorded step, and what that led to.

    `probe`: From a step and inputs (n_0, k) to what flowed; a later batch holds others, and the
    same example is sent through again. `who`: Which example of the batch it is.
    """

    def show(step: int) -> None:
        now = history[step]
        network.show_parameters(now)
        if about.batch is None:
            network.show_activations([a[:, [who]] for a in now.forward.activations])
            return
        flowed = probe(now, about.person["a0"])
        network.show_activations([flowed[f"a{n}"] for n in range(about.depth + 1)])
        cite(network.all_neurons, flowed)

    return Live(show, network)


class Progress(VGroup):
    """The cost curve over log time, which shows only the past, above the guesses of now.

    `costs`: (T,) the cost at each step. `guesses`, `targets`: From a step to the guesses that are
    watched, and what they should be (k,): of one output for the first examples, of several for the
    one who is followed, `who`.
    """

    def __init__(
        self,
        about: Subject,
        costs: Array,
        guesses: Callable[[int], Array],
        targets: ArrayLike,
        *,
        who: int,
    ) -> None:
        self.guesses, several = guesses, about.outputs > 1
        self.plot = plot.cost_plot(
            len(costs) - 1, (0, float(np.ceil(costs.max()))), width=_WIDE, height=2.0
        )
        self.curve = plot.Curve(self.plot, np.arange(len(costs)), costs, of="cost")
        every = f"output for the one {example_name(about)}" if several else "guess and its target"
        self.title = words(f"every {every}", size=style.SMALL, role="muted")
        names, places = labels_of(about.classes) if several else [], np.arange(np.size(targets))
        looks: dict[str, Any] = {"names": names, "height": 1.1 if names else 1.5}
        if about.batch is None:  # else they were not recorded
            looks |= {"of": about.key, "at": (places, who) if several else (0, places)}
        self.bars = PredictionBars(guesses(0), targets, width=_WIDE, ends=about.ends, **looks)
        self.title.next_to(self.plot, DOWN, buff=0.3)
        self.bars.next_to(self.title, DOWN, buff=0.12)
        for part in (self.title, self.bars):
            part.shift(RIGHT * (self.plot.frame.get_x() - part.get_x()))
        super().__init__(self.plot, self.curve, self.bars, self.title)

    def show_step(self, step: int) -> Self:
        """Draw the cost up to a step, and the guesses at it."""
        self.curve.show_until(step)
        self.bars.show_values(self.guesses(step))
        return self


def hero_of(about: Subject, history: Any, probe: Probe, *, who: int) -> DecisionMap | Progress:
    """Return the decision map where the inputs are a plane, else costs and guesses.

    `probe`: From a step and inputs (n_0, k) to what flowed. `who`: Which example is followed.
    """
    data = history.dataset
    if not about.flat:
        watched = about.watched(data, history, probe)
        return Progress(about, history.costs, *watched, who=who).move_to(style.MAP)
    return DecisionMap(
        data.X,
        data.X if data.raw is None else data.raw,
        data.Y[0],
        lambda step, inputs: probe(history[step], inputs),
        key=about.key,
        width=_WIDTH,
        height=_HEIGHT,
        ends=about.ends,
        ghosts=[history.at_hand(round(share * len(history))) for share in _GHOSTS],
        classes=data.class_names,
        features=data.feature_names,
    ).move_to(style.MAP)


def take_in(
    hero: DecisionMap | Progress, network: NetworkDiagram, person: Source, *, who: int
) -> Gesture:
    """Carry one example into the network, which holds it alone: from its place on a map, if any."""
    yield from arranging.empty(network)
    if network.layers[0][0].source is not None:  # a batch's, of which the replay showed a probe
        cite(network.all_neurons, person)
    if isinstance(hero, DecisionMap):
        yield from hero.pick(who, person)
        yield from light.arrive(hero.numbers, network.layers[0], person["a0"])
    else:
        yield (Awaken(network.layers[0], person["a0"]),)


def forth_and_back(network: NetworkDiagram, person: Source) -> Gesture:
    """Let one example run through all layers, and its error back to the first."""
    last = len(network.layers) - 1
    for number in range(1, last + 1):
        yield (Pulse(signal(network, person, number), run_time=0.3),)
    for number in range(last, 1, -1):
        back = Flow(network.edges_of(number - 1), person[f"blame{number}"], backward=True)
        yield (Pulse(back, run_time=0.3),)
