"""What the command line shows: the runs, a history's costs and contents, and how training goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import numpy as np

from engine.activations import Array
from engine.experiments import RUNS
from engine.history import History
from engine.run import Run

BLOCKS = " ▁▂▃▄▅▆▇█"
WIDTH = 64
PATIENCE = 0.5
"""Seconds that a training may take before it shows a bar."""


def show_runs() -> None:
    """Print the named runs as a table."""
    table = _table("run", "network", "cost", "training", "about")
    for run in RUNS.values():
        table.add_row(run.name, "-".join(map(str, run.sizes)), run.cost, _training(run), run.about)
    _console().print(table)


def show_history(history: History) -> None:
    """Print a history's costs, its metrics by epoch, and what it holds."""
    console = _console()
    console.print(f"{history.name}: {history.run.about}" if history.run.about else history.name)
    if not history.complete:
        console.print("not complete: training was stopped", style="yellow")
    console.print(_costs(history))
    console.print(f"cost  {chart(history.costs)}  steps 0 to {len(history) - 1}", highlight=False)
    if history.metrics:
        console.print(_metrics(history))
    console.print(_contents(history), style="dim", highlight=False)


def show_text(text: str) -> None:
    """Print a sentence."""
    _console().print(text, highlight=False)


def chart(values: Array, *, width: int = WIDTH) -> str:
    """One line of blocks: the values' means over ``width`` stretches, 0 at the bottom."""
    edges = np.linspace(0, len(values), min(width, len(values)) + 1).astype(int)
    means = [float(np.mean(values[a:b])) for a, b in pairwise(edges)]
    top = max(means) or 1.0
    return "".join(BLOCKS[max(1, round(mean / top * (len(BLOCKS) - 1)))] for mean in means)


@contextmanager
def progress() -> Iterator[tuple[Any, Any]]:
    """Bars for what takes long: (for training steps, for files being fetched).

    A bar appears once something has reported and a person is watching; a short run shows none.
    """
    console = _console(stderr=True)
    if not console.is_terminal:
        yield None, None
        return
    bars = _Bars(console)
    try:
        yield bars.watch, bars.show
    finally:
        bars.close()


class _Bars:
    def __init__(self, console: Any) -> None:
        self._console = console
        self._bars: Any = None
        self._began = time.monotonic()
        self._tasks: dict[str, Any] = {}

    def show(self, label: str, done: int, total: int | None, note: str = "") -> None:
        if self._bars is None:
            from rich.progress import Progress

            self._bars = Progress(console=self._console, transient=True)
            self._bars.start()
        if label not in self._tasks:
            self._tasks[label] = self._bars.add_task(label, total=total)
        description = label + note
        self._bars.update(self._tasks[label], completed=done, total=total, description=description)

    def watch(self, step: int, steps: int, cost: float) -> None:
        if time.monotonic() - self._began > PATIENCE:
            self.show("training", step, steps, f", cost {cost:.4f}")

    def close(self) -> None:
        if self._bars is not None:
            self._bars.stop()


def _training(run: Run) -> str:
    size = "full batch" if run.batch is None else f"batch {run.batch}"
    length = f"{run.steps} steps" if run.steps else f"{run.epochs} epochs"
    return f"α {run.learning_rate:g}, {size}, {length}"


def _costs(history: History) -> Any:
    table = _table("step", "cost", justify="right")
    spaced = np.geomspace(1, len(history), num=min(12, len(history)))
    for t in sorted({round(at) - 1 for at in spaced.tolist()}):
        table.add_row(str(t), f"{history.costs[t]:.6f}")
    return table


def _metrics(history: History) -> Any:
    plain = {name: values for name, values in history.metrics.items() if values.ndim == 1}
    table = _table("epoch", *plain, justify="right")
    epochs = len(history.metrics["cost"])
    for epoch in sorted({0, epochs - 1, *range(0, epochs, max(1, epochs // 10))}):
        row = (f"{values[epoch]:.4f}" for values in plain.values())
        table.add_row(str(epoch), *row)
    return table


def _contents(history: History) -> str:
    tape = history.tape
    if tape.interval:
        how = f"{len(tape.kept)} kept whole, keyframes every {tape.interval}, the others recomputed"
    else:
        how = "all kept whole"
    keys = " ".join(history[0].keys)
    return f"{len(history)} steps recorded ({tape.nbytes / 1e6:.1f} MB; {how}), each with {keys}."


def _table(*columns: str, justify: Any = "left") -> Any:
    from rich.table import Table

    table = Table()
    for column in columns:
        table.add_column(column, justify=justify)
    return table


def _console(*, stderr: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=stderr)
