"""A forward pass through 3-5-3 as ManimML films it, three times over.

ManimML 0.0.24 was written for Manim 0.17: with 0.22 its forward pass is refused, because it plays
a group without animations. So a Python of its own films this file, which imports nothing of ours.
"""

from manim import Scene
from manim_ml.neural_network import FeedForwardLayer, NeuralNetwork


class PeerPass(Scene):
    """Three forward passes."""

    def construct(self) -> None:
        network = NeuralNetwork([FeedForwardLayer(size) for size in (3, 5, 3)])
        self.add(network)
        for _ in range(3):
            self.play(network.make_forward_pass_animation(run_time=5))
