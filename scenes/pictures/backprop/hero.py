"""The hero of the first and the last beat: what the whole run did, in one moving picture."""

from collections.abc import Callable
from typing import Any, Self

from scenes.pictures.backprop.progress import Progress, progress_of
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.network import Awaken, NetworkDiagram
from scenes.vocabulary.network.light import arrive
from scenes.vocabulary.plane.decision_map import DecisionMap
from scenes.vocabulary.stage import Gesture, Live
from scenes.vocabulary.text import Source, cite


class Replayed(Live):
    """A panel that shows a network as it was at any recorded step.

    `probe`: From a step and inputs (n_0, k) to what flowed; a later batch holds others, and the
    same example is sent through again. `who`: Which example of the batch it is.
    """

    def __init__(
        self,
        network: NetworkDiagram,
        history: Any,
        probe: Callable[[Any, Any], Any],
        about: Subject,
        *,
        who: int,
    ) -> None:
        self.network, self.history, self.probe = network, history, probe
        self.about, self.who = about, who
        super().__init__(self.show_recorded, network)

    def show_recorded(self, step: int) -> Self:
        """Show the parameters of a step, and the activations that they led to."""
        now = self.history[step]
        self.network.show_parameters(now)
        if self.about.batch is None:
            self.network.show_activations([a[:, [self.who]] for a in now.forward.activations])
            return self
        flowed = self.probe(now, self.about.person["a0"])
        self.network.show_activations([flowed[f"a{n}"] for n in range(self.about.depth + 1)])
        cite(self.network.all_neurons, flowed)
        return self


_WIDTH, _HEIGHT = 7.9, 5.0
_GHOSTS = 0.2, 0.3, 0.4, 0.5  # of a run: the steps whose border stays


def hero_of(
    about: Subject, history: Any, probe: Callable[[Any, Any], Any], *, who: int
) -> DecisionMap | Progress:
    """Return the decision map where the inputs are a plane, else costs and guesses.

    Parameters
    ----------
    about, history
        The run's subject, and the run.
    probe
        From a step and inputs (n_0, k) to what flowed.
    who
        Which example is followed.
    """
    data = history.dataset
    if not about.flat:
        answers, targets = about.watched(data, history, probe)
        panel = progress_of(about, history.costs, answers, targets, who=who)
        return panel.move_to(style.MAP)
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
    """Carry one example into the network, which holds it now: from its place on the map, if any."""
    if network.layers[0][0].source is not None:  # a batch's, of which the replay showed a probe
        cite(network.all_neurons, person)
    if isinstance(hero, DecisionMap):
        yield from hero.pick(who, person)
        yield from arrive(hero.numbers, network.layers[0], person["a0"])
    else:
        yield (Awaken(network.layers[0], person["a0"]),)
