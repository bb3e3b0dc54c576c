"""A history that another program wrote, as `docs/history-format.md` says: by NumPy alone.

`python -m tests.engine.foreign`, where torch is installed, trains a network by its AdamW, in
float32 and in batches of which the last is shorter, and writes what happened to `format_2/foreign`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

KEPT = Path(__file__).with_name("format_2")
SIZES, ROOM, STEPS, RATE = (2, 3, 1), 8, 10, 0.05
X = np.linspace(-1.5, 1.5, 40, dtype=np.float32).reshape(20, 2) ** 3
Y = (X[:, :1] > X[:, 1:] - 0.2).astype(np.float32)


def record() -> np.dtype[Any]:
    """The dtype of a row of `frames.npy`, as the page lists its fields."""
    layers = list(enumerate(zip(SIZES[1:], SIZES, strict=False), start=1))
    fields: list[Any] = [("step", "<i4"), ("count", "<i4"), ("learning_rate", "<f4")]
    fields += [("cost", "<f4"), ("batch", "<i4", (ROOM,))]
    for prefix in ("", "d", "u"):
        fields += [(f"{prefix}W{n}", "<f4", shape) for n, shape in layers]
        fields += [(f"{prefix}b{n}", "<f4", (shape[0], 1)) for n, shape in layers]
    for name in ("z", "a", "delta"):
        fields += [(f"{name}{n}", "<f4", (shape[0], ROOM)) for n, shape in layers]
    return np.dtype(fields)


def write(folder: Path, frames: Any, final: Sequence[Any], *, by: dict[str, str]) -> None:
    """Write rows of `record()`, and W1 … bL after the last of them."""
    folder.mkdir(parents=True, exist_ok=True)
    run = {
        "name": "foreign", "about": "Trained by torch's AdamW.", "sizes": SIZES, "data": "given",
        "activations": ["tanh", "sigmoid"], "cost": "bce", "learning_rate": RATE, "steps": STEPS,
        "batch": ROOM, "dtype": "float32", "optimizer": "unstated",
    }  # fmt: skip
    plan = {"kept": list(range(STEPS)), "interval": 0, "keys": [], "examples": []}
    about = {
        "format": "trainreel-history", "version": 2, "complete": True, "run": run,
        "examples": len(X), "plan": plan, "steps": STEPS, "written_by": by,
    }  # fmt: skip
    np.save(folder / "inputs.npy", X)
    np.save(folder / "targets.npy", Y.T.copy())
    np.save(folder / "frames.npy", frames)
    np.save(folder / "final.npy", np.concatenate([np.ravel(array) for array in final]))
    (folder / "history.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def torchs() -> tuple[Any, list[Any]]:
    """The rows of torch's own training, and the parameters after it."""
    import torch

    torch.manual_seed(3)
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1), torch.nn.Sigmoid()
    )
    first, last = model[0], model[2]
    learned = first.weight, last.weight, first.bias, last.bias  # W1, W2, b1, b2
    going = torch.optim.AdamW(model.parameters(), RATE, weight_decay=0.1)
    frames = np.zeros(STEPS, record())
    order = np.random.default_rng(3)
    for t, row in enumerate(frames):
        if t % 3 == 0:
            shuffled = order.permutation(len(X))
        batch = shuffled[t % 3 * ROOM :][:ROOM]
        x, y, flow = torch.tensor(X[batch]), torch.tensor(Y[batch]), []
        for layer in model:
            x = layer(x)
            x.retain_grad()
            flow.append(x)
        cost = torch.nn.functional.binary_cross_entropy(x, y)
        going.zero_grad()
        cost.backward()
        before = [one.detach().numpy().copy() for one in learned]
        going.step()
        row["step"], row["count"], row["learning_rate"] = t, len(batch), RATE
        row["cost"] = cost.item()
        row["batch"][: len(batch)] = batch
        for key, one, was in zip(("W1", "W2", "b1", "b2"), learned, before, strict=True):
            shape = row[key].shape
            row[key], row["d" + key] = was.reshape(shape), one.grad.numpy().reshape(shape)
            row["u" + key] = (one.detach().numpy() - was).reshape(shape)
        for n, (z, a) in enumerate((flow[:2], flow[2:]), start=1):
            for key, made in ((f"z{n}", z), (f"a{n}", a), (f"delta{n}", z.grad)):
                values = made.detach().numpy().T.ravel()
                row[key].reshape(-1)[: values.size] = values
    return frames, [one.detach().numpy() for one in learned]


if __name__ == "__main__":
    import torch

    said = {"framework": "torch", "version": torch.__version__, "dtype": "float32", "device": "cpu"}
    write(KEPT / "foreign", *torchs(), by=said)
