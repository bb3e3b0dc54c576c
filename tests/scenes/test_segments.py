"""Segments become one film; what a killed render left behind is found and removed."""

from fractions import Fraction

import av
import numpy as np
import pytest

pytest.importorskip("manim", reason="the lectures are drawn by Manim")

from scenes.film.cutting.joining import Reel, join
from scenes.film.cutting.segments import drop_broken_segments
from scenes.film.cutting.timeline import Span, side_by_side


def write(film, shades, options=None):
    """Write a film of grey pictures."""
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=15, options=options or {})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for shade in shades:
            picture = np.full((48, 64, 3), shade, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode())


@pytest.fixture
def whole(tmp_path):
    film = tmp_path / "whole.mp4"
    write(film, range(0, 200, 40))
    return film


def test_a_whole_segment_stays(whole):
    assert drop_broken_segments(whole.parent) == []
    assert whole.exists()


@pytest.mark.parametrize("length", [0, 48, 500])
def test_a_segment_cut_short_goes_and_its_neighbours_stay(whole, length):
    cut = whole.parent / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[:length])
    assert drop_broken_segments(whole.parent) == [cut]
    assert not cut.exists()
    assert whole.exists()


def test_a_folder_that_is_not_there_yet_has_nothing_broken(tmp_path):
    assert drop_broken_segments(tmp_path / "none") == []


def test_films_are_joined_packet_by_packet_and_their_frames_follow_each_other(whole, tmp_path):
    film = tmp_path / "film.mp4"
    join(Reel([whole, whole]), film, rate=Fraction(15), comment="twice")
    with av.open(str(whole)) as one, av.open(str(film)) as two:
        once = [frame.to_ndarray(format="gray") for frame in one.decode(video=0)]
        twice = list(two.decode(video=0))
        assert two.metadata["comment"] == "twice"
    times = [frame.time for frame in twice]
    assert np.allclose(np.diff(times), 1 / 15)
    assert len(twice) == 10
    for frame, picture in zip(twice, once * 2, strict=True):
        assert np.array_equal(frame.to_ndarray(format="gray"), picture)


@pytest.mark.parametrize("early", [0, 1, 3, 16])
def test_frames_that_wait_for_others_are_in_their_places_however_long_each_segment_is(
    tmp_path, early
):
    shades = np.random.default_rng(early).permutation(60) * 4
    segments = []
    for number, part in enumerate(np.split(shades, [1, 2, 4, 7, 30, 31])):
        segments.append(tmp_path / f"{number}.mp4")
        write(segments[-1], part, {"bf": str(early), "b_strategy": "0"})
    join(Reel(segments), tmp_path / "film.mp4", rate=Fraction(15), comment="")
    with av.open(str(tmp_path / "film.mp4")) as film:
        frames = list(film.decode(video=0))
    assert [round(frame.time * 15) for frame in frames] == list(range(60))
    means = [frame.to_ndarray(format="gray").mean() for frame in frames]
    assert np.abs(means - shades).max() < 3


def test_captions_that_overlap_are_shown_together():
    spans = [Span(0, 10, "one"), Span(5, 20, "two"), Span(30, 40, "three")]
    assert side_by_side(spans) == [
        Span(0, 5, "one"),
        Span(5, 10, "one\ntwo"),
        Span(10, 20, "two"),
        Span(30, 40, "three"),
    ]


def test_a_file_that_is_no_film_is_not_joined(whole, tmp_path):
    other = tmp_path / "other.mp4"
    other.write_bytes(whole.read_bytes()[:500])
    with pytest.raises(av.error.FFmpegError):
        join(Reel([other]), tmp_path / "film.mp4", rate=Fraction(15), comment="")
