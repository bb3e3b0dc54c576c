"""The step: its rules, and one weight's line of arithmetic."""

from manim import DOWN, RIGHT, VGroup

from scenes.vocabulary import style
from scenes.vocabulary.text import Source, Strip, digits, maths, quote
from scenes.vocabulary.text.step_line import StepLine, step_decimals, weight_name

_SEEN = 4  # decimals with which the mean of all that is asked was printed


def step_lines(update: Source, *, layer: int, place: tuple[int, int]) -> VGroup:
    """Return the step in letters, and below that what it makes of one weight.

    Of an optimizer that is not gradient descent it says what was added, and last what that had
    been.

    `update`: How the weight changes, as `StepLine` takes it. `layer`, `place`: Where it is, (row,
    column) in the matrix of a layer.
    """
    rules = VGroup(*map(maths, _rules(update))).arrange(RIGHT, buff=0.9)
    name, (few, of_result) = weight_name(*place, layer=layer), step_decimals(update)
    decimals = max(_SEEN, few), of_result
    lines = VGroup(rules, StepLine(name, update, size=style.WORKING, decimals=decimals))
    if not update["plain"]:
        lines.add(_downhill(update))
    return lines.arrange(DOWN, buff=0.35)


def _rules(update: Source) -> list[str]:
    """Return the rules for weights and biases in letters; only weights shrink."""
    rules = []
    shrink = "" if float(update["shrink"]) == 1.0 else "(1 - alpha lambda)"
    for kept, role, name in ((shrink, "weight", "W"), ("", "bias", "b")):
        now = f"{role}({name})"
        if update["plain"]:
            rule = f"{kept} {now} - alpha frac(partial cost(C), partial {now})"
        else:
            rule = f"{now} + {role}(Delta {name})"
        rules.append(f"{now} arrow.l {rule}")
    return rules


def _downhill(update: Source) -> Strip:
    """Return what gradient descent had added, with digits from which it follows."""
    rate, of_result = float(update["learning_rate"]), digits.seen_decimals(update["downhill"])
    of_slope = digits.fewest_decimals(
        [update["gradient"]],
        lambda g: -rate * g,
        result_decimals=of_result,
        least=digits.seen_decimals(update["gradient"], least=2),
    )
    looks = {"size": style.LABEL, "bracketed": True}
    share = quote(update, "learning_rate", (), digits.decimals_of([rate]), **looks)
    slope = quote(update, "gradient", (), of_slope, role="delta", **looks)
    found = quote(update, "downhill", (), of_result, **looks)
    name = "-alpha frac(partial cost(C), partial weight(w)) ="
    return Strip(name, "-", share, "dot", slope, "=", found, size=style.LABEL)
