"""Segments become one film; what a killed render left behind is found and removed."""

import av
import numpy as np
import pytest

pytest.importorskip("manim", reason="the lectures are drawn by Manim")

from scenes.film.segments import drop_broken_segments, join


@pytest.fixture
def whole(tmp_path):
    film = tmp_path / "whole.mp4"
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for shade in range(5):
            picture = np.full((48, 64, 3), shade * 40, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode())
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
    listed = f"ffconcat version 1.0\nfile '{whole}'\nfile '{whole}'\n".encode()
    film = tmp_path / "film.mp4"
    join(listed, film, comment="twice")
    with av.open(str(whole)) as one, av.open(str(film)) as two:
        once = [frame.to_ndarray(format="gray") for frame in one.decode(video=0)]
        twice = list(two.decode(video=0))
        assert two.metadata["comment"] == "twice"
    times = [frame.time for frame in twice]
    assert np.allclose(np.diff(times), 1 / 15)
    assert len(twice) == 10
    for frame, picture in zip(twice, once * 2, strict=True):
        assert np.array_equal(frame.to_ndarray(format="gray"), picture)


def test_a_file_that_is_no_film_is_not_joined(whole, tmp_path):
    other = tmp_path / "other.mp4"
    other.write_bytes(whole.read_bytes()[:500])
    with pytest.raises(av.error.FFmpegError):
        join(f"ffconcat version 1.0\nfile '{other}'\n".encode(), tmp_path / "film.mp4", comment="")
