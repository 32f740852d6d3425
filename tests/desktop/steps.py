"""Steps that tests of the window take together: record, wait, fill in the form of a training."""

from pathlib import Path

from desktop.projects import load_script, open_project
from desktop.takes import add_take

WAIT = 60_000
FAKE = Path(__file__).with_name("fake_engine.py")


def until(qtbot, condition):
    # pytest-qt takes None for yes.
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT)


def record(spoken, count: int = 4):
    script = load_script()
    project = open_project("Anna")
    for index in range(count):
        project = add_take(project, index, script.sentences[index], spoken(), 48_000)
    return project


def ready_form(window, qtbot):
    window.show_page("train")
    form = window.page("train").form
    until(qtbot, lambda: "minutes" in form.sentence.text())
    assert not form.start_button.isEnabled(), "consent comes first"
    form._consent.setChecked(True)
    qtbot.keyClicks(form._by, "Anna Lind")
    assert form.start_button.isEnabled()
    return form
