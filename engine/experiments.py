"""The named runs: one row for each network, and ``record``, which turns a name into a History.

The networks are those of the article "Learn to Build a Neural Network From Scratch — Yes,
Really" (Aadil Mallick), of the videos by Green Code, Bot Academy, Samson Zhang and Sebastian
Lague, of Michael Nielsen's book, 3Blue1Brown and TensorFlow Playground.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.cache import cached
from engine.errors import unknown
from engine.history import History
from engine.run import Run
from engine.training import Watch

HEART = Run(
    name="heart",
    about="Who is at risk? Ten people by weight and height, z-scored.",
    sizes=(2, 3, 3, 1),
    data="heart",
    learning_rate=0.1,
    steps=1000,
)
NIELSEN = Run(
    name="nielsen",
    about="Michael Nielsen's book, chapter 1: thirty hidden neurons read digits.",
    sizes=(784, 30, 10),
    cost="half_squared",
    data="mnist",
    options={"examples": "train", "first": 50_000},
    learning_rate=3.0,
    batch=10,
    epochs=30,
    metrics=("accuracy",),
)
LAGUE = Run(
    name="lague_doodles",
    about="Sebastian Lague's doodles: ten kinds of drawing from Quick, Draw!",
    sizes=(784, 300, 10),
    activations=("relu", "softmax"),
    cost="cce",
    weights="scaled",
    biases="zeros",
    data="quickdraw",
    learning_rate=0.05,
    decay=0.01,
    batch=32,
    momentum=0.9,
    l2=0.1 / 32,
    epochs=30,
    metrics=("accuracy",),
)
PLAYGROUND = Run(
    name="circle",
    about="TensorFlow Playground: one class inside, one around it.",
    sizes=(2, 4, 2, 1),
    activations=("tanh",),
    cost="half_squared",
    weights="uniform",
    biases="tenth",
    data="circle",
    learning_rate=0.03,
    batch=10,
    epochs=300,
    metrics=("accuracy",),
)
LINE = Run(
    name="line",
    about="Slope and intercept of a line: two parameters, the surface is the whole truth.",
    sizes=(1, 1),
    activations=("identity",),
    cost="mse",
    data="line",
    learning_rate=0.3,
    steps=60,
)

RUNS: dict[str, Run] = {
    run.name: run
    for run in (
        HEART,
        replace(
            HEART,
            name="heart_raw",
            about="The same ten people in pounds and inches: the first layer saturates.",
            data="heart_raw",
        ),
        Run(
            name="green_code",
            about="Green Code's first network: ReLU and softmax read digits (sizes ours).",
            sizes=(784, 128, 10),
            activations=("relu", "softmax"),
            cost="cce",
            weights="he",
            biases="zeros",
            data="mnist",
            learning_rate=0.1,
            batch=32,
            epochs=10,
            metrics=("accuracy",),
        ),
        Run(
            name="bot_academy",
            about="Bot Academy's digits, one at a time; its gradient is not its cost's.",
            sizes=(784, 20, 10),
            cost="mse",
            gradient="bot_academy",
            weights="uniform",
            biases="zeros",
            data="mnist",
            learning_rate=0.01,
            batch=1,
            shuffle=False,
            epochs=3,
            metrics=("running_accuracy", "accuracy"),
        ),
        Run(
            name="samson",
            about="Samson Zhang's digits: ten hidden neurons, all 41,000 examples at each step.",
            sizes=(784, 10, 10),
            activations=("relu", "softmax"),
            cost="cce",
            weights="uniform",
            biases="uniform",
            data="mnist",
            options={"first": 42_000, "validation": 1_000},
            learning_rate=0.1,
            steps=500,
        ),
        LAGUE,
        replace(
            LAGUE,
            name="lague_mnist",
            about="Sebastian Lague's network on digits.",
            data="mnist",
            options={"examples": "all", "validation": 0.2},
            decay=0.04,
            epochs=20,
        ),
        NIELSEN,
        replace(
            NIELSEN,
            name="three_blue",
            about="3Blue1Brown's network: two hidden layers of sixteen.",
            sizes=(784, 16, 16, 10),
            activations=("sigmoid",),
            weights="scaled",
        ),
        PLAYGROUND,
        replace(
            PLAYGROUND,
            name="xor_cloud",
            about="TensorFlow Playground: four clouds, opposite ones alike.",
            data="xor_cloud",
        ),
        replace(PLAYGROUND, name="gauss", about="TensorFlow Playground: two clouds.", data="gauss"),
        replace(
            PLAYGROUND,
            name="spiral",
            about="TensorFlow Playground: two spiral arms, which need eight neurons twice.",
            sizes=(2, 8, 8, 1),
            activations=("tanh",) * 3,
            data="spiral",
            epochs=3000,
        ),
        Run(
            name="xor",
            about="Four points that no straight line separates.",
            sizes=(2, 4, 1),
            data="xor",
            learning_rate=1.0,
            steps=5000,
        ),
        Run(
            name="neuron",
            about="One neuron, two parameters, twenty points about a noisy threshold.",
            sizes=(1, 1),
            data="neuron",
            learning_rate=1.0,
            steps=200,
        ),
        LINE,
        Run(
            name="valleys",
            about="One neuron whose cost has two minima: where it starts decides where it ends.",
            sizes=(1, 1),
            cost="mse",
            data="valleys",
            learning_rate=1.0,
            steps=300,
        ),
        Run(
            name="digits",
            about="Handwritten digits of 8×8 pixels: the image run that needs no file.",
            sizes=(64, 32, 10),
            activations=("relu", "softmax"),
            cost="cce",
            weights="he",
            biases="zeros",
            data="digits",
            options={
                "data_seed": 2
            },  # the split of 42 holds out the hardest: 95 %, others 96 to 98
            learning_rate=0.1,
            batch=32,
            epochs=50,
            metrics=("accuracy",),
        ),
        Run(
            name="breast_cancer",
            about="Is the tumour benign? Thirty measures of its cells.",
            sizes=(30, 8, 1),
            data="breast_cancer",
            learning_rate=0.1,
            steps=1000,
        ),
        Run(
            name="diabetes",
            about="How far the disease will be in a year: regression.",
            sizes=(10, 8, 1),
            activations=("tanh", "identity"),
            cost="mse",
            weights="xavier",
            biases="zeros",
            data="diabetes",
            learning_rate=0.05,
            steps=2000,
        ),
    )
}


def run(name: str, **overrides: Any) -> Run:
    """The run called ``name`` with some fields replaced; ``Refused`` for a name nobody knows."""
    if name not in RUNS:
        raise unknown("run", name, RUNS)
    return RUNS[name].changed(overrides)


def record(name: str, *, watch: Watch | None = None, **overrides: Any) -> History:
    """The recording of the run called ``name``, made now or found in the cache.

    Overrides are fields of the run, or options of its dataset: ``record("heart", seed=7,
    learning_rate=0.5)``. ``watch`` is told how training goes. Raises ``Refused`` for an unknown
    name or field, ``Diverged`` if the cost stops being a number.
    """
    return cached(run(name, **overrides), watch=watch)
