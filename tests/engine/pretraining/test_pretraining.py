"""A base from scratch, with networks of a few channels: it resumes, is taken in and speaks."""

import json
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from engine.__main__ import parse
from engine.bases import list_bases, own_bases, remove_base
from engine.commands import pretrain as pretrain_command
from engine.control import Control
from engine.errors import Cancelled, EngineError
from engine.events import Checkpoint, Sample, Step
from engine.fetching.own import import_own
from engine.files import write_json
from engine.models.families import family_spec, open_family, voice_shapes
from engine.models.gpt_sovits import family
from engine.plan import choose
from engine.pretraining import beginning
from engine.pretraining.corpus import read_corpus
from engine.pretraining.newborn import Newborn
from engine.pretraining.run import pretrain
from engine.pretraining.sizes import (
    SIZES,
    GptSizes,
    Sizes,
    SovitsSizes,
    StageSizes,
    check_sizes,
    read_sizes,
)
from engine.speak import open_voice, speak
from engine.training.loop import train as fine_tune
from engine.voice import SpeakRequest
from tests.engine.models.gpt_sovits import installed
from tests.engine.models.gpt_sovits.installed import Letters, quiet_score, sound

TINY = Sizes(
    family="v2",
    content="whisper-base",
    gpt=GptSizes(1, 32, 2),
    sovits=SovitsSizes(
        hidden=32,
        latent=32,
        filter=32,
        layers=2,
        style=32,
        posterior_layers=2,
        flow_layers=1,
        couplings=2,
        vocoder_channels=32,
        vocoder_kernels=(10, 8, 2, 2, 2),
        block_kernels=(3,),
        block_dilations=((1,),),
    ),
    critic_share=64,
    piece_frames=40,
    judged_from=1,
    timbre=StageSizes(2, 2, 1, 1e-3, 2),
    prosody=StageSizes(2, 2, 1, 1e-3, 2),
    codebook_steps=6,
)
TEXTS = ("The first of three clips.", "Another one, a little longer than that.", "And the last.")


class Ears:
    """Hears loudness and pitch of a wave, twice as many frames as tokens: no recogniser needed."""

    def __call__(self, wave):
        frames = wave[..., : wave.shape[-1] // 320 * 320].unflatten(-1, (-1, 320))
        return frames.repeat(1, 1, 3)[..., :768].transpose(1, 2).float()


class Quick(Newborn):
    """Reads letters and is judged without a recogniser."""

    def __init__(self, base, sizes, device):
        super().__init__(base, sizes, device, Letters(), quiet_score, lambda *_: "nothing")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRE_HOME", str(tmp_path / "home"))
    for module in (beginning, __import__("engine.models.gpt_sovits.ears", fromlist=["ears"])):
        monkeypatch.setattr(module, "open_content", lambda base, device: Ears())


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        soundfile.write(folder / f"{number}.flac", sound(3.2 - number * 0.9, number), 32_000)
        with (folder / "corpus.tsv").open("a", encoding="utf-8") as table:
            table.write(f"{number}.flac\t{text}\n")
    return folder


def train(corpus, folder, sizes=TINY, emit=None, control=None, events=None):
    heard = [] if events is None else events
    dataset = read_corpus(corpus, heard.append, "en")
    control = control or Control()
    made = pretrain(dataset, "mine", sizes, folder, emit or heard.append, control, newborn=Quick)
    return made, {(e.stage, e.step): e.losses for e in heard if isinstance(e, Step)}, heard


def test_a_base_is_trained_taken_in_and_speaks(corpus, tmp_path, monkeypatch):
    _, losses, events = train(corpus, tmp_path / "run")
    assert sorted(losses) == [("prosody", 1), ("prosody", 2), ("timbre", 1), ("timbre", 2)]
    assert {"codes", "finer"} <= set(losses["timbre", 1]) and "adversarial" in losses["timbre", 2]
    tried = [e for e in events if isinstance(e, Checkpoint) and e.figures]
    assert {e.stage for e in tried} == {"timbre", "prosody"}
    assert all("word_error" in e.figures for e in tried)
    samples = [e for e in events if isinstance(e, Sample)]
    assert [e.stage for e in samples] == ["timbre", "prosody"] and samples[0].text in TEXTS
    assert read_sizes(tmp_path / "run" / "sizes.json") == TINY

    pack = import_own(tmp_path / "run" / "base", None, events.append, Control())
    assert pack.name == "mine" and own_bases() == ("mine",)
    assert "mine" in {base.name for base in list_bases()}
    spec = family_spec("mine")
    assert spec.name == "mine" and spec.parameters < family_spec("v2").parameters / 20
    assert choose(installed.MACHINE, 60.0, 5.0, spec, "quick", "cpu").predicted_bytes < 2.5e9
    opened = open_family("mine", "cpu")
    declared = voice_shapes("mine")["sovits"]
    state = opened.networks.synthesizer.official_state()
    assert all(tuple(state[name].shape) == declared[name] for name in state)
    monkeypatch.setattr(opened, "_reader", Letters())
    clip = str(corpus / "0.flac")
    request = SpeakRequest("It speaks.", reference=clip, reference_text="The first of three clips.")
    spoken = list(opened.speak(request))
    assert spoken and all(np.isfinite(piece.samples).all() for piece in spoken)
    with pytest.raises(EngineError, match="There is a base called mine"):
        other = replace(pack, files={})
        write_json(tmp_path / "run" / "base" / "manifest.json", other)
        import_own(tmp_path / "run" / "base", None, events.append, Control())
    remove_base("mine")
    assert own_bases() == ()


def test_a_stopped_run_goes_on_with_the_same_losses(corpus, tmp_path):
    _, unbroken, _ = train(corpus, tmp_path / "whole")
    control, events = Control(), []

    def stop(event):
        events.append(event)
        if isinstance(event, Step) and event.step == 1:
            control.stop()

    for sizes in (TINY, None):
        control = Control()
        with pytest.raises(Cancelled):
            train(corpus, tmp_path / "broken", sizes, stop, control, events)
    train(corpus, tmp_path / "broken", None, events.append, None, events)
    assert {(e.stage, e.step): e.losses for e in events if isinstance(e, Step)} == unbroken
    for part in ("gpt", "sovits", "discriminator"):
        name = f"base/{part}.safetensors"
        whole, broken = tmp_path / "whole" / name, tmp_path / "broken" / name
        assert whole.read_bytes() == broken.read_bytes()


def test_a_voice_is_trained_on_a_base_of_ones_own(corpus, tmp_path, monkeypatch):
    clips = read_corpus(corpus, print, "en").clips
    folder, nothing = tmp_path / "start", lambda event: None
    beginning.begin_base(folder, tmp_path / "cache", "mine", TINY, clips, 0, nothing, Control())
    import_own(folder, "ours", nothing, Control())
    dataset = installed.make_dataset(tmp_path / "dataset")
    voice = fine_tune(
        dataset,
        "anna",
        installed.short_plan("ours"),
        tmp_path / "voice",
        nothing,
        Control(),
        base="ours",
        families=installed.Installed(),
        make_judge=lambda *_: lambda spoken: quiet_score(spoken, [], "en"),
    )
    assert voice.base == "ours"
    monkeypatch.setattr(family, "Reader", lambda base, device: Letters())
    speaker = open_voice("anna", "cpu")
    assert speaker.family.base_sha256 == voice.base_sha256
    assert len(next(speak(speaker, SpeakRequest("Hello."))).samples)


@pytest.mark.parametrize("size", SIZES)
def test_every_size_describes_networks_and_is_offered(size, tmp_path):
    check_sizes(SIZES[size], size)
    write_json(tmp_path / "sizes.json", SIZES[size])
    assert read_sizes(tmp_path / "sizes.json") == SIZES[size]
    assert size in pretrain_command.SIZES


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"gpt": {"layers": 0, "width": 32, "heads": 2}}, "layers is 0"),
        ({"content": "a tin can"}, "content is 'a tin can'"),
        ({"gpt": {"layers": 1, "width": 33, "heads": 2}}, "do not fit"),
        ({"critic_share": "many"}, "critic_share"),
        ({"colour": 1}, "has no colour"),
        ({"piece_frames": 20}, "less than segment_frames"),
        ({"piece_frames": 41}, "odd"),
        ({"timbre": {**vars(TINY.timbre), "learning_rate": 5.0}}, "learning_rate is 5"),
        ({"sovits": {**vars(TINY.sovits), "vocoder_kernels": [2, 2, 2, 2, 2]}}, "do not fit"),
    ],
)
def test_nonsense_in_the_sizes_is_one_sentence(tmp_path, change, words):
    path = tmp_path / "sizes.json"
    write_json(path, TINY)
    plain = json.loads(path.read_text())
    path.write_text(json.dumps({**plain, **change}))
    with pytest.raises(EngineError, match=words) as caught:
        read_sizes(path)
    assert caught.value.kind == "input"


def test_a_corpus_that_cannot_teach_is_refused(corpus, tmp_path):
    def refusal(place):
        with pytest.raises(EngineError) as caught:
            read_corpus(place, print)
        return caught.value.message

    table = corpus / "corpus.tsv"
    good = table.read_text()
    assert "no corpus" in refusal(tmp_path / "nowhere")
    table.write_text("")
    assert "holds no texts" in refusal(corpus)
    table.write_text(good + "gone.flac\tNot there.\n")
    assert "1 file(s) that are not there: gone.flac" in refusal(corpus)
    table.write_text(good + "one\ttwo\tthree\n")
    assert "line 4: it has 3 columns" in refusal(corpus)
    (corpus / "words.flac").write_text("no sound")
    table.write_text("words.flac\tNo sound.\n")
    assert "cannot be read as sound" in refusal(corpus)
    soundfile.write(corpus / "short.flac", sound(0.2), 32_000)
    table.write_text("short.flac\tShort.\n")
    assert "0.0 s of speech" in refusal(corpus)
    table.unlink()
    assert "no table of texts" in refusal(corpus)


def test_speakers_and_languages_come_from_a_table_of_four_columns(corpus):
    (corpus / "corpus.tsv").write_text("0.flac\tAnn\ten\tOne.\n1.flac\tBo\tja\t二。\n")
    clips = read_corpus(corpus, print).clips
    assert [(c.recording, c.language, c.text) for c in clips] == [
        ("Ann", "en", "One."),
        ("Bo", "ja", "二。"),
    ]


def test_a_run_is_not_lost_and_not_continued_with_another_corpus(corpus, tmp_path):
    control = Control()

    def stop(event):
        if isinstance(event, Step):
            control.stop()

    with pytest.raises(Cancelled):
        train(corpus, tmp_path / "run", TINY, stop, control)
    with pytest.raises(EngineError, match="unfinished run"):
        train(corpus, tmp_path / "run")
    table = corpus / "corpus.tsv"
    table.write_text(table.read_text().replace("first", "second"))
    with pytest.raises(EngineError, match="other clips or texts"):
        train(corpus, tmp_path / "run", None)
    with pytest.raises(EngineError, match="no unfinished run"):
        train(corpus, tmp_path / "another", None)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--size", "huge"), "There is no size 'huge'"),
        (("--family", "v2Pro"), "The family v2Pro cannot be trained from scratch"),
        (("--steps", "0"), "0 steps teach nothing"),
        (("--name", "v2"), "v2 is the name of a family"),
        (("--device", "cuda:9"), "cuda:9"),
        (("--teacher", "starter"), "How long the teacher should speak"),
        (("--config", "nowhere.json"), "There is no nowhere.json"),
        (("--resume",), "There is no unfinished run"),
    ],
)
def test_the_command_refuses_in_a_sentence(corpus, tmp_path, words, message):
    args = parse(["pretrain", str(corpus), "-o", str(tmp_path / "run"), *words])
    with pytest.raises(EngineError, match=message):
        pretrain_command.run(args, print, Control())
    assert not (tmp_path / "run").exists()
