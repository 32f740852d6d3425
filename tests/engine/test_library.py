"""The voice library: names, saving all or nothing, renaming, the trash."""

import pytest

from engine.errors import EngineError
from engine.library import (
    PICTURE,
    change_voice,
    check_name,
    delete_voice,
    list_voices,
    load_voice,
    rename_voice,
    save_voice,
    set_picture,
    voice_folder,
    voices_home,
)
from engine.voice import Reference, Scores, Voice, consent_now

SCORES = Scores(similarity=0.86, word_error=0.01, pitch_ratio=1.02)


def a_voice(name: str) -> Voice:
    return Voice(
        name=name,
        base="starter",
        base_sha256="0" * 64,
        languages=("en",),
        sample_rate=24000,
        made_at="2026-11-21T10:00:00+00:00",
        speech_seconds=60.0,
        weights=(),
        references=(Reference("references/a.flac", "Hello.", "en", 1.5),),
        scores={"tuned": SCORES},
        plan=None,
        consent=consent_now("Anna"),
        history=("zero-shot", "timbre", "prosody"),
    )


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "Tim bre 数据"))
    return tmp_path


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.flac"
    path.write_bytes(b"fLaC and the rest")
    return path


def save(name, clip, **changes):
    return save_voice(
        a_voice(name), {"timbre": b"weights"}, {"timbre": "partial"},
        {"references/a.flac": clip}, **changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["anna", "Ánna B. C", "声音", "голос 2", "👩‍🎤", "می‌خواهم", "x" * 80]
)
def test_names_in_any_script_are_kept(name, clip):
    saved = save(name, clip)
    assert load_voice(saved.name) == saved
    assert (voice_folder(name) / "references" / "a.flac").read_bytes() == clip.read_bytes()


@pytest.mark.parametrize(
    "name",
    ["", "  ", ".", "..", "../anna", "a/b", "a\\b", "c:", "x" * 300, "声" * 79, "con", "LPT1.x",
     "a\n", "a\u202eb", "\ud800", ".hidden", "anna ", "anna.", "what?", "-".join("ab") + "\0"],
)  # fmt: skip
def test_names_that_some_system_cannot_keep_are_refused(name, clip):
    with pytest.raises(EngineError) as refused:
        save(name, clip)
    assert refused.value.kind == "input"
    assert "name" in refused.value.message and len(refused.value.message) < 200
    assert list_voices() == ((), ())


def test_one_name_in_two_ways_of_writing_is_one_name():
    assert check_name("Zoe\u0308") == "Zo\u00eb"


def test_a_taken_name_is_refused_and_nothing_is_lost(clip):
    first = save("anna", clip)
    with pytest.raises(EngineError) as taken:
        save("Anna", clip)
    assert taken.value.kind == "input" and "anna" in taken.value.message
    assert list_voices() == ((first,), ())


def test_replacing_moves_the_old_one_to_the_trash(clip, home):
    old = voice_folder(save("anna", clip).name)
    (old / "mark").write_text("old")
    save("anna", clip, replace_existing=True)
    assert not (voice_folder("anna") / "mark").exists()
    assert [path.read_text() for path in home.rglob("trash/*/mark")] == ["old"]


def test_a_save_that_fails_leaves_no_trace(clip):
    with pytest.raises(EngineError) as failed:
        save_voice(a_voice("anna"), {}, {}, {"references/a.flac": clip.with_name("absent")})
    assert failed.value.kind == "disk"
    assert list(voices_home().iterdir()) == []


def test_a_home_that_cannot_be_written(monkeypatch, clip):
    monkeypatch.setenv("TIMBRE_HOME", str(clip))  # a file where the folder should be
    with pytest.raises(EngineError) as failed:
        save("anna", clip)
    assert failed.value.kind == "disk"


def test_rename(clip):
    save("anna", clip)
    save("bob", clip)
    assert rename_voice("anna", "Anna").name == "Anna"
    assert rename_voice("anna", "声音").name == "声音"
    with pytest.raises(EngineError):
        rename_voice("声音", "BOB")
    with pytest.raises(EngineError):
        rename_voice("bob", "../bob")
    assert {voice.name for voice in list_voices()[0]} == {"bob", "声音"}


def test_delete_keeps_the_files(clip):
    save("anna", clip)
    trash = delete_voice("anna")
    assert (trash / "voice.json").is_file()
    assert list_voices() == ((), ())


def test_a_missing_voice_names_the_nearest(clip):
    save("margarete", clip)
    with pytest.raises(EngineError) as missing:
        load_voice("margarethe")
    assert missing.value.kind == "missing" and "margarete" in missing.value.hint


def test_a_damaged_voice_does_not_hide_the_others(clip):
    good = save("good", clip)
    save("bad", clip)
    (voice_folder("bad") / "voice.json").write_text('{"name": 1}')
    voices, troubles = list_voices()
    assert voices == (good,)
    assert [trouble.kind for trouble in troubles] == ["damaged"]


def test_what_a_voice_is_known_by_is_kept_with_it(clip):
    save("anna", clip)
    change_voice("anna", colour="#0e5f5a")
    set_picture("anna", b"png")
    rename_voice("anna", "Anna B")
    assert load_voice("Anna B").colour == "#0e5f5a"
    assert (voice_folder("Anna B") / PICTURE).read_bytes() == b"png"
    set_picture("Anna B", b"")
    assert not (voice_folder("Anna B") / PICTURE).exists()
