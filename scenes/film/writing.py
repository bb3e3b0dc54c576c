"""A film, its captions, sections and stills take their places in one move each, or not at all.

Manim writes straight to the names. A render that was killed, or a full disk, would leave half a
film where a finished one stood, and two renders at once would write into the same segment. Here
each writes to a hidden name of its own and renames what is whole.
"""

import json
from pathlib import Path
from typing import Any

from manim import SceneFileWriter
from manim import __version__ as version
from manim.utils.caching import prune_segment_cache
from manim.utils.file_ops import modify_atime
from PIL import Image

from scenes.film import hidden, spares, stills
from scenes.film.cutting import composing, gif, joining, segments, timeline

_COMMENT = f"Rendered with Manim Community v{version}"


class WholeFilmWriter(SceneFileWriter):
    """Manim's writer of films, except that nothing takes its place before it is whole.

    Captions and sounds come at times of the whole lecture, and are cut to what is filmed of it.
    """

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.spares, self.timeline = spares.Spares(), timeline.Timeline()
        self._of_its_own: list[Path] = []
        sequence = self.output_spec.is_image_sequence
        self._stills = stills.Stills(self.output_plan) if sequence else None

    def name_of_its_own(self, number: int) -> str:
        """Return a name for a segment that nobody shall find, and that is gone in the end."""
        name = hidden.hidden_name(Path(f"uncached {number}")).name
        if self.output_spec.is_video:
            self._of_its_own.append(self.output_plan.segment_path(name))
        return name

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Take a picture (height, width, 4) that is shown for so many frames."""
        if self._stills is not None:
            self._stills.add(pixels, repeat=repeat)
        else:
            super().write_frame(pixels, repeat=repeat)

    def save_image(self, pixels: Any) -> None:
        """Save a still, whole."""
        if self.output_spec.enabled:
            with hidden.hidden_folder(self.image_file_path) as folder:
                Image.fromarray(pixels).save(folder / self.image_file_path.name)
                hidden.settle(folder, self.image_file_path.parent)
            self.print_file_ready_message(self.image_file_path)

    def finish(self) -> None:
        """Make what was asked for of what was drawn, and let it take its place."""
        if self._stills is not None:
            self._stills.finish()
            self.print_file_ready_message(self.output_plan.image_sequence_dir)
        elif self.output_spec.is_video:
            self.join_all_encode_jobs()
            try:
                self._finish_film()
            finally:
                self._drop_what_is_its_own()
            prune_segment_cache(self.partial_movie_directory, self.settings.max_files_cached)

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Leave nothing of a lecture that failed."""
        super().abort_encode_jobs(reraise_encoder_failures)
        self._drop_what_is_its_own()
        if self._stills is not None:
            self._stills.abort()

    def _create_segment_encoder(self, target: Path) -> hidden.WholeSegment:
        return hidden.WholeSegment(target, self.video_encoder, self.spares)

    def _drop_what_is_its_own(self) -> None:
        for segment in self._of_its_own:
            segment.unlink(missing_ok=True)

    def _finish_film(self) -> None:
        plan, film = self.output_plan, self.output_plan.primary_artifact
        self.finish_last_section()
        reel = composing.whole_reel(self)
        with hidden.hidden_folder(film) as folder:
            self._write(reel, folder / film.name)
            if reel.captions:
                text = composing.subtitles(reel.captions, self.video_encoder.frame_rate)
                (folder / plan.subcaption_file.name).write_text(text, encoding="utf-8")
            if not segments.can_be_played(folder / film.name):
                raise OSError(f"{film} could not be written: the film that was made cannot be read")
            if plan.sections_dir is not None:
                self._write_sections(reel, folder / "sections")
                hidden.settle(folder / "sections", plan.sections_dir)
            hidden.settle(folder, film.parent, last=film.name)
            if not reel.captions:
                plan.subcaption_file.unlink(missing_ok=True)  # they were those of another film
        for segment in reel.segments:
            modify_atime(segment)
        self.print_file_ready_message(film)

    def _write(self, reel: joining.Reel, film: Path) -> None:
        """Write a film of what it is made of, of the kind that its name says."""
        rate, alpha = self.video_encoder.frame_rate, self.output_spec.transparent
        if film.suffix != ".gif":
            joining.join(reel, film, rate=rate, comment=_COMMENT, alpha=alpha)
            return
        whole = film.with_name(f"whole{self.output_spec.segment_extension}")
        joining.join(joining.Reel(reel.segments), whole, rate=rate, comment=_COMMENT)
        gif.write_gif(whole, film, comment=_COMMENT)
        whole.unlink()

    def _write_sections(self, reel: joining.Reel, folder: Path) -> None:
        """Write a film of each section of which there is something, and the list of them."""
        folder.mkdir()
        listed = []
        for section, part in composing.section_reels(self, reel):
            self._write(part, folder / section.video)
            listed.append(section.get_dict(folder))
        text = json.dumps(listed, indent=4)
        (folder / self.output_plan.section_index.name).write_text(text, encoding="utf-8")
