"""Cut-down bases of the three families, installed once for all tests of a module."""

import os
import shutil

import pytest

from tests.engine.models.gpt_sovits import installed


@pytest.fixture(scope="session")
def packs(tmp_path_factory):
    """Version -> a base as it lies in a data folder; made when it is first asked for."""
    made = {}

    def pack(version):
        if version not in made:
            home = tmp_path_factory.mktemp(f"made-{version}")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TIMBRE_HOME", str(home))
                installed.cut_down_critics(patch)
                made[version] = installed.install(version)
        return made[version]

    return pack


@pytest.fixture
def base(packs, tmp_path, monkeypatch):
    """Installs a version into a data folder of this test's own."""
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    installed.cut_down_critics(monkeypatch)
    installed.speak_briefly(monkeypatch)

    def put(version):
        target = tmp_path / "home" / "bases" / version
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(packs(version), target, copy_function=_linked)
        return target

    return put


def _linked(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
