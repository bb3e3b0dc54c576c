"""What the lecture on derivatives alone draws."""

from scenes.pictures.derivatives.cube import Cube, hop, power_rule
from scenes.pictures.derivatives.growing import Growing
from scenes.pictures.derivatives.many_windows import ManyWindows
from scenes.pictures.derivatives.probe import TurningProbe
from scenes.pictures.derivatives.quotient import Settling
from scenes.pictures.derivatives.stack import Stack
from scenes.pictures.derivatives.two_panes import TwoPanes
from scenes.pictures.derivatives.window import WideWindow, Window
