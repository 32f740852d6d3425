"""One loaded network for all tests of the starter: loading takes longer than most of them."""

import os

import pytest

from engine.models.starter.network import Kokoro
from engine.models.starter.weights import load_network


@pytest.fixture(scope="session")
def network(tmp_path_factory) -> Kokoro:
    """The starter in fp32 on the CPU. Shared: whoever trains it must work on a copy."""
    before = os.environ.get("TIMBRE_HOME")
    os.environ["TIMBRE_HOME"] = str(tmp_path_factory.mktemp("home"))
    try:
        return load_network().requires_grad_(False)
    finally:
        os.environ.pop("TIMBRE_HOME")
        if before is not None:
            os.environ["TIMBRE_HOME"] = before
