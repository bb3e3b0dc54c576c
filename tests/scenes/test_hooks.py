"""Where Manim changes what the film room takes hold of, a test says so; a page lists every hook."""

import hashlib
import inspect
import re
from collections import defaultdict

import pytest

from tests.scenes.filming import ROOT
from tests.scenes.hooks import found, replaced

PAGE = ROOT / "docs/rendering.md"
HOOKS = {
    # Of what is replaced a digest of Manim 0.22's code, of what is called its parameters, of what
    # is read nothing. Where one of these changes, read what Manim does now, let ours do the same,
    # and put the new one here.
    "CairoRenderer._original_skipping_status": "",
    "CairoRenderer.add_frame": "self frame num_frames",
    "CairoRenderer.animations_hashes": "",
    "CairoRenderer.camera": "",
    "CairoRenderer.file_writer": "",
    "CairoRenderer.freeze_current_frame": "a95825fff9f7",
    "CairoRenderer.get_frame": "self",
    "CairoRenderer.num_plays": "",
    "CairoRenderer.play": "5affbe0f311d",
    "CairoRenderer.render": "924e3bd668b2",
    "CairoRenderer.save_static_frame_data": "self scene static_mobjects",
    "CairoRenderer.skip_animations": "",
    "CairoRenderer.time": "",
    "CairoRenderer.update_frame": "8f79c10a4826",
    "CairoRenderer.update_skipping_status": "self",
    "Camera.apply_fill": "self ctx vmobject",
    "Camera.apply_stroke": "self ctx vmobject background",
    "Camera.display_image_mobject": "33bf81c2f983",
    "Camera.display_vectorized": "4d9d158f2a42",
    "Camera.get_fill_rgbas": "self vmobject",
    "Camera.get_mobjects_to_display": "ef93088d70b3",
    "Camera.get_stroke_rgbas": "self vmobject background",
    "Camera.pixel_array": "",
    "Camera.pixel_array_to_cairo_context": "",
    "Camera.points_to_subpixel_coords": "self mobject points",
    "Camera.set_cairo_context_path": "0e53e5837e78",
    "Camera.transform_points_pre_display": "self mobject points",
    "Camera.type_or_raise": "self mobject",
    "Camera.use_z_index": "",
    "OutputPlan.image_frame_path": "self frame_index",
    "OutputPlan.image_sequence_dir": "",
    "OutputPlan.output": "",
    "OutputPlan.primary_artifact": "",
    "OutputPlan.section_index": "",
    "OutputPlan.section_path": "self index name",
    "OutputPlan.sections_dir": "",
    "OutputPlan.segment_cache_dir": "",
    "OutputPlan.segment_path": "self cache_key",
    "OutputPlan.subcaption_file": "",
    "Scene.add_sound": "f2bbfeb51660",
    "Scene.animations": "",
    "Scene.begin_animations": "self",
    "Scene.compile_animation_data": "self animations play_kwargs",
    "Scene.duration": "",
    "Scene.is_current_animation_frozen_frame": "self",
    "Scene.mobjects": "",
    "Scene.moving_mobjects": "",
    "Scene.output_plan": "",
    "Scene.play_internal": "self skip_rendering",
    "Scene.render": "a4ea72e471da",
    "Scene.renderer": "",
    "Scene.session_spec": "",
    "Scene.setup": "2f2c4a4656ab",
    "Scene.static_mobjects": "",
    "Scene.stop_condition": "",
    "Scene.tear_down": "fadbe2ee5447",
    "Scene.time": "",
    "SceneFileWriter._create_segment_encoder": "02e02b1de217",
    "SceneFileWriter.abort_encode_jobs": "651ec8fd8cd3",
    "SceneFileWriter.add_partial_movie_file": "self hash_animation",
    "SceneFileWriter.add_sound": "self sound_file time gain kwargs",
    "SceneFileWriter.audio_segment": "",
    "SceneFileWriter.begin_animation": "self allow_write animation_index file_path",
    "SceneFileWriter.end_animation": "self allow_write",
    "SceneFileWriter.finish": "3cc7f6f16832",
    "SceneFileWriter.finish_last_section": "self",
    "SceneFileWriter.image_file_path": "",
    "SceneFileWriter.includes_sound": "",
    "SceneFileWriter.is_already_cached": "self hash_invocation",
    "SceneFileWriter.join_all_encode_jobs": "self",
    "SceneFileWriter.output_plan": "",
    "SceneFileWriter.output_spec": "",
    "SceneFileWriter.partial_movie_directory": "",
    "SceneFileWriter.partial_movie_files": "",
    "SceneFileWriter.print_file_ready_message": "self file_path",
    "SceneFileWriter.save_image": "ae0ff61e90fd",
    "SceneFileWriter.sections": "",
    "SceneFileWriter.settings": "",
    "SceneFileWriter.subcaptions": "",
    "SceneFileWriter.video_encoder": "",
    "SceneFileWriter.write_frame": "e1234e03b0a8",
    "Section.get_clean_partial_movie_files": "self",
    "Section.get_dict": "self sections_dir",
    "Section.name": "",
    "Section.partial_movie_files": "",
    "Section.video": "",
    "VideoEncoderSpec.codec": "",
    "VideoEncoderSpec.container_format": "",
    "VideoEncoderSpec.frame_rate": "",
    "VideoEncoderSpec.height": "",
    "VideoEncoderSpec.options": "",
    "VideoEncoderSpec.pixel_format": "",
    "VideoEncoderSpec.width": "",
    "VideoSegmentEncoder._container": "",
    "VideoSegmentEncoder._next_pts": "",
    "VideoSegmentEncoder._operation_error": "self operation error",
    "VideoSegmentEncoder._stream": "",
    "VideoSegmentEncoder._validate_frame": "self pixels repeat",
    "VideoSegmentEncoder.spec": "",
    "VideoSegmentEncoder.write_frame": "0e576cf7abbe",
    "manim._config.render_session.resolve_render_session": "config capabilities renderer_name",
    "manim._config.utils.config_file_paths": "",
    "manim._config.utils.make_config_parser": "custom_file",
    "manim.utils.caching.prune_segment_cache": "directory max_files",
    "manim.utils.file_ops.modify_atime": "file_path",
    "manim.utils.hashing.KEYS_TO_FILTER_OUT": "",
}


def seen_of(name, thing):
    """What the table says of a hook, as Manim has it here."""
    if name in replaced():
        return hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:12]
    return " ".join(inspect.signature(thing).parameters) if inspect.isfunction(thing) else ""


def test_every_hook_is_in_the_table_and_no_other():
    assert found().keys() == HOOKS.keys()
    assert len(replaced()) > 15


@pytest.mark.parametrize("name", HOOKS)
def test_manim_is_still_what_we_take_hold_of(name):
    assert seen_of(name, found()[name]) == HOOKS[name]


def test_the_page_lists_every_hook_with_a_reason():
    listed = defaultdict(set)
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        row = re.match(r"\| `([\w.]+)` \| \w+ \| (.*) \| (.+) \|$", line)
        if row:
            listed[row[1]] |= set(re.findall(r"`(\w+)`", row[2]))
    hooks = defaultdict(set)
    for name in HOOKS:
        place, _, last = name.rpartition(".")
        hooks[place].add(last)
    assert listed == hooks
