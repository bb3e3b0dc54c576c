"""Record what scikit-learn trains: ``with watch(mlp, X=X, y=y, name=…)`` around its fit.

While the block lasts, the estimator's own backward pass hands over what it computed, step by step;
the update is the difference that happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

from engine.adapters.foreign import Recording
from engine.adapters.seen import About, Seen
from engine.basics.arrays import Array
from engine.basics.guesses import by_name
from engine.errors import Refused
from engine.run import MIB

ACTIVATIONS = {"logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "identity": "identity"}


@by_name
def watch(
    estimator: Any,
    *,
    X: Any,
    y: Any,
    name: str,
    features: Sequence[str] = (),
    classes: Sequence[str] = (),
    to: str | Path | None = None,
    keep: str = "all",
    steps: int | None = None,
    budget: int = 1024 * MIB,
    unchecked: bool = False,
) -> Watch:
    """Record what an ``MLPClassifier`` or ``MLPRegressor`` does within the block, a step an update.

    ``X`` (m, n_0) and ``y`` (m,) or (m, n_L) are all examples, as ``fit`` takes them; ``classes``
    are the labels' names, unless the labels say themselves. ``to``, ``keep``, ``steps`` (if not
    given, all that ``max_iter`` allows), ``budget`` and ``unchecked`` are as for PyTorch.
    ``Refused`` for what takes its steps otherwise.
    """
    _refuse(estimator)
    X = np.asarray(X)
    dtype = "float32" if X.dtype == np.float32 else "float64"
    targets, labels = _targets(estimator, np.asarray(y))
    said = {
        "framework": "scikit-learn", "version": sklearn.__version__, "optimizer": estimator.solver,
        "dtype": dtype, "device": "cpu",
    }  # fmt: skip
    about = About(
        cost=_cost(estimator, targets), name=name, features=features, classes=classes or labels,
        to=to, keep=keep, steps=steps or _steps(estimator, len(X)), budget=budget,
        unchecked=unchecked, written=said,
    )  # fmt: skip
    return Watch(estimator, about, X.astype(dtype), targets, labels=np.asarray(y), dtype=dtype)


class Watch(Recording):
    """An estimator while it is recorded, and afterwards its ``history``."""

    def __init__(
        self, estimator: Any, about: About, X: Array, Y: Array, *, labels: Array, dtype: str
    ) -> None:
        self.estimator = estimator
        hidden = np.atleast_1d(np.asarray(estimator.hidden_layer_sizes, dtype=int)).tolist()
        last = {"bce": "sigmoid", "cce": "softmax"}.get(about.cost, "identity")
        names = [*[ACTIVATIONS[estimator.activation]] * len(hidden), last]
        super().__init__(about, (X.shape[1], *hidden, Y.shape[1]), names, X, Y, dtype=dtype)
        self._open: Seen | None = None
        self._own = estimator._backprop
        self._optimizer: Any = None  # whose steps are heard
        estimator._backprop = self._backprop

    def __exit__(self, *how: Any) -> None:
        del self.estimator._backprop
        self._let_go()
        super().__exit__(*how)

    def _backprop(self, X: Any, y: Any, *others: Any) -> Any:
        """The estimator's own backward pass, and what it left behind."""
        if self.estimator._optimizer is not self._optimizer:
            self._let_go()
            self._hear(self.estimator._optimizer)
        if not isinstance(X, np.ndarray):
            raise Refused("X is sparse: X.toarray() is recorded.")
        if len(others) > 4 and others[0] is not None and np.ptp(others[0]):
            raise Refused("sample_weight: the cost is a plain mean here; train without weights.")
        if not self.due:
            found = self._own(X, y, *others)
            self._loss = float(found[0]) - self._penalty(len(X))
            return found
        before = self._now()
        found = self._own(X, y, *others)
        activations, deltas, *_ = others[-4:]
        self._open = self._seen([*activations], [*deltas], before)
        return found

    def _penalty(self, m: int) -> float:
        """What ``alpha`` adds to the loss of m examples."""
        alpha: float = self.estimator.alpha
        if not alpha:
            return 0.0
        squares = sum(float(np.vdot(W, W)) for W in self.estimator.coefs_)
        return alpha / 2 * squares / m

    def _seen(self, a: list[Array], δ: list[Array], before: list[Array]) -> Seen:
        model, m = self.estimator, len(a[0])
        layers = range(len(δ))
        return Seen(
            inputs=a[0].copy(), outputs=[each.copy() for each in a[1:]],
            zs=[a[n] @ model.coefs_[n] + model.intercepts_[n] for n in layers],
            deltas=[each / m for each in δ],
            # As the estimator has it, before the slope of its penalty, alpha, comes to it.
            gradients=[*((a[n].T @ δ[n] / m).T for n in layers), *(each.mean(0) for each in δ)],
            before=before, after=[], rate=self._rate(),
        )  # fmt: skip

    def _rate(self) -> float:
        optimizer, adam = self.estimator._optimizer, self.estimator.solver == "adam"
        return float(optimizer.learning_rate_init if adam else optimizer.learning_rate)

    def _hear(self, optimizer: Any) -> None:
        """Write each step down once ``optimizer`` has taken it."""
        self._optimizer, own = optimizer, optimizer.update_params

        def update_params(*given: Any) -> None:
            rate = self._rate()
            own(*given)
            seen, self._open = self._open, None
            if seen is None and not self.full:
                self.skip(self._loss, rate)
            elif seen is not None:
                seen.after = self._now()
                self.take(seen)

        optimizer.update_params = update_params

    def _let_go(self) -> None:
        if self._optimizer is not None:
            del self._optimizer.update_params

    def _now(self) -> list[Array]:
        model = self.estimator
        return [*(W.T.copy() for W in model.coefs_), *(b.copy() for b in model.intercepts_)]


def _steps(estimator: Any, m: int) -> int:
    batch = 200 if estimator.batch_size == "auto" else int(estimator.batch_size)
    return int(estimator.max_iter) * -(-m // min(batch, m))


def _refuse(estimator: Any) -> None:
    if not isinstance(estimator, (MLPClassifier, MLPRegressor)):
        kind = type(estimator).__name__
        raise Refused(f"estimator={kind}: an MLPClassifier or an MLPRegressor is recorded.")
    if estimator.solver == "lbfgs":
        raise Refused("solver='lbfgs' takes no steps of its own: use 'sgd' or 'adam'.")
    if estimator.early_stopping:
        raise Refused("early_stopping=True holds examples out by itself: set it to False.")
    if getattr(estimator, "loss", "") == "poisson":
        raise Refused("loss='poisson' is no cost here: use 'squared_error'.")


def _cost(estimator: Any, targets: Array) -> str:
    if isinstance(estimator, MLPRegressor):
        return "half_squared"
    one_each = targets.shape[1] > 1 and (targets.sum(axis=1) == 1).all()
    return "cce" if one_each else "bce"


def _targets(estimator: Any, y: Array) -> tuple[Array, list[str]]:
    """(m, n_L) as the estimator encodes them, and its labels' names."""
    if isinstance(estimator, MLPRegressor) or (y.ndim == 2 and y.shape[1] > 1):
        return y.reshape(len(y), -1).astype(float), []
    known = np.unique(y)
    if len(known) == 2:
        return (y.reshape(-1, 1) == known[1]).astype(float), [str(each) for each in known]
    return (y.reshape(-1, 1) == known).astype(float), [str(each) for each in known]
