"""What the lecture on tables of numbers alone draws: a plane and its shadows, plugs, tiles."""

from scenes.pictures.scalars_to_matrices.plane import Plane
from scenes.pictures.scalars_to_matrices.shadow import Shadow, Walk
from scenes.pictures.scalars_to_matrices.space import Space, camera, edge_on
from scenes.pictures.scalars_to_matrices.tables import ANSWERS, ROLES, Meeting, Plug, Tiles, table
