"""Optimizers: how a gradient becomes a step.

Gradient descent goes θ ← θ - α ∇C. Momentum keeps rolling: v ← μ v - α ∇C, then θ ← θ + v.
L2 shrinks the weights (never the biases) by the factor 1 - α λ at each step, which is what
adding ½ λ |W|² to the cost would do; the recorded cost and gradient are without that term.
"""

from __future__ import annotations

import numpy as np

from engine.learning.frames import Frame
from engine.run import Run


class Optimizer:
    """The step of one run, on one frame's parameters."""

    def __init__(self, run: Run, frame: Frame) -> None:
        layout, vector = frame.layout, frame.vector
        self.theta, self.gradient = frame.parameters, frame.gradients
        self.weights = vector[layout.weights]
        self.velocity = vector[layout.velocities]
        self.change = np.empty_like(self.theta)
        self.momentum, self.l2 = run.momentum, run.l2

    def gather(self, learning_rate: float) -> None:
        """With momentum: v ← μ v - α ∇C, before the frame is recorded."""
        np.multiply(self.velocity, self.momentum, self.velocity)
        np.multiply(self.gradient, learning_rate, self.change)
        np.subtract(self.velocity, self.change, self.velocity)

    def step(self, learning_rate: float) -> None:
        """Move the parameters, after the frame was recorded."""
        if self.l2:
            np.multiply(self.weights, 1.0 - learning_rate * self.l2, self.weights)
        if self.momentum:
            np.add(self.theta, self.velocity, self.theta)
        else:
            np.multiply(self.gradient, learning_rate, self.change)
            np.subtract(self.theta, self.change, self.theta)
