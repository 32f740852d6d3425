"""The studio as a person uses it: texts, takes, a queue that survives its child, export."""

import json
import zipfile
from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QComboBox

from desktop.pages.exporting import ExportDialog
from engine.narration.project import View, narration_names, open_narration
from engine.voice import Pronunciation
from tests.desktop.steps import speak, until, write

TEXT = "First sentence. Second sentence.\n\nThird sentence."


@pytest.fixture
def page(narrating):
    """The page with a text open."""
    return narrating


def on_disk(page):
    return open_narration(page.narrator.narration.name)


def export(page, qtbot, place, **choices):
    page.exports.ask(len(page.tabs.unspoken))
    dialog = page.exports.dialog
    assert isinstance(dialog, ExportDialog)
    for name, value in choices.items():
        box = getattr(dialog, name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
    dialog.write(place)


def test_a_text_is_spoken_sentence_by_sentence_and_exported(page, studio, tmp_path, qtbot):
    qtbot.keyClicks(page.text, "First sentence. Second sentence.")
    qtbot.mouseClick(page.say_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(page.tabs.all) == 2 and not page.tabs.unspoken)
    for suffix in (".wav", ".flac", ".mp3", ".opus"):
        with qtbot.waitSignal(studio.noted, timeout=60_000):
            export(page, qtbot, tmp_path / f"out{suffix}", format=suffix, subtitles="srt")
    seconds = 2 * 0.3 + 0.35
    assert abs(soundfile.info(tmp_path / "out.wav").duration - seconds) < 0.01
    assert abs(soundfile.info(tmp_path / "out.mp3").duration - seconds) < 0.2
    assert "Second sentence." in (tmp_path / "out.srt").read_text()
    with qtbot.waitSignal(studio.noted, timeout=60_000):
        export(page, qtbot, tmp_path / "many", files=True, loudness=-16.0)
    names = sorted(path.name for path in (tmp_path / "many").iterdir())
    assert names == ["001-first-sentence.wav", "002-second-sentence.wav", "texts.tsv"]
    assert page.narrator.narration.loudness == -16.0


def test_everything_is_on_disk_by_itself(page, qtbot):
    speak(page, qtbot, TEXT)
    until(qtbot, lambda: page.narrator.saved)
    kept = on_disk(page)
    assert kept.text == TEXT and kept == page.narrator.narration
    assert all((kept.takes / line.take.file).is_file() for line in kept.lines)


def test_what_is_edited_is_spoken_anew_and_nothing_else(page, qtbot):
    speak(page, qtbot, TEXT)
    write(page, qtbot, TEXT.replace("Second", "Next"))
    assert [line.text for line in page.tabs.unspoken] == ["Next sentence."]
    speak(page, qtbot)
    second = page.tabs.all[1]
    assert [len(line.takes) for line in page.tabs.all] == [1, 2, 1]
    assert second.take.seed == 1 and not page.tabs.unspoken
    page.narrator.change(dictionary=(Pronunciation("third", "thirst"),))
    assert [line.text for line in page.tabs.unspoken] == ["Third sentence."]


def test_takes_are_made_chosen_deleted_and_brought_back(page, qtbot):
    speak(page, qtbot, TEXT)
    page.tabs.select(0)
    qtbot.mouseClick(page.tabs.takes.again_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(page.tabs.all[0].takes) == 2)
    assert page.tabs.all[0].chosen == 1
    page.tabs.takes.box.setCurrentIndex(0)
    page.tabs.takes.box.activated.emit(0)
    assert page.tabs.all[0].chosen == 0
    qtbot.mouseClick(page.tabs.takes.drop_button, Qt.MouseButton.LeftButton)
    assert [take.seed for take in page.tabs.all[0].takes] == [1]
    page.tabs.lines.selectAll()
    qtbot.mouseClick(page.tabs.takes.drop_button, Qt.MouseButton.LeftButton)
    assert not any(line.takes for line in page.tabs.all)
    assert len(page.narrator.narration.dropped) == 4
    for _ in range(2):
        qtbot.mouseClick(page.texts.undo_button, Qt.MouseButton.LeftButton)
    assert [len(line.takes) for line in page.tabs.all] == [2, 1, 1]
    assert page.narrator.narration.dropped == ()
    assert not page.texts.undo_button.isVisible()


def test_a_child_that_is_killed_once_is_not_noticed_but_for_a_line(
    page, window, studio, qtbot, monkeypatch
):
    monkeypatch.setenv("TIMBRE_FAKE", "stumble")
    speak(page, qtbot, TEXT)
    assert not page.tabs.unspoken
    assert "nothing was lost" in window.banner.accessibleName()


@pytest.mark.parametrize(("mood", "words"), [("crash", "crash"), ("gone", "no voice called Anna")])
def test_what_stops_the_queue_is_said_and_the_queue_waits(
    page, window, studio, qtbot, monkeypatch, mood, words
):
    speak(page, qtbot, "First sentence.")
    studio.speaker.close()
    monkeypatch.setenv("TIMBRE_FAKE", mood)
    write(page, qtbot)
    page.say()
    until(qtbot, lambda: page.reciter.waiting)
    assert words in window.banner.accessibleName()
    assert "kept" in window.banner.accessibleName()
    assert page.reciter.busy and len(page.tabs.unspoken) == 2
    studio.speaker.close()
    monkeypatch.setenv("TIMBRE_FAKE", "")
    qtbot.mouseClick(page.queue.pause_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not page.reciter.busy and not page.reciter.keeping)
    assert not page.tabs.unspoken


def test_a_sentence_that_cannot_be_spoken_holds_up_no_other(page, window, qtbot):
    speak(page, qtbot, "One. This is unspeakable! Three.")
    assert [bool(line.take) for line in page.tabs.all] == [True, False, True]
    assert "no such language" in window.banner.accessibleName()
    tip = page.tabs.model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "no such language" in tip


def test_the_queue_pauses_goes_on_and_is_forgotten(page, qtbot):
    write(page, qtbot, " ".join(f"Sentence {n}." for n in range(12)))
    page.say()
    page._pause()
    until(qtbot, lambda: not page.reciter.running and not page.reciter.keeping)
    assert page.reciter.waiting and page.reciter.done == 1
    until(qtbot, lambda: page.queue.pause_button.text() == "Go on")
    page.reciter.cancel()
    assert not page.reciter.busy
    until(qtbot, lambda: not page.queue.cancel_button.isVisible())
    assert len(page.tabs.unspoken) == 11


@pytest.mark.parametrize(
    ("text", "words"), [("", "no text"), ("😀 🎉", "only signs or emoji"), ("a" * 50_001, "50,001")]
)
def test_what_cannot_be_spoken_is_said(page, window, qtbot, text, words):
    page.text.setPlainText(text)
    qtbot.mouseClick(page.say_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: words in window.banner.accessibleName())
    assert not page.reciter.busy
    count = "1 characters too many" if len(text) > 50_000 else f"{len(text)} of 50,000"
    until(qtbot, lambda: count in page.count.text())


def test_a_dialogue_is_spoken_by_its_voices(page, studio, home, qtbot, monkeypatch):
    folder = home / "voices" / "Anna"
    folder.mkdir(parents=True)
    (folder / "voice.json").write_text("{}")
    page.narrator.look_for_voices()
    until(qtbot, lambda: "Anna" in page.narrator.voices)
    write(page, qtbot, "ANNA: Hello.\nBob: Hi there.")
    assert [line.role for line in page.tabs.all] == ["ANNA", ""]
    assert page.tabs.tabText(3) == "Names (1)"
    box = page.tabs.cast.boxes["Bob"]
    assert box.currentData() == ""
    box.setCurrentIndex(box.findData("starter:am_michael"))
    box.activated.emit(box.currentIndex())
    until(qtbot, lambda: [line.role for line in page.tabs.all] == ["ANNA", "Bob"])
    page.tabs.setCurrentIndex(3)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert page.narrator.narration.cast["Bob"] == "starter:af_heart"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    until(qtbot, lambda: not page.narrator.reading)
    asked = []
    monkeypatch.setattr(
        studio, "speak", lambda voice, text, **_: asked.append((voice, text)) or "r"
    )
    page.reciter.speak(page.tabs.all[:1])
    page.reciter.cancel()
    page.reciter.speak(page.tabs.all[1:])
    page.reciter.cancel()
    assert asked == [("Anna", "Hello."), ("starter:am_michael", "Hi there.")]


def test_the_text_and_the_list_follow_each_other(page, qtbot):
    write(page, qtbot, "😀 First one. Second one. Third one.")
    page.text.go(page.text.text.index("Third"))
    assert page.tabs.lines.chosen_rows == [2]
    page.tabs.select(1)
    (light,) = page.text.extraSelections()
    assert light.cursor.selectedText() == "Second one."


def test_texts_are_begun_renamed_deleted_and_reopened_where_they_were(page, window, qtbot):
    write(page, qtbot, TEXT)
    page.tabs.select(2)
    page.text.go(20)
    page.tabs.select(2)
    window.show_page("doctor")
    page.texts.begin()
    until(qtbot, lambda: page.narrator.narration.name == "Untitled 2")
    assert page.text.text == ""
    page.texts.rename("Letters")
    until(qtbot, lambda: page.narrator.narration.name == "Letters")
    page.narrator.open("Untitled")
    until(qtbot, lambda: page.text.text == TEXT)
    assert (page.text.place, page.tabs.lines.chosen_rows) == (20, [2])
    assert page.narrator.narration.view == View(20, 0, 2)
    page.texts.drop()
    until(qtbot, lambda: page.narrator.narration.name == "Letters")
    assert narration_names() == ("Letters",)
    qtbot.mouseClick(page.texts.undo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.text.text == TEXT)


def test_a_dropped_document_becomes_a_text_and_a_long_one_several(page, studio, tmp_path, qtbot):
    word = tmp_path / "letter.docx"
    with zipfile.ZipFile(word, "w") as file:
        file.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>Dear Anna.</w:t></w:r></w:p></w:body></w:document>",
        )
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(word))])
    assert page.text.canInsertFromMimeData(data)
    page.text.insertFromMimeData(data)
    until(qtbot, lambda: page.text.text == "Dear Anna.")
    assert narration_names() == ("letter",), "the empty one made room"
    book = tmp_path / "book.txt"
    book.write_text("\n\n".join(f"Paragraph {n} is here." for n in range(4_500)))
    with qtbot.waitSignal(studio.noted, timeout=60_000):
        page.texts.read(book)
    until(qtbot, lambda: page.narrator.narration.name == "book 1 of 3")
    assert narration_names() == ("book 1 of 3", "book 2 of 3", "book 3 of 3", "letter")
    film = tmp_path / "film.srt"
    film.write_text("1\n00:00:02,000 --> 00:00:03,000\nHello.\n")
    page.texts.read(film)
    until(qtbot, lambda: page.narrator.narration.name == "film")
    assert [line.at for line in page.tabs.all] == [2.0]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"junk", "is damaged"),
        ("a.epub", b"junk", "is damaged"),
        ("a.txt", b"\xff\xff\x00", "not a UTF-8 text"),
    ],
)
def test_a_broken_document_changes_nothing(page, window, tmp_path, qtbot, name, data, words):
    write(page, qtbot)
    (tmp_path / name).write_bytes(data)
    page.texts.read(tmp_path / name)
    until(qtbot, lambda: words in window.banner.accessibleName())
    assert page.text.text == TEXT and narration_names() == ("Untitled",)


def test_a_place_that_cannot_be_written_is_said(page, window, tmp_path, qtbot):
    speak(page, qtbot, TEXT)
    (tmp_path / "file").write_text("x")
    export(page, qtbot, tmp_path / "file" / "out.wav")
    until(qtbot, lambda: "Cannot write" in window.banner.accessibleName())
    assert not page.tabs.unspoken


def test_words_are_said_otherwise_in_this_text_or_in_all(page, qtbot):
    write(page, qtbot, "Ask SQL.")
    words = page.tabs.dictionary
    words.add("SQL")
    words.table.item(0, 1).setText("sequel")
    assert page.narrator.narration.dictionary == (Pronunciation("SQL", "sequel"),)
    words.table.item(0, 1).setText("/ж/")
    assert "no sign ж" in words.fault.text()
    assert page.narrator.narration.dictionary == (Pronunciation("SQL", "sequel"),)
    words.which.setCurrentIndex(1)
    words.add("Ask")
    words.table.item(0, 1).setText("axe")
    asked = page.narrator.wish(page.tabs.all[0])
    assert [entry["say"] for entry in asked["dictionary"]] == ["axe", "sequel"]


def test_an_empty_dictionary_says_what_it_is_for_and_begins_with_one_button(page, qtbot):
    write(page, qtbot, "Ask SQL.")
    words = page.tabs.dictionary
    page.tabs.setCurrentWidget(words)
    assert words.empty.isVisible() and not words.table.isVisible()
    qtbot.mouseClick(words.first_button, Qt.MouseButton.LeftButton)
    assert words.table.isVisible() and words.table.currentRow() == 0
    words.table.item(0, 0).setText("SQL")
    words.table.item(0, 1).setText("sequel")
    assert page.narrator.narration.dictionary == (Pronunciation("SQL", "sequel"),)
    words.which.setCurrentIndex(1)
    assert words.empty.isVisible()
    words.which.setCurrentIndex(0)
    words.table.selectRow(0)
    qtbot.mouseClick(words.drop_button, Qt.MouseButton.LeftButton)
    assert words.empty.isVisible() and page.narrator.narration.dictionary == ()


def test_a_damaged_text_is_said_and_another_can_be_opened(page, window, home, qtbot):
    broken = home / "studio" / "Broken" / "narration.json"
    broken.parent.mkdir()
    broken.write_text(json.dumps({"name": 3}))
    page.narrator.open("Broken")
    until(qtbot, lambda: "is not what it should be" in window.banner.accessibleName())
    assert page.narrator.narration.name == "Untitled"
    assert Path(broken).is_file()
