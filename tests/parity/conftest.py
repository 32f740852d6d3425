"""Tells, after the golden cases have run, how far each group was from the goldens at most."""

from collections import defaultdict

import pytest

WORST: pytest.StashKey[dict[str, list[float]]] = pytest.StashKey()


@pytest.fixture
def differences(request):
    """group -> the largest relative difference of each case that has run."""
    return request.config.stash.setdefault(WORST, defaultdict(list))


def pytest_terminal_summary(terminalreporter, config):
    for group, found in sorted(config.stash.get(WORST, {}).items()):
        terminalreporter.write_line(
            f"parity {group}: {len(found)} cases, largest relative difference {max(found):.1e}"
        )
