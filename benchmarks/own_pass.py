"""The same three forward passes through 3-5-3 with our nouns, and the numbers that they find."""

import numpy as np

import engine
from scenes.vocabulary.network import Awaken, NetworkDiagram, Spotlight
from scenes.vocabulary.stage import Lecture

LAYER = 3.25  # seconds, so that a pass takes the 6.5 that ManimML makes of 5


class OursPass(Lecture):
    """Three forward passes: edges come forward, and neurons wake with what they hold."""

    def construct(self) -> None:
        rng = np.random.default_rng(0)
        model = engine.Network.random((3, 5, 3), rng=rng)
        values = model.forward(rng.random((3, 1))).activations
        self.open("The same")
        network = NetworkDiagram(model.weights, model.biases)
        self.add(network)
        for _ in range(3):
            for n in (1, 2):
                edges = network.edges_of(n - 1)
                self.play(Spotlight(network.all_edges, [*edges]), run_time=LAYER / 2)
                self.play(Awaken(network.layers[n], values[n]), run_time=LAYER / 2)
