"""Hearing a clip of a dataset: as the voice will learn it, or as it was recorded."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.files import data_home
from engine.project import Clip, Dataset, Recording

if TYPE_CHECKING:
    from desktop.studio import Studio

ORIGINALS_KEPT = 50


class ClipPlaying(QObject):
    """Plays through the one player; asked once more for what is heard, it is silent.

    `moved` carries the id of the clip that is heard, "" for none, and how much of it was, 0 to 1.
    """

    moved = Signal(str, float)

    def __init__(self, studio: "Studio", parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._playing = ""
        self._original = False
        studio.player.moved.connect(self._moved)
        studio.player.ended.connect(self._silent)

    def play(self, clip: Clip) -> None:
        """Play a clip as it lies in the dataset."""
        project = self._studio.project
        if project is not None and not self._stopped(clip, original=False):
            self._begin(clip, project.dataset / clip.path, original=False)

    def play_original(self, clip: Clip) -> None:
        """Cut the clip's stretch out of its recording again, off this thread, and play it."""
        project, recording = self._studio.project, recording_of(clip, self._studio.dataset)
        if project is None or recording is None or self._stopped(clip, original=True):
            return
        target = data_home() / "cache" / "originals" / f"{project.name}-{clip.id}.wav"

        def cut() -> Path:
            # Imported here because it loads the decoders; this runs off the GUI thread.
            from engine.audio.original import save_original

            _keep_latest(target.parent)
            return save_original(project.dataset, recording, clip, target)

        self._studio.run(cut, lambda path: self._begin(clip, path, original=True))

    def _stopped(self, clip: Clip, original: bool) -> bool:
        """Whether that very sound was playing, and is silent now."""
        same = self._playing == clip.id and self._original == original
        if same and self._studio.player.playing:
            self._studio.player.stop()
            return True
        return False

    def _begin(self, clip: Clip, path: Path, original: bool) -> None:
        self._studio.player.play(path)
        self._playing, self._original = clip.id, original
        self.moved.emit(clip.id, 0.0)

    @Slot(str, float, float)
    def _moved(self, path: str, at: float, total: float) -> None:
        if self._playing and total > 0:
            self.moved.emit(self._playing, at / total)

    @Slot()
    def _silent(self) -> None:
        self._playing = ""
        self.moved.emit("", 0.0)


def recording_of(clip: Clip | None, dataset: Dataset | None) -> Recording | None:
    """The recording that a clip was cut out of, where it is known."""
    if clip is None or dataset is None:
        return None
    return next((r for r in dataset.recordings if r.name == clip.recording), None)


def _keep_latest(folder: Path) -> None:
    """Remove the oldest of what is only kept to be heard once more."""
    files = sorted(folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
    for old in files[:-ORIGINALS_KEPT]:
        old.unlink(missing_ok=True)
