"""Plots: a history looked at instead of read, in the colours of the lectures.

Each takes a history, and a step if you name one; without, it is what the training led to. Each
draws into ``ax``, matplotlib axes of yours, or into new ones, and returns them, so that anything
can be changed afterwards. ``theme`` is "dark" or "light"; without, ``TRAINREEL_THEME`` says which,
and into axes of yours the one that suits their figure is drawn.

They need matplotlib, of the extra ``plots``, which is imported when a plot is asked for.
"""

from engine.plots.answers import confusion, decision_map
from engine.plots.course import cost, gradients
from engine.plots.parameters import weights
from engine.plots.saving import PLOTS, save

__all__ = ["PLOTS", "confusion", "cost", "decision_map", "gradients", "save", "weights"]
