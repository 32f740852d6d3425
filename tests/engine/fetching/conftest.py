"""A home of its own, a hub on this machine, and a manifest for what lies there."""

import hashlib
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hub_server import Hub, serve

import resources

FILES = {
    "model.bin": bytes(range(256)) * 4096,
    "config.json": b'{"model_type": "whisper"}',
    "tokenizer.json": b"{}",
}


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


def manifest(hub, name="toy", kind="recogniser", **changes):
    """A manifest that pins the files of a hub."""
    parts = {
        path: {
            "path": path,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "needed": "always",
            "licence": "MIT",
        }
        for path, data in hub.files.items()
    }
    return {
        "name": name,
        "model": "Toy",
        "author": "Somebody",
        "licence": "MIT",
        "kind": kind,
        "sample_rate": 16000,
        "repository": hub.repository,
        "revision": hub.revision,
        "evidence": "",
        "parts": parts,
    } | changes


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
