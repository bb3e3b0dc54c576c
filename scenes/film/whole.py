"""A scene whose film is whole, or what it was before; what cannot be filmed is said so."""

from pathlib import Path
from typing import Any

from manim import Scene, config, tempconfig
from manim._config.render_session import resolve_render_session
from threadpoolctl import threadpool_limits

from scenes.film import asked, defaults, drawing, memory, refusing, rendering, writing
from scenes.film.cutting.segments import drop_broken_segments, sweep

asked.refuse_at_once()
defaults.put_beneath()


class WholeFilm(Scene):
    """A scene whose film is written whole, or stays what it was."""

    def __init__(self, renderer: Any = None) -> None:
        try:
            asked.refuse_what_cannot_be_meant()
            with asked.manims_own_words():
                told = defaults.encoder_options(_encoder())
                with tempconfig({"video_encoder_options": told}):
                    asked.refuse_what_cannot_be_encoded(_encoder())
                    defaults.show_the_whole_stage()
                    super().__init__(
                        renderer
                        or rendering.SwiftRenderer(writing.WholeFilmWriter, drawing.SwiftCamera)
                    )
        except asked.NotFilmed as reason:
            refusing.end_with(reason, of=type(self).__name__)

    def setup(self) -> None:
        """Clear away what a killed render left, before Manim looks for cached segments."""
        super().setup()
        memory.return_what_is_freed()
        plan = self.output_plan
        if plan.primary_artifact is not None:
            asked.refuse_a_place_that_cannot_be_written(plan)
            sweep(plan.primary_artifact.parent)
        if plan.segment_cache_dir is not None:
            drop_broken_segments(plan.segment_cache_dir)
            sweep(plan.segment_cache_dir)

    @property
    def is_cut_short(self) -> bool:
        """Whether all that was asked for was played, `-n`: Manim would refuse to play more."""
        return 0 <= config.upto_animation_number < self.renderer.num_plays

    def tear_down(self) -> None:
        """See, when all was played, whether any of it is to be filmed."""
        super().tear_down()
        asked.refuse_where_nothing_is_filmed(self)

    def add_sound(
        self, sound_file: Any, time_offset: float = 0, gain: float | None = None, **more: Any
    ) -> None:
        """Add a sound now, whether what is played is drawn, in the cache or skipped.

        Its file may lie beside the lecture's, from whatever folder that is rendered.
        """
        first = Path(), config.get_dir("assets_dir") or Path()
        beside = Path(config.input_file or "").parent / sound_file
        if beside.exists() and not any((place / sound_file).exists() for place in first):
            sound_file = beside
        with asked.heard(sound_file):
            self.renderer.file_writer.add_sound(sound_file, self.time + time_offset, gain, **more)

    def render(self, preview: bool = False) -> Any:
        """Make the film; where it cannot be made, say so in a sentence and stop."""
        try:
            # The other cores encode: threads of a matrix product would wait for them, and spin.
            with threadpool_limits(1, user_api="blas"):
                return super().render(preview)
        except asked.NotFilmed as reason:
            refusing.end_with(reason, of=type(self).__name__)
        except Exception as error:
            if asked.nothing_opens_it(error):
                return True
            if not asked.was_full(error):
                raise
            place = self.output_plan.primary_artifact or Path(config.media_dir)
            raise SystemExit(
                f"There is no room left for the film of {type(self).__name__} in {place.parent}: "
                "make some, or name another folder with --media_dir. "
                "A film that stood there before is as it was."
            ) from error


def _encoder() -> Any:
    """Return what Manim will tell its encoder, or nothing where there will be no film."""
    return resolve_render_session(
        config, rendering.SwiftRenderer.capabilities, renderer_name="A lecture"
    ).video_encoder
