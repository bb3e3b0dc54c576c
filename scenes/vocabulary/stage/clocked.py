"""One clock for all that a lecture shows of a run: panels follow it, or move in a replay."""

from collections.abc import Sequence
from typing import cast

from manim import Group, Mobject, Scene

from scenes.vocabulary.stage import motion, some_steps
from scenes.vocabulary.stage.footer import BAR, NARROW, Clock, Footer, beside_the_bar
from scenes.vocabulary.stage.panel import Panel, Recording
from scenes.vocabulary.text import Source


class Clocked(Scene):
    """A scene on the clock of a run.

    What is seen was recorded in `recording`, or in the working of `example`, if it does not cite
    something else.
    """

    footer: Footer | Clock | None = None
    recording: Recording | None = None
    example: Source | None = None
    followers: Sequence[Panel] = ()
    pace: some_steps.Pace = staticmethod(motion.log_pace)
    step = 0

    def turn_to(
        self,
        *runs: Recording,
        example: Source | None = None,
        with_cost: bool = True,
        even: bool = False,
    ) -> None:
        """Show a run from its start, or several on one clock; nothing follows it yet.

        Parameters
        ----------
        runs
            The first is what numbers are held against that cite no other. Several have the clock
            alone for a footer, for their costs differ.
        example
            The working of the example that is followed, likewise.
        with_cost
            Whether the footer gives cost and learning rate; else the clock alone.
        even
            Whether the clock is even in steps, and alone; else it is even in log time.
        """
        self.hide_the_footer()
        self.recording, self.example = runs[0], example
        alone = len(runs) > 1 or even or not with_cost
        unchecked, last = any(getattr(run, "unchecked", False) for run in runs), len(runs[0]) - 1
        width = NARROW if unchecked else BAR
        self.footer = Clock(last, even=even) if alone else Footer.of(runs[0], width=width)
        if unchecked:
            self.footer.add(beside_the_bar("not checked", self.footer.bar))
        self.pace = motion.even_pace if even else motion.log_pace
        self.add(self.footer)
        self.followers = [self.footer]
        self.show_step(0)

    def hide_the_footer(self) -> None:
        """Take the footer away while no run moves; `turn_to` sets another."""
        if self.footer is not None:
            self.remove(self.footer)
        self.footer = None

    def follow(self, *panels: Panel) -> None:
        """Let panels follow the run's clock until they leave the stage."""
        self.followers = [*self.followers, *panels]

    def let_go(self, *panels: Panel) -> None:
        """Leave panels on the stage as they are: they follow the clock no longer."""
        self.followers = [panel for panel in self.followers if panel not in panels]

    def show_step(self, step: int) -> None:
        """Move every panel that follows the clock to a step, or the last recorded until then."""
        at_hand = getattr(self.recording, "at_hand", int)
        self.step = at_hand(step)
        for panel in self.followers:
            panel.show_step(self.step)

    def replay(self, last: int, *, run_time: float) -> motion.Replay:
        """Return the run from the present step to `last`, on the clock that `turn_to` set."""
        self._let_go_of_what_left()
        panels, steps = Group(*cast(Sequence[Mobject], self.followers)), (self.step, last)
        return motion.Replay(panels, self.show_step, steps=steps, pace=self.pace, run_time=run_time)

    def _let_go_of_what_left(self) -> None:
        stage = {id(part) for thing in self.mobjects for part in thing.get_family()}
        seen = [any(id(part) in stage for part in panel.get_family()) for panel in self.followers]
        self.followers = [panel for panel, is_ in zip(self.followers, seen, strict=True) if is_]
