"""Where the publishers keep their data, and how to know that what came is theirs."""

from __future__ import annotations

MNIST = "https://storage.googleapis.com/cvdf-datasets/mnist/"
"""The copy that the Common Visual Data Foundation keeps with Yann LeCun's permission."""

MNIST_FILES = {
    "train-images-idx3-ubyte": (9912422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
    "train-labels-idx1-ubyte": (28881, "d53e105ee54ea40749a09fcbcd1e9432"),
    "t10k-images-idx3-ubyte": (1648877, "9fb629c4189551a2d022fa330f9573f3"),
    "t10k-labels-idx1-ubyte": (4542, "ec29112dd5afa0611ce80d1b7f02629c"),
}
"""File -> bytes and MD5 of its ``.gz``."""

QUICKDRAW = "https://storage.googleapis.com/quickdraw_dataset/full/"
"""Google's Quick, Draw! dataset, CC BY 4.0; one file a class in each of four folders."""
