"""The words a lecture may use: nouns that take arrays, verbs that return animations."""

from scenes.vocabulary import style
from scenes.vocabulary.badge import Badges
from scenes.vocabulary.bars import PredictionBars, SignedBars
from scenes.vocabulary.become import become_cells
from scenes.vocabulary.chain import ChainRule, Link
from scenes.vocabulary.columns import ExampleColumns
from scenes.vocabulary.digits import fewest_decimals
from scenes.vocabulary.fill import Fill
from scenes.vocabulary.flip import Flip
from scenes.vocabulary.flow import Flow, Run
from scenes.vocabulary.footer import Footer
from scenes.vocabulary.formula import maths, on_one_line, words
from scenes.vocabulary.gauge import Gauge
from scenes.vocabulary.layers import LayerBack, LayerForward, LayerGradient
from scenes.vocabulary.lecture import Lecture
from scenes.vocabulary.ledger import Entry, Ledger
from scenes.vocabulary.light import Awaken, Spotlight
from scenes.vocabulary.matrix import ValueMatrix, frame_around
from scenes.vocabulary.motion import Flight, Reveal, Tween, conceal
from scenes.vocabulary.network import NetworkDiagram
from scenes.vocabulary.plot import Curve, Plot
from scenes.vocabulary.readout import Readout
from scenes.vocabulary.scatter import Scatter
from scenes.vocabulary.squash import Squash
from scenes.vocabulary.strip import RunningSum, Strip, plate_behind
from scenes.vocabulary.surface import Ball, CostSurface, DropLine, Orbit, StepArrow
from scenes.vocabulary.table import Column, Table

__all__ = [
    "Awaken",
    "Badges",
    "Ball",
    "ChainRule",
    "Column",
    "ExampleColumns",
    "CostSurface",
    "Curve",
    "DropLine",
    "Entry",
    "Fill",
    "Flight",
    "Flip",
    "Flow",
    "Footer",
    "Gauge",
    "LayerBack",
    "LayerForward",
    "LayerGradient",
    "Lecture",
    "Ledger",
    "Link",
    "NetworkDiagram",
    "Orbit",
    "Plot",
    "PredictionBars",
    "Readout",
    "Reveal",
    "Run",
    "RunningSum",
    "Scatter",
    "SignedBars",
    "Spotlight",
    "Squash",
    "StepArrow",
    "Strip",
    "Table",
    "Tween",
    "ValueMatrix",
    "become_cells",
    "conceal",
    "fewest_decimals",
    "frame_around",
    "maths",
    "on_one_line",
    "plate_behind",
    "style",
    "words",
]
