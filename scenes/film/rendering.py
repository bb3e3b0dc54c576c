"""Rendering a play: what is in the cache is found soon and not drawn, and no picture is copied."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from manim import CairoRenderer, Mobject, Scene, config

from scenes.film.naming import name_of


class SwiftRenderer(CairoRenderer):
    """Manim's renderer, except that it names plays itself, counts frames and hands pictures over.

    Its time is that of the whole lecture, also where only a part of it is filmed.
    """

    handed_over = False

    def play(self, scene: Scene, *animations: Any, **settings: Any) -> None:
        """Film a play, unless it is in the cache or is to be skipped."""
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        left_out, before = self.skip_animations, self.time
        scene.compile_animation_data(*animations, **settings)
        name = None if left_out else self._name_of_play(scene)
        self.file_writer.add_partial_movie_file(name)
        self.animations_hashes.append(name)
        self.file_writer.begin_animation(not self.skip_animations, animation_index=self.num_plays)
        scene.begin_animations()
        if not self.skip_animations:
            self.save_static_frame_data(scene, scene.static_mobjects)
        if scene.is_current_animation_frozen_frame():
            self.update_frame(scene, mobjects=scene.moving_mobjects)
            self.freeze_current_frame(scene.duration)
        else:
            scene.play_internal()
        self.file_writer.end_animation(not self.skip_animations)
        drawn = None if self.skip_animations else round((self.time - before) * config.frame_rate)
        self._count(scene, drawn, left_out=left_out)

    def update_frame(
        self, scene: Scene, mobjects: Iterable[Mobject] | None = None, **settings: Any
    ) -> None:
        """Draw the stage, or those things; a play that is skipped asks for things, a still not."""
        if mobjects is None or not self.skip_animations:
            if self.handed_over:
                self.camera.draw_on(self.file_writer.spares.take(self.camera.pixel_array))
                self.handed_over = False
            super().update_frame(scene, mobjects, **settings)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw a frame and hand the picture over; it can be looked at until the next is drawn."""
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)
        self.handed_over = True

    def freeze_current_frame(self, duration: float) -> None:
        """Let the picture stand for so many seconds, to the nearest frame."""
        self.add_frame(self.get_frame(), num_frames=_frames(duration, still=True))

    def _count(self, scene: Scene, drawn: int | None, *, left_out: bool) -> None:
        """Count the play's frames, drawn or not, and be at the time of the next one."""
        timeline = self.file_writer.timeline
        still = scene.is_current_animation_frozen_frame()
        timeline.add(drawn or _frames(scene.duration, still=still), shown=not left_out)
        # A sum of the time of each frame would be another one, in its last bits, from the cache.
        self.time = timeline.frames / config.frame_rate
        self.skip_animations = left_out  # what the cache had is in the film
        self.num_plays += 1

    def _name_of_play(self, scene: Scene) -> str:
        """Return the name of a play's film; where the cache has it, skip the play."""
        if config.disable_caching:
            return self.file_writer.name_of_its_own(self.num_plays)
        name = name_of(
            scene,
            self.camera,
            [*(scene.animations or ()), *scene.mobjects],
            encoder=repr(scene.session_spec.video_encoder),
        )
        # How long a play waits for something is known to who plays it.
        cached = self.file_writer.is_already_cached(name)
        self.skip_animations = cached and scene.stop_condition is None
        return name


def _frames(seconds: float, *, still: bool) -> int:
    """Return how many frames Manim draws in so many seconds; of a still, the nearest number."""
    if still:
        return max(1, round(seconds * config.frame_rate))
    return len(np.arange(0, seconds, 1 / config.frame_rate))
