"""Bring the translations up to date with the sources, and compile them.

    python installer/translate.py              collect every string, compile what is translated
    python installer/translate.py --missing    print as JSON what has no translation yet
    python installer/translate.py --fill FILE  take translations from such a JSON, then compile
    python installer/translate.py --check      only say whether something is left to do

Strings of the window are the arguments of `self.tr` (context: the class) and of
`QCoreApplication.translate`. Sentences of the engine reach the window as text; their patterns (`%1`
for what varies) are the context "engine". Qt's lupdate and lrelease keep the files.
Run it in the environment that the set-up made.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
PATTERNS = FOLDER / "engine.json"
LANGUAGES = ("zh_CN",)
# What the window never shows: other commands, and sentences that are spoken rather than read.
UNSEEN = (
    *("bench", "pretraining", "scoring"),
    *("commands/bench.py", "commands/clone.py", "commands/evaluate.py", "commands/export.py"),
    *("commands/pretrain.py", "commands/serve.py", "commands/speak.py", "commands/train.py"),
    *("commands/voices.py", "commands/prepare.py", "commands/plan.py", "models/starter/lessons.py"),
    *("models/starter/stock.py", "models/gpt_sovits/trial.py", "training/trial.py", "consent.py"),
    *("models/gpt_sovits/published_voice.py", "models/gpt_sovits/checkpoints.py"),
    *("models/gpt_sovits/config.py", "models/gpt_sovits/gpt.py", "models/gpt_sovits/bert.py"),
    *("models/gpt_sovits/voice_search.py", "models/gpt_sovits/archive.py", "training/lora.py"),
    *("models/gpt_sovits/content.py", "models/gpt_sovits/prosody.py", "audio/transcripts.py"),
)
# Modules whose fragments are shown too, not only their sentences.
FRAGMENTS = ("wording.py",)
# What is called with, or gives back, the reason that ends a sentence.
REASONS = ("_Fault", "_damaged", "damaged", "_unreadable", "unfit", "_name_fault", "_fault")
FOR_THE_TERMINAL = ("help", "description", "epilog", "metavar")
TITLES = ("StageStarted", "Progress", "EngineError", "Note")
WORDS = (" and ", "Quick", "Balanced", "Best", "timbre", "prosody", "cpu", "published")


def main() -> int:
    parser = argparse.ArgumentParser(description="Update and compile the translations.")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--fill", type=Path, metavar="FILE")
    args = parser.parse_args()
    if args.check:
        return check()
    update(FOLDER)
    if args.fill:
        fill(json.loads(args.fill.read_text(encoding="utf-8")))
    if args.missing:
        print(json.dumps(missing(FOLDER), ensure_ascii=False, indent=1))
    compile_all(FOLDER)
    return 0


def check() -> int:
    """0 when every string of the sources is in the files, translated."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in LANGUAGES:
            (fresh / file_of(language)).write_bytes((FOLDER / file_of(language)).read_bytes())
        update(fresh)
        compile_all(fresh)
        left = missing(fresh)
        stale = [file.name for file in fresh.iterdir() if not _same(file, FOLDER / file.name)]
    for what in (*stale, *(f"{name}: {text}" for name, texts in left.items() for text in texts)):
        print(what, file=sys.stderr)
    if stale or left:
        print("Run python installer/translate.py.", file=sys.stderr)
    return 1 if stale or left else 0


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def file_of(language: str) -> str:
    return f"timbre_{language}.ts"


def update(folder: Path) -> None:
    """Collect the strings of all sources into the .ts files of a folder."""
    patterns = sorted(set(engine_patterns()))
    text = json.dumps(patterns, ensure_ascii=False, indent=1)
    (folder / PATTERNS.name).write_text(text + "\n", encoding="utf-8")
    strings = [*window_strings(), *(("engine", pattern) for pattern in patterns)]
    lines = (f"QCoreApplication.translate({_quoted(c)}, {_quoted(t)})\n" for c, t in strings)
    with tempfile.TemporaryDirectory() as name:
        # lupdate overlooks what stands inside an f-string, so it is given every string by itself.
        source = Path(name) / "strings.py"
        source.write_text("".join(lines), encoding="utf-8")
        for language in LANGUAGES:
            options = ["-no-obsolete", "-locations", "none", "-source-language", "en"]
            target = ["-target-language", language, "-ts", str(folder / file_of(language))]
            qt("lupdate", *options, str(source), *target)


def compile_all(folder: Path) -> None:
    for language in LANGUAGES:
        source = folder / file_of(language)
        qt("lrelease", "-silent", str(source), "-qm", str(source.with_suffix(".qm")))


def qt(tool: str, *arguments: str) -> None:
    """Run a tool of Qt that comes with PySide6."""
    command = Path(sys.executable).parent / f"pyside6-{tool}"
    subprocess.run([str(command), *arguments], check=True, stdout=subprocess.DEVNULL)


def messages(file: Path) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """(context, source, translation element) of a .ts file."""
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


def missing(folder: Path) -> dict[str, dict[str, str]]:
    """What is not translated: context -> source -> ""."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for context, source, translation in messages(folder / file_of(language)):
            if translation.get("type") == "unfinished" or not translation.text:
                found.setdefault(context, {})[source] = ""
    return found


def fill(given: dict[str, dict[str, str]]) -> None:
    """Put translations where there are none yet; the same words mean the same in every context."""
    anywhere = {source: words for texts in given.values() for source, words in texts.items()}
    for language in LANGUAGES:
        path = FOLDER / file_of(language)
        tree = ElementTree.parse(path)
        for context in tree.getroot().iter("context"):
            own = given.get(context.findtext("name", ""), {})
            for message in context.iter("message"):
                source, translation = message.findtext("source", ""), message.find("translation")
                words = own.get(source) or anywhere.get(source)
                if translation is None or not words:
                    continue
                # lupdate puts guesses where it knows the same words from elsewhere.
                if source in own or translation.get("type") == "unfinished":
                    translation.text = words
                    translation.attrib.pop("type", None)
        body = ElementTree.tostring(tree.getroot(), encoding="unicode")
        head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        path.write_text(head + body + "\n", encoding="utf-8")
    update(FOLDER)  # lupdate writes the file as it always does


def window_strings() -> Iterator[tuple[str, str]]:
    """(context, text) of every string of the window."""
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for cls in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            for call in _calls(cls, "tr"):
                yield cls.name, _literal(path, call.args[0])
        for call in _calls(tree, "translate"):
            if not isinstance(call.args[0], ast.Name):
                yield _literal(path, call.args[0]), _literal(path, call.args[1])


def _calls(tree: ast.AST, method: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == method and node.args:
            yield node


def _literal(path: Path, node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise SystemExit(f"{path}, line {node.lineno}: only a plain string can be translated.")


def engine_patterns() -> Iterator[str]:
    """Every sentence of the engine that the window may show, `%1` for what varies."""
    engine = ROOT / "engine"
    yield from WORDS
    for path in sorted(engine.rglob("*.py")):
        inside = path.relative_to(engine).as_posix()
        if not inside.startswith(UNSEEN):
            yield from _patterns(ast.parse(path.read_text(encoding="utf-8")), inside in FRAGMENTS)
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) == "EngineError":
                yield from filter(_has_words, map(_pattern, node.args[1:]))


def _patterns(tree: ast.AST, fragments: bool) -> Iterator[str]:
    inner = _not_for_people(tree)
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        text = _pattern(node)
        whole = bool(re.search(r"[a-z)%\d`][.?!…]$", text)) and " " in text
        if (whole or fragments) and _has_words(text):
            yield text
        yield from filter(_has_words, map(_pattern, _reasons(node)))
        if isinstance(node, ast.Call) and _called(node) in TITLES:
            yield from (text for text in map(_pattern, node.args[1:]) if _has_words(text))
        if isinstance(node, ast.keyword) and node.arg == "title":
            yield from filter(_has_words, [_pattern(node.value)])


def _reasons(node: ast.AST) -> Iterator[ast.AST | None]:
    """The parts of a sentence that say why."""
    if isinstance(node, ast.Call) and _called(node) in REASONS:
        yield from node.args
    if isinstance(node, ast.FunctionDef) and node.name in REASONS:
        for given in (each.value for each in ast.walk(node) if isinstance(each, ast.Return)):
            yield from (given.body, given.orelse) if isinstance(given, ast.IfExp) else [given]


def _not_for_people(tree: ast.AST) -> set[int]:
    """Docstrings, parts of f-strings, and what argparse prints."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            found.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            parts = (part for part in node.values if isinstance(part, ast.Constant))
            found.update(id(part) for part in parts)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            found.update(id(part) for part in ast.walk(node.format_spec))
        if isinstance(node, ast.keyword) and node.arg in FOR_THE_TERMINAL:
            found.update(id(part) for part in ast.walk(node.value))
    return found


def _pattern(node: ast.AST | None) -> str:
    """The text of a string, with %1, %2 … for what an f-string puts in; "" for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    count, text = 0, ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            count += 1
            text += f"%{count}"
    return text


def _has_words(text: str) -> bool:
    letters = re.sub(r"%\d", "", text)
    return len(re.findall("[A-Za-z]", letters)) >= 4 and text.isascii() and "\n" not in text


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
