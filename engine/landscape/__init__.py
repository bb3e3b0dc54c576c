"""The landscape: the cost as a surface over two directions, and where a run's path lies on it.

A network has more parameters than a picture has axes, so a sheet is a slice: two directions
through one point of the run, all else held. The path leaves that plane; how far, and what the
sheet says under each step beside the true cost, is part of the answer.
"""

from engine.landscape.plane import Ground, Plane, flat_index, parameters, places, trajectory
from engine.landscape.surface import Sheet, along, at_random, over, principal, sheet

__all__ = [
    "Ground",
    "Plane",
    "Sheet",
    "along",
    "at_random",
    "flat_index",
    "over",
    "parameters",
    "places",
    "principal",
    "sheet",
    "trajectory",
]
