"""The error at the output, and the chain rule that leads from the cost back to one weight."""

from manim import DOWN, RIGHT, UP, Create, FadeIn, LaggedStart, VGroup

from scenes.vocabulary.chain import ChainRule, Link
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.gesture import Gesture
from scenes.vocabulary.readout import Source, quote
from scenes.vocabulary.strip import Strip

__all__ = ["ErrorBoard"]

_ERROR_AT, _CHAIN_AT, _SIZE = RIGHT * 2.5 + UP * 2.1, RIGHT * 2.5 + DOWN * 0.3, 0.36


class ErrorBoard:
    """δ of the output as guess minus truth, and below it ∂C/∂w of one weight in three links.

    Parameters
    ----------
    person
        One example's working.
    last
        The number of the output layer.
    column
        Which weight of its first neuron the chain leads to.
    cost
        Typst maths for the example's own cost.
    """

    def __init__(self, person: Source, *, last: int, column: int, cost: str) -> None:
        self.delta = f"delta(delta^([{last}]))"
        self.error = _output_error(person, last, self.delta).move_to(_ERROR_AT)
        self.chain = _chain_rule(person, last, column, cost).move_to(_CHAIN_AT)
        # The chain ends in numbers that make δ again.
        self.again = Strip(
            "=", quote(person, f"delta{last}", (0, 0), role="delta"), f"= {self.delta}"
        )

    def symbols_appear(self) -> Gesture:
        """Write the chain rule."""
        yield (_one_by_one(self.chain.symbols),)

    def numbers_appear(self) -> Gesture:
        """Put in the numbers, and frame the last two, whose product is δ."""
        yield (_one_by_one(self.chain.numbers),)
        pair = self.chain.last_two()
        yield Create(pair), FadeIn(self.again.next_to(pair, DOWN, buff=0.25))


def _output_error(person: Source, last: int, name: str) -> Strip:
    guess, truth = person[f"a{last}"], person["y"]
    decimals = fewest_decimals([guess], lambda a: a - truth)
    return Strip(
        f"{name} = activation(hat(y)) - y =",
        quote(person, f"a{last}", (0, 0), decimals, role="activation", size=_SIZE),
        "-",
        quote(person, "y", (0, 0), 0, role="target", size=_SIZE),
        "=",
        quote(person, f"delta{last}", (0, 0), role="delta", size=_SIZE),
        size=_SIZE,
    )


def _chain_rule(person: Source, last: int, column: int, cost: str) -> ChainRule:
    cost, guess = f"partial cost({cost})", "partial activation(hat(y))"
    weight, z = f"partial weight(w_(1 {column + 1})^([{last}]))", "partial weighted(z)"
    return ChainRule(
        person,
        Link(f"frac({cost}, {weight})", f"dW{last}", (0, column), "ink"),
        Link(f"frac({z}, {weight})", f"a{last - 1}", (column, 0), "activation"),
        Link(f"frac({guess}, {z})", f"slope{last}", (0, 0), "weighted"),
        Link(f"frac({cost}, {guess})", f"da{last}", (0, 0), "delta"),
    )


def _one_by_one(parts: VGroup) -> LaggedStart:
    return LaggedStart(*(FadeIn(part) for part in parts), run_time=1.6)
