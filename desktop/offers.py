"""Which bases there are, here or to fetch, as the window offers them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.bases import STARTER, base_pack, base_source, is_here, own_bases, place_of, source_names
from engine.errors import EngineError

Kind = Literal["starter", "voices", "recogniser", "own"]


@dataclass(frozen=True)
class Offer:
    """A base; `bytes` on disk, or to fetch where it is not `here`, of which some `arrived`.

    `trouble` is what is wrong with one that is here; then only its name is known for sure.
    """

    name: str
    model: str
    author: str
    licence: str
    bytes: int
    here: bool
    kind: Kind
    arrived: int = 0
    trouble: EngineError | None = None

    @property
    def size(self) -> str:
        """ "1.4 GB"."""
        return size_in_words(self.bytes)


def offers() -> tuple[Offer, ...]:
    """Every base and recogniser there is: what comes along, own ones, what can be fetched."""
    return tuple(_offer(name) for name in (STARTER, *own_bases(), *source_names()))


def size_in_words(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def _offer(name: str) -> Offer:
    if is_here(name):
        try:
            pack = base_pack(name)
        except EngineError as error:
            return Offer(
                *(name, name, "", ""), _size(place_of(name)), True, _kind(name), trouble=error
            )
        facts = pack.model, pack.author, pack.licence, pack.total_bytes
        return Offer(name, *facts, here=True, kind=_kind(name))
    source = base_source(name)
    facts = source.model, source.author, source.licence, source.total_bytes
    return Offer(name, *facts, here=False, kind=_kind(name), arrived=arrived_bytes(name))


def arrived_bytes(name: str) -> int:
    """How much of a base lies in its unfinished folder, of a fetch that was paused."""
    return _size(place_of(name).with_name(f".{name}.unfinished"))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _kind(name: str) -> Kind:
    if name == STARTER:
        return "starter"
    return base_source(name).kind if name in source_names() else "own"
