"""A second look at a PyTorch loop, which shares nothing with the recorder but the numbers.

A twin of the model takes each step's forward and backward pass by itself, layer by layer; what it
finds is held against every array of the recording.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

import engine
from engine.activations import activation


class Witness:
    """``look`` before a step, ``after`` it; ``differences`` are of a history of these steps."""

    def __init__(self, model: nn.Module, loss_of: Callable[[Any, Any], Any]) -> None:
        self.model, self.twin, self.loss_of = model, copy.deepcopy(model), loss_of
        self.layers = [part for part in self.twin.modules() if not [*part.children()]]
        self.linears = [part for part in model.modules() if isinstance(part, nn.Linear)]
        self.steps: list[dict[str, np.ndarray[Any, Any]]] = []

    def look(self, X: Any, Y: Any) -> None:
        """Take the step's two passes, of rows of X and Y, without its update."""
        self.twin.load_state_dict(self.model.state_dict())
        self.twin.zero_grad()
        a, zs, outputs = X, [], []
        for layer in self.layers:
            a = layer(a)
            if isinstance(layer, nn.Linear):
                a.retain_grad()
                zs.append(a)
                outputs.append(a)
            elif zs:
                outputs[-1] = a
        loss = self.loss_of(a, Y)
        loss.backward()
        found = {"cost": np.asarray(loss.item())}
        linears = [layer for layer in self.layers if isinstance(layer, nn.Linear)]
        for n, (linear, z, a) in enumerate(zip(linears, zs, outputs, strict=True), start=1):
            found |= {f"z{n}": _rows(z), f"a{n}": _rows(a), f"delta{n}": _rows(z.grad)}
            found |= {f"W{n}": _copy(linear.weight), f"dW{n}": _copy(linear.weight.grad)}
            if linear.bias is not None:
                found |= {f"b{n}": _column(linear.bias), f"db{n}": _column(linear.bias.grad)}
        self.steps.append(found)

    def after(self) -> None:
        """Note what the update came to."""
        found = self.steps[-1]
        for n, linear in enumerate(self.linears, start=1):
            found[f"uW{n}"] = _copy(linear.weight) - found[f"W{n}"]
            if linear.bias is not None:
                found[f"ub{n}"] = _column(linear.bias) - found[f"b{n}"]

    def arrays(self, history: engine.History) -> int:
        """How many arrays of it are held against the twin's."""
        return sum(len(self.steps[t]) for t in history.kept.tolist())

    def differences(self, history: engine.History) -> dict[str, float]:
        """Kind of array ("W", "dW", "z" …) -> worst difference, of that array's largest number.

        The last activation is in the loss, where the model ends in z: it is the engine's of
        torch's z, and held to torch's own.
        """
        worst: dict[str, float] = defaultdict(float)
        last = f"a{history.layout.depth}"
        implied = not isinstance(self.layers[-1], nn.Linear | nn.Identity) or history.run.cost in (
            "bce", "cce",
        )  # fmt: skip
        for t in history.kept.tolist():
            for key, theirs in self.steps[t].items():
                ours = np.asarray(history[t][key], float)
                if key == last and implied:
                    theirs = _ended(history.run.activations[-1], self.steps[t][f"z{last[1:]}"])
                apart = float(np.abs(ours - theirs).max())
                kind = key.rstrip("0123456789")
                worst[kind] = max(worst[kind], apart / (float(np.abs(theirs).max()) or 1.0))
        return dict(worst)


def _ended(name: str, z: Any) -> Any:
    """Torch's own last activation of z (n, m)."""
    z = torch.tensor(z)
    own = {"sigmoid": torch.sigmoid, "softmax": lambda z: torch.softmax(z, 0)}
    return own[name](z).numpy() if name in own else activation(name)(z.numpy())


def _copy(tensor: Any) -> Any:
    return tensor.detach().numpy().copy()


def _column(tensor: Any) -> Any:
    return _copy(tensor)[:, None]


def _rows(tensor: Any) -> Any:
    return _copy(tensor).T
