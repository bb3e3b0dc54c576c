"""A lecture of three seconds, to be filmed over and over and stopped at any moment."""

from manim import FadeIn

import engine
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.stage import Lecture, Live


class ShortLecture(Lecture):
    """A network's weights move while the run's clock does."""

    def construct(self) -> None:
        history = engine.record("heart")
        self.open("A short one", run=history)
        network = NetworkDiagram(history[0].network.weights, history[0].network.biases)
        show = lambda step: network.show_weights(history[step].network.weights)  # noqa: E731
        self.follow(Live(show, network))
        with self.say("The weights move, step by step."):
            self.play(FadeIn(network), run_time=0.4)
            self.play(self.replay(100, run_time=0.6))
            self.play(self.replay(999, run_time=1.0))
