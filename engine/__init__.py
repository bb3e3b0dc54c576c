"""Train a small network in plain NumPy and keep every step of it.

``record(name)`` gives the recording of a named run, ``train`` trains a network of your own, and
both return a ``History`` whose ``Step``s hold everything that happened, as it happened.
"""

from engine import datasets, landscape, metrics, working
from engine.checks import gradient_check
from engine.errors import Diverged, Interrupted, NotAHistory, Refused
from engine.experiments import RUNS, record
from engine.history import History
from engine.network import Forward, Network
from engine.run import Run
from engine.steps import Step
from engine.storage import load
from engine.training import train

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
    "datasets",
    "gradient_check",
    "landscape",
    "load",
    "metrics",
    "record",
    "runs",
    "train",
    "working",
]
