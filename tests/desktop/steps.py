"""Steps that tests of the window take together: record, wait, write, fill in a form."""

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
    until(qtbot, lambda: "minutes" in form.plan_card.sentence.text())
    assert not form.start_button.isEnabled(), "consent comes first"
    form._consent.setChecked(True)
    qtbot.keyClicks(form._by, "Anna Lind")
    assert form.start_button.isEnabled()
    return form


def write(page, qtbot, text="First sentence. Second sentence.\n\nThird sentence."):
    """Put a text into the studio's editor, and see its sentences."""
    page.text.setPlainText(text)
    until(qtbot, lambda: not page.narrator.reading)


def speak(page, qtbot, text=None):
    """Have all that is new spoken, to the last take on disk."""
    if text is not None:
        write(page, qtbot, text)
    page.say()
    until(qtbot, lambda: not page.reciter.busy and not page.reciter.keeping)
