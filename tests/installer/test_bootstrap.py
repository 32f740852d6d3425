"""The set-up itself, on a tiny project with an index of our own that cuts a download in half."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "installer"
ENGINE = "import json, os, sys; print(json.dumps([sys.argv[1:], os.getcwd(), sys.path[0]]))"
CHECKED = ("torch", "torchaudio", "safetensors", "soundfile", "av", "spacy")


def wheel(name: str, files: dict[str, str]) -> bytes:
    """A wheel that pip accepts, holding these modules."""
    info = f"{name}-1.0.dist-info"
    members = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for path, text in members.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        rows.append(f"{path},sha256={digest.decode()},{len(text.encode())}")
    members[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,"])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, text in members.items():
            archive.writestr(path, text)
    return stream.getvalue()


class Index:
    """A package index on this machine; `cut` names the packages whose download breaks off."""

    def __init__(self, wheels: dict[str, bytes]) -> None:
        self.fetched: Counter[str] = Counter()
        self.cut: set[str] = set()
        index = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, name = self.path.strip("/").split("/")[:2]
                if kind == "simple":
                    file = f"{name}-1.0-py3-none-any.whl"
                    self.answer(f'<a href="/files/{file}">{file}</a>'.encode(), "text/html")
                    return
                package = name.split("-")[0]
                index.fetched[package] += 1
                data = wheels[package]
                sent = data[: len(data) // 2] if package in index.cut else data
                self.answer(sent, "application/octet-stream", len(data))

            def answer(self, body: bytes, kind: str, length: int | None = None) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(length or len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/simple"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def project(tmp_path):
    """A checkout with a tiny engine and locks of tiny packages, awkwardly named."""
    root = tmp_path / "Tim bre 声"
    (root / "engine").mkdir(parents=True)
    (root / "engine" / "__init__.py").touch()
    (root / "engine" / "__main__.py").write_text(ENGINE)
    (root / "installer").mkdir()
    for name in ("bootstrap.py", "machine.py"):
        shutil.copy(SOURCES / name, root / "installer")
    wheels = {"torch": wheel("torch", {f"{name}.py": "" for name in CHECKED})}
    wheels |= {name: wheel(name, {f"{name}.py": ""}) for name in ("first", "second", "third")}
    locks = {"-pip": "first", "-torch": "torch", "-nodeps": "second", "": "third"}
    for lock, package in locks.items():
        digest = hashlib.sha256(wheels[package]).hexdigest()
        text = f"{package}==1.0 \\\n    --hash=sha256:{digest}\n"
        (root / "installer" / f"requirements{lock}.txt").write_text(text)
    index = Index(wheels)
    yield root, index
    index.close()


def start(root: Path, index: Index, *arguments: str) -> subprocess.CompletedProcess:
    """Run the set-up from another folder; nothing outside this machine can be reached."""
    nowhere = "http://127.0.0.1:9"
    changes = {
        "PIP_INDEX_URL": index.address,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
        "https_proxy": nowhere,
        "HTTPS_PROXY": nowhere,
        "no_proxy": "127.0.0.1",
        "NO_PROXY": "127.0.0.1",
        "PYTHONUTF8": "1",
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / "engine.py").write_text("raise SystemExit('the wrong engine')")
    return subprocess.run(
        [sys.executable, str(root / "installer" / "bootstrap.py"), *arguments],
        cwd=elsewhere,
        env=kept | changes,
        capture_output=True,
        encoding="utf-8",
        timeout=1200,
    )


def test_what_breaks_is_one_sentence_and_the_next_run_goes_on(project):
    root, index = project
    index.cut.add("second")
    broken = start(root, index, "doctor")
    assert broken.returncode == 1
    assert "run this again" in broken.stderr.splitlines()[-1]
    assert not (root / ".venv" / "timbre.json").exists()

    index.cut.clear()
    lock = root / "installer" / "requirements.txt"
    right = lock.read_text()
    lock.write_text(f"third==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    forged = start(root, index, "doctor")
    assert forged.returncode == 1 and "hash" in forged.stderr.lower()

    lock.write_text(right)
    done = start(root, index, "clone", "my voice.wav", "--json")
    arguments, folder, path = json.loads(done.stdout)
    assert (done.returncode, arguments) == (0, ["clone", "my voice.wav", "--json"])
    assert Path(folder).name == "elsewhere" and path == str(root)
    assert index.fetched["torch"] == index.fetched["first"] == 1

    index.close()
    again = start(root, index, "voices", "list")
    assert (again.returncode, again.stderr) == (0, "")
    folder = "Scripts" if os.name == "nt" else "bin"
    launcher = shutil.which("timbre", path=str(root / ".venv" / folder))
    assert launcher is not None
    launched = subprocess.run(
        [launcher, "speak", "a b"], capture_output=True, text=True, check=True
    )
    assert json.loads(launched.stdout)[0] == ["speak", "a b"]


def test_a_folder_that_is_no_environment_is_left_alone(project):
    root, index = project
    precious = root / ".venv" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    for arguments in (["doctor"], ["--repair"]):
        refused = start(root, index, *arguments)
        assert refused.returncode == 1 and "in the way" in refused.stderr
    assert precious.read_text() == "years of work"


def test_help_sets_nothing_up(project):
    root, index = project
    shown = start(root, index, "--help")
    assert shown.returncode == 0 and "bootstrap.py" in shown.stdout
    assert not (root / ".venv").exists()
