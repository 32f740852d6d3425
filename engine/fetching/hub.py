"""One file from the model hub: looked up at a pinned revision, continued, and checked by hash.

Endpoint and proxy are those of `huggingface_hub` and of the system: `HF_ENDPOINT` (a mirror),
`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`. No account's token is ever sent.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine import __version__
from engine.bases import BaseSource, SourceFile, file_sha256
from engine.errors import EngineError
from engine.files import disk_error

ATTEMPTS = 5
PIECE = 1 << 18  # bytes between two looks at whether to stop
PARTIAL = ".part"
LATER = "Try again later: what has arrived is kept, and fetching goes on from there."
_SHA256 = re.compile(r"[0-9a-f]{64}")
_GIT_SHA1 = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class RemoteFile:
    """A file on the hub: what it must be. `git_sha1` is what the hub knows of small files."""

    url: str
    name: str
    bytes: int
    sha256: str | None
    git_sha1: str | None


def look_up(source: BaseSource, part: SourceFile, endpoint: str | None = None) -> RemoteFile:
    """Ask the hub about a file, and compare its answer with what the manifest pins.

    Raises:
        EngineError: kind "network" when there is no answer, "damaged" when the hub's file is not
            the pinned one.
    """
    with _in_words(endpoint):
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        url = hf_hub_url(source.repository, part.path, revision=source.revision, endpoint=endpoint)
        found = get_hf_file_metadata(url, token=False, headers=_headers(), endpoint=endpoint)
    etag = found.etag or ""
    size = found.size if found.size is not None else part.bytes
    declared = etag if _SHA256.fullmatch(etag) else None
    for promised, offered in ((part.sha256, declared), (part.bytes, size)):
        if promised is not None and offered is not None and promised != offered:
            raise EngineError(
                "damaged",
                f"{_host(url)} offers another {part.path} than the one that belongs to "
                f"{source.name}; nothing of it was fetched.",
                "If that is a mirror, leave it out; else wait for a new version of Timbre.",
            )
    sha256, git = part.sha256 or declared, etag if _GIT_SHA1.fullmatch(etag) else None
    if size is None or not (sha256 or git):
        raise EngineError(
            "network",
            f"{_host(url)} does not say what {part.path} must be, so it cannot be checked.",
            "If that is a mirror, take another one or none; else try again later.",
        )
    return RemoteFile(url, part.path, size, sha256, git)


def download(remote: RemoteFile, target: Path, tell: Callable[[int], None]) -> None:
    """Fetch a file to `target`, which appears only when all of it is there and its hash is right.

    What is broken off stays beside it and is continued next time. `tell` hears the bytes that are
    here, several times a second; what it raises ends the download and keeps them.

    Raises:
        EngineError: kind "network", "damaged" (other bytes than promised) or "disk".
    """
    partial = target.with_name(target.name + PARTIAL)
    continued = partial.is_file()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with _in_words(remote.url):
                _fetch(remote, partial, tell)
        except EngineError as error:
            if error.kind != "network" or attempt == ATTEMPTS or not _has_grown(partial, remote):
                raise
            continue
        if _is_right(partial, remote):
            partial.replace(target)
            return
        partial.unlink()
        if not continued:
            break
        continued = False  # the piece from before may have been the wrong one
    raise EngineError(
        "damaged",
        f"{_host(remote.url)} sent other bytes for {remote.name} than it should have; "
        "they were thrown away.",
        "Try again on another network, and without a mirror if that is one.",
    )


def _fetch(remote: RemoteFile, partial: Path, tell: Callable[[int], None]) -> None:
    from huggingface_hub import constants
    from huggingface_hub.file_download import http_get

    # Ten megabytes at a time are too long to wait for an answer to "stop" on a slow line.
    constants.DOWNLOAD_CHUNK_SIZE = PIECE
    with partial.open("ab") as file:
        here = file.seek(0, os.SEEK_END)
        if here > remote.bytes:
            here = file.truncate(0)
        tell(here)
        http_get(
            remote.url,
            file,  # type: ignore[arg-type]
            resume_size=here,
            headers=_headers(),
            expected_size=remote.bytes,
            displayed_filename=remote.name,
            tqdm_class=_listener(lambda: tell(file.tell())),
        )


def _listener(tell: Callable[[], None]) -> Any:
    """What the hub's client takes for a progress bar: shows nothing, and calls `tell`."""
    from tqdm import tqdm

    class Listener(tqdm):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options | {"disable": True})

        def update(self, n: float | None = 1) -> None:
            tell()

    return Listener


def _has_grown(partial: Path, remote: RemoteFile) -> bool:
    """Whether another attempt makes sense: something came, but not everything."""
    return partial.is_file() and 0 < partial.stat().st_size < remote.bytes


def _is_right(path: Path, remote: RemoteFile) -> bool:
    if path.stat().st_size != remote.bytes:
        return False
    if remote.sha256 is not None:
        return file_sha256(path) == remote.sha256
    # Small files are not in large-file storage: there the hub names git's own hash.
    content = path.read_bytes()
    blob = b"blob %d\0" % len(content) + content
    return hashlib.sha1(blob, usedforsecurity=False).hexdigest() == remote.git_sha1


def _headers() -> dict[str, str]:
    # The client's own words would tell which libraries are installed here.
    return {"user-agent": f"timbre/{__version__}"}


@contextmanager
def _in_words(place: str | None) -> Iterator[None]:
    """What the hub's client raises, as one sentence and a next step.

    Raises:
        EngineError: kind "network" or "disk".
    """
    import httpx2
    from huggingface_hub import constants
    from huggingface_hub.errors import (
        EntryNotFoundError,
        HfHubHTTPError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    host = _host(place or constants.ENDPOINT)
    # Else it asks for more than the files, and writes what it hears outside of our folder.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    try:
        yield
    except OfflineModeIsEnabled as error:
        raise _network(
            "On this computer HF_HUB_OFFLINE is set, which forbids fetching.",
            "Ask whoever set it, or start Timbre without it.",
        ) from error
    except (EntryNotFoundError, RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise _network(
            f"{host} does not have the files of this base.",
            "If that is a mirror, leave it out, or import the files from a folder.",
        ) from error
    except HfHubHTTPError as error:
        code = error.response.status_code if error.response is not None else "an error"
        raise _network(f"{host} answered with {code}.", LATER) from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
        raise _network(
            f"{host} cannot be reached.",
            "Check the internet connection. Some networks need the address of a proxy, and where "
            "the site is blocked, a mirror helps. Or bring the files on a stick and import them.",
        ) from error
    except httpx2.HTTPError as error:
        raise _network(f"The connection to {host} broke off.", LATER) from error
    except OSError as error:
        if error.errno is None:  # the client's own: the file has another length
            raise _network(f"{host} ended the file too early.", LATER) from error
        raise disk_error(Path(error.filename or "the download"), error) from error


def _network(message: str, hint: str) -> EngineError:
    return EngineError("network", message, hint)


def _host(url: str) -> str:
    return urlsplit(url).netloc or url
