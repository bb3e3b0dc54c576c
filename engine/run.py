"""A run is data: everything that decides what a training does, on one page, comparable by value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, field, fields, replace
from typing import Any

import numpy as np

from engine.activations import ACTIVATIONS
from engine.basics.plain import plain
from engine.basics.unchanging import Unchanging, kept
from engine.costs import COSTS
from engine.errors import Refused, brief, unknown
from engine.learning.initialisers import INITIALISERS
from engine.learning.pairings import others_words, refuse_senseless
from engine.learning.rates import RATES
from engine.metrics import METRICS
from engine.optimizers import OPTIMIZERS

MIB = 2**20


@dataclass(frozen=True, kw_only=True)
class Run(Unchanging):
    """A training, defined. Any field can be overridden by name: ``record("heart", seed=7)``.

    Chance comes from one generator, seeded by ``seed``: it draws W1 … WL, then b1 … bL, then
    the order of the examples. The data has a seed of its own (``options["data_seed"]``), so
    that two seeds are two starts on the same ground.
    """

    name: str
    about: str = ""
    sizes: tuple[int, ...]  # n_0 … n_L
    activations: tuple[str, ...] = ("sigmoid",)  # one for all layers, or one each
    cost: str = "bce"
    data: str  # a dataset's name
    options: Mapping[str, Any] = field(default_factory=dict)  # for that dataset's loader
    learning_rate: float
    steps: int | None = None  # updates; or
    epochs: int | None = None  # rounds through the data
    batch: int | None = None  # examples a step; None for all of them
    shuffle: bool = True  # a new order each epoch
    drop_last: bool = False  # leave out an epoch's last, shorter batch
    seed: int = 42
    weights: str = "normal"  # initialisers
    biases: str = "normal"
    start: tuple[float, ...] = ()  # or these very parameters: W1 … WL, b1 … bL, row by row
    momentum: float = 0.0
    decay: float = 0.0  # α/(1 + decay · epoch)
    l2: float = 0.0  # λ of the penalty ½ λ Σ w² on the weights, whose slope joins the gradient
    least_decrease: float | None = None  # stop once an epoch lowers the mean cost by less
    gradient: str = "right"  # or a wrong variant, for lectures on gradient checks
    metrics: tuple[str, ...] = ()  # by epoch, on the training and on the validation examples
    dtype: str = "float64"
    keep: str = "auto"  # see engine.recording.plans
    keep_quantities: tuple[str, ...] = ()
    keep_examples: tuple[int, ...] = ()
    budget: int = 1024 * MIB  # bytes that a recording may take
    # What runs have had since format 2; at its default, a definition leaves it out.
    optimizer: str = "gradient_descent"  # see engine.optimizers; with momentum alone, "momentum"
    betas: tuple[float, ...] = (0.9, 0.999)  # what Adam's mean and squares keep of themselves
    rho: float = 0.99  # what RMSProp's squares do
    epsilon: float = 1e-8  # what both add to a root
    schedule: str = "constant"  # see engine.learning.rates; with decay alone, "1/t"
    period: int | None = None  # epochs: of a step or of half a cosine's wave
    factor: float = 0.1  # what a step multiplies α by
    rates: tuple[float, ...] = ()  # or these very α, one a step
    frozen: tuple[str, ...] = ()  # W1 … bL that stay as they are; "biases" for b1 … bL

    def __post_init__(self) -> None:
        self._put(**_with_rates({"learning_rate": self.learning_rate}))
        for each in fields(self):
            value = _as_declared(each.name, str(each.type), getattr(self, each.name))
            self._put(**{each.name: value})
        if len(self.activations) == 1:
            self._put(activations=self.activations * (len(self.sizes) - 1))
        self._put(**_followed(self.optimizer, self.momentum, self.schedule, self.decay))
        refuse_senseless(self)

    def changed(self, overrides: Mapping[str, Any]) -> Run:
        """This run with other fields; what only its dataset knows goes to ``options``.

        Steps given replace epochs, and the other way round. Raises ``Refused`` for a name that
        neither the run nor its dataset has.
        """
        from engine.learning.sources import options_of

        kinds = {each.name: str(each.type) for each in fields(self) if each.name != "name"}
        own = list(kinds)
        mine = {
            key: _as_declared(key, kinds[key], value)
            for key, value in _with_rates(overrides).items()
            if key in own
        }
        others = {key: value for key, value in overrides.items() if key not in own}
        known = options_of(mine.get("data", self.data))
        for key in others:
            if key not in known:
                raise unknown(f"field of the run {self.name!r} called", key, (*own, *known))
        mine = self._unsaid(mine) | mine
        if "sizes" in mine and "activations" not in mine:
            *hidden, last = self.activations
            depth = len(mine["sizes"]) - 1
            mine["activations"] = (*(hidden or [last])[:1] * (depth - 1), last)
        if "classes" in others and "sizes" not in mine:
            classes = others["classes"]
            given = classes.split(",") if isinstance(classes, str) else classes
            if isinstance(given, (tuple, list)):  # what else it may be, the dataset refuses
                mine["sizes"] = (*self.sizes[:-1], len(given))
        if others:
            mine["options"] = {**self.options, **mine.get("options", {}), **others}
        return replace(self, **mine)

    def _unsaid(self, mine: Mapping[str, Any]) -> dict[str, Any]:
        """The run's own fields that say nothing any more once ``mine`` are given."""
        cleared: dict[str, Any] = {}
        if "steps" in mine or "epochs" in mine:
            cleared |= {"steps": None, "epochs": None}
        if "momentum" in mine and self.optimizer == "momentum":
            cleared |= {"optimizer": "gradient_descent"}
        if "optimizer" in mine:
            cleared |= others_words(OPTIMIZERS, mine["optimizer"])
        if "decay" in mine and self.schedule == "1/t":
            cleared |= {"schedule": "constant"}
        if "learning_rate" in mine:
            cleared |= {"rates": ()}
        if "schedule" in mine or "rates" in mine:
            cleared |= {"schedule": "constant", "rates": ()}
            cleared |= others_words(RATES, mine.get("schedule", "constant"))
        return cleared

    @property
    def newer(self) -> tuple[str, ...]:
        """The fields that format 1 does not know, where they say something."""
        said = {each.name: each.default for each in fields(self) if each.name in NEWER}
        said |= _followed("gradient_descent", self.momentum, "constant", self.decay)
        return tuple(name for name, default in said.items() if getattr(self, name) != default)

    def definition(self) -> dict[str, Any]:
        """Every field, as plain values that JSON can hold; newer ones where they say something."""
        unsaid = set(NEWER).difference(self.newer)
        said = {name: value for name, value in asdict(self).items() if name not in unsaid}
        return json.loads(json.dumps(said))

    @classmethod
    def defined(cls, definition: dict[str, Any]) -> Run:
        """The run of a ``definition()``, also after a trip through JSON.

        A field that is left out is at its default.
        """
        wanted = {each.name for each in fields(cls) if _has_no_default(each)}
        if not wanted <= set(definition) <= {each.name for each in fields(cls)}:
            raise Refused("its run is defined by other fields than this engine's runs")
        return cls(**definition)


NEWER = (
    "optimizer", "betas", "rho", "epsilon", "schedule", "period", "factor", "rates", "frozen",
)  # fmt: skip
"""The fields since format 2."""


def _with_rates(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """``words``, in which a learning rate for each step is ``rates``."""
    given = plain(words.get("learning_rate"))
    if isinstance(given, (list, tuple)) and given:
        return {**words, "learning_rate": given[0], "rates": given}
    return words


def _has_no_default(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _followed(optimizer: str, momentum: float, schedule: str, decay: float) -> dict[str, str]:
    """Optimizer and schedule by name, where a number alone says them."""
    rolling = momentum and optimizer == "gradient_descent"
    falling = decay and schedule == "constant"
    return {
        "optimizer": "momentum" if rolling else optimizer,
        "schedule": "1/t" if falling else schedule,
    }


KINDS: dict[str, tuple[type, str]] = {
    "str": (str, "a name"),
    "bool": (bool, "True or False"),
    "int": (int, "a whole number"),
    "float": (float, "a number"),
}


def _as_declared(name: str, declared: str, value: Any) -> Any:
    """``value`` in the type its field declares, so that equal runs are equal by value."""
    value = plain(value)
    if declared.endswith(" | None") and value is None:
        return None
    if declared.startswith("Mapping"):
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise Refused(
                f"{name}={brief(value)}: options by name, as in {{'noise': 1}}, are wanted."
            )
        return kept(_plain(name, value))
    if declared.startswith("tuple["):
        kind = declared[len("tuple[") :].partition(",")[0]
        many = (value,) if isinstance(value, (str, int, float)) else value
        if callable(many):
            raise _no_name(name, many)
        if not isinstance(many, (tuple, list)):
            raise Refused(f"{name}={brief(value)}: a tuple is wanted, each entry {KINDS[kind][1]}.")
        return tuple(_as_declared(name, kind, one) for one in many)
    wanted, spoken = KINDS[declared.removesuffix(" | None")]
    if name == "keep" and isinstance(value, (tuple, list)):  # (0, 4, 16)
        value = ",".join(map(str, value))
    if name == "dtype" and (isinstance(value, np.dtype) or value in NUMBERS):  # np.float32 itself
        value = np.dtype(value).name
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value) if abs(value) < 1e308 else float("inf")
    if wanted is int and isinstance(value, float) and value.is_integer():  # steps=1e3
        value = int(value)
    if wanted is str and not isinstance(value, str):
        raise _no_name(name, value)
    if not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool):
        raise Refused(f"{name}={brief(value)}: {spoken} is wanted.")
    return value


NUMBERS = (float, int, np.float64, np.float32, np.float16, np.longdouble, np.int64)
NAMED = {"activations": "activation", "metrics": "metric"}


def _no_name(name: str, value: Any) -> Refused:
    """The refusal of what is no name, where a name is wanted."""
    tables: dict[str, Mapping[str, object]] = {
        "activations": ACTIVATIONS, "cost": COSTS, "metrics": METRICS,
        "weights": INITIALISERS, "biases": INITIALISERS,
        "optimizer": OPTIMIZERS, "schedule": RATES,
    }  # fmt: skip
    if callable(value) and name in tables:
        return unknown(NAMED.get(name, name), value, tables[name])
    also = ", and numbers to start from are start=" if name in ("weights", "biases") else ""
    return Refused(f"{name}={brief(value)}: a name is wanted{also}.")


def _plain(name: str, value: Any) -> Any:
    try:
        return json.loads(json.dumps(value))
    except TypeError as error:
        raise Refused(
            f"{name}={brief(value)}: numbers, names and lists of them are wanted."
        ) from error
