"""The nudge board: one edge is lit, the signal runs again, and two numbers agree."""

from manim import Create, VMobject

from scenes.vocabulary import style
from scenes.vocabulary.layer import signal
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.network import NetworkDiagram, Pulse, Spotlight
from scenes.vocabulary.stage import Gesture, Reveal, conceal
from scenes.vocabulary.text import Entry, Ledger, Source, cite, weight_name


class NudgeTest(Ledger):
    """The seven lines of a nudge test; `before`, `after` and the two `verdicts` are its parts.

    `nudge`: `weight`, `epsilon`, `cost`, `nudged_cost`, `change`, `slope` (ΔC/ε) and `gradient`.
    `name`: Typst maths for the weight.
    """

    def __init__(self, nudge: Source, *, name: str) -> None:
        w, c = f"weight({name})", "cost(C)"
        lines = (
            (w, "weight", 4, "ink"),
            ("epsilon", "epsilon", 3, "ink"),
            (f"{c}({w})", "cost", 8, "cost"),
            (f"{c}({w} + epsilon)", "nudged_cost", 8, "cost"),
            (f"Delta {c}", "change", 8, "cost"),
            (f"frac(Delta {c}, epsilon)", "slope", 5, "delta"),
            (f"frac(partial {c}, partial {w})", "gradient", 5, "delta"),
        )
        super().__init__(
            *(
                Entry(line, float(nudge[key]), decimals, key, role)
                for line, key, decimals, role in lines
            )
        )
        cite(self, nudge)
        self.before, self.after, self.verdicts = self[:3], self[3:5], self[5:]

    def frame_the_verdicts(self) -> VMobject:
        """Return the frame around the two numbers that have to agree."""
        return frame_around(self[5][2], self[6][2], air=0.12)


class NudgeBoard:
    """The lines of a nudge test beside the network whose weight is nudged.

    `network`: Where the weight's edge lights up. `person`: One example's working: the signal that
    runs again. `nudge`: As `NudgeTest` takes it. `layer`, `place`: Which weight: layer 1 is W1;
    (row, column).
    """

    def __init__(
        self,
        network: NetworkDiagram,
        person: Source,
        nudge: Source,
        *,
        layer: int,
        place: tuple[int, int],
    ) -> None:
        self.network, self.person = network, person
        self.edge = network.edge(layer - 1, *place)
        self.test = NudgeTest(nudge, name=weight_name(*place, layer=layer)).move_to(style.HERO)
        conceal(self.test)

    def nudge_and_run(self) -> Gesture:
        """Light the edge, let the signal run through all layers, and print both costs."""
        lit = Spotlight(self.network.all_edges, [self.edge])
        yield lit, Reveal(*self.test.before, lag=0.5)
        for number in range(1, len(self.network.layers)):
            yield (Pulse(signal(self.network, self.person, number), run_time=0.7),)
        yield (Reveal(*self.test.after, lag=0.5),)

    def compare(self) -> Gesture:
        """Print ΔC/ε and the gradient, and frame them."""
        yield (Reveal(*self.test.verdicts, lag=1.0, run_time=2.6),)
        yield (Create(self.test.frame_the_verdicts()),)
        yield (Spotlight(self.network.all_edges),)
