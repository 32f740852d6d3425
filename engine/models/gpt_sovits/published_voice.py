"""A voice of the public tools into the library, and a voice of the library out for them.

Inside, a voice is what differs from its base, in half precision; outside it is whole. The settings
and remarks that lay in the published files are kept, so that a voice comes back as it came.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import safetensors
import safetensors.torch
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.audio.files import write_audio
from engine.errors import EngineError
from engine.events import Emit, Note, Progress, StageStarted
from engine.files import disk_error, read_json, write_bytes
from engine.library import free_name, load_voice, save_voice, voice_folder
from engine.models.families import family_spec
from engine.models.gpt_sovits.base import OfficialBase, open_official
from engine.models.gpt_sovits.checkpoints import SPOKEN, Checkpoint, check_pair, read_checkpoint
from engine.models.gpt_sovits.ears import Ears
from engine.models.gpt_sovits.family import GptSovits
from engine.models.gpt_sovits.official_files import write_gpt, write_sovits
from engine.models.gpt_sovits.phrases import Reader
from engine.models.gpt_sovits.reference import Prompt, Reference
from engine.models.gpt_sovits.referring import asked_reference, ended
from engine.models.gpt_sovits.spec import LANGUAGES, SAMPLE_RATE
from engine.models.gpt_sovits.voice_search import PublishedVoice
from engine.models.gpt_sovits.voices import applied, differences
from engine.voice import Consent, SpeakRequest, Voice, WeightFile
from engine.voice import Reference as Clip

KEPT = "published"  # under this name the settings and remarks lie in the voice's file
ATTRIBUTION = {"gpt": "GPT", "sovits": "SoVITS"}


@dataclass(frozen=True)
class Exported:
    """What was written for the public tools."""

    voice: str
    version: str
    gpt: str
    sovits: str
    references: str
    bytes: int


def import_published(
    found: PublishedVoice,
    name: str,
    consent: Consent | None,
    emit: Emit,
    reader: Reader | None = None,
) -> Voice:
    """Read a published pair, try it with its clip, and put it into the library.

    `reader` reads the clip's text; the base's own unless given.

    Raises:
        EngineError: kind "damaged" or "input" for files that are no voice (see `read_checkpoint`),
            a clip that cannot be used or a taken name, "missing" when the base is not here.
    """
    kept = free_name(name)
    emit(StageStarted("import", f"Reading {found.gpt.name} and {found.sovits.name}."))
    gpt, sovits = read_checkpoint(found.gpt), read_checkpoint(found.sovits)
    check_pair(gpt, sovits)
    for note in (*gpt.notes, *sovits.notes):
        emit(Note(note))
    base = open_official(sovits.version)
    own = {
        "gpt": _own(gpt, base.gpt_state()),
        "sovits": _own(sovits, base.sovits_state(posterior=False)),
    }
    emit(Progress("import", 1, 2, "Listening to the clip"))
    reader = reader or Reader(base, torch.device("cpu"))
    reference, text = _reference(base, own, found, reader)
    voice = _described(kept, base, reference, text, consent, (gpt, sovits))
    remarks = {
        c.kind: {"config": c.config, "info": c.info, "order": list(c.tensors)}
        for c in (gpt, sovits)
    }
    weights = {file: safetensors.torch.save(t) for file, t in own.items() if t}
    weights["reference"] = safetensors.torch.save(
        reference.tensors(), {KEPT: json.dumps(remarks, ensure_ascii=False)}
    )
    with TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.flac"
        write_audio(clip, reference.likenesses[0].wave.numpy(), SAMPLE_RATE)
        files = {voice.references[0].path: clip}
        return save_voice(voice, weights, dict.fromkeys(weights, "partial"), files)


def export_published(name: str, target: Path) -> Exported:
    """Write a voice as `.ckpt` and `.pth` into the folder `target`, with its clips and their texts.

    Raises:
        EngineError: kind "missing" for an unknown voice or when its base is not here, "input" for
            a voice of another family, "damaged" when its files are not those it was saved with,
            "disk".
    """
    voice = load_voice(name)
    if voice.base not in SPOKEN:
        raise EngineError(
            "input",
            f"{voice.name} is a voice of the base {voice.base}, which GPT-SoVITS does not know.",
            f"Train it on one of {', '.join(SPOKEN)} to use it there.",
        )
    base = open_official(voice.base)
    if base.sha256 != voice.base_sha256:
        raise EngineError(
            "missing",
            f"{voice.name} was made on other files of {voice.base} than those that are here.",
            f"Get the published ones: `timbre base remove {voice.base}`, then "
            f"`timbre base get {voice.base}`.",
        )
    folder = voice_folder(voice.name)
    own = {Path(w.name).stem: _stored(folder, w) for w in voice.weights}
    configs = read_json(base.files.config, dict[str, Any])
    made = {part: {"config": configs[part], "info": f"{voice.name}, Timbre"} for part in configs}
    remarks = made | _remarks(folder / "reference.safetensors")
    gpt, sovits = target / f"{voice.name}.ckpt", target / f"{voice.name}.pth"
    state = _ordered(applied(base.gpt_state(), own.get("gpt", {})), remarks["gpt"])
    write_gpt(gpt, state, remarks["gpt"]["config"], remarks["gpt"]["info"])
    state = applied(base.sovits_state(posterior=False), own.get("sovits", {}))
    config = _versioned(remarks["sovits"]["config"], voice.base)
    state = _ordered(state, remarks["sovits"])
    write_sovits(sovits, state, config, voice.base, remarks["sovits"]["info"])
    # What was written is read again as strictly as what comes from others.
    check_pair(read_checkpoint(gpt), read_checkpoint(sovits))
    listing = _write_references(voice, folder, target)
    size = gpt.stat().st_size + sovits.stat().st_size
    return Exported(voice.name, voice.base, str(gpt), str(sovits), str(listing), size)


def _own(checkpoint: Checkpoint, base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What differs from the base; the networks must have its sizes.

    Raises:
        EngineError: kind "input".
    """
    tensors = checkpoint.tensors
    spoken = {n: t for n, t in tensors.items() if checkpoint.kind == "gpt" or n in base}
    same = spoken.keys() == base.keys() and all(
        tensor.shape == base[name].shape for name, tensor in spoken.items()
    )
    if not same:
        what = ATTRIBUTION[checkpoint.kind]
        raise EngineError(
            "input",
            f"The {what} in {checkpoint.path.name} has other sizes than the published one.",
            "Voices that were trained from the published bases can be imported.",
        )
    return differences(spoken, base)


def _reference(
    base: OfficialBase, own: dict[str, dict[str, Tensor]], found: PublishedVoice, reader: Reader
) -> tuple[Reference, str]:
    """What the voice speaks after: the clip as this voice hears it, and what is said there."""
    family = GptSovits(base, "cpu", reader)
    family.load_voice({file: tensors for file, tensors in own.items() if tensors})
    ears = Ears(base, family.networks.synthesizer, torch.device("cpu"))
    request = SpeakRequest("", reference=str(found.clip), reference_text="")
    reference = asked_reference(request, ears, reader)
    wave = reference.likenesses[0].wave.numpy()
    text, language = found.text, found.language
    if text is None:
        text, language = _heard(wave, language)
    if not text.strip():
        return reference, ""
    phrase, _ = reader.read(ended(text), language)
    prompt = Prompt(ears.prompt_tokens(wave), phrase) if len(phrase.phones) else None
    main = language.partition("-")[0]
    known = main if main in LANGUAGES else ""
    return replace(reference, prompt=prompt, language=known), text.strip()


def _heard(wave: NDArray[np.float32], language: str) -> tuple[str, str]:
    """What the recogniser hears in a clip that came without a text, and in which language."""
    from engine.audio.transcribe import Transcriber

    asked = None if language == "auto" else language
    heard = Transcriber(threads=torch.get_num_threads()).transcribe(wave, SAMPLE_RATE, asked)
    return heard.text, heard.language if heard.language in LANGUAGES else "auto"


def _described(
    name: str,
    base: OfficialBase,
    reference: Reference,
    text: str,
    consent: Consent | None,
    pair: tuple[Checkpoint, Checkpoint],
) -> Voice:
    spec = family_spec(base.name)
    seconds = round(len(reference.likenesses[0].wave) / SAMPLE_RATE, 3)
    clip = Clip("references/clip.flac", text, reference.language, seconds)
    origin = "; ".join(f"{c.path.name} ({c.info})" for c in pair)
    return Voice(
        name=name,
        base=base.name,
        base_sha256=base.sha256,
        languages=spec.languages,
        sample_rate=spec.sample_rate,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        speech_seconds=seconds,
        weights=(),
        references=(clip,),
        scores={},
        plan=None,
        consent=consent,
        history=(f"Imported from GPT-SoVITS: {origin}.",),
    )


def _stored(folder: Path, weight: WeightFile) -> dict[str, Tensor]:
    """The tensors of a voice's file, if it is the one the voice was saved with."""
    try:
        data = (folder / Path(weight.name).name).read_bytes()
        if hashlib.sha256(data).hexdigest() != weight.sha256:
            raise ValueError("its hash is not the one in voice.json")
        return safetensors.torch.load(data)
    except (OSError, ValueError, safetensors.SafetensorError) as error:
        raise EngineError(
            "damaged",
            f"The voice {folder.name} is damaged: {weight.name} cannot be used ({error}).",
            "Import it again from where it came, or train it again.",
        ) from error


def _remarks(path: Path) -> dict[str, Any]:
    """The settings and remarks of the published files that a voice came from, if it did."""
    if not path.is_file():
        return {}
    with safetensors.safe_open(path, "pt") as file:
        kept = (file.metadata() or {}).get(KEPT, "{}")
    return json.loads(kept)


def _ordered(state: dict[str, Tensor], remarks: Mapping[str, Any]) -> dict[str, Tensor]:
    """The tensors in the order of the file they came from, where there was one."""
    first = [name for name in remarks.get("order", ()) if name in state]
    return {name: state[name] for name in dict.fromkeys([*first, *state])}


def _versioned(config: Mapping[str, Any], version: str) -> dict[str, Any]:
    """Settings in which the public tools find the version where they look for it."""
    if config.get("version") and config["model"].get("version"):
        return dict(config)
    return {**config, "version": version, "model": {**config["model"], "version": version}}


def _write_references(voice: Voice, folder: Path, target: Path) -> Path:
    """The clips of a voice, and a list of their texts as the public tools write it (FACTS 7)."""
    lines = []
    for clip in voice.references:
        path = target / clip.path
        try:
            write_bytes(path, (folder / clip.path).read_bytes())
        except OSError as error:
            raise disk_error(path, error) from error
        lines.append(f"{path}|{voice.name}|{clip.language}|{clip.text}")
    listing = target / f"{voice.name}.list"
    write_bytes(listing, ("\n".join(lines) + "\n").encode())
    return listing
