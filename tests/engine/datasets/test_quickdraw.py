"""Quick, Draw! is found in every spelling and form, or fetched, and only as much as is needed."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.datasets import load, sketches
from engine.datasets.fetching.publisher import class_name
from engine.datasets.quickdraw import TEN
from engine.datasets.reading.errors import DamagedData, MissingData
from engine.datasets.reading.raster import rasterise
from engine.errors import Refused

FORMS = ("npy", "ndjson", "raw", "bin")
PUBLISHED = {
    "npy": "numpy_bitmap/{}.npy",
    "ndjson": "simplified/{}.ndjson",
    "raw": "raw/{}.ndjson",
    "bin": "binary/{}.bin",
}


def strokes(number: int) -> list[list[int]]:
    """A drawing of its own for every number."""
    return [[0, 255, (37 * number) % 256], [0, (91 * number) % 256, 255]]


def content(form: str, word: str, count: int) -> bytes:
    """A file of ``count`` drawings in one of the four forms."""
    if form == "npy":
        file = io.BytesIO()
        rows = np.arange(count, dtype=np.uint8)[:, np.newaxis]
        np.save(file, np.repeat(rows, 784, axis=1))
        return file.getvalue()
    if form == "bin":
        return b"".join(
            struct.pack("<Q2sbIHH", n, b"DE", 1, n, 1, 3) + bytes(strokes(n)[0] + strokes(n)[1])
            for n in range(count)
        )
    times = [[0, 1, 2]] if form == "raw" else []
    return b"".join(
        json.dumps({"word": word, "countrycode": "DE", "recognized": True, "key_id": str(n),
                    "drawing": [strokes(n) + times]}).encode() + b"\n"
        for n in range(count)
    )  # fmt: skip


@pytest.fixture
def served(server: Any, cache: Path) -> Any:
    """A server of three classes in every form, thirty drawings each."""
    for form, place in PUBLISHED.items():
        for word in ("cat", "dog", "alarm clock"):
            path = "/full/" + place.format(word.replace(" ", "%20"))
            server.files[path] = content(form, word, 30)
    return server


def two(**options: Any) -> Any:
    chosen = {"classes": ["cat", "alarm_clock"], "per_class": 5, "validation": None, **options}
    return load("quickdraw", **chosen)


@pytest.mark.parametrize("form", FORMS)
def test_the_first_drawings_are_fetched_once_and_read_again(served: Any, form: str) -> None:
    data = two(form=form)
    assert data.X.shape == (784, 10)
    assert data.labels.tolist() == [0] * 5 + [1] * 5
    assert data.class_names == ("cat", "alarm clock")
    assert [path for path, _ in served.asked] == [
        "/full/" + PUBLISHED[form].format(word) for word in ("cat", "alarm%20clock")
    ]
    assert two(form=form, download=False).fingerprint == data.fingerprint
    assert len(served.asked) == 2


def test_strokes_give_the_same_pixels_in_every_form(served: Any) -> None:
    simple, packed = two(form="ndjson"), two(form="bin")
    assert np.array_equal(simple.X, packed.X)
    assert two(form="raw").X.shape == simple.X.shape


def test_of_the_bitmaps_only_the_bytes_that_are_needed_are_asked_for(served: Any) -> None:
    two()
    assert {asked for _, asked in served.asked} == {f"bytes=0-{128 + 5 * 784 - 1}"}


@pytest.mark.parametrize("form", FORMS)
def test_more_drawings_than_are_cached_are_fetched_and_fewer_are_not(
    served: Any, form: str
) -> None:
    small, large = two(form=form), two(form=form, per_class=20)
    assert np.array_equal(small.X[:, :5], large.X[:, :5])
    asked = len(served.asked)
    assert asked >= 4
    two(form=form, per_class=10)
    assert len(served.asked) == asked


@pytest.mark.parametrize("form", FORMS)
def test_more_than_there_are_is_refused_with_how_many_there_are(served: Any, form: str) -> None:
    with pytest.raises(Refused, match="holds 30 drawings and per_class=31"):
        two(form=form, per_class=31)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("manner", ["cuts off", "ignores ranges", "tells no length"])
def test_a_bad_answer_is_made_good(served: Any, form: str, manner: str) -> None:
    served.manners = [manner]
    assert two(form=form).size == 10


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_file_in_the_cache_is_fetched_again(served: Any, cache: Path, form: str) -> None:
    good = two(form=form)
    for path in (cache / "quickdraw").rglob("cat.*"):
        path.write_bytes(path.read_bytes()[:-5])
    assert two(form=form).fingerprint == good.fingerprint


def test_a_server_that_sends_something_else_is_not_believed(served: Any) -> None:
    served.files["/full/numpy_bitmap/cat.npy"] = b"<html>sign in</html>" * 400
    with pytest.raises(MissingData, match=r"not a \.npy file of drawings"):
        two()


def test_a_class_that_does_not_exist_is_said_as_such(served: Any) -> None:
    with pytest.raises(MissingData, match=r"catt\.npy is not in .*answered 404.*numpy_bitmap/ of"):
        two(classes=["catt", "dog"])


def test_without_files_or_network_nothing_is_put_in_their_place(cache: Path) -> None:
    with pytest.raises(MissingData, match="downloading is off: put it into quickdraw/numpy_bitmap"):
        two(download=False)


@pytest.mark.parametrize("name", ["alarm clock.npy", "alarm_clock.npy", "alarm%20clock.npy"])
@pytest.mark.parametrize("place", ["quickdraw", "quickdraw/numpy_bitmap", "."])
def test_a_folder_s_file_is_found_in_every_spelling(
    cache: Path, tmp_path: Path, name: str, place: str
) -> None:
    folder = tmp_path / "data"
    (folder / place).mkdir(parents=True)
    (folder / place / name).write_bytes(content("npy", "alarm clock", 6))
    (folder / place / "cat.npy").write_bytes(content("npy", "cat", 6))
    for spelled in ("alarm clock", "alarm_clock", "alarm%20clock"):
        data = two(classes=["cat", spelled], data=folder, download=False)
        assert data.class_names == ("cat", "alarm clock")
    assert two(classes="cat,alarm_clock", data=folder).size == 10


def test_drawings_of_another_class_are_refused(cache: Path, tmp_path: Path) -> None:
    for word in ("cat", "dog"):
        (tmp_path / f"{word}.ndjson").write_bytes(content("ndjson", "cat", 6))
    with pytest.raises(DamagedData, match=r"dog\.ndjson should hold .*'dog'; number 1 is of 'cat'"):
        two(classes=["cat", "dog"], form="ndjson", data=tmp_path)


@pytest.mark.parametrize("spelled", ["../cat", "/etc/passwd", "", " ", "%2e%2e%2fcat", "a\\b", "."])
def test_a_class_cannot_be_a_path(spelled: str) -> None:
    with pytest.raises(Refused, match="not a class of drawings"):
        class_name(spelled)


@pytest.mark.parametrize(
    "options",
    [{"classes": ["cat"]}, {"classes": ["cat", "cat"]}, {"per_class": 0}, {"form": "png"}],
)
def test_senseless_requests_are_refused(cache: Path, options: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"needed|Known: "):
        two(**options)


def test_ten_classes_are_split_and_copied(cache: Path, tmp_path: Path) -> None:
    for word in TEN:
        (tmp_path / f"{word}.npy").write_bytes(content("npy", word, 10))
    data = load("quickdraw", per_class=10, data=tmp_path, copies=1, dtype="float32")
    assert (data.size, data.validation and data.validation.size) == (160, 20)
    assert data.X.dtype == np.float32


def test_the_published_classes_are_read(real_data: Path) -> None:
    data = load("quickdraw", data=real_data, per_class=50, download=False)
    assert data.class_names == TEN
    assert 0.05 < data.X.mean() < 0.4


def test_a_size_that_belies_the_header_is_not_believed(served: Any) -> None:
    served.files["/full/numpy_bitmap/cat.npy"] += b"more"
    with pytest.raises(MissingData, match="header promises 23,648 bytes and there are 23,652"):
        two()


@pytest.mark.parametrize("form", ["ndjson", "raw", "bin"])
def test_a_file_without_an_end_is_given_up(served: Any, form: str) -> None:
    served.files["/full/" + PUBLISHED[form].format("cat")] = b"\xff" * 2_000_000
    with pytest.raises(MissingData, match="hold less than was asked for"):
        two(form=form)


def some_of_each(folder: Path, forms: str) -> Any:
    """Six drawings of a cat and a clock in a folder, shuffled and parted, and the strokes of some.

    The classes' bitmaps are those of their strokes; another class's strokes lie there as well.
    """
    for shift, word in enumerate(("cat", "alarm clock", "dog")):
        drawings = content("ndjson", word, 60).splitlines(keepends=True)[shift * 20 :]
        if word in forms:
            (folder / f"{word}.ndjson").write_bytes(b"".join(drawings[:4]))
        parsed = [json.loads(line)["drawing"] for line in drawings[:6]]
        rows = [rasterise([np.array(stroke, float) for stroke in each]) for each in parsed]
        np.save(folder / f"{word}.npy", np.stack(rows))
    return two(data=folder, per_class=6, validation=0.5)


def test_the_strokes_of_bitmaps_are_found_by_their_pixels(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = some_of_each(tmp_path, "cat dog")
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path))
    found = [sketches(part) for part in (data, data.validation)]
    assert sum(map(len, found)) == 4
    for part, drawings in zip((data, data.validation), found, strict=True):
        for column, drawing in drawings.items():
            assert data.class_names[part.labels[column]] == drawing.word == "cat"
            assert np.array_equal(rasterise(drawing.strokes), part.raw[:, column])


def test_where_there_are_no_strokes_none_are_found(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = some_of_each(tmp_path, "")
    assert sketches(data) == {}
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path))
    assert sketches(data) == {}
    assert sketches(load("heart")) == {}


def test_strokes_of_other_drawings_are_not_taken_for_these(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = some_of_each(tmp_path, "")
    others = content("ndjson", "cat", 90).splitlines(keepends=True)[70:]
    (tmp_path / "cat.ndjson").write_bytes(b"".join(others))
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path))
    assert sketches(data) == {}


def test_damaged_strokes_are_refused(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = some_of_each(tmp_path, "")
    (tmp_path / "cat.ndjson").write_bytes(b'{"word": "cat"}\n')
    monkeypatch.setenv("TRAINREEL_DATA", str(tmp_path))
    with pytest.raises(DamagedData, match=r"cat\.ndjson: drawing 1 is damaged"):
        sketches(data)


def test_the_strokes_at_hand_are_those_of_a_run_on_real_drawings(real_data: Path) -> None:
    data = load("quickdraw", per_class=25)
    found = {**sketches(data), **{-1 - k: d for k, d in sketches(data.validation).items()}}
    assert len(found) == 125
    assert {drawing.word for drawing in found.values()} == {
        "airplane", "banana", "cat", "house", "rainbow",
    }  # fmt: skip
