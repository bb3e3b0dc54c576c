"""What a killed render left behind is found and removed; what is whole stays."""

import av
import numpy as np
import pytest

pytest.importorskip("manim", reason="the lectures are drawn by Manim")

from scenes.vocabulary.segments import drop_broken_segments


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
