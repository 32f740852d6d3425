"""Speaking after a reference: seeds, company, pauses, loudness, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest
import soundfile
import torch

from engine.errors import EngineError
from engine.models.gpt_sovits.reference import Likeness, Phrase, Prompt, Reference, reference_from
from engine.models.gpt_sovits.speaking import tokens_of
from engine.speak import open_voice, speak_to_file
from engine.voice import SpeakRequest
from tests.engine.models.gpt_sovits import installed

REQUEST = SpeakRequest("One thing. Another thing!\n\nAnd then a third one?", seed=5)


@pytest.fixture(scope="module")
def family(packs, tmp_path_factory):
    """The cut-down v2, whose base is never changed here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRE_HOME", str(packs("v2").parents[1]))
        yield installed.Installed().open_family("v2", "cpu")


@pytest.fixture(autouse=True)
def briefly(monkeypatch):
    installed.speak_briefly(monkeypatch)


@pytest.fixture
def clip(tmp_path):
    def write(seconds, name="clip.flac", rate=32_000, level=1.0):
        path = tmp_path / name
        soundfile.write(path, level * installed.sound(seconds), rate)
        return str(path)

    return write


def spoken(family, request) -> list[np.ndarray]:
    return [piece.samples for piece in family.speak(request)]


def zero_shot(path, **changes):
    return replace(REQUEST, reference=path, reference_text="Words of it", **changes)


def test_a_base_speaks_after_five_seconds_of_anybody(family, clip):
    request = zero_shot(clip(5.0))
    pieces = list(family.speak(request))
    assert [piece.text for piece in pieces] == [
        "One thing.",
        "Another thing!",
        "And then a third one?",
    ]
    for piece, pause in zip(pieces, (0.35, 0.7, 0.7)):
        quiet = round(pause * piece.rate)
        assert np.abs(piece.samples).max() <= 0.97 and not piece.samples[-quiet:].any()
        sound = piece.samples[:-quiet]
        assert sound[0] == 0 and abs(sound[-1]) < 1e-6 and sound.dtype == np.float32
    torch.manual_seed(99)
    np.random.seed(99)
    for again, piece in zip(spoken(family, request), pieces, strict=True):
        assert np.array_equal(again, piece.samples)
    other = spoken(family, replace(request, seed=6))
    assert len(other[0]) != len(pieces[0].samples) or not np.array_equal(
        other[0], pieces[0].samples
    )


def test_speed_and_more_references_change_the_sound(family, clip):
    request = replace(zero_shot(clip(3.2)), text="One thing.")
    (usual,) = spoken(family, request)
    (fast,) = spoken(family, replace(request, speed=1.6))
    assert len(fast) < 0.75 * len(usual)
    (mixed,) = spoken(family, replace(request, more_references=(clip(4.0, "b.flac", 24_000),)))
    assert len(mixed) == len(usual) and not np.array_equal(mixed, usual)
    (free,) = spoken(family, replace(request, reference_text=""))
    assert not np.array_equal(free[:1000], usual[:1000])


@pytest.mark.parametrize(
    "seconds, level, reason", [(2.0, 1.0, "short"), (11.0, 1.0, "long"), (5.0, 0.0, "silent")]
)
def test_what_is_no_reference_is_refused(family, clip, seconds, level, reason):
    with pytest.raises(EngineError, match=reason) as refused:
        spoken(family, zero_shot(clip(seconds, level=level)))
    assert refused.value.kind == "input" and "3 to 10 s" in refused.value.hint


def test_a_base_alone_has_no_voice(family):
    with pytest.raises(EngineError, match="--reference") as refused:
        spoken(family, REQUEST)
    assert refused.value.kind == "input"


def test_company_changes_no_token(family):
    prompt = Prompt(torch.arange(40), Phrase(torch.arange(20)))
    reference = Reference((Likeness(torch.zeros(100)),), prompt)
    phrases = [Phrase(torch.arange(7, 7 + length)) for length in (4, 23, 11)]
    together = tokens_of(family.networks, reference, phrases, [1, 2, 3])
    for phrase, seed, tokens in zip(phrases, (1, 2, 3), together):
        (alone,) = tokens_of(family.networks, reference, [phrase], [seed])
        assert torch.equal(alone, tokens)


def test_a_long_text_is_said_in_pieces(family, clip):
    text = "Never so far without a stop, " * 12
    request = replace(zero_shot(clip(3.1)), text=text, reference_text="")
    pieces = list(family.speak(request))
    assert len(pieces) > 1
    assert " ".join(piece.text for piece in pieces).split() == text.split()


def test_only_marks_are_refused_and_a_word_is_enough(family, clip):
    request = replace(zero_shot(clip(3.1)), text="?!")
    with pytest.raises(EngineError, match="nothing that can be"):
        spoken(family, request)
    assert len(spoken(family, replace(request, text="So"))) == 1


def test_a_reference_survives_as_tensors():
    wave = torch.linspace(-0.5, 0.5, 500)
    phrase = Phrase(torch.tensor([3, 700]), torch.ones(1024, 2))
    reference = Reference(
        (Likeness(wave, torch.ones(20)), Likeness(wave / 2, torch.zeros(20))),
        Prompt(torch.tensor([0, 1023, 5]), phrase),
        "ja",
    )
    sizes = {"pro": True, "speaker": 20, "tokens": 1024, "phones": 732, "bert": 1024}
    again = reference_from(reference.tensors(), **sizes)
    assert again.language == "ja" and len(again.likenesses) == 2 and again.prompt
    assert torch.equal(again.prompt.tokens, torch.tensor([0, 1023, 5]))
    assert torch.equal(again.likenesses[1].wave, wave / 2)
    tensors = reference.tensors()
    for change in (
        {"prompt.tokens": torch.tensor([1024.0])},
        {"prompt.phones": torch.tensor([0.5, 1.0])},
        {"style.0.wave": torch.full((5,), torch.nan)},
        {"style.1.speaker": torch.ones(19)},
        {"style.7.wave": torch.ones(5)},
        {"language": torch.tensor([9.0])},
    ):
        with pytest.raises(EngineError) as damaged:
            reference_from({**tensors, **change}, **sizes)
        assert damaged.value.kind == "damaged"


@pytest.mark.parametrize("fault", ["name", "shape", "type", "nan", "file"])
def test_a_voice_that_does_not_fit_changes_nothing(family, fault):
    name = "dec.conv_post.weight"
    shape = family.networks.synthesizer.official_state()[name].shape
    tensor = torch.zeros(shape, dtype=torch.float16)
    sovits = {
        "name": {"dec.other": tensor},
        "shape": {name: tensor[..., :1].clone()},
        "type": {name: tensor.float()},
        "nan": {name: torch.full(shape, torch.nan, dtype=torch.float16)},
        "file": {},
    }[fault]
    before = family.networks
    with pytest.raises(EngineError) as refused:
        family.load_voice({"sovits": sovits, **({"more": {}} if fault == "file" else {})})
    assert refused.value.kind == "damaged" and family.networks is before


def test_a_base_is_a_speaker_by_its_name(base, clip, tmp_path):
    base("v2")
    speaker = open_voice("v2", "cpu")
    request = SpeakRequest("Hello there.", "en", reference=clip(4.0), reference_text="Words of it.")
    written = speak_to_file(speaker, request, tmp_path / "out.wav")
    samples, rate = soundfile.read(written.path)
    assert rate == speaker.rate == 32_000 and len(samples) == round(written.seconds * rate)
    with pytest.raises(EngineError, match="brings no voices"):
        open_voice("v2:anna", "cpu")
