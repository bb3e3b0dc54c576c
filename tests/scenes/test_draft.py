"""A lecture of one's own: the page leads to a film, and a draft is held to truth and lint."""

import re
import shutil
import subprocess
import sys

import av
import pytest

LINES = 40


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs/your-own-lecture.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def code(page):
    (found,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def draft(code, tmp_path):
    path = tmp_path / "how_sure.py"
    path.write_text(code, encoding="utf-8")
    return path


def held(root, *paths):
    command = [sys.executable, "scripts/draft.py", *map(str, paths)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def test_a_lecture_of_ones_own_takes_forty_lines(code):
    assert len(code.splitlines()) <= LINES


def test_the_page_leads_to_a_film(root, draft, tmp_path):
    command = [sys.executable, "-m", "manim", "render", "-ql", f"--media_dir={tmp_path}/media"]
    done = subprocess.run([*command, str(draft)], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (film,) = tmp_path.glob("media/videos/**/HowSure.mp4")
    with av.open(str(film)) as opened:
        assert opened.duration / av.time_base > 10


def test_the_pages_lecture_is_true_and_clean(root, draft):
    done = held(root, draft)
    assert done.returncode == 0, done.stdout + done.stderr
    heads = [line.partition(":")[0] for line in done.stdout.splitlines()[-3:]]
    assert heads == ["true", "calculated", "clean"]


def test_what_the_page_says_of_a_forgotten_bias_is_so(root, draft, code):
    forgotten = re.sub(r"\.show_biases\(.*?\)", "", code)
    assert forgotten != code
    draft.write_text(forgotten, encoding="utf-8")
    done = held(root, draft)
    assert done.returncode == 1
    assert "not true: every number" in done.stdout
    assert "the Bead of 'b1'" in done.stdout


@pytest.mark.parametrize("given", [[], ["scenes/drafts/nobody.py"]])
def test_what_is_no_draft_is_refused_with_a_sentence(root, given):
    done = held(root, *given)
    assert done.returncode == 2
    assert "is no lecture; one file is accepted" in done.stdout
    assert done.stderr == ""


def test_drafts_are_nobody_elses_business(root):
    if not shutil.which("git") or not (root / ".git").exists():
        pytest.skip("this is no git checkout")
    asked = ["git", "check-ignore", "-q", "scenes/drafts/how_sure.py"]
    assert subprocess.run(asked, cwd=root).returncode == 0


def test_every_word_of_the_page_is_explained(page, code):
    used = set(re.findall(r"self\.(open|beat|say|play|perform|follow|replay)\b", code))
    explained = page.partition("## Line by line")[2]
    assert not [word for word in used if f"self.{word}" not in explained]
