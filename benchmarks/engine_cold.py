"""From cold: a whole script that trains ``heart`` for 1000 steps, the interpreter's start included.

The engine records everything, in files; the others record nothing. ``python
benchmarks/engine_cold.py`` prints the median wall time of interleaved runs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = """
import numpy as np
from engine.datasets.heart import PEOPLE
table = np.array(PEOPLE, float)
X = (table[:, :2] - table[:, :2].mean(0)) / table[:, :2].std(0)
Y = table[:, 2:]
"""
TORCH = """
import torch
X, Y = torch.tensor(X), torch.tensor(Y)
layers = [torch.nn.Linear(a, b, dtype=torch.float64) for a, b in ((2, 3), (3, 3), (3, 1))]
s = torch.nn.Sigmoid
model = torch.nn.Sequential(layers[0], s(), layers[1], s(), layers[2])
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
judge = torch.nn.BCEWithLogitsLoss()
costs = []
for _ in range(1000):
    cost = judge(model(X), Y)
    optimizer.zero_grad(); cost.backward(); optimizer.step()
    costs.append(cost.item())
"""
SKLEARN = """
import warnings
from sklearn.neural_network import MLPClassifier
warnings.simplefilter("ignore")
MLPClassifier((3, 3), activation="logistic", solver="sgd", learning_rate_init=0.1, momentum=0,
              alpha=0, batch_size=10, max_iter=1000, tol=0, n_iter_no_change=2000).fit(X, Y[:, 0])
"""


def main() -> None:
    """Measure and print."""
    scripts = {"the engine": [sys.executable, "-m", "engine", "train", "heart"]}
    for name, needs, code in (("PyTorch", "torch", TORCH), ("scikit-learn", "sklearn", SKLEARN)):
        if find_spec(needs):
            scripts[name] = [sys.executable, "-c", PEOPLE + code]
        else:
            print(f"{name} is not installed")
    took: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(7):
        for name, command in scripts.items():
            with tempfile.TemporaryDirectory() as cache:
                environment = os.environ | {"TRAINREEL_CACHE": cache, "OMP_NUM_THREADS": "1"}
                environment["OPENBLAS_NUM_THREADS"] = "1"
                began = time.perf_counter()
                subprocess.run(
                    command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
                )
                took[name].append(time.perf_counter() - began)
    ours = statistics.median(took["the engine"])
    for name, times in took.items():
        median = statistics.median(times)
        print(f"{name:14} {median:6.2f} s  {median / ours:5.1f}×")


if __name__ == "__main__":
    main()
