"""What a framework does not hand over of a step, as the engine works it out."""

from collections.abc import Sequence

import numpy as np

from engine.basics.arrays import Array, sealed
from engine.costs import cost
from engine.learning.examples import Examples
from engine.learning.framed_network import sweep
from engine.network import Network
from engine.run import Run


def worked_out(
    run: Run, inputs: Array, targets: Array, parameters: Sequence[Array]
) -> tuple[list[Array], list[Array], list[Array], list[Array]]:
    """zs, activations and deltas (m, n_l), and gradients, of rows of ``inputs`` (m, n_0).

    As the engine works them out from the parameters and ``targets`` (n_L, m), for frameworks that
    do not hand them over.
    """
    examples = Examples(sealed(inputs.copy()), sealed(targets.copy()))
    flat = np.concatenate([part.ravel() for part in parameters])
    network = Network.of_vector(flat, run.sizes, run.activations)
    with np.errstate(all="ignore"):
        layers = sweep(network, cost(run.cost), examples).layers
    gradients = [*(each.dW for each in layers), *(each.db for each in layers)]
    zs, outputs = [each.Z.T for each in layers], [each.A.T for each in layers]
    return zs, outputs, [each.delta.T for each in layers], gradients
