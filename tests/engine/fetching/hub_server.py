"""A model hub on this machine that can misbehave in every way a network does."""

import hashlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

PIECE = 1 << 18
FILES = {
    "model.bin": bytes(range(256)) * 4096,
    "config.json": b'{"model_type": "whisper"}',
    "tokenizer.json": b"{}",
}


@dataclass
class Trouble:
    """What goes wrong with a file. `times` is how often, then it goes well (-1: always).

    `drop` closes the connection after so many bytes; `short` says and sends only so many; `wrong`
    sends other bytes of the right length; `slow` sends four pieces a second until it is set.
    """

    drop: int | None = None
    short: int | None = None
    wrong: bool = False
    no_range: bool = False
    status: int = 0
    declared_sha256: str | None = None
    no_hash: bool = False
    times: int = -1
    slow: threading.Event | None = None


@dataclass
class Hub:
    """Files by path inside one repository; what was asked for is in `requests`."""

    files: dict[str, bytes]
    revision: str = "a" * 40
    repository: str = "somebody/base"
    troubles: dict[str, Trouble] = field(default_factory=dict)
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def gets(self, path):
        """The ranges asked for of a file, "" for all of it."""
        return [ranges for method, name, ranges in self.requests if (method, name) == ("GET", path)]


def serve(hub):
    """Start the hub in a thread; returns the server, to be shut down by who started it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args):
            pass

        def do_HEAD(self):
            self.answer(with_body=False)

        def do_GET(self):
            self.answer(with_body=True)

        def answer(self, with_body):
            start = f"/{hub.repository}/resolve/{hub.revision}/"
            path = unquote(self.path)
            name = path.removeprefix(start)
            hub.requests.append((self.command, name, self.headers.get("Range", "")))
            hub.headers.append(dict(self.headers))
            if not path.startswith(start) or name not in hub.files:
                self.send_response(404)
                self.send_header("X-Error-Code", "EntryNotFound")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            trouble = hub.troubles.get(name, Trouble()) if with_body else Trouble()
            if with_body and trouble.times == 0:
                trouble = Trouble()
            elif with_body:
                trouble.times -= 1
            if trouble.status:
                self.send_response(trouble.status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send(name, hub.files[name], trouble, with_body)

        def send(self, name, data, trouble, with_body):
            always = hub.troubles.get(name, Trouble())
            digest = always.declared_sha256 or hashlib.sha256(data).hexdigest()
            ranges = self.headers.get("Range", "")
            begin = 0 if trouble.no_range or not ranges else int(ranges[6:].partition("-")[0])
            body = data[begin:]
            if trouble.wrong:
                body = bytes(byte ^ 1 for byte in body)
            if trouble.short is not None:
                body = body[: trouble.short]
            self.send_response(206 if begin else 200)
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
            if not always.no_hash:
                self.send_header("X-Linked-Etag", f'"{digest}"')
            self.send_header("X-Linked-Size", str(len(data)))
            self.send_header("X-Repo-Commit", hub.revision)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body and trouble.slow is not None:
                for start in range(0, len(body), PIECE):
                    self.wfile.write(body[start : start + PIECE])
                    trouble.slow.wait(0.25)
            elif with_body:
                self.wfile.write(body if trouble.drop is None else body[: trouble.drop])
                if trouble.drop is not None:
                    self.wfile.flush()
                    self.close_connection = True
                    self.connection.shutdown(2)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


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
