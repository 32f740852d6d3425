"""Whatever was recorded is on disk, and nothing but what was recorded."""

import pytest
import soundfile

from desktop.projects import (
    add_imports,
    add_take,
    drop_take,
    load_script,
    open_project,
    project_names,
    restore_take,
    sources,
)
from engine.errors import EngineError


def test_the_script_is_about_a_minute_of_different_sentences():
    script = load_script("en")
    words = sum(len(sentence.split()) for sentence in script.sentences)
    assert len(set(script.sentences)) == 20
    assert 150 <= words <= 240


def test_a_sentence_is_on_disk_with_its_text_at_once(spoken):
    project = add_take(open_project("Anna"), 2, "Read this.", spoken(), 48_000)
    again = open_project("Anna")
    assert again == project
    take = again.take(2)
    assert take is not None and take.doubts == ()
    assert soundfile.info(again.recordings / take.file).frames == 2 * 48_000
    assert again.transcripts.read_text("utf-8") == f"{take.file}\tRead this.\n"


def test_reading_again_replaces_only_that_sentence_under_a_new_name(spoken):
    first = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    both = add_take(first, 1, "Two.", spoken(level=0.002), 48_000)
    assert both.take(1).doubts
    mended = add_take(both, 1, "Two.", spoken(), 48_000)
    assert mended.take(0) == both.take(0)
    assert mended.take(1).file != both.take(1).file and not mended.take(1).doubts
    assert {path.name for path in mended.recordings.iterdir()} == {t.file for t in mended.takes}


def test_a_deleted_sentence_can_be_put_back(spoken):
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    take = project.take(0)
    without = drop_take(project, 0)
    assert without.takes == () and not list(without.recordings.iterdir())
    assert without.transcripts.read_text() == ""
    assert restore_take(without, take).take(0) == take
    assert (project.recordings / take.file).is_file()


def test_imports_say_what_was_refused(tmp_path, spoken):
    folder = tmp_path / "my files 声音"
    folder.mkdir()
    soundfile.write(folder / "speech.flac", spoken(), 48_000)
    (folder / "notes.txt").write_text("no sound")
    project, refused = add_imports(open_project("Anna"), [folder, tmp_path / "gone.wav"])
    assert project.imports == (str(folder / "speech.flac"),)
    assert len(refused) == 2 and "notes.txt" in refused[0] and "gone.wav" in refused[1]
    assert sources(project) == [folder / "speech.flac"]
    (folder / "speech.flac").unlink()
    with pytest.raises(EngineError, match="no longer there"):
        sources(project)


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "x" * 300])
def test_names_that_are_no_names(name):
    with pytest.raises(EngineError):
        open_project(name)
    assert project_names() == ()
