"""`timbre speak` with documents, dictionary, loudness and a file a sentence."""

import json

import numpy as np
import pytest
import soundfile

from engine.__main__ import main
from engine.audio.loudness import measure
from engine.speak import Speaker
from engine.text.split import split
from engine.voice import SpokenAudio

RATE = 24_000


class ToneFamily:
    """Says each word as a fifth of a second of tone, and remembers what it was given."""

    asked: tuple = ()

    def speak(self, request):
        ToneFamily.asked += (request,)
        for sentence in split(request.text, pauses=request.pauses):
            time = np.arange(int(RATE * 0.2 * len(sentence.text.split()))) / RATE
            tone = 0.05 * np.sin(2 * np.pi * 300 * time)
            quiet = np.zeros(round(sentence.pause * RATE))
            yield SpokenAudio(sentence.text, np.concatenate([tone, quiet]).astype("f4"), RATE, ())


@pytest.fixture(autouse=True)
def tones(monkeypatch, tmp_path):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(ToneFamily, "asked", ())
    speaker = Speaker("tone", ToneFamily(), ("en",), RATE)  # type: ignore[arg-type]
    monkeypatch.setattr("engine.commands.speak.open_voice", lambda *_: speaker)


def test_a_document_becomes_numbered_files_at_a_loudness(tmp_path, capfd):
    book = tmp_path / "book.md"
    book.write_text("# One\n\nFirst thing.\n\n# Two\n\nThe SQL thing. Last of all things here.\n")
    words = tmp_path / "say.tsv"
    words.write_text("SQL\tsequel\n")
    out = tmp_path / "out"
    code = main(
        [
            *("speak", "anna", "--file", str(book), "--chapter", "2", "--per-sentence", str(out)),
            *("-o", str(tmp_path / "all.flac"), "--dictionary", str(words), "--loudness", "-23"),
            *("--pause", "1", "--subtitles", "srt", "--json"),
        ]
    )
    assert code == 0
    result = json.loads(capfd.readouterr().out)
    assert [name.rpartition("/")[2] for name in result["files"]] == [
        "all.flac", "001-two.flac", "002-the-sql-thing.flac", "003-last-of-all-things-here.flac",
    ]  # fmt: skip
    assert "sequel" in ToneFamily.asked[0].text
    assert "The SQL thing." in (tmp_path / "all.srt").read_text()
    samples, rate = soundfile.read(tmp_path / "all.flac", dtype="float32")
    assert measure([samples], rate).lufs == pytest.approx(-23, abs=0.5)
    assert len(samples) / rate == pytest.approx(0.2 * 9 + 2 + 1 + 2, abs=0.01)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Hello."], "Nothing says where to write"),
        (["Hello.", "-o", "a.wav", "--loudness", "3"], "LUFS is not possible"),
        (["Hello.", "-o", "a.wav", "--pause", "-1"], "pause of that length"),
        (["Hello.", "-o", "a.wav", "--dictionary", "none.tsv"], "none.tsv cannot be read"),
        (["--file", "none.epub", "-o", "a.wav"], "none.epub cannot be read"),
        (["--file", "book.md", "--chapter", "3", "-o", "a.wav"], "book has no chapter 3"),
        (["--file", "book.md", "-o", "a.wav"], "in 2 chapters; 50,000 can be spoken at once"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(words, said, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.md").write_text("# One\n\n" + "Some words. " * 5000 + "\n\n# Two\n\nLast.\n")
    assert main(["speak", "anna", *words]) == 1
    error = capfd.readouterr().err
    assert said in error and "Traceback" not in error
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["book.md"]
