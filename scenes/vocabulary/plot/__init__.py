"""Axes that are fixed before anything happens, curves that show only the past, and points."""

from scenes.vocabulary.plot.cost_plot import cost_plot
from scenes.vocabulary.plot.plot import Curve, Plot
from scenes.vocabulary.plot.scatter import Scatter
