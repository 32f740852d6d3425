"""Zip files that hold a document, read with distrust; and XML without entities."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from engine.errors import EngineError

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 64 << 20
LARGEST_WHOLE = 512 << 20
# Text shrinks to a third or a tenth; what shrinks to a five-hundredth is a bomb.
MOST_SHRUNK, SMALL = 500, 1 << 20


class Archive:
    """The members of a zip file, none larger than a document's can be."""

    def __init__(self, path: Path, members: zipfile.ZipFile) -> None:
        self._path = path
        self._zip = members
        infos = members.infolist()
        whole = sum(info.file_size for info in infos)
        if len(infos) > MOST_MEMBERS or whole > LARGEST_WHOLE or any(map(_is_bomb, infos)):
            raise EngineError(
                "input",
                f"{path.name} unpacks to far more than a document holds and was not opened.",
                "Save it anew in the program it comes from.",
            )

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A member's bytes; it may not be larger than its directory says.

        Raises:
            EngineError: kind "damaged".
        """
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise EngineError(
                    "input",
                    f"{self._path.name} is protected by a password.",
                    "Save it without one, or copy its text.",
                )
            with self._zip.open(info) as file:
                data = file.read(LARGEST_MEMBER + 1)
        except (KeyError, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise self.damaged(f"{name} is not in it") from error
        except (zipfile.BadZipFile, zlib.error) as error:
            raise self.damaged(str(error)) from error
        if len(data) > LARGEST_MEMBER:
            raise self.damaged(f"{name} is too large")
        return data

    def damaged(self, reason: str) -> EngineError:
        return EngineError(
            "damaged",
            f"{self._path.name} cannot be read: {reason}.",
            "Open it in the program it comes from and save it anew.",
        )

    def parse(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], object],
        end: Callable[[str], object] = lambda _: None,
        text: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Walk through a member's XML; names carry their namespace ("uri|local").

        Raises:
            EngineError: kind "damaged" for XML that is none, or that declares entities.
        """
        parser = expat.ParserCreate(namespace_separator="|")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(self.read(name), True)
        except expat.ExpatError as error:
            raise self.damaged(f"{name} is no XML ({error})") from error

    def _entity(self, *_: object) -> None:
        raise self.damaged("it declares entities, which no document needs")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A zip file's members.

    Raises:
        EngineError: kind "damaged" for no zip file, "input" for a bomb.
    """
    try:
        with zipfile.ZipFile(path) as members:
            yield Archive(path, members)
    except zipfile.BadZipFile as error:
        raise EngineError(
            "damaged",
            f"{path.name} is damaged: it is no {path.suffix[1:]} document.",
            "Open it in the program it comes from and save it anew.",
        ) from error


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    shrunk = info.file_size / max(1, info.compress_size)
    return info.file_size > LARGEST_MEMBER or (info.file_size > SMALL and shrunk > MOST_SHRUNK)
