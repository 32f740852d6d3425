"""The application: settings, theme, window, and what to do when something goes wrong."""

import sys

from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.errors import Surprises
from desktop.foreground import Foreground
from desktop.instance import Instance, call_first
from desktop.language import Language, said
from desktop.settings import Settings, load_settings
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.window import Window
from engine.errors import EngineError


def main(arguments: list[str] | None = None) -> int:
    """Open the window and run until it is closed."""
    app = QApplication(sys.argv if arguments is None else arguments)
    app.setApplicationName("timbre")
    app.setApplicationDisplayName("Timbre")
    surprises = Surprises(app)
    surprises.install()
    settings, trouble = load_settings()
    instance = Instance(app)
    try:
        if not instance.acquire():
            return _not_twice(app, settings)
    except EngineError as error:
        trouble = error
    theme = Theme(app, settings.theme, settings.text_scale)
    theme.choose(settings.theme, settings.text_scale, settings.reduced_motion)
    window = Window(Studio(settings=settings), theme)
    instance.called.connect(window.come_forward)
    Foreground(window)
    window.show()
    window.start()
    if trouble is not None:
        window.report(trouble)
    code = app.exec()
    instance.release()
    return code


def _not_twice(app: QApplication, settings: Settings) -> int:
    """Another window has the data folder: it comes to the front, or a message says why not."""
    trouble = call_first()
    if trouble is None:
        return 0
    Language(app, settings.language)
    box = QMessageBox(QMessageBox.Icon.Information, "Timbre", said(trouble.message))
    box.setStyleSheet(Theme(app, settings.theme, settings.text_scale).sheet)
    box.setInformativeText(said(trouble.hint))
    box.exec()
    return 1


if __name__ == "__main__":
    sys.exit(main())
