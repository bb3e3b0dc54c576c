"""A wall of all images that were asked about, and how many of them were called the same."""

import numpy as np
from manim import DOWN, RIGHT, Group, VGroup, linear

from scenes.pictures.doodles import guessing, mounting
from scenes.vocabulary import network, stage, style
from scenes.vocabulary.text import Readout, formula, words

_IN = RIGHT * 0.85  # from the left margin to the middle of the count


class WallOfImages(Group):
    """All images of a board as tiles, where its own stood, and a count at the left.

    Counted is the commonest class, `called`; in the end there are `times` of it.
    """

    def __init__(self, board: guessing.GuessBoard) -> None:
        self.board, answers = board, board.answers.argmax(axis=0)
        self.called = int(np.bincount(answers).argmax())
        self.said = answers == self.called
        self.times = int(self.said.sum())
        self.images = np.asarray(board.source["a0"]).T.reshape(-1, *board.shape)
        self.wide = int(np.ceil(np.sqrt(board.columns)))
        flat = mounting.tiled(self.images, self.wide)
        high = len(flat) // (board.shape[0] + 1)
        self.image = network.PixelGrid(flat, height=guessing.SIDE * high / self.wide)
        self.image.move_to(board.image).stand_on_pixels()
        self.number = Readout(0, 0, of="axis", size=style.GIANT, anchor="center")
        self.number.put_anchor(style.LEFT_SIDE + _IN + style.MIDDLE)
        name = words(f"called {formula.escaped(board.class_names[self.called])}", size=style.BODY)
        super().__init__(self.image, VGroup(self.number, name.next_to(self.number, DOWN, buff=0.3)))
        self.show(0)

    def show(self, asked: int) -> None:
        """Show the first so many, and what was answered to the last of them."""
        seen = np.arange(len(self.images)) < asked
        self.image.show_values(mounting.tiled(self.images * seen[:, None, None], self.wide))
        self.number.show_value(int(self.said[:asked].sum()))
        self.board.bars.show(self.board.source, max(asked - 1, 0))

    def fill(self, *, run_time: float) -> stage.Tween:
        """Return how one after the other is asked."""
        moving = Group(self, self.board.bars.moving)
        show = lambda moment: self.show(round(moment * len(self.images)))  # noqa: E731
        return stage.Tween(moving, show, run_time=run_time, rate_func=linear)
