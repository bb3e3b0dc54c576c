"""A lecture of ten seconds that uses every kind of word, to film it in more ways than one."""

import os

import numpy as np
from manim import LEFT, RIGHT, Create, FadeIn, VGroup

import engine
from engine import working
from scenes.vocabulary.layer.forward import LayerForward
from scenes.vocabulary.matrix import frame_around
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.stage import Lecture, Live, Reveal, conceal
from scenes.vocabulary.surface import CostSurface, Orbit
from scenes.vocabulary.text import maths, words


class SampleLecture(Lecture):
    """Words, maths, numbers, matrices, a network, a surface; of the run that a seed names."""

    def construct(self) -> None:
        history = engine.record("heart", seed=int(os.environ["SAMPLE_SEED"]))
        person = working.example(history[0], 1)
        self.open("A sample", run=history, example=person)
        network = NetworkDiagram(history[0].network.weights, history[0].network.biases)
        network.show_activations([person[f"a{n}"] for n in range(4)]).shift(LEFT * 4.2)
        layer = LayerForward(person, 1).fit(-1.6, 6.6)
        conceal(layer)
        with self.say("A network, its first weights, and how they meet the inputs."):
            self.play(FadeIn(network), Reveal(layer))
            self.play(Create(frame_around(layer.weights.row(0))))
            show = lambda step: network.show_weights(history[step].network.weights)  # noqa: E731
            self.follow(Live(show, network))
            self.play(self.replay(300, run_time=0.8))
        self.wipe()
        self.beat("A surface")
        axis = np.linspace(-1.0, 1.0, 13)
        costs = history.costs[0] + axis[:, None] ** 2 + 0.5 * axis**2
        surface = CostSurface(axis, axis, costs, center=LEFT * 3)
        name = VGroup(maths("cost(C) = sum_i delta(delta_i)^2"), words("a _slice_ of it"))
        with self.say("And a surface, seen from two sides."):
            self.play(FadeIn(surface), FadeIn(name.arrange(RIGHT).shift(RIGHT * 3)))
            self.play(Orbit(surface, -30, 40, run_time=0.8))
