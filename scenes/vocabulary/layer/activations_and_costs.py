"""How each activation and each cost is written and said: one row each, by the engine's names."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Activation(NamedTuple):
    """What a picture or a sentence has to know of an activation; maths is Typst's.

    `letter` is its name and `formula` what it does to z, both without the a, `short` the same at a
    glance; `low` and `high` are where it levels off, None where it does not, and `reach` how
    far from nought its axis has to run at least to show what it does; `steepest` is its largest
    slope, and `slope` its slope in ŷ where that is a short formula, which `slope_at` works out. The
    next three are a headline, and what is said on the way forward and on the way back; `code` is
    what NumPy is asked for all of Z. One that couples the neurons of a layer has no curve, and no
    letter; it ends a network, and is nothing else.
    """

    said: str
    letter: str = ""
    formula: str = ""
    short: str = ""
    low: float | None = None
    high: float | None = None
    reach: float = 0.5
    steepest: float = 1.0
    slope: str = ""
    headline: str = ""
    forward: str = ""
    back: str = ""
    code: str = ""
    slope_at: Callable[[Any], Any] | None = None

    @property
    def ends(self) -> tuple[int, int] | None:
        """Between which whole numbers it answers, if at both ends there is one."""
        if self.low is None or self.high is None:
            return None
        return int(self.low), int(self.high)

    @property
    def signed(self) -> bool:
        """Whether what it answers can be below nought."""
        return self.low is None or self.low < 0


_Z, _GUESS = "weighted(z)", "activation(hat(y))"
_CELLS = "The circled dot goes cell by cell"

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType(
    {
        "sigmoid": Activation(
            "the sigmoid",
            letter="sigma",
            formula=f"frac(1, 1 + e^(-{_Z}))",
            short=f"sigma({_Z})",
            low=0.0,
            high=1.0,
            reach=6.0,
            steepest=0.25,
            slope=f"{_GUESS} (1 - {_GUESS})",
            slope_at=lambda a: a * (1 - a),
            code="1 / (1 + np.exp(-Z))",
            headline="The sigmoid squashes",
            forward="A weighted input can be any size. "
            "The sigmoid squashes it between nought and one.",
            back=f"{_CELLS}. Sigma prime is the slope of the sigmoid.",
        ),
        "tanh": Activation(
            "tanh",
            letter="tanh",
            formula=f"frac(e^({_Z}) - e^(-{_Z}), e^({_Z}) + e^(-{_Z}))",
            short=f"tanh {_Z}",
            low=-1.0,
            high=1.0,
            reach=6.0,
            slope=f"1 - {_GUESS}^2",
            slope_at=lambda a: 1 - a * a,
            code="np.tanh(Z)",
            headline="The tanh squashes",
            forward="A weighted input can be any size. "
            "The tanh squashes it to within one of nought.",
            back=f"{_CELLS}. Beside it stand the slopes of the tanh.",
        ),
        "relu": Activation(
            "ReLU",
            letter='"ReLU"',
            formula=f"max(0, {_Z})",
            short=f"max(0, {_Z})",
            low=0.0,
            code="np.maximum(0, Z)",
            headline="ReLU lets through what is positive",
            forward="A weighted input has either sign. "
            "ReLU keeps what is positive, and nothing else.",
            back=f"{_CELLS}: only neurons that were on let a share through.",
        ),
        "leaky_relu": Activation(
            "leaky ReLU",
            letter='"LReLU"',
            formula=f"max({_Z} \\/ 100, {_Z})",
            short=f"max({_Z} \\/ 100, {_Z})",
            code="np.maximum(Z / 100, Z)",
            headline="Leaky ReLU keeps what is positive",
            forward="A weighted input has either sign. "
            "Of what is negative a hundredth leaks through.",
            back=f"{_CELLS}: neurons that were off let a hundredth through.",
        ),
        "softplus": Activation(
            "softplus",
            letter='"softplus"',
            formula=f"ln (1 + e^({_Z}))",
            short=f"ln (1 + e^({_Z}))",
            low=0.0,
            reach=3.0,
            code="np.log1p(np.exp(Z))",
            headline="Softplus keeps what is positive",
            forward="A weighted input has either sign. Softplus is ReLU with its corner rounded.",
            back=f"{_CELLS}. Beside it stand the slopes of softplus.",
        ),
        "softmax": Activation("softmax", low=0.0, high=1.0),
        "identity": Activation(
            "identity",
            letter='"id"',
            formula=_Z,
            short=_Z,
            code="Z",
            headline="The identity changes nothing",
            forward="A weighted input can be any size. The identity hands it on as it is.",
            back=f"{_CELLS}: every slope is one, and all gets through.",
        ),
    }
)


class Distance(NamedTuple):
    """How a cost measures one guess: what stands before it and after the truth, and the result."""

    before: str
    after: str
    measure: Callable[[float, float], float]


class Cost(NamedTuple):
    """What a picture or a sentence has to know of a cost; maths is Typst's.

    `one` and `many` are what one example costs, by its one output and by its many; `distance` is
    how it is written out with numbers, and `far` the same for an error above 1, where that is
    another. `pulls` is ∂C/∂ŷ for a truth of 0 and of 1. A cost that is no mean of what the examples
    cost has no formula for one of them.
    """

    said: str
    one: str = ""
    many: str = ""
    distance: Distance | None = None
    far: Distance | None = None
    pulls: tuple[str, str] | None = None


_Y, _A = "activation(hat(y)_i)", "activation(hat(y)_k)"
_SURPRISE = "Cross-entropy: the less was given to the truth, the more it costs."
_SQUARED = "The squared error: twice as far from the truth costs four times as much."
_HALF = Distance("1/2 paren.l", "paren.r^2", lambda a, y: (a - y) ** 2 / 2)


def _huber(error: str) -> str:
    near, far = f"frac(1, 2) ({error})^2", f"abs({error}) - frac(1, 2)"
    return f'cases({near} & "up to" 1, {far} & "beyond")'


COSTS: Mapping[str, Cost] = MappingProxyType(
    {
        "bce": Cost(
            _SURPRISE,
            one=f"-(y_i ln {_Y} + (1 - y_i) ln (1 - {_Y}))",
            many=f"-sum_k (y_k ln {_A} + (1 - y_k) ln (1 - {_A}))",
            pulls=(f"1 \\/ (1 - {_GUESS})", f"-1 \\/ {_GUESS}"),
        ),
        "cce": Cost(_SURPRISE, one=f"-y_i ln {_Y}", many=f"-sum_k y_k ln {_A}"),
        "mse": Cost(
            _SQUARED,
            one=f"({_Y} - y_i)^2",
            many=f"frac(1, n) sum_k ({_A} - y_k)^2",
            distance=Distance("paren.l", "paren.r^2", lambda a, y: (a - y) ** 2),
        ),
        "half_squared": Cost(
            _SQUARED,
            one=f"frac(1, 2) ({_Y} - y_i)^2",
            many=f"frac(1, 2) sum_k ({_A} - y_k)^2",
            distance=_HALF,
        ),
        "rmse": Cost("The root of the mean squared error: it is in the unit of the answer."),
        "mae": Cost(
            "The absolute error: twice as far from the truth costs twice as much.",
            one=f"abs({_Y} - y_i)",
            many=f"frac(1, n) sum_k abs({_A} - y_k)",
            distance=Distance("bar.v", "bar.v", lambda a, y: abs(a - y)),
        ),
        "huber": Cost(
            "The Huber cost: a small error is squared, a large one only counts as it is.",
            one=_huber(f"{_Y} - y_i"),
            many=f"frac(1, n) sum_k {_huber(f'{_A} - y_k')}",
            distance=_HALF,
            far=Distance("bar.v", "bar.v - 1/2", lambda a, y: abs(a - y) - 0.5),
        ),
    }
)
