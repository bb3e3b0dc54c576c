"""Sentences: each appears before the motion that it speaks of, stands while it is read, and leaves.

What is to be read and what is to be seen then never begin at once, and a beat has time without
words. TRAINREEL_SENTENCES=off leaves the sentences to the captions.
"""

import os
from collections.abc import Sequence

from manim import VGroup, config, linear

from scenes.film import NotFilmed, WholeFilm
from scenes.vocabulary import style
from scenes.vocabulary.stage.motion import Tween
from scenes.vocabulary.text import Formula, formula, words

READING = 14.5  # characters a second of a sentence that is read along
AHEAD = 0.2  # of a sentence's time: how long it stands before anything moves
_FADE = 0.3  # seconds in which a sentence leaves


class Speaking(WholeFilm):
    """A scene that tells one sentence at a time, at the foot of its stage."""

    sentence: Sequence[Formula] = ()
    told, told_at, read_at = "", 0.0, 0.0
    ahead = AHEAD  # a film whose sentences are short may take less

    def setup(self) -> None:
        """See where sentences are to stand."""
        super().setup()
        self.are_printed = _sentences_are_printed()

    def tell(self, sentence: str, *, ahead: float | None = None) -> None:
        """Show a sentence, and wait for its readers: what is played next is what it speaks of.

        Parameters
        ----------
        ahead
            How much of its reading time it stands before anything moves, 0 to 1 (default: as
            much as is usual in this film).
        """
        self.fall_silent()
        self.told, self.told_at = said(sentence), self.time
        frames = round(len(sentence) / READING * config.frame_rate)
        self.read_at = self.time + frames / config.frame_rate
        # Now, and not when it leaves: a part of a lecture may end in mid-sentence.
        self.add_subcaption(sentence, duration=self.read_at - self.time)
        if self.are_printed:
            line = words(formula.escaped(sentence), size=style.TOLD)
            self.sentence = [line.set_x(0).stand_on(style.SENTENCE_LINE)]
            # At the back it counts as still: Manim draws again whatever lies over what moves.
            self.bring_to_back(*self.sentence)
        self.hold((self.ahead if ahead is None else ahead) * (self.read_at - self.time))

    def fall_silent(self) -> None:
        """Wait until the sentence could be read, and take it away."""
        if self.told:
            self.hold(self.read_at - self.time)
            self._take_it_away()

    def rest(self, seconds: float) -> None:
        """Wait until the sentence was read, and then so long with nothing to read."""
        self.fall_silent()
        self.hold(seconds)

    def hold(self, seconds: float) -> None:
        """Keep the picture still."""
        raise NotImplementedError

    def tear_down(self) -> None:
        """End with the last sentence read, unless a part was asked for that ends before."""
        if not self.is_cut_short:
            self.fall_silent()
        super().tear_down()

    def _leaving(self, run_time: float) -> list[Tween]:
        """Return how the sentence leaves during a play of so many seconds, if it ends by then."""
        if self.told and self.read_at <= self.time:
            self._take_it_away()
        if not self.told or self.read_at >= self.time + run_time:
            return []
        begun, end = self.time, self.read_at
        line = VGroup(*self.sentence)
        self.bring_to_front(*self.sentence)  # at the back all that lies over it would be redrawn

        def show(moment: float) -> None:
            left = (end - begun - moment * run_time) / _FADE
            line.set_fill(opacity=min(max(left, 0.0), 1.0))

        return [Tween(line, show, run_time=run_time, rate_func=linear)] if self.sentence else []

    def _take_it_away(self) -> None:
        """Remove the sentence from the stage."""
        self.remove(*self.sentence)
        self.told, self.sentence = "", ()


def said(sentence: str) -> str:
    """Return a sentence, or a headline, that says something."""
    if not sentence.strip():
        raise ValueError(f"{sentence!r} says nothing; a sentence with letters is accepted.")
    return sentence


def _sentences_are_printed() -> bool:
    """Return what TRAINREEL_SENTENCES says: on, as without it, or off."""
    asked = os.environ.get("TRAINREEL_SENTENCES") or "on"
    if asked not in ("on", "off"):
        raise NotFilmed(f"TRAINREEL_SENTENCES is {asked[:40]!r}; it can be on or off.")
    return asked == "on"
