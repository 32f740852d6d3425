"""Operations of the golden cases on text: front ends, mixtures, cutting, languages."""

from engine.text.pieces import cut, presegment
from engine.text.published_runs import runs
from engine.text.reading import read, read_as, symbol_ids


class TextOperations:
    """Group text. A list in the goldens is a list here; everything as the public system has it."""

    def text_clean(self, text, language):
        reading = read_as(text, language, published=True)
        word2ph = None if reading.word2ph is None else list(reading.word2ph)
        return {
            "norm": reading.text,
            "phones": list(reading.symbols),
            "word2ph": word2ph,
            "ids": symbol_ids([reading]),
        }

    def text_auto(self, text, language):
        parts = read(text, language, published=True)
        return {
            "norm": "".join(part.text for part in parts),
            "phones": [symbol for part in parts for symbol in part.symbols],
            "ids": symbol_ids(parts),
        }

    def text_cut(self, method, text):
        return cut(text, method)

    def text_presegment(self, text, language, method):
        return presegment(text, language, method)

    def lang_segments(self, text, default):
        return [list(run) for run in runs(text, default)]
