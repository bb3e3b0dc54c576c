"""Short runs of other shapes than the lectures' own, which they must be able to replay."""

import numpy as np

import engine

__all__ = ["RUNS"]


def trained(sizes, activations, *, cost, outputs):
    """A run of a network of our own, three steps long, on made-up inputs."""
    rng = np.random.default_rng(3)
    network = engine.Network.random(sizes, rng=rng, weights="scaled", activations=activations)
    X = rng.uniform(size=(sizes[0], 40))
    return engine.train(network, X, outputs(rng, 40), cost=cost, steps=3, learning_rate=0.1)


def classes(count):
    return lambda rng, m: np.eye(count)[:, rng.integers(count, size=m)]


def halves(rng, m):
    return (rng.uniform(size=(1, m)) > 0.5).astype(float)


RUNS = {
    "xor": lambda: engine.record("xor", steps=120),
    "circle": lambda: engine.record("circle", epochs=1),
    "spiral": lambda: engine.record("spiral", epochs=1),
    "breast_cancer": lambda: engine.record("breast_cancer", steps=3),
    "diabetes": lambda: engine.record("diabetes", steps=3),
    "digits": lambda: engine.record("digits", epochs=1),
    "784-300-10": lambda: trained(
        (784, 300, 10), ("relu", "softmax"), cost="cce", outputs=classes(10)
    ),
    "784-30-10": lambda: trained((784, 30, 10), ("sigmoid",) * 2, cost="bce", outputs=classes(10)),
    "3-4-4-4-4-1": lambda: trained(
        (3, 4, 4, 4, 4, 1), ("tanh",) * 4 + ("sigmoid",), cost="bce", outputs=halves
    ),
}
