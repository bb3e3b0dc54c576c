"""The error at the output, and the chain rule that leads from the cost back to one weight."""

from manim import DOWN, UP, Create, FadeIn, LaggedStart, VGroup

from scenes.pictures.backprop.chain import ChainRule, Link
from scenes.vocabulary import style
from scenes.vocabulary.layer import Subject
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import Source, Strip, fewest_decimals, maths, quote, weight_name

_MEANING_AT, _ERROR_AT, _CHAIN_AT = (style.HERO + UP * y for y in (2.4, 1.4, -0.55))


class ErrorBoard:
    """What δ means, δ of one output, and below them ∂C/∂w of one weight as a chain of links.

    δ is guess minus truth where the cost goes with the activation, else a product of two links. A
    softmax has no link from z to ŷ alone: there δ is a link itself.

    `about`: The run's subject: its output, its cost, the example that is followed. `place`: (row,
    column) of the weight that the chain leads to; the row is the output. `cost`: Typst maths for
    the example's own cost.
    """

    def __init__(self, about: Subject, place: tuple[int, int], *, cost: str) -> None:
        person, last, row = about.person, about.depth, place[0]
        letter = about.curves[-1].letter
        self.two = not letter
        many = f"_{row + 1}" if about.outputs > 1 else ""
        guess, self.delta = f"hat(y){many}", f"delta(delta^([{last}]){many})"
        ends = f"partial cost({cost})", f"partial activation({guess})"
        if about.partnered:
            self.error = _difference(person, last, row, (self.delta, guess, f"y{many}"))
        else:
            self.error = _product(person, last, row, (self.delta, *ends, letter))
        self.error.move_to(_ERROR_AT)
        z = f"weighted(z^([{last}]){many})"
        self.meaning = maths(f"{self.delta} = frac({ends[0]}, partial {z})", size=style.LINE)
        self.meaning.move_to(_MEANING_AT)
        self.chain = _chain_rule(person, last, place, ends, two=self.two).move_to(_CHAIN_AT)
        # The chain ends in numbers that make δ again.
        delta = quote(person, f"delta{last}", (row, 0), role="delta")
        self.laws = self._laws(about)
        self.again = Strip(f"= {self.delta}") if self.two else Strip("=", delta, f"= {self.delta}")

    def symbols_appear(self) -> Gesture:
        """Write the chain rule."""
        yield (_one_by_one(self.chain.symbols),)

    def numbers_appear(self) -> Gesture:
        """Put in the numbers, and frame the last ones, which make δ."""
        yield (_one_by_one(self.chain.numbers),)
        pair = self.chain.last(1 if self.two else 2)
        if self.laws:
            yield (FadeIn(self.laws),)
        below = VGroup(pair, self.laws)
        yield Create(pair), FadeIn(self.again.next_to(below, DOWN, buff=0.25))

    def _laws(self, about: Subject) -> VGroup:
        """Return what the last links are made of, each below its number."""
        laws = VGroup()
        if self.two or about.outputs > 1:
            return laws
        pulls, truth = about.judge.pulls, about.y[0]
        pull = pulls[int(truth)] if pulls and truth in (0.0, 1.0) else ""
        sources = about.curves[-1].slope, pull
        for source, number in zip(sources, self.chain.factors[1:], strict=True):
            if source:
                law = maths(source, size=style.SENTENCE)
                laws.add(law.set_x(number.get_x()).stand_on(number.baseline - 0.62))
        return laws


def _difference(person: Source, last: int, row: int, names: tuple[str, str, str]) -> Strip:
    """Return δ = ŷ - y, with numbers."""
    delta, guess, truth = names
    y = float(person["y"][row, 0])
    decimals = fewest_decimals([person[f"a{last}"][row]], lambda a: a - y)
    return Strip(
        f"{delta} = activation({guess}) - {truth} =",
        quote(person, f"a{last}", (row, 0), decimals, role="activation", size=style.LINE),
        "-",
        quote(person, "y", (row, 0), 0, role="target", size=style.LINE),
        "=",
        quote(person, f"delta{last}", (row, 0), role="delta", size=style.LINE),
        size=style.LINE,
    )


def _product(person: Source, last: int, row: int, names: tuple[str, str, str, str]) -> Strip:
    """Return δ = ∂C/∂ŷ · g′(z), with numbers."""
    delta, cost, guess, letter = names
    keys, at = (f"da{last}", f"slope{last}"), (row, 0)
    decimals = fewest_decimals([person[key][at] for key in keys], lambda felt, s: felt * s)
    return Strip(
        f"{delta} = frac({cost}, {guess}) dot {letter}'(weighted(z^([{last}]))) =",
        quote(person, keys[0], at, decimals, role="delta", size=style.LINE),
        "dot",
        quote(person, keys[1], at, decimals, role="weighted", size=style.LINE),
        "=",
        quote(person, f"delta{last}", at, role="delta", size=style.LINE),
        size=style.LINE,
    )


def _chain_rule(
    person: Source, last: int, place: tuple[int, int], names: tuple[str, str], *, two: bool
) -> ChainRule:
    cost, guess = names
    row, column = place
    weight = f"partial weight({weight_name(row, column, layer=last)})"
    z = f"partial weighted(z^([{last}]))"
    first = Link(f"frac({z}, {weight})", f"a{last - 1}", (column, 0), "activation")
    rest = [
        Link(f"frac({guess}, {z})", f"slope{last}", (row, 0), "weighted"),
        Link(f"frac({cost}, {guess})", f"da{last}", (row, 0), "delta"),
    ]
    if two:
        rest = [Link(f"frac({cost}, {z})", f"delta{last}", (row, 0), "delta")]
    return ChainRule(
        person, Link(f"frac({cost}, {weight})", f"dW{last}", place, "ink"), first, *rest
    )


def _one_by_one(parts: VGroup) -> LaggedStart:
    return LaggedStart(*(FadeIn(part) for part in parts), run_time=1.6)
