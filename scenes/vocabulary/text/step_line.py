"""One weight's step written out: `w ← w - α ∂C/∂w`, with its numbers, and how a weight is named."""

from scenes.vocabulary import style
from scenes.vocabulary.text.digits import fewest_decimals
from scenes.vocabulary.text.provenance import Source
from scenes.vocabulary.text.readout import Readout, quote
from scenes.vocabulary.text.strip import Strip

_FINE = 5  # digits of a factor that is nearly 1


def weight_name(row: int, column: int, *, layer: int | None = None) -> str:
    """Return Typst maths for one weight of a matrix, counted from 1 as on the board.

    From ten on the two numbers stand apart. A layer is written as a superscript.
    """
    indices = f"{row + 1}{column + 1}" if max(row, column) < 9 else f"{row + 1}, {column + 1}"
    return f"w_({indices})" if layer is None else f"w_({indices})^([{layer}])"


def step_decimals(*updates: Source) -> int:
    """Return the fewest digits from which the results of some steps follow, the same for all."""
    factors = [[float(one[key]) for one in updates] for key in ("before", "gradient")]
    rate, shrink = (float(updates[0][key]) for key in ("learning_rate", "shrink"))
    return fewest_decimals(factors, lambda w, g: shrink * w - rate * g, result_decimals=3)


class StepLine(Strip):
    """`w ← before - α · gradient = after`, with digits from which the result follows.

    Parameters
    ----------
    name
        Typst maths for the weight.
    update
        `before`, `shrink`, `learning_rate`, `gradient` and `after` of one weight; a shrink of 1
        is not written.
    role
        Whose colour the parameter has: "weight" or "bias".
    decimals
        Of the factors (default: the fewest from which the printed result follows).
    slope
        Whose colour the gradient has.
    """

    def __init__(
        self,
        name: str,
        update: Source,
        *,
        size: float = style.NUMBER,
        role: str = "weight",
        decimals: int | None = None,
        slope: str = "delta",
    ) -> None:
        rate, shrink = float(update["learning_rate"]), float(update["shrink"])
        digits = decimals or step_decimals(update)

        def number(key: str, places: int, role: str) -> Readout:
            looks = {"role": role, "size": size, "bracketed": key == "gradient"}
            return quote(update, key, (), places, **looks)

        shrinking: list[str | Readout] = []
        if shrink != 1.0:
            shrinking = [number("shrink", _FINE, "ink"), "dot"]
        super().__init__(
            f"{role}({name}) arrow.l",
            *shrinking,
            number("before", digits, role),
            "-",
            number("learning_rate", len(f"{rate:g}".partition(".")[2]), "ink"),
            "dot",
            number("gradient", digits, slope),
            "=",
            number("after", 3, role),
            size=size,
        )
