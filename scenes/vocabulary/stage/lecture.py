"""A lecture: a title strip, a stage, a footer on the run's clock, and sentences that set the time.

A lecture is a table of contents of beats. `open` says which run it shows, `turn_to` which comes
next. `beat` begins a section with its headline; `say` speaks a sentence over what is played inside
it. What `follow`s the run's clock goes to a step in `show_step`, and through many in a `replay`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, ClassVar

from manim import LEFT, UP, FadeIn, FadeOut, Line, Mobject, Wait, config, smooth, squish_rate_func

from scenes.film import NotFilmed, Refusing, own_paper, settle_on_grid
from scenes.vocabulary import style
from scenes.vocabulary.stage import clocked, panel, speaking
from scenes.vocabulary.stage.gesture import Gesture
from scenes.vocabulary.stage.motion import Vanish
from scenes.vocabulary.text import Formula, Source, formula, spelling, words

BREATH = 0.4  # seconds that a finished picture stands at least
CHARACTERS_A_SECOND = 15.0  # the pace of a sentence read aloud, and of a caption read along


class Lecture(Refusing, speaking.Speaking, clocked.Clocked):
    """The frame that all lectures share.

    `allows` names what a picture does against the house's rules of type on purpose: a part of the
    rule-checker's sentence, and the reason.
    """

    allows: ClassVar[Mapping[str, str]] = MappingProxyType({})
    headline: Formula

    @classmethod
    def why_not(cls, history: Any) -> str:
        """Return why the lecture cannot show a run; nothing if it can, and can print its names."""
        data = history.dataset
        return cls.unfit(history) or spelling.unprintable((*data.feature_names, *data.class_names))

    def open(
        self,
        headline: str,
        *,
        run: panel.Recording | None = None,
        example: Source | None = None,
        also: Sequence[panel.Kept] = (),
        with_cost: bool = True,
    ) -> None:
        """Set the frame: the first headline above, and below the footer of a run, at its start.

        Parameters
        ----------
        headline
            The title of the first beat.
        run, example, with_cost
            As `turn_to` takes them; a lecture without a run has no footer.
        also
            The other runs and measurements that the film shows, now or later.
        """
        self.camera.background_color = style.THEME.paper
        if (paper := own_paper()) not in (None, style.THEME.paper):
            raise NotFilmed(
                f"its paper is {style.THEME.paper} already; say background_color = {paper} "
                "in manim.cfg, or before the lecture is imported."
            )
        self.headline = self._headline(headline)
        lines = _hairline(style.STAGE_TOP), _hairline(style.STAGE_BOTTOM)
        runs: list[panel.Kept] = [*([] if run is None else [run]), *also]
        self.bands: list[Mobject] = [panel.Fingerprints(*runs), *lines]
        self.add(*self.bands)
        if run is not None:
            self.turn_to(run, example=example, with_cost=with_cost)
        self.add(self.headline)
        self.next_section(headline)

    def beat(self, headline: str, *keep: Mobject) -> None:
        """Begin a chapter: a section of the film, a new headline, and a stage with what is kept."""
        self.fall_silent()
        self.next_section(headline)
        self.remove(*self.sentence)
        self.sentence = ()
        old, self.headline = self.headline, self._headline(headline)
        leaving = self._all_but(old, *keep)
        self.play(
            # One after the other: two headlines on the same spot could not be read.
            FadeOut(old, shift=UP * 0.12, rate_func=squish_rate_func(smooth, 0.0, 0.5)),
            FadeIn(self.headline, shift=UP * 0.12, rate_func=squish_rate_func(smooth, 0.5, 1.0)),
            *([Vanish(*leaving)] if leaving else []),
            run_time=style.QUICK,
        )
        self._set_the_stage(*keep)

    @contextmanager
    def say(self, sentence: str) -> Iterator[None]:
        """Speak a sentence over what is played inside, and wait until it could be heard."""
        start = self.time
        self._print(sentence)
        try:
            yield
            # Manim ends a motion one frame short of its end: the finished picture needs a moment.
            spoken = len(sentence) / CHARACTERS_A_SECOND
            self.hold(max(spoken - (self.time - start), BREATH))
        finally:  # a part of a lecture may end in mid-sentence
            self.add_subcaption(sentence, duration=self.time - start, offset=start - self.time)

    def _print(self, sentence: str) -> None:
        """Set the sentence as one muted line at the foot of the stage, in place of the last."""
        line = words(formula.escaped(speaking.said(sentence)), size=style.SENTENCE, role="muted")
        self.remove(*self.sentence)
        self.sentence = [line.set_x(0).stand_on(style.STAGE_BOTTOM + 0.24)]
        # At the back it counts as still: Manim draws again whatever lies over what moves.
        self.bring_to_back(*self.sentence)

    def hold(self, seconds: float) -> None:
        """Keep the picture still, for whole frames; nothing for less than one."""
        if round(seconds * config.frame_rate) >= 1:
            super().play(Wait(_whole_frames(seconds)))

    def play(self, *animations: Any, run_time: float | None = None, **settings: Any) -> None:
        """Play each for its own time, or all for `run_time`; the longest takes whole frames."""
        motions = self.compile_animations(*animations)
        longest = max(motion.run_time for motion in motions) if run_time is None else run_time
        # Manim counts with arange: a thousandth less keeps rounding from adding a frame. Whole
        # frames keep the time of a cached run.
        end = _whole_frames(longest) - 1e-3 / config.frame_rate
        for motion in motions:
            leads = run_time is not None or motion.run_time == longest
            motion.run_time = end if leads else min(motion.run_time, end)
        leaving = self._leaving(end)
        settle_on_grid(motion.mobject for motion in motions)
        super().play(*leaving, *motions, **settings)
        settle_on_grid(self.mobjects)

    def perform(self, *gestures: Gesture) -> None:
        """Play the motions of gestures, one after the other."""
        for gesture in gestures:
            for motions in gesture:
                self.play(*motions)

    def wipe(self, *keep: Mobject) -> None:
        """Fade out everything on the stage but what is kept, and forget it."""
        leaving = self._all_but(*keep)
        if leaving:
            self.play(Vanish(*leaving), run_time=style.QUICK)
        self._set_the_stage(*keep)

    def _all_but(self, *keep: Mobject) -> list[Mobject]:
        """Return all that is drawn on the stage outside the frame and what is kept."""
        staying = {id(part) for thing in (*self._frame(), *keep) for part in thing.get_family()}
        drawn = (part for thing in self.mobjects for part in thing.get_family())
        # A part that two things on the stage share leaves once.
        return [
            part for part in dict.fromkeys(drawn) if id(part) not in staying and len(part.points)
        ]

    def _set_the_stage(self, *keep: Mobject) -> None:
        """Put what stays in order again, so that what keeps still is drawn first, and once."""
        self.clear()
        self.add(*self._frame(), *keep)
        self._let_go_of_what_left()

    def _frame(self) -> list[Mobject]:
        footer = [self.footer] if self.footer else []
        return [*self.bands, self.headline, *self.sentence, *footer]

    def _headline(self, text: str) -> Formula:
        line = words(speaking.said(text), size=style.TITLE, bold=True)
        return line.align_to(style.LEFT_SIDE, LEFT).stand_on(style.STAGE_TOP + 0.22)


def _hairline(y: float) -> Line:
    ends = [style.LEFT_EDGE, y, 0], [style.RIGHT_EDGE, y, 0]
    return Line(*ends, color=style.color("hairline"), stroke_width=style.THIN)


def _whole_frames(seconds: float) -> float:
    return max(1, round(seconds * config.frame_rate)) / config.frame_rate
