"""What the README tells a newcomer to type is what exists, and it works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RENDER = "sh scripts/setup.sh && make render"
TEST = "sh scripts/setup.sh && make test"

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


def would_run(root, *arguments: str) -> str:
    """What make would run, without running it; the make that runs these tests has no say in it."""
    outside = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command = ["make", "-n", *arguments]
    done = subprocess.run(
        command, cwd=root, env=outside, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_two_commands_come_first(readme):
    render, test, *_ = blocks(readme, "sh")
    assert (render.strip(), test.strip()) == (RENDER, TEST)


def test_ci_types_the_second_command(root):
    script = (root / ".ci/run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == TEST


@needs_make
def test_every_make_command_of_the_readme_exists(root, readme):
    commands = re.findall(r"\bmake ((?:render|test)[-\w]*(?: [A-Z]+=\S+)*)[`\n]", readme)
    assert {"render", "test", "test-long", "render QUALITY=l"} <= set(commands)
    for command in commands:
        would_run(root, *command.replace("yours", "backprop").split())


@needs_make
def test_variables_reach_manim(root):
    assert re.search(r"manim render --save_sections +scenes/backprop.py", would_run(root, "render"))
    drafted = would_run(root, "render", "QUALITY=l", "SCENE=scenes/other.py")
    assert "manim render --save_sections -ql scenes/other.py" in drafted


@needs_make
def test_the_line_that_activates_the_environment_is_printed_last(root, readme):
    *_, last = would_run(root, "render").splitlines()
    (activate,) = re.findall(r"^\. .*bin/activate$", blocks(readme, "sh")[2], re.MULTILINE)
    assert activate in last


@needs_make
def test_everything_is_checked(root):
    commands = would_run(root, "test")
    for tool in ("ruff check .", "ruff format --check .", "mypy", "pytest"):
        assert f"bin/{tool}" in commands
    assert "-m" not in commands.split("bin/pytest")[1]
    assert (
        would_run(root, "test-long").strip().endswith('pytest -n auto --no-loadscope-reorder -m ""')
    )


def test_the_files_that_are_named_are_there(root, readme):
    named = set(re.findall(r"`((?:engine|scenes|tests|scripts)/[\w/.]+)`", readme))
    assert named > {"scenes/backprop.py", "engine/experiments.py"}
    assert not [path for path in named if not (root / path).exists() and "yours" not in path]


def test_every_lecture_is_listed(root, readme):
    lectures = {f"scenes/{p.name}" for p in (root / "scenes").glob("*.py")} - {"scenes/__init__.py"}
    assert lectures
    assert not [path for path in lectures if f"`{path}`" not in readme]


def test_the_snippets_run(readme, python_says):
    code = "\n".join(blocks(readme, "python"))
    assert "engine.record" in code
    assert "engine.train" in code
    python_says(
        code
        + """
assert step.network.weights[0].shape == step.gradient.weights[0].shape == (3, 2)
assert step.forward.activations[1].shape == (3, 10)
assert history.final.predict(X).shape == Y.shape
"""
    )


# What the README asks for: a file, what stands before, and what is put there.
SINE = (
    (
        "engine/activations.py",
        "ACTIVATIONS = {\n",
        "def _sine(z, out):\n    np.sin(z, out)\n\n\n"
        "def _sine_slope(z, a, out):\n    np.cos(z, out)\n\n\n",
    ),
    (
        "engine/activations.py",
        '        Activation("identity"',
        '        Activation("sine", _sine, _sine_slope, None, -1.0, 1.0),\n',
    ),
    (
        "scenes/vocabulary/layer/activations_and_costs.py",
        '        "identity": Activation(',
        '        "sine": Activation("the sine", "sin", f"sin {_Z}", f"sin {_Z}", -1.0, 1.0,\n'
        '            "", "The sine waves", "It goes up and down.", "So do its slopes."),\n',
    ),
    (
        "tests/engine/references.py",
        '        "identity": lambda',
        '        "sine": torch.sin,\n',
    ),
)
QUARTIC = (
    (
        "engine/costs.py",
        "COSTS = {\n",
        "def _quartic(z, a, y):\n    return float(((a - y) ** 4).mean())\n\n\n"
        "def _quartic_each(z, a, y):\n    return ((a - y) ** 4).mean(axis=0)\n\n\n"
        "def _quartic_gradient(z, a, y, out):\n    out[...] = 4 * (a - y) ** 3 / a.size\n\n\n",
    ),
    (
        "engine/costs.py",
        '        Cost("bce"',
        '        Cost("quartic", "fourth power", _quartic, _quartic_each, _quartic_gradient),\n',
    ),
    (
        "scenes/vocabulary/layer/activations_and_costs.py",
        '        "bce": Cost(',
        '        "quartic": Cost("The fourth power.", "(a - y)^4", "sum_k (a_k - y_k)^4"),\n',
    ),
    (
        "tests/engine/references.py",
        '        "bce": lambda',
        '        "quartic": lambda z, a, y: ((a - y) ** 4).mean(),\n',
    ),
)


def copy_house(root, folder):
    """Copy what is taught, filmed and tested into a folder, without what was made meanwhile."""
    left = shutil.ignore_patterns("__pycache__", "drafts")
    for part in ("engine", "scenes", "tests"):
        shutil.copytree(root / part, folder / part, ignore=left)
    for part in ("pyproject.toml", "manim.cfg", "Makefile", "README.md"):
        shutil.copy(root / part, folder / part)


def outside() -> dict[str, str]:
    """The environment, without a run, a theme or a folder that somebody chose."""
    return {key: value for key, value in os.environ.items() if not key.startswith("TRAINREEL")}


@pytest.mark.parametrize(("name", "rows"), [("sine", SINE), ("quartic", QUARTIC)])
def test_an_activation_or_a_cost_is_added_as_it_says(root, readme, tmp_path, name, rows):
    (words,) = re.findall(r"^\*\*To add an activation or a cost,\*\*.*?\n\n", readme, re.M | re.S)
    assert {path for path, *_ in rows} <= set(re.findall(r"`([\w/]+\.py)`", words))
    copy_house(root, tmp_path)
    for path, before, row in rows:
        text = (tmp_path / path).read_text(encoding="utf-8")
        assert text.count(before) == 1
        (tmp_path / path).write_text(text.replace(before, row + before), encoding="utf-8")
    tests = ("engine/test_pairings.py", "engine/test_numerics.py", "engine/test_random_networks.py")
    tried = [f"tests/{path}" for path in (*tests, "scenes/test_subject.py")]
    chosen = f"{name} or another_activation or of_every_pairing_agree or have_a_row_each"
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *tried]
    done = subprocess.run(
        [*command, "-k", chosen], cwd=tmp_path, env=outside(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (passed,) = re.findall(r"(\d+) passed", done.stdout)
    assert int(passed) > 30


@needs_make
def test_a_lecture_is_added_as_it_says(root, readme, tmp_path):
    pytest.importorskip("manim", reason="Manim comes with the extra `film`")
    (words,) = re.findall(r"^\*\*To add a lecture,\*\*.*?\n\n", readme, re.M | re.S)
    path, name = re.search(r"`(scenes/\w+\.py)` with a class `(\w+)`", words).groups()
    copy_house(root, tmp_path)
    (code,) = blocks((root / "docs/your-own-lecture.md").read_text(encoding="utf-8"), "python")
    (tmp_path / path).write_text(code.replace("HowSure", name), encoding="utf-8")
    listed = readme.replace(
        "\n| `scenes/", f"\n| `{path}` | How sure is it? | `heart` |\n| `scenes/", 1
    )
    (tmp_path / "README.md").write_text(listed, encoding="utf-8")

    command = re.search(r"`make (render SCENE=\S+)`", words)[1].split()
    assert command[-1] == f"SCENE={path}"
    (render,) = re.findall(r"bin/(manim .*)", would_run(tmp_path, *command, "QUALITY=l"))
    tests = ["tests/test_architecture.py", "tests/test_rooms.py", "tests/test_readme.py"]
    chosen = f"{Path(path).stem} or lecture_is_listed or room or door or house"
    for arguments in (
        render.split(),
        ["pytest", "-q", "-n0", "-p", "no:cacheprovider", *tests, "-k", chosen],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=tmp_path,
            env=outside(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > 10
    (film,) = tmp_path.glob(f"media/videos/**/{name}.mp4")
    assert film.stat().st_size > 10_000
