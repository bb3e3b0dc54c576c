"""Axes that are fixed before anything happens, curves that show only the past, and points."""

from scenes.vocabulary.plot.curve import Curve
from scenes.vocabulary.plot.plot import Plot, cost_plot
