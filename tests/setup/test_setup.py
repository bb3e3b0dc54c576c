"""Setting up does what is missing once, and says in one sentence what it cannot do."""

import os
import shutil
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="setup.sh is for Unix shells")


def test_a_complete_machine_is_set_up_once(machine):
    first = machine.set_up()
    assert first.returncode == 0, first.stderr
    (call,) = machine.pip_calls
    assert "--constraint constraints.txt --editable .[film,dev]" in call

    second = machine.set_up()
    assert (second.returncode, second.stderr) == (0, "")
    assert len(machine.pip_calls) == 1


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_what_the_packages_follow_from_is_watched(machine, name):
    machine.set_up()
    with (machine.checkout / name).open("a") as file:
        file.write("# changed\n")
    machine.set_up()
    assert len(machine.pip_calls) == 2


def test_an_old_python_is_refused_with_its_version(machine):
    machine.has_old_python("python3")
    sentence = machine.refusal()
    assert "python3 is 3.9" in sentence
    assert "3.11 or newer" in sentence
    assert "make render PYTHON=python3.12" in sentence


def test_a_newer_python_beside_an_old_one_is_found(machine):
    machine.has_old_python("python3")
    machine.has_python("python3.12")
    assert machine.set_up().returncode == 0


def test_no_python_at_all_is_said(machine):
    machine.lacks("python3")
    assert "python3 is missing" in machine.refusal()


def test_the_python_that_was_asked_for_is_the_one_judged(machine):
    machine.has_old_python("python3.9")
    assert "PYTHON=python3.9 is Python 3.9" in machine.refusal(PYTHON="python3.9")
    assert "PYTHON=nonsense is no Python" in machine.refusal(PYTHON="nonsense")


def test_a_missing_compiler_is_named_with_the_command_that_brings_it(machine):
    machine.lacks("cc")
    machine.has("apt-get", "echo apt-get must not run >&2; exit 7")
    assert "apt-get install -y gcc libc6-dev'" in machine.refusal()


def test_a_compiler_that_cannot_compile_counts_as_missing(machine):
    machine.has("cc", "exit 1")
    machine.has("apt-get")
    assert "gcc libc6-dev" in machine.refusal()


def test_missing_headers_without_root_are_named(machine):
    machine.has("pkg-config", "exit 1")
    machine.has("apt-get", "exit 7")
    sentence = machine.refusal()
    assert "only root can install" in sentence
    assert "apt-get install -y libcairo2-dev libpango1.0-dev'" in sentence


def test_root_installs_just_what_is_missing(machine):
    machine.has("id", "echo 0")
    machine.has("pkg-config", "[ -e headers ]")
    machine.has("apt-get", 'echo "$@" >>apt.log; echo >headers')
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    update, install = (machine.checkout / "apt.log").read_text().splitlines()
    assert update.startswith("update")
    assert install.endswith("libcairo2-dev libpango1.0-dev")


def test_sudo_without_a_password_serves_where_there_is_no_terminal(machine):
    machine.has("pkg-config", "[ -e headers ]")
    machine.has("apt-get", "[ -e root ] && echo >headers")
    machine.has(
        "sudo", '[ "$1" = -n ] && shift && [ "$1" != true ] || exit 0; echo >root; exec "$@"'
    )
    done = machine.set_up()
    assert done.returncode == 0, done.stderr


def test_homebrew_is_asked_by_its_own_names(machine):
    machine.has("pkg-config", "[ -e headers ]")
    machine.has("brew", 'echo "$@" >brew.log; echo >headers')
    assert machine.set_up().returncode == 0
    assert (machine.checkout / "brew.log").read_text() == "install cairo pango\n"


def test_a_mac_without_a_compiler_is_told_of_xcode(machine):
    machine.lacks("cc")
    machine.has("brew")
    assert "'xcode-select --install'" in machine.refusal()


def test_no_package_manager_is_said_with_what_is_missing(machine):
    machine.lacks("pkg-config")
    sentence = machine.refusal()
    assert "neither apt-get nor brew" in sentence
    assert "pkg-config libcairo2-dev libpango1.0-dev" in sentence


def test_a_package_manager_that_fails_is_named(machine):
    machine.has("id", "echo 0")
    machine.has("pkg-config", "exit 1")
    machine.has("apt-get", "exit 100")
    assert "apt-get could not install libcairo2-dev libpango1.0-dev" in machine.refusal()


def test_a_python_that_still_has_no_venv_is_not_asked_again(machine):
    machine.has("id", "echo 0")
    machine.has("apt-get")
    machine.has_python("python3", before='case "$2" in *ensurepip*) exit 1 ;; esac')
    sentence = machine.refusal()
    assert f"python{sys.version_info[0]}.{sys.version_info[1]}-venv" in sentence
    assert "PYTHON=" in sentence


def test_offline_pip_is_said_and_tried_again_the_next_time(machine):
    offline = machine.checkout / "offline"
    offline.touch()
    assert "pip could not install the packages" in machine.refusal()
    offline.unlink()
    assert machine.set_up().returncode == 0


def test_an_environment_that_was_cut_short_is_made_again(machine):
    environment = machine.checkout / ".venv/bin"
    environment.mkdir(parents=True)
    shutil.copy(machine.bin / "python3", environment / "python")
    assert machine.set_up().returncode == 0
    assert len(machine.pip_calls) == 1


def test_another_python_makes_another_environment(machine):
    machine.set_up()
    machine.has_python("python3.99", before='case "$2" in *print*) echo 3.99; exit ;; esac')
    assert machine.set_up(PYTHON="python3.99").returncode == 0
    assert len(machine.pip_calls) == 2
