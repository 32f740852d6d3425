"""Asks the resident child whether a sentence was read as it is written, while reading goes on."""

from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.projects import Project, Take
from desktop.studio import Studio
from desktop.takes import doubt_take


class Hearing(QObject):
    """Adds what the recogniser doubts to a take; where there is none, nothing is doubted."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._asked: dict[str, tuple[str, str]] = {}
        studio.speaker.heard.connect(self._heard)
        studio.speaker.failed.connect(self._failed)

    def hear(self, project: Project, take: Take) -> None:
        """Have a take heard; nothing while a job needs the machine."""
        if not self._studio.job:
            path = project.recordings / take.file
            name = self._studio.speaker.hear(path, take.text, take.language)
            self._asked[name] = (project.name, take.file)

    @Slot(str, dict)
    def _heard(self, name: str, said: dict[str, Any]) -> None:
        where, file = self._asked.pop(name, ("", ""))
        doubts = tuple(str(doubt) for doubt in said.get("doubts", ()))
        project = self._studio.project
        if doubts and project is not None and project.name == where:
            self._studio.change_project(lambda project: doubt_take(project, file, doubts))

    @Slot(str, object)
    def _failed(self, name: str, ending: object) -> None:
        self._asked.pop(name, None)
