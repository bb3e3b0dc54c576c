"""Asking a server for some bytes of a file, and believing of its answer only what adds up."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any

from engine.errors import brief

PATIENCE = 20.0
"""Seconds for which a server may send nothing, or next to nothing, before it counts as stalled."""

TRICKLE = 1024
"""Bytes that have to come in that time: a byte now and then is a stall as well."""

BLOCK = 1 << 16


class _StaysHere(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: the publishers send no one on, and who does is not one of them."""

    def redirect_request(self, *_: Any) -> None:
        """No other request."""


OPENER = urllib.request.build_opener(_StaysHere)


class DownloadFailed(Exception):
    """The bytes did not come; the message says from where and why, without a full stop."""


class Cut(Exception):
    """The connection ended early: what came is good, and asking for the rest may work."""


class PastTheEnd(Exception):
    """The file has only ``total`` bytes; those from its end on were asked for."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


@dataclass(frozen=True)
class Reply:
    """The bytes from ``start`` to ``end`` of a file of ``total`` bytes; None if not told."""

    address: str
    response: HTTPResponse
    start: int
    end: int | None
    total: int | None

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes; ``Cut`` if the line breaks, ``DownloadFailed`` on a stall."""
        since, came = time.monotonic(), 0
        while True:
            try:
                block = self.response.read1(BLOCK)
            except TimeoutError:
                raise stalled(self.address) from None
            except (OSError, HTTPException) as error:
                raise Cut(_why(error)) from error
            if not block:
                return
            yield block
            came += len(block)
            if time.monotonic() - since > PATIENCE:
                if came < TRICKLE:
                    raise stalled(self.address)
                since, came = time.monotonic(), 0


@contextmanager
def ask(address: str, start: int, end: int | None) -> Iterator[Reply]:
    """Request bytes ``start`` to ``end`` (None: the last) of the file at ``address``."""
    request = urllib.request.Request(address, headers={"User-Agent": "trainreel"})
    if start or end is not None:
        request.add_header("Range", f"bytes={start}-{'' if end is None else end - 1}")
    try:
        response = OPENER.open(request, timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(address, error) from None
    except (OSError, HTTPException, ValueError, OverflowError) as error:
        if _is_timeout(error):
            raise stalled(address) from None
        raise DownloadFailed(f"{address} could not be reached ({_why(error)})") from error
    with response:
        yield _understood(address, start, response)


def stalled(address: str) -> DownloadFailed:
    """The failure of a server that stopped sending."""
    return DownloadFailed(f"{address} has sent nothing to speak of for {PATIENCE:g} s")


def _understood(address: str, start: int, response: HTTPResponse) -> Reply:
    """What the answer's headers say it is: all of the file, or the range that was asked for."""
    if response.status == 200:
        length = re.fullmatch(r"\d{1,18}", response.headers.get("Content-Length", ""))
        total = int(length[0]) if length else None
        return Reply(address, response, 0, total, total)
    said = response.headers.get("Content-Range", "")
    span = re.fullmatch(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", said)
    if response.status != 206 or span is None or int(span[1]) != start:
        raise DownloadFailed(
            f"{address} was asked for the bytes from {start:,} and answered "
            f"{response.status} with the range {brief(said)}"
        )
    total = None if span[3] == "*" else int(span[3])
    return Reply(address, response, start, int(span[2]) + 1, total)


def _refused(address: str, error: urllib.error.HTTPError) -> Exception:
    """What an answer that carries no bytes of the file amounts to."""
    said = re.fullmatch(r"bytes \*/(\d{1,18})", error.headers.get("Content-Range", ""))
    if error.code == 416 and said is not None:
        return PastTheEnd(int(said[1]))
    if error.code == 404:
        return DownloadFailed(f"{address} does not exist (the server answered 404)")
    return DownloadFailed(f"{address} cannot be had (the server answered {error.code})")


def _is_timeout(error: BaseException) -> bool:
    return isinstance(getattr(error, "reason", error), TimeoutError)


def _why(error: BaseException) -> str:
    """An error's own words, or its name where it has none."""
    reason = getattr(error, "reason", error)
    return brief(Exception(getattr(reason, "strerror", None) or reason or type(reason).__name__))
