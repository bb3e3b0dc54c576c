"""A lecture that cannot show what it was given says so in one sentence, before its first frame."""

import os
import shlex
import sys
from typing import Any, ClassVar, NoReturn

from manim import Scene, logger


def end_with(sentence: object, *, of: str) -> NoReturn:
    """End the program with exit code 2 and a sentence about a lecture."""
    sys.stderr.write(f"{of}: {sentence}\n")
    raise SystemExit(2) from None


class Refusing(Scene):
    """A scene that ends with a sentence and exit code 2 where it has to refuse.

    `refusals` are the exceptions that say no to the reader, such as a run that is not there or is
    too deep for the picture. A lecture raises them before its first animation; nothing was drawn by
    then, and a film of that name stays as it is. A later one is a fault of ours and is shown whole.
    """

    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    @staticmethod
    def unfit(history: Any) -> str:
        """Return why the lecture cannot show a run; nothing if it can.

        A lecture that replays the run that TRAINREEL_RUN names has an answer of its own.
        """
        return "it shows runs of its own"

    @classmethod
    def why_not(cls, history: Any) -> str:
        """Return the same, and what no lecture can show; nothing if it can."""
        return cls.unfit(history)

    def fitting(self, history: Any) -> Any:
        """Return a run that the lecture can show; refuse another with the reason."""
        if reason := self.why_not(history):
            raise self.refusals[0](f"{history.name} cannot be shown here: {reason}.")
        return history

    def render(self, preview: bool = False) -> Any:
        """Film the scene, as Manim does."""
        self._say_whose_runs_it_shows()
        try:
            return super().render(preview)
        except self.refusals as refusal:
            if self.time > 0:
                raise
            end_with(refusal, of=type(self).__name__)

    def _say_whose_runs_it_shows(self) -> None:
        """Tell the reader that a run was named in vain, where the lecture takes none."""
        name = os.environ.get("TRAINREEL_RUN", "")
        if name and type(self).unfit is Refusing.unfit:
            logger.warning(
                f"{type(self).__name__} shows runs of its own, whatever TRAINREEL_RUN says; "
                f"which lectures replay it, `python -m engine show {shlex.quote(name)}` says."
            )
