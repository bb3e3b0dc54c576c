"""Train a small network in plain NumPy and keep every step of it.

``record(name)`` gives the recording of a named run, ``train`` trains a network of your own, and
both return a ``History`` whose ``Step``s hold everything that happened, as it happened.
``resume`` goes on where a history ends.

To read how: ``network``, ``activations``, ``costs``, ``layer``, ``backprop`` and ``optimizers`` are
the algorithm; ``run``, ``training``, ``steps`` and ``history`` are what becomes of it, ``metrics``
says how good it is, ``experiments`` lists the named runs, ``errors`` what is refused. The rooms
hold the rest: ``basics``, ``datasets``, ``learning``, ``recording``, ``storage``, ``working``,
``landscape``, ``plots``, ``measuring``, ``asking`` and ``adapters``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine import datasets, metrics
from engine.asking.choosing import at_hand, chosen
from engine.asking.own import train
from engine.basics.guesses import missing
from engine.errors import Diverged, Interrupted, NotAHistory, Refused, Untrue
from engine.experiments import RUNS, record
from engine.history import History
from engine.network import Forward, Network
from engine.run import Run
from engine.steps import Step
from engine.storage.loading import load

if TYPE_CHECKING:
    from engine import landscape, measuring, plots, working
    from engine.asking.resuming import resume
    from engine.datasets.prepare import one_hot, z_score
    from engine.working.checks import gradient_check

runs = tuple(RUNS)
"""The names that ``record`` knows."""

__all__ = [
    "RUNS",
    "Diverged",
    "Forward",
    "History",
    "Interrupted",
    "Network",
    "NotAHistory",
    "Refused",
    "Run",
    "Step",
    "Untrue",
    "at_hand",
    "chosen",
    "datasets",
    "gradient_check",
    "landscape",
    "load",
    "measuring",
    "metrics",
    "one_hot",
    "plots",
    "record",
    "resume",
    "runs",
    "train",
    "working",
    "z_score",
]

LATER = {
    "gradient_check": "engine.working.checks",
    "one_hot": "engine.datasets.prepare",
    "resume": "engine.asking.resuming",
    "z_score": "engine.datasets.prepare",
}
"""What training does not need -> where it stands."""


def __getattr__(name: str) -> Any:
    """What training does not need is imported when it is first asked for."""
    if name in ("landscape", "measuring", "plots", "working"):
        return import_module(f"engine.{name}")
    if name in LATER:
        return getattr(import_module(LATER[name]), name)
    if name == "__version__":
        return import_module("engine.basics.version").version()
    raise missing("module 'engine'", "engine", name)
