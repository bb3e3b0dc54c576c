"""What the command line shows of a history: its costs, and what it holds."""

from __future__ import annotations

import numpy as np
from rich.console import Console
from rich.table import Table

from engine.history import History


def show_history(history: History) -> None:
    """Print the costs at steps spaced by their logarithm, then what was recorded."""
    console = Console()
    console.print(_costs(history))
    megabytes = history.tape.frames.nbytes / 1e6
    console.print(
        f"{len(history)} steps recorded ({megabytes:.1f} MB), each with "
        f"{', '.join(history[0].keys)}.",
        style="dim",
        highlight=False,
    )


def _costs(history: History) -> Table:
    about = history.run.about or history.name
    table = Table(title=f"{history.name}: {about}", title_justify="left")
    table.add_column("step", justify="right")
    table.add_column("cost", justify="right")
    spaced = np.geomspace(1, len(history), num=min(12, len(history)))
    for t in sorted({round(at) - 1 for at in spaced.tolist()}):
        table.add_row(str(t), f"{history.costs[t]:.6f}")
    return table
