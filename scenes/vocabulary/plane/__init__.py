"""The plane of two inputs: what is answered at each place, where that changes, who lies where."""

from scenes.vocabulary.plane.decision_map import DecisionMap
from scenes.vocabulary.plane.example_dot import example_dot, key_of
from scenes.vocabulary.plane.field import Field
from scenes.vocabulary.plane.plane_map import PlaneMap
