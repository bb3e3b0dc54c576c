"""Drawing and encoding are quicker than Manim's, and the pictures are the same."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from manim import (
    RESAMPLING_ALGORITHMS,
    RIGHT,
    CairoRenderer,
    Camera,
    Circle,
    Dot,
    ImageMobject,
    Line,
    Square,
    Triangle,
    VGroup,
    VMobject,
    tempconfig,
)
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from manim.utils.hashing import get_json

import engine
from scenes.film.defaults import SETTINGS, X264
from scenes.film.drawing import SwiftCamera
from scenes.film.encoding import SwiftEncoder
from scenes.film.rendering import SwiftRenderer
from scenes.film.spares import Spares
from scenes.film.writing import WholeFilmWriter
from scenes.vocabulary.matrix import ValueMatrix
from scenes.vocabulary.network import NetworkDiagram, PixelGrid
from scenes.vocabulary.surface import Canvas
from scenes.vocabulary.surface.canvas import dip
from scenes.vocabulary.text import Readout, maths
from tests.scenes.playing import scene_classes

SHORT = Path(__file__).with_name("short_lecture.py")


def stage():
    """Type, numbers, edges, gradients, dashes of nothing, and outlines of every other kind."""
    rng = np.random.default_rng(5)
    weights = [rng.normal(size=(3, 2)), rng.normal(size=(1, 3))]
    network = NetworkDiagram(weights, [rng.normal(size=(3, 1)), rng.normal(size=(1, 1))])
    coloured = Square(fill_opacity=0.7, stroke_width=6).set_color([0x4488FF, 0xFFAA33])
    backed = Circle(fill_opacity=1).set_stroke(width=9, background=True)
    unfinished = VMobject(stroke_width=5).set_points(rng.normal(size=(10, 3)))
    nothing = Triangle(fill_opacity=0, stroke_opacity=0), Line(stroke_width=0), VMobject()
    infinite = Dot()
    infinite.points[0] = np.inf
    things = VGroup(
        network.shift(RIGHT * 2),
        ValueMatrix(weights[0], of="W1", head="W"),
        maths("sum_i delta(delta_i)^2").shift(RIGHT * 4),
        Readout(-0.25).shift(RIGHT * 5),
        VGroup(coloured, backed, unfinished, *nothing, infinite),
    )
    return things


def drawn(camera, things):
    camera.reset()
    camera.capture_mobjects([things])
    return camera.pixel_array.copy()


def test_the_camera_draws_manims_pixels_at_first_and_from_what_it_kept():
    things, camera = stage(), SwiftCamera()
    expected = drawn(Camera(), things)
    assert np.ptp(expected) > 100
    for _ in range(3):
        assert np.array_equal(drawn(camera, things), expected)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_drawn_comes_in_manims_order_also_where_groups_share_their_members(seed):
    rng = np.random.default_rng(seed)
    things = [
        Dot(z_index=int(rng.integers(3))) if rng.random() < 0.7 else VMobject() for _ in "ab" * 6
    ]
    for number, thing in enumerate(things[1:], 1):
        things[int(rng.integers(number))].add(thing)
        if rng.random() < 0.4:
            things[int(rng.integers(number))].add(thing)
    stage = [things[at] for at in rng.integers(len(things), size=5)]
    for order in ({}, {"include_submobjects": False}, {"excluded_mobjects": things[3:5]}):
        expected, ours = (
            each.get_mobjects_to_display(stage, **order) for each in (Camera(), SwiftCamera())
        )
        assert list(map(id, ours)) == list(map(id, expected))


def laid_by_both(image):
    """What Manim's camera and ours make of a disc and an image over it."""
    pictures = []
    for camera in (Camera(), SwiftCamera()):
        camera.reset()
        camera.capture_mobjects((Circle(fill_opacity=1), image))
        pictures.append(camera.pixel_array.astype(int))
    return pictures


@pytest.mark.parametrize("opacity", [1.0, 0.4])
@pytest.mark.parametrize("where", [(0.0, 0.0), (0.003, 0.0), (6.9, 0.0)], ids=str)
def test_the_camera_lays_images_as_manim_does_on_whole_pixels_and_between_them(opacity, where):
    image = as_manim_keeps(scribbled()).set_opacity(opacity).shift(RIGHT * where[0])
    manims, ours = laid_by_both(image)
    assert np.ptp(manims) > 100
    assert abs(manims - ours).max() <= 1


@pytest.mark.parametrize("opacity", [1.0, 0.4, 0.0])
@pytest.mark.parametrize("where", [0.0, 6.9, 40.0])
def test_what_a_pen_drew_is_laid_as_manim_lays_an_image_of_it(opacity, where):
    canvas = scribbled()
    image = as_manim_keeps(canvas)
    for each in (canvas, image):
        each.set_opacity(opacity).shift(RIGHT * where)
    (manims, _), (_, ours) = laid_by_both(image), laid_by_both(canvas)
    assert abs(manims - ours).max() <= 2


def test_what_a_pen_drew_may_be_turned_and_flipped():
    canvas = scribbled()
    image = as_manim_keeps(canvas)
    for each in (canvas, image):
        each.rotate(0.7).flip().set_opacity(0.6)
    (manims, _), (_, ours) = laid_by_both(image), laid_by_both(canvas)
    assert np.ptp(ours) > 100
    assert (abs(manims - ours).max(axis=2) > 2).mean() < 1e-3  # single pixels of a rim


def scribbled():
    return Canvas().redraw(np.array([[-1.0, -1, 0], [1, 1, 0]]), scribble)


def as_manim_keeps(canvas):
    """An image of what a pen drew, its colours not multiplied by alpha."""
    pixels = canvas.pixel_array.astype(float)
    pixels[..., :3] *= 255 / np.maximum(pixels[..., 3:], 1)
    image = ImageMobject(np.rint(pixels).astype(np.uint8))
    image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
    image.points = canvas.points.copy()
    return image


@pytest.mark.parametrize("seed", range(24))
def test_the_camera_lays_images_as_manim_does_wherever_they_stand(seed):
    rng = np.random.default_rng(seed)
    size = 10.0 ** rng.uniform(-2.5, 1.0)
    grid = PixelGrid(rng.uniform(size=rng.integers(1, 9, 2)), height=size)
    grid.shift([*rng.uniform([-8, -4.5], [8, 4.5]), 0]).set_opacity(rng.uniform(0.3, 1.0))
    if seed % 4 == 3:
        grid.rotate(rng.uniform(0.0, 6.0))
    if seed % 4 == 2:
        grid.flip()
    manims, ours = laid_by_both(grid)
    assert abs(manims - ours).max() <= 1


def scribble(pen):
    pen.move_to(-0.9, -0.7)
    pen.curve_to(0.2, 2.0, 0.3, -2.0, 0.9, 0.6)
    dip(pen, "cost", 0.8)
    pen.set_line_width(0.1)
    pen.stroke()


def test_the_camera_sees_that_an_outline_was_moved():
    things, camera = stage(), SwiftCamera()
    before = drawn(camera, things)
    things[1].shift(RIGHT * 1e-3)
    after = drawn(camera, things)
    assert not np.array_equal(before, after)
    assert np.array_equal(after, drawn(Camera(), things))


def test_what_a_camera_has_drawn_is_no_part_of_a_plays_name():
    camera = SwiftCamera()
    before = set(vars(camera))
    drawn(camera, stage())
    assert set(vars(camera)) == before
    assert not hasattr(camera.paths, "__dict__")


class Spec:
    """What the encoder is told of a film."""

    container_format, codec, options = "mp4", "libx264", {"crf": "1", "preset": "veryfast"}
    pixel_format, width, height, frame_rate = "yuv420p", 64, 48, Fraction(30)


def film_of(encoder, pictures, target, **settings):
    made = encoder(target=target, spec=Spec, **settings)
    for picture, repeat in pictures:
        made.write_frame(picture, repeat=repeat)
    made.finish()
    with av.open(str(target)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]


def test_a_picture_stands_as_long_as_with_manims_encoder_and_looks_the_same(tmp_path):
    flat = np.full((48, 64, 4), 255, np.uint8)
    flat[:, :32, :3] = 40, 90, 200
    other = np.ascontiguousarray(flat[:, ::-1])
    pictures = [(flat, 4), (other, 1), (flat, 2)]
    ours = film_of(SwiftEncoder, pictures, tmp_path / "ours.mp4", spares=Spares())
    manims = film_of(VideoSegmentEncoder, pictures, tmp_path / "manims.mp4")
    assert len(ours) == len(manims) == 7
    for one, two in zip(ours, manims, strict=True):
        assert abs(one - two).mean() < 1


def test_the_encoder_has_read_a_frame_when_the_next_picture_changes_it(tmp_path, monkeypatch):
    rng = np.random.default_rng(4)
    pictures = [(rng.integers(256, size=(48, 64, 4), dtype=np.uint8), 1) for _ in range(40)]
    settings = {"spares": Spares()}
    changed = film_of(SwiftEncoder, pictures, tmp_path / "changed.mp4", **settings)
    monkeypatch.setattr("scenes.film.encoding._READS_AT_ONCE", ())
    fresh = film_of(SwiftEncoder, pictures, tmp_path / "fresh.mp4", **settings)
    # x264 now and then makes something else of the same noise, by a dozen of 255 at most; another
    # picture's noise would be another by most of them.
    assert np.abs(np.subtract(changed, fresh)).max() < 40


class AsManimDraws(SwiftRenderer):
    """Our renderer, with Manim's way to draw a frame and to hand it over."""

    update_frame = CairoRenderer.update_frame
    render = CairoRenderer.render


def frames_of(renderer, camera, media):
    """Film the short lecture with a renderer; return the frames that it gives to be encoded.

    What can be looked at after each play is compared with the last of them.
    """
    (lecture,) = scene_classes(SHORT)
    frames = []

    class Kept(renderer):
        """A renderer that keeps its frames."""

        def add_frame(self, frame, num_frames=1):
            frames.append((frame.copy(), num_frames))
            super().add_frame(frame, num_frames)

        def play(self, *animations, **settings):
            super().play(*animations, **settings)
            assert np.array_equal(self.get_frame(), frames[-1][0])

    settings = {"media_dir": str(media), "quality": "low_quality", "progress_bar": "none"}
    with tempconfig(settings | {"disable_caching": True, "verbosity": "ERROR"}):
        lecture(Kept(WholeFilmWriter, camera)).render()
    return frames


def test_the_frames_of_a_film_are_manims_own_on_pictures_that_are_used_again(tmp_path):
    ours = frames_of(SwiftRenderer, SwiftCamera, tmp_path / "ours")
    manims = frames_of(AsManimDraws, Camera, tmp_path / "manims")
    assert len(ours) == len(manims) > 30
    for (one, repeated), (other, times) in zip(ours, manims, strict=True):
        assert repeated == times
        assert np.array_equal(one, other)


def film_short(path, media):
    """Film the short lecture of a file; return its segments' names, in order, and their ages."""
    (lecture,) = scene_classes(path)
    settings = {"media_dir": str(media), "quality": "low_quality", "progress_bar": "none"}
    with tempconfig(settings | {"input_file": str(SHORT), "verbosity": "ERROR"}):
        scene = lecture()
        scene.render()
    segments = [Path(segment) for segment in scene.renderer.file_writer.partial_movie_files]
    return {segment.name: segment.stat().st_mtime_ns for segment in segments}


def test_nothing_is_drawn_twice_and_a_changed_play_is_drawn_with_what_follows(tmp_path):
    first = film_short(SHORT, tmp_path)
    assert len(first) >= 4
    assert film_short(SHORT, tmp_path) == first
    changed = tmp_path / SHORT.name
    changed.write_text(SHORT.read_text(encoding="utf-8").replace("999", "998"), encoding="utf-8")
    later = film_short(changed, tmp_path)
    same = [name for name in first if name in later]
    assert same == list(first)[: len(same)]
    assert len(same) == 2
    assert all(first[name] == later[name] for name in same)


def test_the_encoder_is_told_to_be_quick_and_to_hold_little():
    assert X264["preset"] == "superfast"
    assert SETTINGS["max_files_cached"] == -1
    frames = SETTINGS["max_inflight_encoders"] * (
        SETTINGS["encoder_queue_size"] + 3 * int(X264["rc-lookahead"])
    )
    assert frames * 8.3 < 320  # MB that may be under way


def test_how_far_a_recording_was_worked_out_is_no_part_of_a_plays_name():
    sparse = engine.record("heart", steps=60, keep="every 20")
    before = get_json(sparse)
    sparse[33]["W1"]
    assert get_json(sparse) == before
