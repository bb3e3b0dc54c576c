"""A run is data: everything that decides what a training does, on one page, comparable by value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from engine.activations import activation
from engine.costs import cost
from engine.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Run:
    """A training, defined.

    ``sizes`` is (n_0, …, n_L); ``activations`` one name, or one for each of the L layers; ``data``
    a dataset's name. ``steps`` counts updates. Chance (the start, the order of the examples)
    comes from one generator, seeded by ``seed``: W1 … WL, then b1 … bL, then the rest.
    ``gradient`` names a wrong variant of backpropagation, for lectures on gradient checks.
    """

    name: str
    sizes: tuple[int, ...]
    data: str
    learning_rate: float
    about: str = ""
    activations: tuple[str, ...] = ("sigmoid",)
    cost: str = "bce"
    steps: int
    seed: int = 42
    weights: str = "normal"
    biases: str = "normal"
    gradient: str = "right"
    dtype: str = "float64"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = _as_declared(field.name, str(field.type), getattr(self, field.name))
            object.__setattr__(self, field.name, value)
        depth = len(self.sizes) - 1
        if len(self.activations) == 1:
            object.__setattr__(self, "activations", self.activations * depth)
        self._refuse_nonsense(depth)

    def _refuse_nonsense(self, depth: int) -> None:
        if depth < 1 or min(self.sizes) < 1:
            raise Refused(
                f"sizes={self.sizes}: a network has two layers or more, each of 1 or more."
            )
        if len(self.activations) != depth:
            raise Refused(
                f"{len(self.activations)} activations for {depth} layers: give one, or {depth}."
            )
        for name in self.activations:
            activation(name)
        partner = cost(self.cost).partner
        if partner is not None and self.activations[-1] != partner:
            raise Refused(
                f"cost={self.cost!r} after {self.activations[-1]!r}: it reads the output as "
                f"probabilities, so the last activation is {partner!r}."
            )
        if self.steps < 1 or not self.learning_rate > 0:
            raise Refused(
                f"steps={self.steps}, learning_rate={self.learning_rate}: both are above zero."
            )

    def definition(self) -> dict[str, Any]:
        """Every field, as plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def defined(cls, definition: dict[str, Any]) -> Run:
        """The run of a ``definition()``, also after a trip through JSON."""
        known = {field.name for field in fields(cls)}
        if set(definition) != known:
            raise Refused("its run is defined by other fields than this engine's runs")
        return cls(**definition)


KINDS: dict[str, tuple[type, str]] = {
    "str": (str, "a name"),
    "int": (int, "a whole number"),
    "float": (float, "a number"),
}


def _as_declared(name: str, declared: str, value: Any) -> Any:
    """``value`` in the type its field declares, so that equal runs are equal by value."""
    kind, *rest = declared.removeprefix("tuple[").split(",")
    optional = kind.endswith(" | None")
    if optional and value is None:
        return None
    if rest:
        many = (value,) if isinstance(value, (str, int)) else value
        if not isinstance(many, (tuple, list)):
            raise Refused(f"{name}={value!r}: a tuple is wanted, each entry {KINDS[kind][1]}.")
        return tuple(_as_declared(name, kind, one) for one in many)
    wanted, spoken = KINDS[kind.removesuffix(" | None")]
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool):
        raise Refused(f"{name}={value!r}: {spoken} is wanted.")
    return value
