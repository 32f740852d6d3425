"""Chinese words with their parts of speech: jieba, set up without files outside the package."""

from functools import cache, lru_cache
from pathlib import Path

from jieba_next import Tokenizer
from jieba_next.posseg import POSTokenizer


class _Tokenizer(Tokenizer):
    """Reads its own dictionary each time.

    jieba would keep it in a cache folder, and load whatever lies there under that name.
    """

    def _resolve_cache_file(self, abs_path: str | Path | None) -> Path:
        return Path()

    def _load_from_cache(self, cache_file: Path, abs_path: str | Path | None) -> bool:
        return False

    def _persist_cache(self, cache_file: Path) -> None:
        return


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = _Tokenizer()
    tokenizer.initialize()
    return tokenizer


@cache
def _tagger() -> POSTokenizer:
    return POSTokenizer(_tokenizer())


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text with jieba's part-of-speech tags, nothing left out."""
    # The public `lcut` of jieba-next 1.0.0rc1 forgets the dictionary (食物|中|毒).
    return [(str(pair.word), str(pair.flag)) for pair in _tagger()._lcut_internal(text)]


@lru_cache(maxsize=10_000)
def halves(word: str) -> tuple[str, str]:
    """A word cut at its shortest known part: 蒙古包 -> 蒙古, 包; 纸老虎 -> 纸, 老虎."""
    shortest = min(_tokenizer().cut_for_search(word), key=len)
    if word.startswith(shortest):
        return shortest, word[len(shortest) :]
    return word[: -len(shortest)], shortest
