"""The starter speaks a corpus: the texts it was given, once, and the same again."""

import pytest
import soundfile

from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Note, Progress
from engine.pretraining.corpus import read_corpus
from engine.pretraining.teacher import teach

TEXTS = ("Yes.", "No, not now.")
VOICES = ("af_heart", "am_michael")


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text("\n".join(TEXTS) + "\n\n", encoding="utf-8")
    return path


def speak(folder, texts, hours=2 / 3600, emit=lambda event: None, control=None):
    return teach(folder, hours, VOICES, texts, emit, control or Control(), seed=1)


def test_what_is_spoken_is_what_the_table_says_and_is_spoken_once(tmp_path, texts):
    folder = tmp_path / "corpus"
    control = Control()

    def stop(event):
        if isinstance(event, Progress):
            control.stop()

    with pytest.raises(Cancelled):
        speak(folder, texts, emit=stop, control=control)
    first = read_corpus_files(folder)
    assert len(first) == 1
    events = []
    seconds = speak(folder, texts, emit=events.append)
    clips = read_corpus(folder, events.append).clips
    assert {clip.text for clip in clips} <= set(TEXTS) and {c.language for c in clips} == {"en"}
    assert {clip.recording for clip in clips} <= set(VOICES)
    assert seconds == pytest.approx(sum(soundfile.info(c.path).duration for c in clips))
    whole = read_corpus_files(folder)
    assert first.items() <= whole.items()
    lost = next(iter(first))
    (folder / lost).unlink()
    speak(folder, texts)
    again = read_corpus_files(folder)
    assert again.keys() == whole.keys() and again[lost][0] == whole[lost][0]
    kept = whole.keys() - {lost}
    assert all(again[name] == whole[name] for name in kept)
    speak(folder, texts, hours=1.0, emit=events.append)
    assert any("texts were enough for" in e.message for e in events if isinstance(e, Note))
    assert len(read_corpus_files(folder)) == len(TEXTS) * len(VOICES)


def read_corpus_files(folder):
    """Name -> bytes and time of every clip."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.glob("spoken/*.flac")
    }


def test_what_a_teacher_cannot_do_is_one_sentence(tmp_path, texts):
    def refusal(**changes):
        asked = {"folder": tmp_path / "c", "hours": 1.0, "voices": VOICES, "texts": texts}
        with pytest.raises(EngineError) as caught:
            teach(**asked | changes, emit=print, control=Control())
        return caught.value.message

    assert "How long" in refusal(hours=None)
    assert "How long" in refusal(hours=-1.0)
    assert "no voice to teach" in refusal(voices=())
    assert "no stock voice called 'nobody'" in refusal(voices=("nobody",))
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    assert "holds no texts" in refusal(texts=empty)
    assert "cannot be opened" in refusal(texts=tmp_path / "gone.txt")
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.tsv").write_text("a.wav\tA.\n")
    assert "no teacher spoke" in refusal(folder=other)
    assert not list(other.glob("spoken/*"))
