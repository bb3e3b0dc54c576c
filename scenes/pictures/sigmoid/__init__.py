"""What the lecture on the sigmoid alone draws."""

from scenes.pictures.sigmoid.bent_line import BentLine
from scenes.pictures.sigmoid.doors import DoorsInARow
from scenes.pictures.sigmoid.guesses import SameForAll
from scenes.pictures.sigmoid.rows_of_z import RowsOfZ, zoom_out
from scenes.pictures.sigmoid.slopes import SlopesOfAll
from scenes.pictures.sigmoid.stick import Stick, slope_line
from scenes.pictures.sigmoid.two_costs import TwoCosts, two_sums
from scenes.pictures.sigmoid.what_fits import first_inside, parted, shown_of, two_kinds, unfit
