"""What the command line shows: the runs, a history's costs and contents, and how training goes."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any

import numpy as np

from engine.basics.arrays import Array
from engine.errors import counted
from engine.experiments import RUNS
from engine.history import History
from engine.run import Run

BLOCKS = " ▁▂▃▄▅▆▇█"
NEAREST = {
    **dict(zip(map(ord, BLOCKS), " 12345678", strict=True)),  # a chart is read by its heights
    **dict(zip(map(ord, "αβδλμ×─–—…’é"), "abdlmx---.'e", strict=True)),
}
"""A letter that a terminal may not have -> the nearest that each has."""
WIDTH = 64
PATIENCE = 0.5
"""Seconds that a training may take before it shows a bar."""


def show_runs() -> None:
    """Print the named runs as a table."""
    rows = [
        (run.name, "-".join(map(str, run.sizes)), run.cost, _training(run), run.about)
        for run in RUNS.values()
    ]
    show_text(_table(("run", "network", "cost", "training", "about"), rows, numbers=False))


def show_history(history: History) -> None:
    """Print what a history is of, its costs, its metrics by epoch, and what it holds."""
    show_text(f"{history.name}: {history.run.about}" if history.run.about else history.name)
    show_text(_what(history))
    if not history.complete:
        show_text("not complete: training was stopped")
    if history.unchecked:
        show_text("not checked: its numbers were not held to the laws of learning")
    show_text(_costs(history))
    show_text(f"cost  {chart(history.costs)}  steps 0 to {len(history) - 1}")
    if history.metrics:
        show_text(_metrics(history))
    show_text(_contents(history))


def show_lectures(answers: Mapping[str, str], run: str) -> None:
    """Print which lectures can show a run, why the others cannot, and how it is filmed."""
    rows = [(name, f"no: {why}" if why else "yes") for name, why in answers.items()]
    show_text(_table(("lecture", "can show it"), rows, numbers=False))
    for name in (name for name, why in answers.items() if not why):
        show_text(f"TRAINREEL_RUN={shlex.quote(run)} manim render scenes/{name}.py films it.")
        break


def show_text(text: str) -> None:
    """Print to whoever listens: with no output, or a reader who has left, there is nothing to do.

    Raises ``OSError``, once, where the output takes no more.
    """
    if sys.stdout is None:  # it was closed before we began
        return
    try:
        sys.stdout.write(fitted(text, sys.stdout.encoding) + "\n")
        sys.stdout.flush()
    except OSError as error:
        # What could not be written is still in the buffer, and would fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(f"The output cannot be written: {error.strerror}.") from error


def complain(text: str) -> None:
    """Print to the errors, if anybody listens."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(fitted(text, sys.stderr.encoding) + "\n")
            sys.stderr.flush()


def fitted(text: str, encoding: str | None) -> str:
    """``text`` in letters that the encoding has: the nearest, or a question mark."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(NEAREST).encode(encoding, "replace").decode(encoding)
    return text


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
    if sys.stderr is None or not sys.stderr.isatty():
        yield None, None
        return
    bars = _Bars()
    try:
        yield bars.watch, bars.show
    finally:
        bars.close()


class _Bars:
    def __init__(self) -> None:
        self._bars: Any = None
        self._began = time.monotonic()
        self._tasks: dict[str, Any] = {}

    def show(self, label: str, done: int, total: int | None, note: str = "") -> None:
        if self._bars is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bars = Progress(console=Console(stderr=True), transient=True)
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


def _what(history: History) -> str:
    run = history.run
    shape, curves = "-".join(map(str, run.sizes)), ", ".join(dict.fromkeys(run.activations))
    data = f"{counted(len(history.examples), 'example')} of {run.data}"
    return f"{shape} of {curves}, cost {run.cost}, {data}, {_training(run)}"


def _training(run: Run) -> str:
    size = "full batch" if run.batch is None else f"batch {run.batch}"
    length = counted(run.steps, "step") if run.steps else counted(run.epochs or 0, "epoch")
    return f"α {run.learning_rate:g}, {size}, {length}"


def _costs(history: History) -> str:
    spaced = np.geomspace(1, len(history), num=min(12, len(history)))
    steps = sorted({round(at) - 1 for at in spaced.tolist()})
    shown = {"cost": history.costs}
    if history.run.l2:
        shown |= {"penalty": history.penalties, "together": history.penalized_costs}
    rows = [(str(t), *(f"{values[t]:.6f}" for values in shown.values())) for t in steps]
    return _table(("step", *shown), rows)


def _metrics(history: History) -> str:
    plain = {name: values for name, values in history.metrics.items() if values.ndim == 1}
    epochs = len(history.metrics["cost"])
    shown = sorted({0, epochs - 1, *range(0, epochs, max(1, epochs // 10))})
    rows = [(str(e), *(f"{values[e]:.4f}" for values in plain.values())) for e in shown]
    return _table(("epoch", *plain), rows)


def _contents(history: History) -> str:
    tape = history.tape
    if tape.interval:
        how = f"{len(tape.kept)} kept whole, keyframes every {tape.interval}, the others recomputed"
    elif len(tape.kept) < len(history):
        how = f"{len(tape.kept)} kept whole, of the others the cost"
    else:
        how = "all kept whole"
    keys = " ".join(history[0].keys)
    steps = counted(len(history), "step")
    return f"{steps} recorded ({tape.nbytes / 1e6:.1f} MB; {how}), each with {keys}."


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = True) -> str:
    """Columns as wide as their widest entry; numbers stand to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["─" * width for width in widths], *rows]
    side = str.rjust if numbers else str.ljust
    return "\n".join("  ".join(map(side, line, widths)).rstrip() for line in lines)
