"""The page of the vocabulary says what the code says, and every word has its picture."""

import importlib.util
import sys

import pytest
from manim import tempconfig
from PIL import Image

SMALL = 400_000  # bytes, of all pictures


@pytest.fixture(scope="module")
def written(root):
    """The script that writes the page."""
    sys.path.insert(0, str(root / "scripts"))
    spec = importlib.util.spec_from_file_location("written", root / "scripts/vocabulary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(root / "scripts"))


@pytest.fixture(scope="module")
def samples(written):
    from vocabulary_samples import SAMPLES

    return SAMPLES


def words(written):
    return {n: t for room in written.rooms() for n, t in written.words_of(room).items()}


def test_the_page_is_what_the_code_says(written):
    again = written.page(written.pictures())
    assert written.PAGE.read_text(encoding="utf-8") == again, "say: make vocabulary"


def test_every_word_has_a_picture(written, samples):
    seen = {name for name, thing in words(written).items() if written.has_a_form(thing)}
    assert seen == set(samples) == set(written.pictures()), "say: make vocabulary"


def test_every_word_says_what_it_is(written):
    assert [
        name for name, thing in words(written).items() if not written.first_sentence(thing)
    ] == []


def test_every_sample_still_draws(written, samples):
    with tempconfig({"dry_run": True, "pixel_width": 640, "pixel_height": 360}):
        sizes = {name: written.drawn(sample()).size for name, sample in samples.items()}
    assert {name: size for name, size in sizes.items() if min(size) < 4} == {}


def test_the_pictures_are_small(written):
    found = sorted(written.PICTURES.glob("*.png"))
    assert sum(path.stat().st_size for path in found) < SMALL
    assert {Image.open(path).mode for path in found} == {"P"}
