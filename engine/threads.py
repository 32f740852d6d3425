"""How threads wait for each other. Set at the start, before torch or CTranslate2 reads it."""

import os


def wait_without_spinning() -> None:
    """Let threads that wait sleep soon instead of spin, so that a busy computer keeps its cores.

    A step of the starter on 2 cores, with nobody else there and beside a program that keeps both
    busy: 1.37 and 4.2 s with 5000 turns of spinning (by itself the runtime takes many more), 1.43
    and 2.9 s with 1000 (some microseconds), 1.75 and 2.5 s with none.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # GNU's runtime, in torch for Linux
    os.environ.setdefault("KMP_BLOCKTIME", "0")  # Intel's, in torch for Windows and macOS
