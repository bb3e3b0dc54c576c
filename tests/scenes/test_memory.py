"""What a render has freed does not stay with it."""

import subprocess
import sys
from pathlib import Path

import pytest

FREED = """
import numpy as np
from scenes.film.memory import return_what_is_freed
return_what_is_freed()
for _ in range(2):  # what glibc has seen freed once, it keeps the next time
    pieces = [np.ones(8_000_000, np.uint8) for _ in range(20)]
    above = [np.ones(100_000, np.uint8) for _ in range(20)]
    del pieces
pages = open("/proc/self/statm").read().split()[1]
print(int(pages) * 4096 // 1_000_000)
"""


def megabytes_left():
    said = subprocess.run([sys.executable, "-c", FREED], capture_output=True)
    assert said.returncode == 0, said.stderr.decode()
    return int(said.stdout.split()[-1])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="it is read from Linux's /proc")
def test_large_pieces_go_back_to_the_system():
    assert megabytes_left() < 200  # of 300, where glibc was told nothing
