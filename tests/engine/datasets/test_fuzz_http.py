"""Whatever a server answers: the file that was asked for is there and whole, or one sentence is."""

from __future__ import annotations

import hashlib
import random
import socket
import threading
from functools import partial

import numpy as np
import pytest

from engine.datasets import load
from engine.datasets.fetching import addresses, ranges
from engine.datasets.fetching.download import DownloadFailed, fetch
from engine.datasets.fetching.publisher import KINDS, fetch_drawings
from engine.errors import Refused
from tests.engine.datasets.test_fuzz_files import FILES
from tests.engine.fuzzing import answer, mutated
from tests.proof import proved

CONTENT = random.Random(0).randbytes(3000)
STATUSES = (200, 200, 206, 206, 206, 100, 204, 301, 302, 304, 400, 404, 416, 429, 500, 999, 0, -1)
HUGE = 10**18


class Scripted:
    """A server whose answer to every request is some bytes, then silence."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.says = b""
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}/"

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(1)
                try:
                    caller.recv(65536)
                    caller.sendall(self.says)
                except OSError:
                    continue


@pytest.fixture
def server(monkeypatch):
    serving = Scripted()
    monkeypatch.setattr(ranges, "PATIENCE", 0.3)
    yield serving
    serving.listening.close()


def header(chance, body):
    """A header line that may be right, wrong or no header at all."""
    size = chance.choice((len(body), len(body), 0, -1, HUGE, len(body) - 7, len(body) + 7, 10**30))
    first = chance.choice((0, 0, 5, HUGE, -1))
    return chance.choice(
        (
            f"Content-Length: {size}",
            f"Content-Length: {size}\r\nContent-Length: 3",
            f"Content-Range: bytes {first}-{size}/{size}",
            f"Content-Range: bytes {first}-{first + len(body) - 1}/{chance.choice((size, '*'))}",
            f"Content-Range: bytes */{size}",
            "Content-Range: every byte",
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip",
            "Location: " + chance.choice(("file:///etc/passwd", "ftp://127.0.0.1:9/x", "/", "?")),
            "Location: http://127.0.0.1:9/elsewhere",
            "X: " + "y" * chance.choice((10, 70_000)),
            "\x00\xff: \x01",
            "no header",
            "",
        )
    )


def answered(chance, body):
    """The bytes of an answer that is wrong in some way, or in none."""
    if chance.random() < 0.1:
        return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    if chance.random() < 0.1:
        return chance.choice((b"", b"\r\n", b"HTTP/1.1", b"SSH-2.0\r\n", chance.randbytes(200)))
    status = chance.choice(STATUSES)
    lines = [f"HTTP/1.{chance.choice('0119')} {status} {chance.choice(('OK', '', 'No'))}"]
    lines += [header(chance, body) for _ in range(chance.choice((0, 1, 1, 2, 2, 4, 150)))]
    said = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
    return mutated(said, chance) if chance.random() < 0.2 else said


def fetch_spoiled(server, place, *, times, seed):
    """Ask a whole file of a server that answers anything: it comes whole, or not at all."""
    chance, target, came = random.Random(seed), place / "file", 0
    right = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
    for _ in range(times):
        body = CONTENT if chance.random() < 0.6 else mutated(CONTENT, chance)
        server.says = answered(chance, body)
        ask = partial(fetch, server.address + "file", target, size=len(CONTENT), md5=right)
        found = answer(ask, place)
        assert (found is None) is target.exists()
        if target.exists():
            assert target.read_bytes() == CONTENT
            target.unlink()
            came += 1
        for part in place.iterdir():
            part.unlink()
    assert 0 < came < times / 2
    proved("fuzz: HTTP answers", times)


def fetch_drawings_spoiled(server, place, monkeypatch, *, times, seed):
    """Ask the first drawings of a class; what is kept is a file of drawings, or nothing."""
    monkeypatch.setattr(addresses, "QUICKDRAW", server.address)
    monkeypatch.setenv("TRAINREEL_CACHE", str(place))
    monkeypatch.delenv("TRAINREEL_DATA", raising=False)
    chance = random.Random(seed)
    for turn in range(times):
        form = ("npy", "ndjson", "bin")[turn % 3]
        data = FILES[form][0]
        server.says = answered(chance, mutated(data, chance) if chance.random() < 0.5 else data)
        target = place / f"cat{KINDS[form].ending}"
        answer(partial(fetch_drawings, KINDS[form], "cat", target, first=3, progress=None), place)
        for file in place.iterdir():
            file.unlink()
    proved("fuzz: HTTP answers", times)


def test_whatever_a_server_answers_the_file_is_whole_or_refused(server, tmp_path):
    fetch_spoiled(server, tmp_path, times=60, seed=1)


def test_whatever_comes_of_drawings_is_kept_or_refused(server, tmp_path, monkeypatch):
    fetch_drawings_spoiled(server, tmp_path, monkeypatch, times=60, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 15))
def test_ten_times_as_many_answers(server, tmp_path, monkeypatch, seed):
    fetch_spoiled(server, tmp_path, times=120, seed=seed)
    fetch_drawings_spoiled(server, tmp_path, monkeypatch, times=120, seed=seed)


def test_a_server_that_sends_us_elsewhere_reaches_no_file_of_ours(server, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(CONTENT)
    server.says = f"HTTP/1.1 302 Found\r\nLocation: {secret.as_uri()}\r\n\r\n".encode()
    with pytest.raises(DownloadFailed):
        fetch(server.address, tmp_path / "got", size=len(CONTENT), md5="0" * 32)
    assert not (tmp_path / "got").exists()
    proved("fuzz: HTTP answers", 1)


def test_a_set_asked_of_such_a_server_is_refused_in_a_sentence(server, tmp_path, monkeypatch):
    monkeypatch.setattr(addresses, "MNIST", server.address)
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path))
    monkeypatch.delenv("TRAINREEL_DATA", raising=False)
    chance = random.Random(7)
    for _ in range(20):
        server.says = answered(chance, CONTENT)
        assert isinstance(answer(partial(load, "mnist"), tmp_path), Refused)
    assert not np.any([path.suffix == ".gz" for path in tmp_path.rglob("*")])
    proved("fuzz: HTTP answers", 20)
