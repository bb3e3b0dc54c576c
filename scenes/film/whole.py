"""A film is whole or not there: it is written beside its place, and takes it in one move.

Manim writes segments, films and captions straight to their names. A render that was killed, or a
full disk, would leave half a film where a finished one stood, and two renders at once would write
into the same segment. Here each writes to a hidden name of its own and renames what is whole.
"""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from manim import RendererType, Scene, SceneFileWriter, config, logger
from manim import __version__ as version

from scenes.film.drawing import SwiftCamera
from scenes.film.hidden import WholeSegment, hidden_folder, settle
from scenes.film.memory import return_what_is_freed
from scenes.film.rendering import SwiftRenderer
from scenes.film.segments import can_be_played, drop_broken_segments, join, sweep
from scenes.film.spares import Spares

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a system says when there is no room for more of a file."""


class WholeFilm(Scene):
    """A scene whose film is written whole, or stays what it was."""

    def __init__(self, renderer: Any = None) -> None:
        if renderer is None and config.renderer == RendererType.CAIRO:
            renderer = SwiftRenderer(WholeFilmWriter, SwiftCamera)
        super().__init__(renderer)

    def setup(self) -> None:
        """Clear away what a killed render left, before Manim looks for cached segments."""
        super().setup()
        return_what_is_freed()
        segments, film = self.output_plan.segment_cache_dir, self.output_plan.primary_artifact
        if segments is not None and film is not None:
            drop_broken_segments(segments)
            sweep(segments)
            sweep(film.parent)

    def render(self, preview: bool = False) -> Any:
        """Make the film; where there is no room for it, say so in a sentence and stop."""
        try:
            return super().render(preview)
        except Exception as error:
            if not _was_full(error):
                raise
            place = self.output_plan.primary_artifact or Path(config.media_dir)
            raise SystemExit(
                f"There is no room left for the film of {type(self).__name__} in {place.parent}: "
                "make some, or name another folder with --media_dir. "
                "A film that stood there before is as it was."
            ) from error


class WholeFilmWriter(SceneFileWriter):
    """Manim's writer of films, except that nothing takes its place before it is whole."""

    output_plan: Any

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.spares = Spares()

    def finish(self) -> None:
        """Join the segments in a hidden folder, and move what came of it into place."""
        plan = self.output_plan
        if not self.output_spec.is_video:
            super().finish()
            return
        film = plan.primary_artifact
        with hidden_folder(film) as folder:
            self.output_plan = _moved(plan, folder)
            try:
                with quiet():  # the places that Manim would name are not where the film will be
                    super().finish()
            finally:
                self.output_plan = plan
            made = folder / film.name
            if not made.exists():
                return  # every play was skipped
            if not can_be_played(made):
                raise OSError(f"{film} could not be written: the film that was made cannot be read")
            if plan.sections_dir is not None:
                settle(folder / "sections", plan.sections_dir)
            settle(folder, film.parent)
        self.print_file_ready_message(film)

    def combine_files(
        self, input_files: list[str], output_file: Path, *kind: Any, **kinds: Any
    ) -> None:
        """Join segments; to what is no film of pictures alone Manim sees itself."""
        if output_file.suffix != ".mp4" or any((*kind, *kinds.values())):
            super().combine_files(input_files, output_file, *kind, **kinds)
            return
        output_file.parent.mkdir(parents=True, exist_ok=True)
        listed = self._concat_manifest_bytes(input_files)
        join(listed, output_file, comment=f"Rendered with Manim Community v{version}")

    def _create_segment_encoder(self, target: Path) -> "WholeSegment":
        return WholeSegment(target, self.video_encoder, self.spares)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Manim from telling what goes well."""
    level = logger.level
    logger.setLevel(max(level, logging.WARNING))
    try:
        yield
    finally:
        logger.setLevel(level)


def _moved(plan: Any, folder: Path) -> Any:
    """Return Manim's plan with all that is made in the end in another folder."""
    places = {
        "primary_artifact": folder,
        "subcaption_file": folder,
        "section_index": folder / "sections",
    }
    planned = {name: getattr(plan, name) for name in places}
    moved = {name: places[name] / path.name for name, path in planned.items() if path is not None}
    return replace(plan, **moved, sections_dir=plan.sections_dir and folder / "sections")


def _was_full(error: BaseException | None) -> bool:
    """Say whether an error, or one that it came from, is that of a disk without room."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False
