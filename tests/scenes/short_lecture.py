"""A lecture of three seconds, to be filmed over and over and stopped at any moment."""

from manim import FadeIn

import engine
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.stage import Footer, Lecture


class ShortLecture(Lecture):
    """A network's weights move while the run's clock does."""

    def construct(self) -> None:
        self.history = history = engine.record("heart")
        footer = Footer(history.costs, learning_rate=history[0].learning_rate)
        self.open("A short one", fingerprint=history.fingerprint, footer=footer)
        network = NetworkDiagram(history[0].network.weights, history[0].network.biases)
        self.follow(lambda step: network.show_weights(history[step].network.weights))
        with self.say("The weights move, step by step."):
            self.play(FadeIn(network), run_time=0.4)
            self.play(self.replay(network, 100, run_time=0.6))
            self.play(self.replay(network, 999, run_time=1.0))
