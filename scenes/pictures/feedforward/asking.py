"""Examples go through a network one after the other: each goes in, runs along, and wakes it."""

from collections.abc import Sequence

from manim import VGroup

from scenes.vocabulary import style
from scenes.vocabulary.layer import signal
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.text import Source, cite


class Asking(VGroup):
    """A network, and what runs along its edges; `people`: The working of each example."""

    def __init__(self, network: NetworkDiagram, people: Sequence[Source]) -> None:
        self.network, self.people = network, list(people)
        self.running = VGroup()
        super().__init__(network, self.running)

    def show_at(self, moment: float) -> None:
        """Show the network after so many examples: 1.5, when the second is half through."""
        k, depth = min(int(moment), len(self.people) - 1), len(self.network.layers) - 1
        reached = (moment - k) * depth
        now = min(int(reached), depth)
        for n, layer in enumerate(self.network.layers):
            for neuron in layer:
                cite(neuron, self.people[k])
                # What is not there yet is as it will be, unseen: not as the one before left it.
                neuron.show_value(float(self.people[k][f"a{n}"][neuron.index, 0]))
                if n > now:
                    neuron.circle.set_fill(style.color("paper"))
                neuron.number.set_fill(opacity=float(n <= now))
        flow = signal(self.network, self.people[k], now + 1) if now < depth else VGroup()
        self.running.submobjects = list(flow.show_front(reached - now)) if len(flow) else []
