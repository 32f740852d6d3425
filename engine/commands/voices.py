"""`timbre voices`: the library in the terminal."""

import argparse
from pathlib import Path
from typing import Any

from engine.commands import add_common_options
from engine.consent import add_consent_argument, ask_consent
from engine.control import Control
from engine.errors import EngineError
from engine.events import Emit, Note
from engine.files import to_plain
from engine.library import delete_voice, list_voices, load_voice, rename_voice, voice_folder
from engine.voice import Voice
from engine.voice_file import export_voice, import_voice


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command each."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="all voices")
    show = actions.add_parser("show", help="one voice with its scores and history")
    show.add_argument("name")
    export = actions.add_parser("export", help="write a voice as one .voice file")
    export.add_argument("name")
    export.add_argument("file", type=Path)
    take = actions.add_parser(
        "import", help="check a .voice file, or the files of a GPT-SoVITS voice, and add the voice"
    )
    take.add_argument(
        "file", type=Path, nargs="+", help="a .voice file; or a .ckpt and a .pth; or their folder"
    )
    take.add_argument("--name", help="keep it under another name")
    take.add_argument("--reference", type=Path, metavar="CLIP", help="3 to 10 s of the person")
    take.add_argument("--reference-text", metavar="TEXT", help="what is said in that clip")
    take.add_argument("--language", default="auto", help="the clip's language")
    add_consent_argument(take)
    rename = actions.add_parser("rename", help="give a voice another name")
    rename.add_argument("name")
    rename.add_argument("new_name")
    use = actions.add_parser("use", help="let a voice speak as it did after a part of its run")
    use.add_argument("name")
    use.add_argument("--checkpoint", required=True, metavar="C", help="zero-shot or a stage's name")
    delete = actions.add_parser("delete", help="move a voice to the trash folder")
    delete.add_argument("name")
    for action in actions.choices.values():
        # Also after the action, where people and the window write them.
        add_common_options(action, again=True)


def run(args: argparse.Namespace, emit: Emit, control: Control) -> dict[str, Any]:
    """Do the one thing asked for; the result always says which `action` it was."""
    match args.action:
        case "list":
            voices, troubles = list_voices()
            for trouble in troubles:
                emit(Note(trouble.message, trouble.hint))
            return {"action": "list", "voices": [to_plain(voice) for voice in voices]}
        case "show":
            return _shown("show", load_voice(args.name))
        case "export":
            target = export_voice(args.name, args.file)
            return {"action": "export", "file": str(target), "bytes": target.stat().st_size}
        case "import":
            return _shown("import", _import(args, emit))
        case "rename":
            return _shown("rename", rename_voice(args.name, args.new_name))
        case "use":
            from engine.training.choice import use_part

            return _shown("use", use_part(args.name, args.checkpoint))
        case _:
            return {"action": "delete", "trash": str(delete_voice(args.name))}


def describe(result: dict[str, Any]) -> str:
    """What a person reads at the end."""
    match result["action"]:
        case "list":
            lines = [_line(voice) for voice in result["voices"]]
            return "\n".join(lines) or "There are no voices yet. Make one with `timbre clone`."
        case "export":
            return f"Exported to {result['file']} ({result['bytes'] / 1e6:.1f} MB)."
        case "delete":
            return f"Deleted. Its files lie in {result['trash']} until you remove them."
        case "use":
            voice = result["voice"]
            return f"{voice['name']} speaks as it did after {voice['checkpoint']}."
        case "import" | "rename":
            return f"The voice is in the library as {result['voice']['name']}."
        case _:
            return _details(result["voice"], result["folder"])


def _import(args: argparse.Namespace, emit: Emit) -> Voice:
    # Light until here: only the files of other programs need the networks.
    from engine.models.gpt_sovits.voice_search import find_voice, is_published

    if not is_published(args.file):
        if len(args.file) > 1:
            raise EngineError(
                "input",
                "These are several files, but no pair of a .ckpt and a .pth.",
                "Import .voice files one by one.",
            )
        return import_voice(args.file[0], args.name)
    found = find_voice(args.file, args.reference, args.reference_text, args.language)
    consent = ask_consent(args.consent, emit)
    from engine.models.gpt_sovits.published_voice import import_published

    return import_published(found, args.name or found.sovits.stem, consent, emit)


def _shown(action: str, voice: Voice) -> dict[str, Any]:
    return {
        "action": action,
        "voice": to_plain(voice),
        "folder": str(voice_folder(voice.name)),
    }


def _line(voice: dict[str, Any]) -> str:
    languages = ", ".join(voice["languages"])
    seconds = voice["speech_seconds"]
    return f"{voice['name']}: {voice['base']}, {languages}, from {seconds:.0f} s of speech"


def _details(voice: dict[str, Any], folder: str) -> str:
    megabytes = sum(weight["bytes"] for weight in voice["weights"]) / 1e6
    lines = [_line(voice), f"made {voice['made_at']}, {megabytes:.1f} MB, in {folder}"]
    for label, score in voice["scores"].items():
        lines.append(
            f"{label}: similarity {score['similarity']:.3f}, "
            f"word errors {100 * score['word_error']:.1f} %"
        )
    if consent := voice["consent"]:
        lines.append(f"consent by {consent['by']}, {consent['at']}: {consent['statement']}")
    lines.extend(voice["history"])
    return "\n".join(lines)
