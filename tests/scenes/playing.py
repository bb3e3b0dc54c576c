"""A lecture played without a film, watched at each sentence's end and while things move."""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from manim import Scene, Wait, tempconfig

from scenes.vocabulary.stage import Lecture
from scenes.vocabulary.stage.motion import Replay
from scenes.vocabulary.text.provenance import Depiction
from tests.scenes.calculator import lines, miscalculated
from tests.scenes.flashes import Flashes
from tests.scenes.looking import Births, Moment, look, nouns, standing_still
from tests.scenes.pictures import small

# Frames are counted and pictures computed as for a film, but none is encoded.
QUIETLY = {
    "dry_run": True,
    "quality": "low_quality",
    "verbosity": "ERROR",
    "progress_bar": "none",
    "disable_caching": True,  # the names of segments that are not written take long to compute
}
STILL = 0.5  # seconds in which a picture can be looked at
SHARES = 0.25, 0.5, 0.75  # of a motion: when it is looked at
Check = Callable[[Lecture], list[str]]


def scene_classes(path: Path) -> list[type[Scene]]:
    """Return the scenes that a file itself defines."""
    spec = importlib.util.spec_from_file_location(f"played_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Scene)
        and thing.__module__ == module.__name__
    ]


class Caption(NamedTuple):
    """One sentence, and when it is read, in seconds."""

    text: str
    start: float
    end: float


class Playing(NamedTuple):
    """A lecture that has been played to its end."""

    path: Path
    scene: Lecture
    seconds: float
    sections: list[str]
    begun: list[float]
    stills: list[tuple[float, float]]
    said: list[str]
    captions: list[Caption]
    moments: list[Moment]
    flashes: Flashes
    pictures: dict[str, Any]
    injected: Sequence[Any] = ()

    @property
    def rests(self) -> list[Moment]:
        """The moments at which a sentence was over and nothing moved."""
        return [moment for moment in self.moments if not moment.moving]


def no_check(_: Lecture) -> list[str]:
    """Find nothing."""
    return []


def play(
    path: Path, audit: Check = no_check, lint: Check = no_check, *, every_frame: bool = True
) -> Playing:
    """Play the lecture of a file, looking at it when each sentence is over and in each motion.

    `audit(scene)` returns what is untrue in what is shown, at rest and in motion; `lint(scene)`
    what is unclean, at rest. Where not every frame is to be seen, only those at rest are drawn:
    all moves as it does otherwise, in half of the time.
    """
    (lecture,) = scene_classes(path)
    births = Births()
    with tempconfig(QUIETLY), births.noted():
        scene = watched(lecture, audit, lint, every_frame=every_frame)()
        scene.births = births
        scene.render()
        captions = [
            Caption(line.content, line.start.total_seconds(), line.end.total_seconds())
            for line in scene.renderer.file_writer.subcaptions
        ]
    return Playing(
        path,
        scene,
        scene.time,
        scene.sections_begun,
        scene.begun_at,
        scene.stills,
        scene.said,
        captions,
        scene.moments,
        scene.flashes,
        scene.pictures,
    )


def watched(lecture: type[Lecture], audit: Check, lint: Check, *, every_frame: bool) -> type[Any]:
    """Return a lecture with someone in the back row who takes notes."""

    class Watched(lecture):  # type: ignore[misc, valid-type]
        """The lecture, watched."""

        def setup(self) -> None:
            super().setup()
            self.sections_begun: list[str] = []
            self.begun_at: list[float] = []
            self.stills: list[tuple[float, float]] = []  # when, and for how many seconds
            self.said: list[str] = []
            self.unsettled = False  # whether something moves that is not on the run's clock
            self.moments: list[Moment] = []
            self.pictures: dict[str, Any] = {}
            self.flashes = Flashes()
            self._watch_the_frames()

        def _watch_the_frames(self) -> None:
            add_frame = self.renderer.add_frame
            self.draw = self.renderer.update_frame
            if not every_frame:
                self.renderer.update_frame = lambda *_, **__: None
                return

            def add_and_see(frame: Any, num_frames: int = 1) -> None:
                self.flashes.see(frame, self.time)
                add_frame(frame, num_frames)

            self.renderer.add_frame = add_and_see

        def next_section(self, name: str = "unnamed", *rest: Any, **settings: Any) -> None:
            self.sections_begun.append(name)
            self.begun_at.append(self.time)
            super().next_section(name, *rest, **settings)

        @contextmanager
        def say(self, sentence: str) -> Iterator[None]:
            self.said.append(sentence)
            with super().say(sentence):
                yield
            self._note(moving=False)
            if not every_frame:
                self.renderer.static_image = None  # nothing stands there that is not drawn again
                self.draw(self)
            # A beat's last sentence leaves its picture.
            self.pictures[self.sections_begun[-1]] = small(self.renderer.get_frame())

        def tell(self, sentence: str, **settings: Any) -> None:
            super().tell(sentence, **settings)
            self.said.append(sentence)

        def hold(self, seconds: float) -> None:
            """A still is looked at: what stands is a finished picture."""
            start = self.time
            super().hold(seconds)
            if self.time > start:
                self.stills.append((start, self.time - start))
            if seconds >= STILL and (self.told_at or self.said):
                self._note(moving=False)
                self.pictures[self.sections_begun[-1]] = small(self.renderer.get_frame())

        def update_to_time(self, t: float) -> None:
            before = getattr(self, "_moment", 0.0)
            super().update_to_time(t)
            self._moment = t / self.duration
            still = all(isinstance(animation, Wait) for animation in self.animations)
            if not still and any(before < share <= self._moment for share in SHARES):
                self._note(moving=True)

        def _note(self, *, moving: bool) -> None:
            clocked = all(isinstance(animation, (Replay, Wait)) for animation in self.animations)
            self.unsettled = moving and not clocked
            headline = self.sections_begun[-1] if self.sections_begun else ""
            sentence = self.said[-1] if self.said else ""
            unclean = [] if moving else lint(self)  # which may try what is wrong, and undo it
            with standing_still(self):
                readings, pieces = look(self)
                depicted = 0 if self.unsettled else len(nouns(self, Depiction))
                self.moments.append(
                    Moment(
                        headline,
                        sentence,
                        moving,
                        self.step,
                        readings,
                        pieces,
                        untrue=audit(self),
                        wrong=miscalculated(self),
                        depicted=depicted,
                        calculated=len(list(lines(self))),
                        unclean=unclean,
                    )
                )

    return Watched
