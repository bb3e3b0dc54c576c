"""What the dataset tests share: real files where there are some, and a server on loopback."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine.datasets.fetching import addresses, ranges


@pytest.fixture
def real_data() -> Path:
    """The folder of real files that TRAINREEL_DATA names."""
    given = os.environ.get("TRAINREEL_DATA")
    if not given:
        pytest.skip("needs real data: TRAINREEL_DATA is not set")
    return Path(given)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the user's, and no folder of data."""
    monkeypatch.setenv("TRAINREEL_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("TRAINREEL_DATA", raising=False)
    return tmp_path / "cache" / "data"


class Server(ThreadingHTTPServer):
    """Serves ``files`` with ranges; each of ``manners`` spoils one answer, in turn."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.manners: list[str] = []
        self.asked: list[tuple[str, str | None]] = []
        self.closing = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range")))
        manner = self.server.manners.pop(0) if self.server.manners else "well"
        data = self.server.files.get(self.path)
        if manner == "silent":
            self.server.closing.wait(30)
        elif manner.isdigit() or data is None:
            self.send_error(int(manner) if manner.isdigit() else 404)
        else:
            self.answer(data, manner)

    def answer(self, data: bytes, manner: str) -> None:
        start, end = 0, len(data)
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked and manner != "ignores ranges":
            start, end = int(asked[1]), min(int(asked[2] or end) + 1, end)
        if start >= len(data):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(data)}")
            self.end_headers()
            return
        self.send_head(manner, start, end, len(data))
        self.send_body(data[start:end], manner)

    def send_head(self, manner: str, start: int, end: int, total: int) -> None:
        ranged = "Range" in self.headers and manner != "ignores ranges"
        length = end - start + {"promises more": 1000, "promises less": -7}.get(manner, 0)
        self.send_response(206 if ranged else 200)
        if manner != "tells no length":
            self.send_header("Content-Length", str(length))
        if ranged:
            first = start + 5 if manner == "sends another range" else start
            self.send_header("Content-Range", f"bytes {first}-{end - 1}/{total}")
        self.end_headers()

    def send_body(self, body: bytes, manner: str) -> None:
        if manner in ("cuts off", "stalls"):
            body = body[: len(body) // 2]
        if manner == "spoils":
            body = bytes(len(body))
        if manner == "trickles":
            while not self.server.closing.wait(0.05):
                self.wfile.write(b"x")
        self.wfile.write(body)
        self.wfile.flush()
        if manner == "stalls":
            self.server.closing.wait(30)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server on loopback that stands in for both publishers; it is given up on early."""
    serving = Server()
    threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setattr(addresses, "MNIST", serving.address + "mnist/")
    monkeypatch.setattr(addresses, "QUICKDRAW", serving.address + "full/")
    monkeypatch.setattr(ranges, "PATIENCE", 0.4)
    yield serving
    serving.closing.set()
    serving.shutdown()
    serving.server_close()
