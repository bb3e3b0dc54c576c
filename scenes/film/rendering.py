"""Rendering a play: what is in the cache is found soon and not drawn, and no picture is copied."""

from collections.abc import Iterable
from typing import Any

from manim import CairoRenderer, Mobject, Scene, config

from scenes.film.naming import name_of


class SwiftRenderer(CairoRenderer):
    """Manim's renderer, except that it names plays itself and hands its pictures over."""

    handed_over = False

    def play(self, scene: Scene, *animations: Any, **settings: Any) -> None:
        """Film a play, unless it is in the cache or is to be skipped."""
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*animations, **settings)
        name = None if self.skip_animations else self._name_of_play(scene)
        if self.skip_animations:
            self.time += scene.duration
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
        self.num_plays += 1

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

    def _name_of_play(self, scene: Scene) -> str:
        """Return the name of a play's film; where the cache has it, skip the play."""
        if config.disable_caching:
            return f"uncached_{self.num_plays:05}"
        name = name_of(
            scene,
            self.camera,
            [*(scene.animations or ()), *scene.mobjects],
            encoder=repr(scene.session_spec.video_encoder),
        )
        self.skip_animations = self.file_writer.is_already_cached(name)
        return name
