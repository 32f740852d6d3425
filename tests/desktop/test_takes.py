"""A recorded sentence is on disk, can always be put back, and survives a crash."""

import shutil
import signal

import numpy as np
import pytest
import soundfile

from desktop.projects import open_project, save_project
from desktop.takes import (
    BROKEN_OFF,
    add_take,
    doubt_take,
    drop_take,
    keep_take,
    reading_file,
    recover_takes,
    restore_take,
    unfinished,
)
from engine.audio.recorder import Recorded
from engine.errors import EngineError


def names(folder):
    return {path.name for path in folder.glob("*")}


def test_a_sentence_is_on_disk_with_its_text_and_language_at_once(spoken):
    project = add_take(open_project("Anna"), 2, "Read this.", spoken(), 48_000)
    again = open_project("Anna")
    assert again == project
    take = again.take(2)
    assert take is not None and take.doubts == () and take.seconds == 2.0
    assert soundfile.info(again.recordings / take.file).frames == 2 * 48_000
    assert again.transcripts.read_text("utf-8") == f"{take.file}\tRead this.\ten\n"
    assert names(again.reading) == set()


def test_reading_again_replaces_only_that_sentence_and_the_old_one_can_be_put_back(spoken):
    first = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    both = add_take(first, 1, "Two.", spoken(level=0.002), 48_000)
    assert both.take(1).doubts
    mended = add_take(both, 1, "Two.", spoken(), 48_000)
    assert mended.take(0) == both.take(0)
    assert mended.take(1).file != both.take(1).file and not mended.take(1).doubts
    assert names(mended.recordings) == {take.file for take in mended.takes}
    back = restore_take(mended, both.take(1))
    assert back.takes == both.takes
    assert names(back.recordings) == {take.file for take in both.takes}
    assert names(back.trash) == {mended.take(1).file}


def test_a_deleted_sentence_can_be_put_back(spoken):
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    take = project.take(0)
    without = drop_take(project, take)
    assert without.takes == () and names(without.recordings) == set()
    assert without.transcripts.read_text() == ""
    assert restore_take(without, take).take(0) == take
    assert (project.recordings / take.file).is_file()


def test_two_languages_do_not_get_into_each_others_way(spoken):
    from dataclasses import replace

    english = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    chinese = save_project(replace(english, language="zh"))
    both = add_take(chinese, 0, "一。", spoken(), 48_000)
    assert [(take.language, take.text) for take in both.takes] == [("en", "One."), ("zh", "一。")]
    assert both.take(0).text == "一。" and both.take(0, "en").text == "One."
    assert both.transcripts.read_text("utf-8").splitlines()[1].endswith("\t一。\tzh")


def test_doubts_that_come_later_are_added_and_those_about_nothing_are_not(spoken):
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    doubted = doubt_take(project, project.take(0).file, ("Other words.",))
    assert doubted.take(0).doubts == ("Other words.",)
    assert open_project("Anna") == doubted
    assert doubt_take(project, "gone.wav", ("Other words.",)) == project


def leave_behind(project, sentence, samples):
    file = reading_file(project, "en", sentence)
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, samples, 48_000, "PCM_24")


def test_what_was_being_read_when_the_program_was_killed_is_found_again(spoken):
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    leave_behind(project, 0, spoken(1.0))
    leave_behind(project, 1, spoken(3.0))
    leave_behind(project, 2, spoken(0.1))
    reading_file(project, "en", 3).write_bytes(b"RIFF")
    assert unfinished(project)
    found = recover_takes(project)
    assert not unfinished(found)
    assert found.take(0) == project.take(0), "a whole take is never exchanged for a piece of one"
    assert found.take(1).seconds == 3.0 and BROKEN_OFF in found.take(1).doubts
    assert found.take(2) is None and found.take(3) is None
    assert recover_takes(found) == found == open_project("Anna")


def test_a_full_disk_loses_no_sentence(spoken):
    resource = pytest.importorskip("resource")
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    leave_behind(project, 1, spoken())
    path = reading_file(project, "en", 1)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, before[1]))
    try:
        with pytest.raises(EngineError) as caught:
            keep_take(project, ("en", 1), "Two.", Recorded(path, 96_000, 48_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert caught.value.kind == "disk"
    assert open_project("Anna") == project
    assert recover_takes(project).take(1).seconds == 2.0


def test_silence_is_kept_and_doubted():
    project = add_take(open_project("Anna"), 0, "One.", np.zeros(96_000, np.float32), 48_000)
    assert project.take(0).doubts == ("Nothing was heard.",)


def test_a_project_of_an_earlier_version_is_read(spoken):
    project = add_take(open_project("Anna"), 0, "One.", spoken(), 48_000)
    file = project.folder / "project.json"
    old = file.read_text().replace('"language": "en"', '"x": 1')
    old = old.replace(',\n      "x": 1', "").replace('  "x": 1,\n', "")
    file.write_text(old)
    assert open_project("Anna") == project
    shutil.rmtree(project.folder)
