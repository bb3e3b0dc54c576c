"""Optimizers: how a gradient becomes a step.

Gradient descent goes θ ← θ - α ∇C. Momentum keeps rolling: v ← μ v - α ∇C, then θ ← θ + v.
L2 adds a penalty, ½ λ Σ w² over the weights (never the biases), to the cost that is gone down:
its slope λ w joins the gradient, and with momentum goes through the velocity as that does (what
PyTorch's SGD calls ``weight_decay``). The recorded gradient is that of the cost alone; cost and
penalty are recorded each by its name.
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
        self.pull = np.empty_like(self.weights)
        self.momentum, self.l2 = run.momentum, run.l2
        self.rolling = layout.penalty and run.momentum > 0

    def penalty(self) -> float:
        """½ λ Σ w², before the step."""
        return 0.5 * self.l2 * float(self.weights.dot(self.weights))

    def gather(self, learning_rate: float) -> None:
        """With momentum: v ← μ v - α (∇C + λ w), before the frame is recorded."""
        np.multiply(self.velocity, self.momentum, self.velocity)
        np.multiply(self.gradient, learning_rate, self.change)
        if self.rolling:
            np.multiply(self.weights, learning_rate * self.l2, self.pull)
            pulled = self.change[: self.pull.size]
            np.add(pulled, self.pull, pulled)
        np.subtract(self.velocity, self.change, self.velocity)

    def step(self, learning_rate: float) -> None:
        """Move the parameters, after the frame was recorded."""
        if self.l2 and not self.rolling:  # -α λ w, as a factor: 1 - α λ
            np.multiply(self.weights, 1.0 - learning_rate * self.l2, self.weights)
        if self.momentum:
            np.add(self.theta, self.velocity, self.theta)
        else:
            np.multiply(self.gradient, learning_rate, self.change)
            np.subtract(self.theta, self.change, self.theta)
