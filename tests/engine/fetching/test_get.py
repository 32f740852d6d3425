"""A base comes whole from a hub that misbehaves, or not at all; nothing half looks finished."""

import hashlib
import socket

import pytest
from filelock import FileLock

from engine.bases import is_here, remove_base, verify_base
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Note, Progress
from engine.fetching import install
from engine.fetching.install import get_base
from tests.engine.fetching.hub_server import FILES, Trouble, manifest

BIG = "model.bin"


@pytest.fixture
def get(home, hub, shipped):
    """Fetch the toy; returns the events."""
    shipped(manifest(hub))

    def run(control=None, endpoint=None):
        events = []
        get_base("toy", events.append, control or Control(), endpoint or hub.address)
        return events

    return run


def fails(get, **options):
    with pytest.raises(EngineError) as error:
        get(**options)
    assert not is_here("toy") and error.value.message.count("\n") == 0 and error.value.hint
    return error.value


def whole(home):
    folder = home / "models" / "toy"
    assert {path.name for path in folder.iterdir()} == {*FILES, "manifest.json"}
    assert all((folder / name).read_bytes() == data for name, data in FILES.items())
    assert verify_base("toy").published


def test_a_base_is_fetched_checked_and_removed(get, hub, home):
    events = get()
    whole(home)
    last = [event for event in events if isinstance(event, Progress)][-1]
    assert last.done == last.total == sum(map(len, FILES.values()))
    assert not any("authorization" in {key.lower() for key in sent} for sent in hub.headers)
    assert all(sent["user-agent"].startswith("timbre/") for sent in hub.headers)
    assert [type(event) for event in get()] == [Note]
    assert remove_base("toy") > len(FILES[BIG]) and not is_here("toy")
    assert [path for path in (home / "models").iterdir() if path.name != ".toy.lock"] == []


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble(drop=300_000, times=2),
        Trouble(drop=0, times=1),
        Trouble(short=300_000, times=2),
        Trouble(drop=300_000, no_range=True, times=1),
        Trouble(status=429, times=1),
    ],
    ids=["drops", "drops at once", "ends early", "ignores ranges", "is busy"],
)
def test_what_goes_wrong_for_a_while_is_overcome(get, hub, home, trouble):
    hub.troubles[BIG] = trouble
    get()
    whole(home)


def test_a_broken_download_is_continued_by_the_next_run(get, hub, home):
    hub.troubles[BIG] = Trouble(drop=300_000, no_range=False, times=1)
    stopped = Control()
    original = install._Meter.show

    def stop_soon(meter, here, name):
        if here > 250_000:
            stopped.stop()
        original(meter, here, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(install._Meter, "show", stop_soon)
        with pytest.raises(Cancelled):
            get(control=stopped)
    assert not is_here("toy")
    hub.requests.clear()
    get()
    whole(home)
    (ranges,) = hub.gets(BIG)
    assert int(ranges.removeprefix("bytes=").partition("-")[0]) >= 250_000


def test_a_server_that_ignores_ranges_does_not_spoil_a_continued_file(get, hub, home):
    place = home / "models" / ".toy.unfinished"
    place.mkdir(parents=True)
    (place / ".model.bin.bin.part").write_bytes(FILES[BIG][:500_000])
    hub.troubles[BIG] = Trouble(no_range=True)
    get()
    whole(home)


def test_a_wrong_piece_from_before_is_thrown_away(get, hub, home):
    place = home / "models" / ".toy.unfinished"
    place.mkdir(parents=True)
    (place / ".model.bin.bin.part").write_bytes(bytes(500_000))
    get()
    whole(home)


def test_wrong_bytes_never_look_finished(get, hub, home):
    hub.troubles[BIG] = Trouble(wrong=True)
    error = fails(get)
    assert error.kind == "damaged" and "other bytes" in error.message
    assert not list((home / "models" / ".toy.unfinished").glob("*model*"))


@pytest.mark.parametrize("trouble", [Trouble(drop=0), Trouble(short=1000), Trouble(status=503)])
def test_a_server_that_stays_broken_is_named(get, hub, trouble):
    hub.troubles[BIG] = trouble
    error = fails(get)
    assert error.kind == "network" and hub.address.removeprefix("http://") in error.message


def test_another_file_than_the_pinned_one_is_not_even_begun(get, hub):
    hub.troubles[BIG] = Trouble(declared_sha256="0" * 64)
    assert fails(get).kind == "damaged"
    assert not hub.gets(BIG)


def test_a_hash_that_nobody_knew_is_the_hubs_own_and_recorded(home, hub, shipped):
    plain = manifest(hub)
    plain["parts"][BIG] |= {"sha256": None, "bytes": None}
    shipped(plain)
    pack = get_base("toy", lambda event: None, Control(), hub.address)
    assert pack.sources[BIG] == hashlib.sha256(FILES[BIG]).hexdigest()
    remove_base("toy")
    hub.troubles[BIG] = Trouble(no_hash=True)
    with pytest.raises(EngineError) as error:
        get_base("toy", lambda event: None, Control(), hub.address)
    assert "cannot be checked" in error.value.message


def test_a_mirror_without_the_files(get, hub):
    del hub.files[BIG]
    error = fails(get)
    assert error.kind == "network" and "does not have" in error.message


def test_no_network(get):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
        error = fails(get, endpoint=nobody)
    assert error.kind == "network" and "cannot be reached" in error.message
    assert "import" in error.hint


def test_no_room_is_found_out_before_anything_is_fetched(get, hub, monkeypatch):
    usage = install.shutil.disk_usage("/")
    monkeypatch.setattr(install.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    error = fails(get)
    assert error.kind == "disk" and "another disk" in error.hint
    assert not any(method == "GET" for method, _, _ in hub.requests)


def test_two_at_once_do_not_make_the_same_base(get, home):
    lock = home / "models" / ".toy.lock"
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        assert fails(get).kind == "busy"
    get()
    whole(home)


def test_an_unknown_name(home):
    with pytest.raises(EngineError) as error:
        get_base("v9", lambda event: None, Control())
    assert error.value.kind == "input" and "v2ProPlus" in error.value.hint
