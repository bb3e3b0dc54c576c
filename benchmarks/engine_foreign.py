# ruff: noqa: E402, the thread variables must be set before NumPy is first imported
"""What recording costs a PyTorch loop: ``python benchmarks/engine_foreign.py``, where torch is.

Workloads B to D as torch trains them: float32, one thread, shuffled batches, plain gradient
descent, as many epochs as ``EPOCHS`` (of a recorder that keeps every step, ``FEW`` steps). Beside
ours stand TorchLens and TensorBoard's histograms, where they are installed, each made to keep the
like at the same steps: TorchLens what flows and the gradients, TensorBoard histograms of
parameters, gradients and layers' outputs. Each round is a process of its own, in which two
trainings, without and with the recorder, take turns every ``TURN`` steps; what is said is the
median of the ratios.
"""

from __future__ import annotations

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch
from engine_workloads import SHAPES
from torch import nn

from engine.adapters.torch import watch
from engine.recording.plans import steps_kept

EPOCHS = {"B": 50, "C": 10, "D": 10}
PLAN, FEW, WARM, TURN = "log 50", 120, 50, 20
LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "cce": nn.functional.cross_entropy,
    "half_squared": lambda a, y: ((a - y) ** 2).sum() / 2 / len(y),
}
RECORDERS: dict[str, tuple[str | None, bool]] = {  # what it needs, and whether it keeps every step
    "ours": (None, False),
    "ours, every step": (None, True),
    "TensorBoard": ("tensorboard", False),
    "TensorBoard, every step": ("tensorboard", True),
    "TorchLens": ("torchlens", False),
    "TorchLens, every step": ("torchlens", True),
}
Step = Callable[[Any, Any, int], None]


class Training:
    """A workload as torch trains it; two of the same name take the same steps."""

    def __init__(self, name: str) -> None:
        sizes, activations, self.cost, m, self.batch, _ = SHAPES[name]
        torch.manual_seed(0)
        torch.set_num_threads(1)
        between = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}
        layers: list[nn.Module] = []
        for n, activation in enumerate(activations):
            layers.append(nn.Linear(sizes[n], sizes[n + 1]))
            layers += [between[activation]()] if activation in between else []
        self.model, self.X = nn.Sequential(*layers), torch.rand(m, sizes[0])
        labels = torch.randint(0, sizes[-1], (m,))
        self.Y = labels if self.cost == "cce" else nn.functional.one_hot(labels).float()
        self.loss_of = LOSSES[self.cost]
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.1)
        self.batches = self._in_batches()

    def plain(self, x: Any, y: Any) -> Any:
        """One step as anybody writes it; its loss."""
        self.optimizer.zero_grad()
        loss = self.loss_of(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss

    def take(self, steps: range, step: Step) -> float:
        """Go on by some steps; the seconds of them."""
        start = time.perf_counter()
        for t in steps:
            rows = next(self.batches)
            step(self.X[rows], self.Y[rows], t)
        return time.perf_counter() - start

    def _in_batches(self) -> Iterator[Any]:
        while True:
            yield from torch.randperm(len(self.X)).split(self.batch)


@contextmanager
def ours(work: Training, steps: int, keep: str) -> Iterator[Step]:
    """A history, held to the laws and saved."""
    words = {"keep": keep, "steps": steps, "cost": work.cost, "name": "run"}
    with (
        tempfile.TemporaryDirectory() as folder,
        watch(work.model, work.optimizer, X=work.X, Y=work.Y, to=f"{folder}/run", **words) as tape,
    ):
        yield lambda x, y, t: tape.step(work.plain(x, y))


@contextmanager
def tensorboard(work: Training, steps: int, keep: str) -> Iterator[Step]:
    """TensorBoard's event files, of histograms."""
    from torch.utils.tensorboard import SummaryWriter

    kept = set(steps_kept(keep, steps).tolist())
    layers = [layer for layer in work.model if isinstance(layer, nn.Linear)]

    def look(name: str, t: int) -> Callable[..., None]:
        return lambda module, given, z: writer.add_histogram(name, z, t)

    def step(x: Any, y: Any, t: int) -> None:
        if t not in kept:
            work.plain(x, y)
            return
        hooks = [each.register_forward_hook(look(f"z{n}", t)) for n, each in enumerate(layers)]
        for name, part in work.model.named_parameters():
            writer.add_histogram(name, part, t)
        writer.add_scalar("cost", work.plain(x, y), t)
        for name, part in work.model.named_parameters():
            writer.add_histogram(f"d{name}", part.grad, t)
        for hook in hooks:
            hook.remove()

    with tempfile.TemporaryDirectory() as folder, SummaryWriter(folder) as writer:
        yield step


@contextmanager
def torchlens(work: Training, steps: int, keep: str) -> Iterator[Step]:
    """Traces in memory, of the step's own two passes."""
    import torchlens as tl
    from torchlens.options import CaptureOptions

    kept, traces = set(steps_kept(keep, steps).tolist()), []
    how = CaptureOptions(save_grads=True)  # the plain steps feel that torch stays wrapped

    def step(x: Any, y: Any, t: int) -> None:
        if t not in kept:
            work.plain(x, y)
            return
        work.optimizer.zero_grad()
        trace = tl.trace(work.model, x, capture=how)
        trace.log_backward(work.loss_of(trace[trace.layer_labels[-1]].out, y))
        work.optimizer.step()
        traces.append(trace)

    yield step


MAKERS = {"ours": ours, "TensorBoard": tensorboard, "TorchLens": torchlens}


def one_round(name: str, recorder: str) -> dict[str, float]:
    """Train without and with a recorder; the seconds of each, and of what is around the loop."""
    plain, work, spent, loop = Training(name), Training(name), 0.0, 0.0
    every = RECORDERS[recorder][1]
    steps = FEW if every else EPOCHS[name] * -(-len(work.X) // work.batch)
    keep = "all" if every else PLAN
    plain.take(range(WARM), lambda x, y, _: plain.plain(x, y))
    start = time.perf_counter()
    with MAKERS[recorder.partition(",")[0]](work, steps, keep) as step:
        ends = time.perf_counter() - start
        for first in range(0, steps, TURN):
            turn = range(first, min(first + TURN, steps))
            spent += plain.take(turn, lambda x, y, _: plain.plain(x, y))
            loop += work.take(turn, step)
        start = time.perf_counter()
    ends += time.perf_counter() - start
    kept = len(steps_kept(keep, steps))
    return {"plain": spent, "loop": loop, "ends": ends, "steps": steps, "kept": kept}


def main() -> None:
    """Measure all, round by round, or one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", nargs=2, metavar=("WORKLOAD", "RECORDER"))
    asked = parser.parse_args()
    if asked.one:
        sys.stdout.write(json.dumps(one_round(*asked.one)) + "\n")
        return
    ready = {name for name, (needs, _) in RECORDERS.items() if needs is None or find_spec(needs)}
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(asked.rounds):
        for name in "BCD":
            for recorder in (each for each in RECORDERS if each in ready):
                command = [sys.executable, __file__, "--one", name, recorder]
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                found.setdefault((name, recorder), []).append(json.loads(said.splitlines()[-1]))
    for (name, recorder), rounds in found.items():
        steps, kept = int(rounds[0]["steps"]), int(rounds[0]["kept"])
        ratios = [each["loop"] / each["plain"] for each in rounds]
        whole = median((each["loop"] + each["ends"]) / each["plain"] for each in rounds)
        each = median(one["plain"] for one in rounds) / steps * 1e6
        sys.stdout.write(
            f"{name} {recorder:24} {kept:4} of {steps:5} steps; plain {each:5.0f} µs a step; loop "
            f"× {median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f}); with its ends × "
            f"{whole:.3f}\n"
        )


if __name__ == "__main__":
    main()
