"""The application: settings, theme, window, and what to do when something goes wrong."""

import sys

from PySide6.QtWidgets import QApplication

from desktop.errors import Surprises
from desktop.settings import load_settings
from desktop.studio import Studio
from desktop.theme import Theme
from desktop.window import Window


def main(arguments: list[str] | None = None) -> int:
    """Open the window and run until it is closed."""
    app = QApplication(sys.argv if arguments is None else arguments)
    app.setApplicationName("timbre")
    app.setApplicationDisplayName("Timbre")
    surprises = Surprises(app)
    surprises.install()
    settings, trouble = load_settings()
    theme = Theme(app, settings.theme, settings.text_scale)
    window = Window(Studio(settings=settings), theme)
    window.show()
    window.start()
    if trouble is not None:
        window.report(trouble)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
