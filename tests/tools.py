"""Programs of the system that some tests need, and what is said where they are missing."""

import os
import shutil

import pytest

# Where it is set, as in .ci/run, a test that cannot run here is a failure.
ALL = "TIMBRE_TESTS_NEED_ALL"


def needs(*tools: str) -> pytest.MarkDecorator:
    """A mark that skips where a program is not installed, and names it.

    Raises:
        RuntimeError: the same, where nothing may be skipped.
    """
    missing = [tool for tool in tools if shutil.which(tool) is None]
    words = f"needs {', '.join(missing)}, which must be installed first"
    if missing and os.environ.get(ALL):
        raise RuntimeError(words)
    return pytest.mark.skipif(bool(missing), reason=words)
