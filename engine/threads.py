"""How threads wait for each other. To be set before torch or another OpenMP library is loaded."""

import os


def wait_without_spinning() -> None:
    """Let threads that wait sleep instead of spin, so that a busy computer keeps its cores.

    Measured on 2 cores that other programs kept busy too (load 8 to 14): two processes with the
    same convolutions took 12 to 19 s each instead of 44 to 137 s.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # GNU's runtime, in torch for Linux
    os.environ.setdefault("KMP_BLOCKTIME", "0")  # Intel's, in torch for Windows and macOS
