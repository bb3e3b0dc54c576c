"""Training: feed forward, measure the cost, send the error back, take a step, write it all down."""

from __future__ import annotations

from math import isfinite

import numpy as np

from engine.activations import Array
from engine.costs import cost as cost_named
from engine.datasets import Dataset, load
from engine.errors import Diverged, Refused
from engine.frames import Layout
from engine.history import History
from engine.network import Network
from engine.runs import Run
from engine.variants import variant
from engine.workbench import Examples, Workbench


def train(
    network: Network,
    X: Array,
    Y: Array,
    *,
    cost: str = "bce",
    steps: int,
    learning_rate: float,
) -> History:
    """Train from ``network`` on X (n_0, m) and Y (n_L, m), full batch; ``network`` is unchanged.

    Raises ``Refused`` where shapes or names do not fit, ``Diverged`` if the cost stops being a
    number.
    """
    run = Run(
        name="untitled",
        sizes=network.sizes,
        activations=network.activations,
        cost=cost,
        data="given",
        learning_rate=learning_rate,
        steps=steps,
    )
    return fit(run, network, Dataset(name="given", X=X, Y=Y))


def start(run: Run) -> History:
    """Carry out ``run`` from the beginning: draw the network, get the data, train."""
    rng = np.random.default_rng(run.seed)
    network = Network.random(
        run.sizes, rng=rng, activations=run.activations, weights=run.weights, biases=run.biases
    )
    return fit(run, network, load(run.data))


def fit(run: Run, network: Network, dataset: Dataset) -> History:
    """The loop: every step of ``run`` from ``network``, recorded."""
    examples = Examples.of(dataset, dtype=run.dtype)
    _refuse_other_shapes(run, examples)
    layout = Layout(run.sizes, len(examples), batched=False, dtype=run.dtype)
    bench = Workbench(layout, run.activations, cost_named(run.cost), examples)
    bench.load(network)
    vector, theta, gradient = bench.frame.vector, bench.frame.parameters, bench.frame.gradients
    change = np.empty_like(theta)
    backward = variant(run.gradient)
    rows = np.empty((run.steps, layout.size), layout.dtype)

    def history(count: int) -> History:
        final = _network(bench, run)
        return History(
            run, layout=layout, rows=rows[:count], examples=examples, final=final, dataset=dataset
        )

    with np.errstate(all="ignore"):
        for t in range(run.steps):
            bench.stamp(t, run.learning_rate)
            if not isfinite(bench.forward()):
                raise _diverged(run, bench, t, history(t))
            backward(bench.layers, bench.cost, bench.Y)
            rows[t] = vector
            np.multiply(gradient, run.learning_rate, change)
            np.subtract(theta, change, theta)
    return history(run.steps)


def _network(bench: Workbench, run: Run) -> Network:
    layers = bench.layers
    weights, biases = (tuple(layer.W for layer in layers), tuple(layer.b for layer in layers))
    return Network(weights, biases, run.activations)


def _diverged(run: Run, bench: Workbench, t: int, history: History) -> Diverged:
    broken = [i for i, layer in enumerate(bench.layers, 1) if not np.isfinite(layer.Z).all()]
    layer = broken[0] if broken else len(bench.layers)
    if t == 0 or np.abs(bench.examples.rows).max() > 20:
        reason = "the inputs are not scaled: z-score them first"
    else:
        reason = f"the learning rate {run.learning_rate:g} is too large: try a tenth of it"
    return Diverged(
        f"The cost of {run.name!r} is not a finite number at step {t}, in layer {layer}; "
        f"most likely {reason}. The {t} steps before it are kept.",
        history=history,
        step=t,
        layer=layer,
    )


def _refuse_other_shapes(run: Run, examples: Examples) -> None:
    rows, Y = examples.rows, examples.targets
    if (rows.shape[1], Y.shape[0]) != (run.sizes[0], run.sizes[-1]):
        raise Refused(
            f"a network of sizes {run.sizes} takes X ({run.sizes[0]}, m) and Y ({run.sizes[-1]}, "
            f"m); given X {rows.T.shape} and Y {Y.shape}."
        )
    if run.cost in ("bce", "cce") and not np.isin(Y, (0.0, 1.0)).all():
        raise Refused(f"cost={run.cost!r} takes targets that are 0 or 1; Y holds others.")
