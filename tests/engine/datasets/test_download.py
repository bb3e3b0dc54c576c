"""A download is whole or not there, whatever the server does."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from engine.datasets.fetching.download import DownloadFailed, fetch, fetch_first

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def file(server: Any, tmp_path: Path) -> tuple[Any, str, Path]:
    server.files["/file"] = CONTENT
    return server, server.address + "file", tmp_path / "file"


def get(address: str, target: Path, **more: Any) -> None:
    fetch(address, target, size=len(CONTENT), md5=hashlib.md5(CONTENT).hexdigest(), **more)


def test_a_file_arrives_whole_and_alone(file: tuple[Any, str, Path]) -> None:
    _, address, target = file
    seen: list[tuple[str, int, int | None]] = []
    get(address, target, progress=lambda *at: seen.append(at))
    assert target.read_bytes() == CONTENT
    assert os.listdir(target.parent) == ["file"]
    assert seen[-1] == ("file", len(CONTENT), len(CONTENT))
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


@pytest.mark.parametrize(
    "manner", ["cuts off", "promises more", "promises less", "ignores ranges", "tells no length"]
)
def test_one_bad_answer_is_made_good(file: tuple[Any, str, Path], manner: str) -> None:
    server, address, target = file
    server.manners = [manner]
    get(address, target)
    assert target.read_bytes() == CONTENT


def test_a_transfer_that_was_cut_off_is_taken_up_where_it_stopped(
    file: tuple[Any, str, Path],
) -> None:
    server, address, target = file
    server.manners = ["cuts off"]
    get(address, target)
    assert server.asked[1][1] == f"bytes={len(CONTENT) // 2}-{len(CONTENT) - 1}"


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("stalls", "sent nothing to speak of for 0.4 s"),
        ("silent", "sent nothing to speak of for 0.4 s"),
        ("trickles", "sent nothing to speak of for 0.4 s"),
        ("sends another range", "answered 206 with the range 'bytes 5-"),
        ("404", "does not exist"),
        ("503", "the server answered 503"),
    ],
)
def test_a_server_that_will_not_serve_is_named_with_the_reason(
    file: tuple[Any, str, Path], manner: str, said: str
) -> None:
    server, address, target = file
    server.manners = [manner]
    began = time.monotonic()
    with pytest.raises(DownloadFailed, match=said) as caught:
        get(address, target)
    assert address in str(caught.value)
    assert time.monotonic() - began < 5
    assert not target.exists()


def test_what_came_before_a_stall_is_not_asked_for_again(file: tuple[Any, str, Path]) -> None:
    server, address, target = file
    server.manners = ["stalls"]
    with pytest.raises(DownloadFailed):
        get(address, target)
    get(address, target)
    assert server.asked[-1][1] == f"bytes={len(CONTENT) // 2}-{len(CONTENT) - 1}"
    assert target.read_bytes() == CONTENT
    assert os.listdir(target.parent) == ["file"]


def test_a_server_that_always_cuts_off_is_given_up_and_the_part_kept(
    file: tuple[Any, str, Path],
) -> None:
    server, address, target = file
    server.manners = ["cuts off"] * 50
    with pytest.raises(DownloadFailed, match="cut off again and again"):
        get(address, target)
    assert os.listdir(target.parent) == ["file.part"]
    assert CONTENT.startswith((target.parent / "file.part").read_bytes())


def test_wrong_bytes_are_never_kept(file: tuple[Any, str, Path]) -> None:
    server, address, target = file
    server.manners = ["spoils"]
    with pytest.raises(DownloadFailed, match="something else than what is published"):
        get(address, target)
    assert os.listdir(target.parent) == []


def test_a_wrong_part_of_an_earlier_try_costs_one_fresh_start(file: tuple[Any, str, Path]) -> None:
    _, address, target = file
    (target.parent / "file.part").write_bytes(b"not a part of it")
    get(address, target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("left", [CONTENT, CONTENT + b"more"])
def test_a_part_that_was_complete_or_too_long_is_settled(
    file: tuple[Any, str, Path], left: bytes
) -> None:
    _, address, target = file
    (target.parent / "file.part").write_bytes(left)
    get(address, target)
    assert target.read_bytes() == CONTENT


def test_the_part_of_a_killed_process_is_taken_over_and_a_live_one_left_alone(
    file: tuple[Any, str, Path],
) -> None:
    server, address, target = file
    dead, live = target.with_name("file.1-1.part"), target.with_name("file.2-2.part")
    dead.write_bytes(CONTENT[:1000])
    live.write_bytes(CONTENT[:2000])
    os.utime(dead, (0, 0))
    get(address, target)
    assert server.asked[0][1] == f"bytes=1000-{len(CONTENT) - 1}"
    assert live.read_bytes() == CONTENT[:2000]
    assert not dead.exists()


def test_when_the_file_is_there_its_dead_parts_are_swept_away(
    file: tuple[Any, str, Path],
) -> None:
    _, address, target = file
    for name in ("file.1-1.part", "file.2-2.part", "file.part"):
        (target.parent / name).write_bytes(CONTENT[:10])
        os.utime(target.parent / name, (0, 0))
    get(address, target)
    assert os.listdir(target.parent) == ["file"]


def test_a_kill_at_any_moment_leaves_no_file_and_loses_nothing(
    file: tuple[Any, str, Path],
) -> None:
    server, address, target = file
    server.manners = ["stalls"]
    code = (
        "import sys, pathlib; from engine.datasets.fetching.download import fetch\n"
        "said = lambda name, done, total: print(done, flush=True)\n"
        f"fetch(sys.argv[1], pathlib.Path(sys.argv[2]), size={len(CONTENT)}, md5='', "
        "progress=said)"
    )
    command = [sys.executable, "-c", code, address, str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        while int(child.stdout.readline()) < len(CONTENT) // 2:
            pass
        child.kill()
    assert not target.exists()
    (left,) = target.parent.iterdir()
    os.utime(left, (0, 0))
    get(address, target)
    assert server.asked[-1][1] == f"bytes={len(CONTENT) // 2}-{len(CONTENT) - 1}"
    assert target.read_bytes() == CONTENT


def test_downloads_of_the_same_file_at_the_same_time_do_not_harm_each_other(
    file: tuple[Any, str, Path],
) -> None:
    server, address, target = file
    server.manners = ["cuts off", "well", "cuts off"]
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(get, address, target) for _ in range(4)]:
            done.result()
    assert target.read_bytes() == CONTENT
    assert os.listdir(target.parent) == ["file"]


def test_an_interruption_keeps_what_came(file: tuple[Any, str, Path]) -> None:
    _, address, target = file

    def interrupt(name: str, done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get(address, target, progress=interrupt)
    assert (target.parent / "file.part").stat().st_size > 0
    get(address, target)
    assert target.read_bytes() == CONTENT


def test_nobody_listening_is_said_as_such(tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="could not be reached"):
        get("http://127.0.0.1:9/file", tmp_path / "file")


@pytest.mark.parametrize("manner", ["well", "ignores ranges", "cuts off", "tells no length"])
def test_of_a_large_file_only_the_first_bytes_are_taken(
    file: tuple[Any, str, Path], manner: str
) -> None:
    server, address, target = file
    server.manners = [manner]
    fetch_first(address, target, guess=1000, cut=lambda data, total: data)
    assert target.read_bytes() == CONTENT[:1000]
    assert server.asked[0][1] == "bytes=0-999"


def test_a_guess_too_low_is_doubled_until_it_does(file: tuple[Any, str, Path]) -> None:
    server, address, target = file
    fetch_first(
        address,
        target,
        guess=1000,
        cut=lambda data, total: data[:3500] if len(data) >= 3500 else None,
    )
    assert target.read_bytes() == CONTENT[:3500]
    assert [asked for _, asked in server.asked] == [
        "bytes=0-999",
        "bytes=1000-1999",
        "bytes=2000-3999",
    ]


def test_a_guess_beyond_the_end_gets_the_whole_file(file: tuple[Any, str, Path]) -> None:
    _, address, target = file
    totals: list[int | None] = []

    def cut(data: bytes, total: int | None) -> bytes | None:
        totals.append(total)
        return data if total == len(data) else None

    fetch_first(address, target, guess=400_000, cut=cut)
    assert target.read_bytes() == CONTENT
    assert totals == [512_000, 512_000]
