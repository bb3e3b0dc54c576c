#!/bin/sh
# Bring this checkout to where a film can be rendered: system packages, .venv, Python packages.
#
# `make render` and `make test` begin with it; where all is done, a stamp in .venv makes it quick.
# PYTHON=python3.12 chooses another Python than the first that is new enough.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
STAMP=$VENV/trainreel-stamp

say() { echo "trainreel: $*" >&2; }
fail() {
    say "$@"
    exit 1
}

# --- which Python -----------------------------------------------------------------------------

version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" && return
        found=$(version "$PYTHON")
        fail "PYTHON=$PYTHON is ${found:+Python }${found:-no Python that starts}, and 3.11 or newer" \
            "is needed; name another, as in: make render PYTHON=python3.12"
    fi
    for PYTHON in python3 python3.13 python3.12 python3.11; do
        new_enough "$PYTHON" && return
    done
    found=$(version python3)
    fail "python3 is ${found:-missing}, and Python 3.11 or newer is needed; install one and name it," \
        "as in: make render PYTHON=python3.12"
}

# --- what the system must have ----------------------------------------------------------------
# pycairo and manimpango have no wheels for Linux, and pycairo none for macOS: they are compiled
# here, against the headers of cairo, pango and Python.

compiles() { printf '#include <stdio.h>\n' | ${CC:-cc} -x c -fsyntax-only - 2>/dev/null; }
has_python_headers() {
    "$PYTHON" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'
}

# The packages that are missing, by Debian's names.
missing() {
    command -v make >/dev/null || printf ' make'
    compiles || printf ' gcc libc6-dev'
    command -v pkg-config >/dev/null || printf ' pkg-config'
    pkg-config --exists cairo 2>/dev/null || printf ' libcairo2-dev'
    pkg-config --exists pangocairo 2>/dev/null || printf ' libpango1.0-dev'
    has_python_headers || printf ' python%s-dev' "$(version "$PYTHON")"
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        printf ' python%s-venv' "$(version "$PYTHON")"
}

# The same packages by Homebrew's names; what is left out comes with Xcode's tools and Python.
brew_names() {
    for name in "$@"; do
        case $name in
        libcairo2-dev) echo cairo ;;
        libpango1.0-dev) echo pango ;;
        pkg-config) echo pkg-config ;;
        esac
    done
}

install_with_apt() {
    if [ "$(id -u)" = 0 ]; then
        root=
    elif [ -t 0 ] && command -v sudo >/dev/null; then
        say "sudo may ask for your password, to install:$lacking"
        root=sudo
    elif sudo -n true 2>/dev/null; then
        root="sudo -n"
    else
        command -v sudo >/dev/null && root="sudo " || root=
        fail "this machine lacks$lacking, and only root can install system packages; as root" \
            "say '${root}apt-get update && ${root}apt-get install -y$lacking' and then repeat the command"
    fi
    say "installing the system packages$lacking"
    # A bare machine has no lists yet, so they are fetched first.
    {
        $root apt-get update -qq &&
            $root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -qq -y --no-install-recommends $lacking
    } >&2 ||
        fail "apt-get could not install$lacking; mend what it says above (is this machine online?)" \
            "and then repeat the command"
}

install_with_brew() {
    compiles || fail "there is no C compiler; say 'xcode-select --install' and then repeat the command"
    names=$(brew_names $lacking)
    say "installing with Homebrew:" $names
    brew install $names >&2 ||
        fail "Homebrew could not install" $names"; mend what it says above and then repeat the command"
}

install_system_packages() {
    lacking=$(missing)
    [ -n "$lacking" ] || return 0
    if command -v apt-get >/dev/null; then
        install_with_apt
    elif command -v brew >/dev/null; then
        install_with_brew
    else
        fail "there is neither apt-get nor brew here; install what Debian calls$lacking with your" \
            "package manager and then repeat the command"
    fi
    lacking=$(missing)
    [ -z "$lacking" ] ||
        fail "$PYTHON still lacks$lacking although they were installed; name a Python of your package" \
            "manager, as in: make render PYTHON=/usr/bin/python3"
}

# --- the environment --------------------------------------------------------------------------

# What the environment was made from: these files, in this place (an editable install names it).
fingerprint() { { pwd && cat pyproject.toml constraints.txt scripts/setup.sh; } | cksum; }

up_to_date() {
    [ -x $VENV/bin/python ] && [ "$(cat $STAMP 2>/dev/null)" = "$(fingerprint)" ] || return 1
    [ -z "${PYTHON:-}" ] || [ "$(version "$PYTHON")" = "$(version $VENV/bin/python)" ]
}

make_environment() {
    rm -f $STAMP
    # One that was cut short may have a Python and no pip yet.
    if [ "$(version $VENV/bin/python)" != "$(version "$PYTHON")" ] ||
        ! $VENV/bin/python -m pip --version >/dev/null 2>&1; then
        "$PYTHON" -m venv --clear $VENV ||
            fail "$PYTHON could not make the environment $VENV; mend what it says above and then" \
                "repeat the command"
    fi
    say "installing the Python packages of constraints.txt into $VENV (a minute or two)"
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --use-pep517 \
        --constraint constraints.txt --editable '.[film,dev]' >&2 ||
        fail "pip could not install the packages; mend what it says above (is this machine online?)" \
            "and then repeat the command"
    fingerprint >$STAMP
}

if command -v make >/dev/null && up_to_date; then exit 0; fi
choose_python
install_system_packages
make_environment
