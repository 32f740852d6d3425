"""A home of its own, a hub on this machine, and a manifest for what lies there."""

import json

import pytest

import resources
from tests.engine.fetching.hub_server import FILES, Hub, serve


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def hub(monkeypatch):
    """A hub with `FILES`; the client does not wait before it tries again."""
    import huggingface_hub.file_download

    monkeypatch.setattr(huggingface_hub.file_download.time, "sleep", lambda seconds: None)
    hub = Hub(dict(FILES))
    server = serve(hub)
    yield hub
    server.shutdown()
    server.server_close()


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Write manifests as if they came with Timbre."""
    folder = tmp_path / "resources"
    (folder / "bases").mkdir(parents=True)
    monkeypatch.setattr(resources, "_FOLDER", folder)

    def write(plain):
        path = folder / "bases" / f"{plain['name']}.json"
        path.write_text(json.dumps(plain), encoding="utf-8")

    return write
