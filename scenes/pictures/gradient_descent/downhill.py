"""From the gradient to the step: ∇C points uphill, −∇C is far too long, and −α∇C is the step."""

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup

from scenes.pictures.gradient_descent.runner import Runner
from scenes.pictures.gradient_descent.terrain import Terrain
from scenes.vocabulary import style
from scenes.vocabulary.stage import Gesture
from scenes.vocabulary.text import maths
from scenes.vocabulary.text.arrays import Points
from scenes.vocabulary.text.strip import plate_behind

# From the tips to the middles of ∇C, −∇C and −α∇C.
_BESIDE = RIGHT * 0.62 + DOWN * 0.29, LEFT * 1.15 + DOWN * 0.06, RIGHT * 0.85 + UP * 0.05


class DownhillBoard:
    """One arrow of a run's first step, as it is turned round and shortened; a name at its tip.

    `terrain`: Where the run is. `runner`: The run. `rate`: Its learning rate α: the step is that
    share of the gradient.
    """

    def __init__(self, terrain: Terrain, runner: Runner, *, rate: float) -> None:
        self.runner, self.far = runner, 1.0 / rate
        sources = "gradient cost(C)", "-gradient cost(C)", "-alpha gradient cost(C)"
        times = -self.far, self.far, 1.0
        self.names = [
            _named(source, terrain.map.place(*runner.ahead(0, length)) + way)
            for source, length, way in zip(sources, times, _BESIDE, strict=True)
        ]

    def uphill(self) -> Gesture:
        """Draw ∇C as far as the map goes."""
        yield (self.runner.lean(0, 0.0, -self.far, run_time=1.4),)
        yield (FadeIn(self.names[0], run_time=style.QUICK),)

    def turn_round(self) -> Gesture:
        """Turn it to −∇C, as far as the map goes."""
        yield (FadeOut(self.names[0], run_time=0.3),)
        yield (self.runner.lean(0, -self.far, self.far, run_time=1.8),)
        yield (FadeIn(self.names[1], run_time=style.QUICK),)

    def shorten(self) -> Gesture:
        """Shorten it to −α∇C, the step."""
        yield (FadeOut(self.names[1], run_time=0.3),)
        yield (self.runner.lean(0, self.far, 1.0, run_time=1.8),)
        yield (FadeIn(self.names[2], run_time=style.QUICK),)


def _named(source: str, at: Points) -> VGroup:
    """Return a name on a plate: on the lines of the map it could not be read."""
    name = maths(source, size=style.LINE).move_to(at)
    return VGroup(plate_behind(name, air=0.09), name)
