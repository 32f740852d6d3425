"""Whatever was recorded is on disk, and nothing but what was recorded."""

import pytest
import soundfile

from desktop.preparing import sources
from desktop.projects import (
    add_imports,
    load_script,
    open_project,
    project_names,
)
from engine.errors import EngineError


def test_the_script_is_about_a_minute_of_different_sentences():
    script = load_script("en")
    words = sum(len(sentence.split()) for sentence in script.sentences)
    assert len(set(script.sentences)) == 20
    assert 150 <= words <= 240


def test_imports_are_used_once_each_and_must_be_there(tmp_path, spoken):
    sound = tmp_path / "speech 声音.flac"
    soundfile.write(sound, spoken(), 48_000)
    project = add_imports(add_imports(open_project("Anna"), [str(sound)]), [str(sound)])
    assert project.imports == (str(sound),) == open_project("Anna").imports
    assert sources(project) == [sound]
    sound.unlink()
    with pytest.raises(EngineError, match="no longer there"):
        sources(project)


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "x" * 300])
def test_names_that_are_no_names(name):
    with pytest.raises(EngineError):
        open_project(name)
    assert project_names() == ()
