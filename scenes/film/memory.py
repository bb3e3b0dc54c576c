"""Large pieces of memory that are freed go back to the system, and not to the thread that had them.

Each play is encoded in a thread of its own, with frames of some 10 MB. The C library of Linux would
keep what is freed for that thread's next wish, although no other play can use it: at 1080p that
doubles what a render takes.
"""

import ctypes
import sys

_MMAP_THRESHOLD = -3  # of mallopt, in malloc.h
_LARGE = 4 * 1024 * 1024  # bytes; a value that is set stays, where glibc's own would grow


def return_what_is_freed() -> None:
    """Let large pieces be returned as soon as they are freed; only glibc has to be told."""
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_MMAP_THRESHOLD, _LARGE)
