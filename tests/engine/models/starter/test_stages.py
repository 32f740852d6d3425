"""Both stages on a few seconds of a stock voice: purity, what learns, losses that fall."""

import copy
import dataclasses

import pytest
import torch

from engine.errors import EngineError
from engine.models.starter.family import Starter
from engine.models.starter.features import clip_features
from engine.models.starter.lessons import Lesson, Lessons, pitch_statistics
from engine.models.starter.losses import SpectralLoss
from engine.models.starter.network import split_style, whole_frames
from engine.models.starter.prosody import ProsodyStage
from engine.models.starter.spec import SPEC
from engine.models.starter.timbre import TimbreStage
from engine.models.starter.trial import Trial
from engine.plan import StagePlan

PHONES = ("ðə hˈɑɹbəɹ wʌz kwˈIət.", "ʃi ˈOpənd ðə lˈɛTəɹ.")


def plan_of(name: str) -> StagePlan:
    return StagePlan(
        name=name,
        title="",
        steps=4,
        train="partial",
        lora_rank=None,
        precision="fp32",
        micro_batch=1,
        segment_seconds=0.6,
        accumulation=1,
        checkpointing="none",
        optimiser="adamw",
        learning_rate=1e-3,
        score_every=4,
        sample_every=4,
        predicted_bytes=0,
        predicted_seconds=0.0,
        seed=3,
    )


@pytest.fixture(scope="module")
def family(network) -> Starter:
    return Starter(copy.deepcopy(network), "none")


@pytest.fixture(scope="module")
def lessons(network) -> Lessons:
    """What af_bella says, with the durations she says it in."""
    found = []
    for number, phones in enumerate(PHONES):
        tokens = network.tokens(phones)
        timbre, prosody = split_style(network.voices["af_bella"][tokens.shape[1] - 3].unsqueeze(0))
        with torch.no_grad():
            states = network.encode(tokens)
            predicted, hidden = network.durations(states, prosody)
            frames = whole_frames(predicted)
            f0, energy = network.curves(hidden, frames, prosody)
            wave = network.decode(states, frames, f0, energy, timbre)[0].numpy()
        clip = clip_features(str(number), tokens, wave, 24_000, 1.0)
        # Trimming may take edges away: the edge tokens give them up.
        frames[0, -1] += clip.frames - frames.sum()
        frames[0, 0] += min(0, int(frames[0, -1]) - 1)
        frames[0, -1] = max(1, int(frames[0, -1]))
        found.append(Lesson(clip, frames[0], torch.ones(tokens.shape[1]), 0.3))
    return Lessons(
        taught=tuple(found),
        held_out=(),
        practice=(network.tokens("wˌʌt ʃˈæl wi dˈu?"),),
        texts=("What shall we do?",),
        log_f0=pitch_statistics([item.clip.f0 for item in found]),
    )


def open_stage(kind, family, lessons):
    return kind(family.network, family.persona, lessons, plan_of(kind.name), None)


@pytest.mark.parametrize("kind", [TimbreStage, ProsodyStage])
def test_a_batch_is_the_same_whenever_it_is_asked_for(kind, family, lessons) -> None:
    first = open_stage(kind, family, lessons)
    again = open_stage(kind, family, lessons)
    again.batch(0, 0)
    for step in (1, 2):
        (_, one, _), (_, two, _) = (next(s.losses(s.batch(step, 0))) for s in (first, again))
        assert torch.equal(one, two)


@pytest.mark.parametrize("kind", [TimbreStage, ProsodyStage])
@pytest.mark.parametrize("mode", ["full", "partial", "lora"])
def test_all_that_learns_is_in_the_module_and_in_the_voice(kind, mode, family, lessons) -> None:
    stage = open_stage(kind, family, lessons)
    names = stage.trainable(mode)
    known = dict(stage.module.named_parameters()) | dict(stage.module.named_modules())
    assert names and set(names) <= known.keys()
    kept = family.voice_tensors()[stage.name]
    for name in names:
        stored = f"persona.{name}" if "." not in name else name
        assert stored in kept or f"{stored}.weight" in kept


@pytest.mark.parametrize("kind", [TimbreStage, ProsodyStage])
@pytest.mark.parametrize("mode", ["full", "partial"])
def test_all_that_learns_gets_gradients_from_every_batch(kind, mode, network, lessons) -> None:
    """Devices that share a run wait for the gradient of every parameter."""
    stage = open_stage(kind, Starter(copy.deepcopy(network), "none"), lessons)
    for name, parameter in stage.module.named_parameters():
        parameter.requires_grad_(name in stage.trainable(mode))
    stage.module.train()
    for name, loss, _ in stage.losses(stage.batch(0, 0)):
        own = [p for group in stage.parameter_groups()[name] for p in group["params"]]
        loss.backward(inputs=own)
        silent = {id(parameter) for parameter in own if parameter.grad is None}
        assert [n for n, p in stage.module.named_parameters() if id(p) in silent] == []


def test_a_crop_is_decoded_as_the_voice_is_when_it_speaks(family, lessons) -> None:
    stage = open_stage(TimbreStage, family, lessons)
    batch = stage.batch(0, 0)
    silent = dataclasses.replace(batch, noise=torch.zeros_like(batch.noise))
    style = batch.style_rows + family.persona.timbre
    with torch.no_grad():
        _, loss, _ = next(stage.losses(silent))
        spoken = family.network.decode_features(batch.acoustic, batch.f0, batch.energy, style)
        expected, _ = SpectralLoss(lessons.taught[0].clip.bandwidth_hz)(spoken, batch.wave)
    assert float(loss) == pytest.approx(float(expected), rel=1e-4)


@pytest.mark.parametrize("kind", [TimbreStage, ProsodyStage])
def test_blocks_to_compute_twice_are_in_the_module(kind, family, lessons) -> None:
    stage = open_stage(kind, family, lessons)
    names = stage.checkpoint_blocks()
    assert names and set(names) <= dict(stage.module.named_modules()).keys()


@pytest.mark.parametrize("kind", [TimbreStage, ProsodyStage])
@pytest.mark.parametrize("mode", ["full", "partial"])
def test_the_planner_counts_what_learns(kind, mode, family, lessons) -> None:
    stage = open_stage(kind, family, lessons)
    parameters = dict(stage.module.named_parameters())
    learns = sum(parameters[name].numel() for name in stage.trainable(mode))
    row = next(row for row in SPEC.stages if row.name == stage.name)
    assert learns == next(way.trainable for way in row.modes if way.name == mode)


@pytest.mark.parametrize("kind", [TimbreStage, ProsodyStage])
def test_a_few_steps_on_one_batch_lower_its_loss(kind, network, lessons) -> None:
    family = Starter(copy.deepcopy(network), "none")
    stage = open_stage(kind, family, lessons)
    for name, parameter in stage.module.named_parameters():
        parameter.requires_grad_(name in stage.trainable("partial"))
    groups = stage.parameter_groups()[stage.name]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.0)
    batch, losses = stage.batch(0, 0), []
    for _ in range(4):
        _, loss, parts = next(stage.losses(batch))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(parts[stage.name])
    assert losses[-1] < 0.97 * losses[0]


class OpinionatedTrial(Trial):
    """Prefers voices with a tone correction, or without; the judging networks are not asked."""

    def __init__(self, likes_correction: bool) -> None:
        self._likes_correction = likes_correction

    def figures(self, network, persona) -> dict[str, float]:
        corrected = int((persona.filter != 0).sum()) > 1
        return {"score": float(corrected == self._likes_correction)}


@pytest.mark.parametrize("likes_correction", [True, False])
def test_the_tone_is_corrected_only_where_it_sounds_better(likes_correction, network, lessons):
    family = Starter(copy.deepcopy(network), "none")
    trial = OpinionatedTrial(likes_correction)
    stage = TimbreStage(family.network, family.persona, lessons, plan_of("timbre"), trial)
    stage.finish()
    assert (int((family.persona.filter != 0).sum()) > 1) == likes_correction


class CountingTrial(Trial):
    """Counts how often a voice is really tried; nothing is spoken."""

    count = 0

    def tried(self, network, persona) -> dict[str, float]:
        self.count += 1
        return {"score": float(self.count)}


def test_a_voice_is_tried_again_only_when_it_has_changed(network, lessons) -> None:
    family = Starter(copy.deepcopy(network), "none")
    trial = CountingTrial((), lessons, "en")
    first = trial.figures(family.network, family.persona)
    assert trial.figures(family.network, family.persona) == first == {"score": 1.0}
    with torch.no_grad():
        next(family.network.decoder.parameters()).view(-1)[0] += 0.5
    assert trial.figures(family.network, family.persona) == {"score": 2.0}
    with torch.no_grad():
        family.persona.tempo.fill_(1.1)
    assert trial.figures(family.network, family.persona) == {"score": 3.0}


def test_a_voice_is_tried_as_its_files_keep_it(network, lessons) -> None:
    """What a stage ends with comes back rounded when the next one begins: it is the same voice."""
    family = Starter(copy.deepcopy(network), "none")
    trial = CountingTrial((), lessons, "en")
    name = next(name for name in family.voice_tensors()["timbre"] if name.endswith("fc.weight"))
    weight = family.network.get_parameter(name)
    with torch.no_grad():
        weight.view(-1)[0] = exact = 0.123456789
    assert trial.figures(family.network, family.persona) == {"score": 1.0}
    assert float(weight.view(-1)[0].detach()) == pytest.approx(exact, abs=1e-8)
    family.load_voice(family.voice_tensors())
    assert float(weight.view(-1)[0].detach()) != pytest.approx(exact, abs=1e-6)
    assert trial.figures(family.network, family.persona) == {"score": 1.0}


def test_a_voice_comes_back_as_it_was_stored(network, family) -> None:
    other = Starter(copy.deepcopy(network), "none")
    with torch.no_grad():
        other.persona.timbre.fill_(0.25)
        other.persona.tempo.fill_(1.1)
    other.load_voice(other.voice_tensors())
    stored = other.voice_tensors()
    fresh = Starter(copy.deepcopy(network), "none")
    fresh.load_voice(stored)
    for file, tensors in fresh.voice_tensors().items():
        assert all(torch.equal(tensor, stored[file][name]) for name, tensor in tensors.items())


@pytest.mark.parametrize("spoil", ["shape", "dtype", "missing", "extra", "file", "nan"])
def test_a_voice_that_does_not_fit_is_refused_and_changes_nothing(spoil, network) -> None:
    family = Starter(copy.deepcopy(network), "none")
    before = family.persona.pitch.clone()
    tensors = family.voice_tensors()
    pitch = tensors["prosody"]["persona.pitch"] + 1
    spoiled = {
        "shape": pitch[:2],
        "dtype": pitch.double(),
        "missing": None,
        "extra": pitch,
        "file": pitch,
        "nan": pitch * float("nan"),
    }[spoil]
    tensors["prosody"]["persona.pitch"] = pitch
    if spoil == "missing":
        del tensors["prosody"]["persona.pitch"]
    elif spoil == "extra":
        tensors["timbre"]["decoder.unheard.of"] = spoiled
    elif spoil == "file":
        tensors["payload"] = {"x": spoiled}
    else:
        tensors["prosody"]["persona.pitch"] = spoiled
    with pytest.raises(EngineError) as raised:
        family.load_voice(tensors)
    assert raised.value.kind == "damaged"
    assert torch.equal(family.persona.pitch, before)


def test_the_declared_shapes_are_those_of_a_voice(family) -> None:
    from engine.models.families import voice_shapes

    own = {
        file: {name: tuple(tensor.shape) for name, tensor in tensors.items()}
        for file, tensors in family.voice_tensors().items()
    }
    assert own == voice_shapes("starter")
