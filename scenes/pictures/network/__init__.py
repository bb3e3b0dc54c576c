"""What the lecture on a network's numbers alone draws."""

from scenes.pictures.network.dials import DialsAndMap, liveliest
from scenes.pictures.network.dust import Dust
from scenes.pictures.network.maps import unfit
from scenes.pictures.network.mixing import Mixing
from scenes.pictures.network.packing import ROOM, packed
from scenes.pictures.network.parameters import Addition, Naming, count_all, counts
from scenes.pictures.network.rows import Rows
from scenes.pictures.network.seeing import Seeing
from scenes.pictures.network.wall import Wall, data_comes, network_of
