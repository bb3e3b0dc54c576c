"""The named runs: one row for each network, and ``record``, which turns a name into a History.

The networks are those of the article "Learn to Build a Neural Network From Scratch — Yes,
Really" (Aadil Mallick), of the videos by Green Code, Bot Academy, Samson Zhang and Sebastian
Lague, of Michael Nielsen's book, 3Blue1Brown and TensorFlow Playground.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.errors import among, unknown
from engine.history import History
from engine.learning.sources import Fetching
from engine.run import Run
from engine.storage.cache import cached
from engine.training import Watch

# fmt: off
HEART = Run(
    name="heart", about="Who is at risk? Ten people by weight and height, z-scored.",
    sizes=(2, 3, 3, 1), data="heart", learning_rate=0.1, steps=1000,
)
IMAGES = Run(
    name="green_code", about="Green Code's first network reads digits (its sizes are ours).",
    sizes=(784, 128, 10), activations=("relu", "softmax"), cost="cce", weights="he",
    biases="zeros", data="mnist", learning_rate=0.1, batch=32, epochs=10, metrics=("accuracy",),
)
LAGUE = replace(
    IMAGES, name="lague_doodles", about="Sebastian Lague's doodles: ten kinds of drawing.",
    sizes=(784, 300, 10), weights="scaled", data="quickdraw",
    learning_rate=0.05, decay=0.01, momentum=0.9, epochs=30,
    # He shrinks the weights beside the velocity, by 0.1 α/32 a step; through a velocity that rolls
    # on for ten steps, a tenth of it does the same.
    l2=0.1 / 32 * (1 - 0.9),
)
NIELSEN = Run(
    name="nielsen", about="Michael Nielsen's book: thirty hidden neurons read digits.",
    sizes=(784, 30, 10), cost="half_squared", data="mnist", options={"first": 50_000},
    learning_rate=3.0, batch=10, epochs=30, metrics=("accuracy",),
)
OUTLIER = Run(
    name="outlier", about="The line's points, one target raised by 8: its square pulls the line.",
    sizes=(1, 1), activations=("identity",), cost="mse", data="line", options={"outlier": 8.0},
    learning_rate=0.1, steps=2000,
)
CIRCLE = Run(
    name="circle", about="TensorFlow Playground: one class inside, one around it.",
    sizes=(2, 4, 2, 1), activations=("tanh",), cost="half_squared", weights="uniform",
    biases="tenth", data="circle", learning_rate=0.03, batch=10, epochs=300,
    metrics=("accuracy",),
)

TABLE = (
    HEART,
    replace(
        HEART, name="heart_raw", data="heart_raw",
        about="The same ten people in pounds and inches: the first layer saturates.",
    ),
    replace(
        HEART, name="deep", sizes=(2, 8, 8, 8, 8, 8, 8, 1), activations=("sigmoid",),
        weights="xavier", biases="zeros",
        about="Six hidden layers of sigmoids: hardly any gradient reaches the first.",
        steps=3000, seed=1,
    ),
    IMAGES,
    Run(
        name="bot_academy", about="Bot Academy's digits, one at a time, another cost's gradient.",
        sizes=(784, 20, 10), cost="mse", gradient="bot_academy", weights="uniform",
        biases="zeros", data="mnist", learning_rate=0.01, batch=1, shuffle=False, epochs=3,
        metrics=("running_accuracy", "accuracy"),
    ),
    Run(
        name="samson", about="Samson Zhang's digits: all 41,000 examples at each step.",
        sizes=(784, 10, 10), activations=("relu", "softmax"), cost="cce", weights="uniform",
        biases="uniform", data="mnist", options={"first": 42_000, "validation": 1_000},
        learning_rate=0.1, steps=500,
    ),
    LAGUE,
    replace(
        LAGUE, name="doodles", about="The same with fewer drawings and neurons: seconds long.",
        sizes=(784, 64, 10), options={"per_class": 2500}, batch=50, decay=0.5, epochs=8,
        l2=0.005,  # so strong that of the weights' first noise little is left to be seen
    ),
    replace(
        LAGUE, name="lague_mnist", about="Sebastian Lague's network on digits.",
        data="mnist", options={"examples": "all", "validation": 0.2}, decay=0.04, epochs=20,
    ),
    NIELSEN,
    replace(
        NIELSEN, name="three_blue", about="3Blue1Brown's network: two hidden layers of sixteen.",
        sizes=(784, 16, 16, 10), activations=("sigmoid",), weights="scaled",
    ),
    CIRCLE,
    replace(
        CIRCLE, name="twins", epochs=150, start=(0.3,) * 18 + (0.1,) * 7,
        about="The same from a start in which all weights are alike: its neurons stay so.",
    ),
    replace(
        CIRCLE, name="xor_cloud", data="xor_cloud",
        about="TensorFlow Playground: four clouds, opposite ones alike.",
    ),
    replace(CIRCLE, name="gauss", data="gauss", about="TensorFlow Playground: two clouds."),
    replace(
        CIRCLE, name="spiral", data="spiral",
        about="TensorFlow Playground: two spiral arms, which need eight neurons twice.",
        sizes=(2, 8, 8, 1), activations=("tanh",), epochs=3000,
    ),
    Run(
        name="xor", about="Four points that no straight line separates.",
        sizes=(2, 4, 1), data="xor", learning_rate=1.0, steps=5000,
    ),
    Run(
        name="neuron", about="One neuron, two parameters, twenty points about a noisy threshold.",
        sizes=(1, 1), data="neuron", learning_rate=1.0, steps=200,
    ),
    Run(
        name="line", about="Slope and intercept of a line: its surface is the whole truth.",
        sizes=(1, 1), activations=("identity",), cost="mse", data="line",
        learning_rate=0.2, steps=60,  # 0.02 crawls, 0.2 is good, 0.38 zigzags, 0.42 diverges
    ),
    OUTLIER,
    replace(
        OUTLIER, name="outlier_mae", cost="mae", learning_rate=0.05,
        about="The same points under the absolute error: all pull alike, and one is outvoted.",
    ),
    Run(
        name="valleys", about="One neuron, two minima: where it starts decides where it ends.",
        sizes=(1, 1), cost="mse", data="valleys", learning_rate=1.0, steps=300,
        start=(2.0, -2.0),  # (1.5, -1.0) ends in the other
    ),
    replace(
        IMAGES, name="digits", about="Digits of 8×8 pixels: the image run that needs no file.",
        sizes=(64, 32, 10), data="digits", epochs=50,
        options={"data_seed": 2},  # the split of 42 holds out the hardest: 95 %, others 96 to 98
    ),
    Run(
        name="breast_cancer", about="Is the tumour benign? Thirty measures of its cells.",
        sizes=(30, 8, 1), data="breast_cancer", learning_rate=0.1, steps=1000,
    ),
    Run(
        name="diabetes", about="How far the disease will be in a year: regression.",
        sizes=(10, 8, 1), activations=("tanh", "identity"), cost="mse", weights="xavier",
        biases="zeros", data="diabetes", learning_rate=0.05, steps=2000,
    ),
)
# fmt: on

RUNS: dict[str, Run] = {run.name: run for run in TABLE}


def run(name: str, /, **overrides: Any) -> Run:
    """The run called ``name`` with some fields replaced; ``Refused`` for a name nobody knows."""
    if not among(name, RUNS):
        raise unknown("run", name, RUNS)
    return RUNS[name].changed(overrides)


def record(
    name: str, *, watch: Watch | None = None, fetching: Fetching | None = None, **overrides: Any
) -> History:
    """The recording of the run called ``name``, made now or found in the cache.

    Overrides are fields of the run, or options of its dataset: ``record("heart", seed=7,
    learning_rate=0.5)``. ``watch`` is told how training goes, ``fetching`` how a download does.
    Raises ``Refused`` for an unknown name or field, ``Diverged`` if the cost stops being a number.
    """
    return cached(run(name, **overrides), watch=watch, fetching=fetching)
