"""One weight's step written out, `w ← w - α ∂C/∂w` or what was added, and how a weight is named."""

from scenes.vocabulary import style
from scenes.vocabulary.text import provenance, readout, strip
from scenes.vocabulary.text.digits import decimals_of, fewest_decimals, seen_decimals

_FINE = 5  # digits of a factor that is nearly 1


def weight_name(row: int, column: int, *, layer: int | None = None) -> str:
    """Return Typst maths for one weight of a matrix, counted from 1 as on the board.

    From ten on the two numbers stand apart. A layer is written as a superscript.
    """
    indices = f"{row + 1}{column + 1}" if max(row, column) < 9 else f"{row + 1}, {column + 1}"
    return f"w_({indices})" if layer is None else f"w_({indices})^([{layer}])"


def step_decimals(*updates: provenance.Source) -> tuple[int, int]:
    """Return the fewest digits of the factors and of the results of some steps, the same for all.

    What was added is seen with either: a step that is not 0 moves the weight.
    """
    plain = bool(updates[0]["plain"])
    before, added, steps = (
        [float(one[key]) for one in updates]
        for key in ("before", "gradient" if plain else "step", "step")
    )
    rate, shrink = (float(updates[0][key]) for key in ("learning_rate", "shrink"))
    times, of_result = -rate if plain else 1.0, seen_decimals(steps)
    of_factors = fewest_decimals(
        [before, added],
        lambda w, g: shrink * w + times * g,
        result_decimals=of_result,
        least=seen_decimals(added, least=2),
    )
    return of_factors, of_result


class StepLine(strip.Strip):
    """`w ← before - α · gradient = after`, with digits from which the result follows.

    Where the optimizer is not gradient descent, that is not what happened: `w ← before + step =
    after` is written.

    Parameters
    ----------
    name
        Typst maths for the weight.
    update
        `before`, `shrink`, `learning_rate`, `gradient`, `step`, `after` of one weight, and whether
        it is `plain`; a shrink of 1 is not written.
    role
        Whose colour the parameter has: "weight" or "bias".
    decimals
        Of the factors and of the result (default: as `step_decimals` says).
    slope
        Whose colour the gradient has.
    """

    def __init__(
        self,
        name: str,
        update: provenance.Source,
        *,
        size: float = style.NUMBER,
        role: str = "weight",
        decimals: tuple[int, int] | None = None,
        slope: str = "delta",
    ) -> None:
        rate, shrink = float(update["learning_rate"]), float(update["shrink"])
        digits, of_result = decimals or step_decimals(update)

        def number(key: str, places: int, role: str) -> readout.Readout:
            looks = {"role": role, "size": size, "bracketed": key in ("gradient", "step")}
            return readout.quote(update, key, (), places, **looks)

        shrinking: list[str | readout.Readout] = []
        if shrink != 1.0:
            shrinking = [number("shrink", seen_decimals(1 - shrink, least=_FINE), "ink"), "dot"]
        added: list[str | readout.Readout] = ["+", number("step", digits, role)]
        if update["plain"]:
            share = number("learning_rate", decimals_of([rate]), "ink")
            added = ["-", share, "dot", number("gradient", digits, slope)]
        super().__init__(
            f"{role}({name}) arrow.l",
            *shrinking,
            number("before", digits, role),
            *added,
            "=",
            number("after", of_result, role),
            size=size,
        )
