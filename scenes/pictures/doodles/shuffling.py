"""An image beside a neuron's weights for it: the pixels of both change places."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, FadeIn, Group, ManimColor, linear

from scenes.pictures.doodles.mounting import framed
from scenes.vocabulary import network, style
from scenes.vocabulary.stage import Gesture, Tween, Vanish
from scenes.vocabulary.surface.swarm import Swarm
from scenes.vocabulary.text import Array, Source, Strip, quote, words

_RAGGED = 0.5  # of the time: how much later the last pixel leaves
_SWEEPS = 6  # of a window over the image, to and fro
_RIM, _MARKED = 0.2, 0.06  # by which the pixel that is looked at is larger, with and without rim


class Shuffling(Swarm):
    """What is not nought of an image or of a row of weights, on its way to other places of it.

    `image`: Where they stand at first. `marked`: The pixel that is drawn larger.
    """

    def __init__(self, image: network.PixelGrid, marked: int) -> None:
        self.every = np.array([image.pixel(k)[:2] for k in range(image.values.size)])
        self.filled = np.flatnonzero(image.values.ravel())
        count, self.marked = len(self.filled), int(np.searchsorted(self.filled, marked))
        colours = [ManimColor(rgb) for rgb in image.colours().reshape(-1, 3)[self.filled]]
        self.kinds = [(colour, [k]) for k, colour in enumerate(colours)]
        self.kinds += [(style.color("target"), [count]), (colours[self.marked], [count + 1])]
        self.sides = image.pitch + np.append(np.zeros(count), [_RIM, _MARKED])
        leave = np.arange(count) / count * _RAGGED
        super().__init__(image.points.copy(), leave, 1 - _RAGGED)
        self.show(self.every[self.filled])

    def show(self, places: Array) -> Self:
        """Show them at these places (k, 2)."""
        self.places = places
        above = np.vstack([places, places[[self.marked] * 2]])
        return self.scatter(above, self.sides, self.kinds, round=False)

    def to(self, order: Any, *, run_time: float) -> Tween:
        """Return how they go to other places: pixel k to the place `order[k]` (n,) of the image."""
        starts, ends = self.places, self.every[order[self.filled]]
        return self.go(lambda t: self.show(self.between(starts, ends, t)), run_time=run_time)


_SIDE, _APART, _IN = 3.7, 3.95, RIGHT * 0.06 + UP * 0.5
_FIRST = style.LEFT_SIDE + RIGHT * _SIDE / 2 + style.MIDDLE + _IN
_SECOND = _FIRST + RIGHT * _APART


class SideBySide(Group):
    """An image and a neuron's weights for it, equally large, and below them the weighted input.

    It is the most active of some neurons; the pixel that says most to it is drawn larger, with its
    weight. `image`: It comes from where it stands. `step`: Whose weights. `among`: Neurons of the
    first layer. `source`: What flowed of the image, in its first column.
    """

    def __init__(
        self, image: network.PixelGrid, step: Source, among: Sequence[int], source: Source
    ) -> None:
        self.image, self.source = image, source
        self.neuron = max(among, key=lambda one: float(source["z1"][one, 0]))
        weights = np.asarray(step["W1"])[self.neuron].reshape(image.values.shape)
        self.marked = int(np.abs(weights * image.values).argmax())
        looks: dict[str, Any] = {"height": _SIDE, "signed": True, "of": "W1", "row": self.neuron}
        self.weights = network.PixelGrid(weights, **looks).cite(step).move_to(_SECOND)
        super().__init__(image)  # the others once they have come

    def appear(self) -> Gesture:
        """Let the image go to its place, the weights come beside it, and their sum."""
        going = self.image.animate(run_time=1.2).scale_to_fit_height(_SIDE).move_to(_FIRST)
        yield (going.build(),)
        coming = Group()
        said = "image", f"weights of neuron {self.neuron + 1}"
        for image, name in zip((self.image, self.weights), said, strict=True):
            frame = framed(image)[1]
            line = words(name, size=style.BODY, role="muted").next_to(frame, DOWN, buff=0.15)
            coming.add(frame, line)
        self.add(self.weights, *coming)
        yield (FadeIn(self.weights, coming, run_time=0.8),)
        yield (self.hear(0),)

    def let_loose(self) -> tuple[Shuffling, Shuffling]:
        """Return the pixels and the weights, as what can change places."""
        pixels, weights = (Shuffling(one, self.marked) for one in (self.image, self.weights))
        self.remove(self.image, self.weights).add(pixels, weights)
        return pixels, weights

    def glide(self, *, run_time: float) -> Gesture:
        """Let a window of three by three pixels go over the image, row by row."""
        rows, columns = self.image.values.shape
        swept = enumerate(np.linspace(1, rows - 2, _SWEEPS, dtype=int).tolist())
        ends = [row * columns + at for k, row in swept for at in (1, columns - 2)[:: (-1) ** k]]
        x, y, _ = np.array([self.image.pixel(end) for end in ends]).T
        window = self.image.frame(0, 2 * columns + 2, role="weight").set_stroke(width=style.BOLD)

        def show(moment: float) -> None:
            at = moment * (len(ends) - 1)
            window.move_to([np.interp(at, range(len(ends)), way) for way in (x, y, 0 * x)])

        yield (Tween(window, show, run_time=run_time, rate_func=linear),)

    def hear(self, column: int) -> FadeIn:
        """Return the neuron's weighted input for one of the images that went through."""
        looks: dict[str, Any] = {"size": style.RESULT, "role": "weighted", "anchor": "left"}
        number = quote(self.source, "z1", (self.neuron, column), 2, **looks)
        name = words("weighted input:", size=style.LINE, role="weighted")
        self.heard = Strip(name, number, gap=0.2)
        self.heard.move_to((_FIRST + _SECOND) / 2 + DOWN * (_SIDE / 2 + 0.75))
        self.add(self.heard)
        return FadeIn(self.heard, run_time=0.6)

    def forget(self) -> Vanish:
        """Return how what was heard leaves."""
        self.remove(self.heard)
        return Vanish(*self.heard.family_members_with_points(), run_time=0.4)
