"""The language of the window: Qt's translators, and sentences of the engine in that language."""

import json
import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

import resources

# Code -> how the language calls itself.
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
CONTEXT = "engine"
AND = " and "
# Signs of Chinese, and those that may stand behind a word of the engine.
WIDE_ENDS = "。！？：；，"
WIDE = {":": "：", ";": "；"}
PLACE = re.compile(r"%(\d)")


class Language:
    """Puts the application into a language, live."""

    def __init__(self, app: QCoreApplication, choice: str = "system") -> None:
        self._app = app
        self._translators: list[tuple[QTranslator, bytes]] = []
        self.code = "en"
        self.choose(choice)

    def choose(self, choice: str) -> bool:
        """`choice` is a code or "system"; True when the language is another one now."""
        code = system_language() if choice == "system" else choice
        if code == self.code:
            return False
        self.code = code
        while self._translators:
            former, _ = self._translators.pop()
            self._app.removeTranslator(former)
            former.deleteLater()
        if code != "en":
            folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            self._install(folder / f"qtbase_{code}.qm")
            self._install(resources.path(f"translations/timbre_{code}.qm"))
        forget()
        if isinstance(self._app, QApplication):
            right = QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft
            way = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
            self._app.setLayoutDirection(way)
        return True

    def _install(self, file: Path) -> None:
        # Loaded by its name, the file would stay mapped, and an update of it would be a crash.
        data = file.read_bytes() if file.is_file() else b""
        translator = QTranslator(self._app)
        if translator.load(data):
            self._app.installTranslator(translator)
            self._translators.append((translator, data))


def system_language() -> str:
    """The first of the system's languages that the window speaks; English if there is none."""
    for name in QLocale.system().uiLanguages():
        locale = QLocale(name)
        if locale.language() == QLocale.Language.Chinese:
            if locale.script() != QLocale.Script.TraditionalHanScript:
                return "zh_CN"
        elif locale.language() == QLocale.Language.English:
            return "en"
    return "en"


def forget() -> None:
    """What was said in one language is not known in another."""
    said.cache_clear()
    _patterns.cache_clear()


@lru_cache(maxsize=2048)
def said(text: str) -> str:
    """A text of the engine (one or more sentences) in the language of the window.

    What has no translation stays as it is: an engine may be newer than its translations.
    """
    if not text:
        return text
    whole = _sentence(text)
    if whole is not None:
        return whole
    parts = re.split(r"(?<=[.!?…:;])(\s+)", text)
    return "".join(_rest(parts))


def _rest(parts: list[str]) -> list[str]:
    """Sentences of a paragraph, the longest known run of them first."""
    for count in range(len(parts), 0, -1):
        known = _sentence("".join(parts[:count]))
        if known is not None:
            gap = [] if known[-1:] in WIDE_ENDS else parts[count : count + 1]
            return [known, *gap, *_rest(parts[count + 1 :])]
    if not parts:
        return []
    # "timbre: all of it"
    head, sign = parts[0][:-1], parts[0][-1:]
    if head and sign in WIDE and (known := translate(head)) != head:
        return [known + WIDE[sign], *_rest(parts[2:])]
    return [*parts[:2], *_rest(parts[2:])]


def clock(seconds: float) -> str:
    """Hours, minutes and seconds as clocks show them."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def joined(*sentences: str) -> str:
    """Sentences one after the other; signs as wide as a letter bring their own space."""
    whole = ""
    for sentence in filter(None, sentences):
        gap = "" if not whole or whole[-1] in WIDE_ENDS else " "
        whole += gap + sentence
    return whole


def _sentence(text: str) -> str | None:
    translated = translate(text)
    if translated != text:
        return translated
    for pattern, places, template in _patterns():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        values = {f"%{n}": _value(found.group(i)) for i, n in enumerate(places, 1)}
        return PLACE.sub(lambda p, values=values: values.get(p.group(), ""), translate(template))
    return None


def _value(text: str) -> str:
    """What varies may be words of the engine too, or several joined by "and"."""
    if AND in text and translate(text) == text:
        return translate(AND).join(map(_value, text.split(AND)))
    known = _sentence(text)
    return known if known is not None else text


def language_name(code: str) -> str:
    """How a language of speech is called in the language of the window; else its code."""
    names = {
        "en": QCoreApplication.translate("Languages", "English"),
        "zh": QCoreApplication.translate("Languages", "Chinese"),
        "ja": QCoreApplication.translate("Languages", "Japanese"),
        "ko": QCoreApplication.translate("Languages", "Korean"),
        "yue": QCoreApplication.translate("Languages", "Cantonese"),
    }
    return names.get(code.partition("-")[0], code)


def translate(text: str) -> str:
    """One pattern of the engine in the language of the window.

    In English only what names words of the command line is said otherwise.
    """
    translated = QCoreApplication.translate(CONTEXT, text)
    return _plain_english().get(text, text) if translated == text else translated


@lru_cache(maxsize=1)
def _plain_english() -> dict[str, str]:
    file = resources.path("translations/plain_en.json")
    return json.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...]:
    """Sentences in which something varies, those with most words first, if said otherwise."""
    file = resources.path("translations/engine.json")
    known = json.loads(file.read_text(encoding="utf-8"))
    templates = [t for t in known if PLACE.search(t) and translate(t) != t]
    templates.sort(key=lambda t: -len(PLACE.sub("", t)))
    return tuple(_compiled(template) for template in templates)


def _compiled(template: str) -> tuple[re.Pattern[str], tuple[str, ...], str]:
    pieces = re.split(r"%\d", template)
    expression = "(.+?)".join(map(re.escape, pieces))
    return re.compile(expression, re.DOTALL), tuple(PLACE.findall(template)), template
