"""What a file is that is not what its name says, told by how it begins."""

from __future__ import annotations

SEEN = 512
"""Bytes from a file's beginning that are looked at."""

BEGINNINGS = (
    (b"version https://git-lfs.", "a Git LFS pointer; `git lfs pull` brings the file itself"),
    (b"PK\x03\x04", "a zip archive; unpack it, and put what is in it there"),
    (b"PAR1", "a Parquet file, which is not read here"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\x89HDF", "an HDF5 file, which is not read here"),
    (b"7z\xbc\xaf", "a 7-zip archive; unpack it, and put what is in it there"),
    (b"BZh", "packed by bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed by xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd; unpack it first"),
    (b"\x1f\x8b\x08", "packed twice; unpack it once"),
    (b"label,", "a table, as Kaggle has MNIST, which is not read here"),
    (b"\x80\x04\x95", "a Python pickle, which is not opened"),
    (b"MATLAB 5.0 MAT-file", "a MATLAB file, which is not read here"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
)
"""How other kinds of file begin, and what is said of each."""

PAGES = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")
TAR = 257
"""Where a tar archive says that it is one."""

A_PAGE = "a web page, as a server sends it in place of a file; download the file again"


def what_it_is(head: bytes, *, wanted: bytes = b"") -> str | None:
    """What a file that begins with ``head`` is, in the words of a sentence; None if unknown.

    ``wanted`` is how the file should begin, which is then nothing to speak of.
    """
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGES):
        return A_PAGE
    if head[TAR : TAR + 5] == b"ustar":
        return "a tar archive; unpack it, and put what is in it there"
    for beginning, said in BEGINNINGS:
        if head.startswith(beginning) and beginning != wanted:
            return said
    return None
