"""Operations of the golden cases on sound, the SoVITS networks and their losses."""

import copy
from collections import defaultdict

import numpy as np
import torch

from engine.models.gpt_sovits import published, sound
from engine.models.gpt_sovits.config import SovitsConfig
from engine.models.gpt_sovits.discriminator import Discriminators
from engine.models.gpt_sovits.prior import frame_mask
from engine.models.gpt_sovits.strict import load_strictly
from engine.models.gpt_sovits.synthesizer import Lesson, build_synthesizer


def tensors(*arrays):
    found = [None if a is None else torch.from_numpy(np.asarray(a)) for a in arrays]
    return found if len(found) > 1 else found[0]


def arrays(**values):
    return {key: value.detach().numpy() for key, value in values.items()}


class SovitsOperations:
    """Groups dsp, s2g and s2d."""

    def load_s2G(self, config, version, state):
        synthesizer = build_synthesizer(SovitsConfig.from_official(config, version))
        synthesizer.load_official(state)
        return synthesizer.eval()

    def load_s2D(self, config, version, state):
        return load_strictly(Discriminators(tuple(config["periods"])), state, version).eval()

    # Sound

    def spectrogram(self, wav):
        return arrays(spec=sound.spectrogram(tensors(wav)))

    def spec_to_mel(self, spec):
        return arrays(mel=sound.mel_of_spectrogram(tensors(spec)))

    def mel_train(self, wav):
        return arrays(mel=sound.mel(tensors(wav)))

    def prep_audio(self, wav32k):
        loud, heard = sound.published_loudness(wav32k)
        return {"wav32_int16": loud, "wav16": heard}

    def resample_32k_16k(self, wav32k):
        return arrays(wav16=sound.resample_speaker(tensors(wav32k)))

    def reference_spec(self, wav32k):
        wave = sound.reference_wave(tensors(wav32k), sound.SOUND.sample_rate)
        return arrays(spec=sound.spectrogram(wave))

    # The generator's pieces

    @torch.no_grad()
    def s2g_ge(self, m, spec, sv_emb=None):
        style = m.style(*tensors(spec, sv_emb))
        return arrays(ge=style, ge512=m.prior_style(style))

    def s2g_codes(self, m, ssl):
        return arrays(codes=m.extract_codes(tensors(ssl)).unsqueeze(1))

    @torch.no_grad()
    def s2g_enc_p(self, m, codes, text, ge, speed=1.0):
        codes, text, ge = tensors(codes, text, ge)
        content = m.content(codes.squeeze(1))
        masks = torch.ones_like(content[:, :1]), torch.ones_like(text[:, None]).float()
        prior = m.enc_p(content, masks[0], text, masks[1], ge, speed)
        return arrays(y=prior.hidden, m=prior.mean, logs=prior.logs)

    @torch.no_grad()
    def s2g_posterior(self, m, spec, lengths, ge, noise):
        spec, lengths, ge, noise = tensors(spec, lengths, ge, noise)
        z, mean, logs = m.enc_q(spec, frame_mask(lengths, spec.shape[-1]), ge, noise)
        return arrays(z=z, m=mean, logs=logs)

    @torch.no_grad()
    def s2g_flow(self, m, x, lengths, ge, reverse):
        x, lengths, ge = tensors(x, lengths, ge)
        return arrays(y=m.flow(x, frame_mask(lengths, x.shape[-1]), ge, reverse))

    @torch.no_grad()
    def s2g_dec(self, m, z, ge):
        return arrays(wav=m.dec(*tensors(z, ge)))

    @torch.no_grad()
    def s2g_decode(self, m, codes, text, refers, noise, noise_scale=0.5, speed=1.0, sv_embs=None):
        speakers = sv_embs or [None] * len(refers)
        styles = [m.style(*tensors(spec, speaker)) for spec, speaker in zip(refers, speakers)]
        style = torch.stack(styles).mean(0)
        codes, text, noise = tensors(codes, text, noise)
        return arrays(wav=m.decode(codes.squeeze(1), text, style, noise, noise_scale, speed))

    # Training

    @torch.no_grad()
    def s2g_train(self, m, **inputs):
        lessons = m(lesson(m, **inputs))
        return arrays(
            y_hat=lessons.wave,
            kl_ssl=torch.tensor(0.0),
            z=lessons.latent,
            z_p=lessons.moved,
            m_p=lessons.prior_mean,
            logs_p=lessons.prior_logs,
            m_q=lessons.mean,
            logs_q=lessons.logs,
            quantized=lessons.content,
            mask=lessons.mask,
        )

    def s2_losses(self, g, d, wav, c_mel, c_kl, grad_params=None, **inputs):
        weights = published.LossWeights(c_mel, c_kl)
        steps = published.adversarial_losses(g, d, lesson(g, **inputs), tensors(wav), weights)
        _, disc, judged = next(steps)
        _, total, parts = next(steps)
        found = {
            "loss_disc": disc,
            "disc_real": judged["real"],
            "disc_fake": judged["spoken"],
            "kl_ssl": torch.zeros(1),
            "gen_each": parts["each"],
            "loss_gen_all": total,
            **named(parts),
        }
        if grad_params:
            found["grad_norms_d"] = gradient_norms(d, disc, grad_params.get("d", []))
            found["grad_norms_g"] = gradient_norms(g, total, grad_params.get("g", []))
        return {key: np.atleast_1d(value.detach().numpy()) for key, value in found.items()}

    def s2_train_steps(
        self, g, d, wav, noises, ids_slices, learning_rate, text_low_lr_rate, c_mel, c_kl, **inputs
    ):
        before = {model: copy.deepcopy(model.state_dict()) for model in (g, d)}
        groups = published.generator_groups(g, learning_rate, text_low_lr_rate)
        learners = {
            "generator": torch.optim.AdamW(groups, **published.ADAMW),
            "discriminator": torch.optim.AdamW(d.parameters(), learning_rate, **published.ADAMW),
        }
        weights, found = published.LossWeights(c_mel, c_kl), defaultdict(list)
        for noise, ids_slice in zip(noises, ids_slices):
            known = lesson(g, noise=noise, ids_slice=ids_slice, **inputs)
            steps = published.adversarial_losses(g, d, known, tensors(wav), weights)
            for key, value in step(steps, learners):
                found[key].append(value.item())
        own = g.state_dict()
        row = own["enc_p.text_embedding.weight"][inputs["text"][0, 0], :64]
        last = own["dec.conv_post.weight"].flatten()
        result = arrays(
            **{key: torch.tensor(values) for key, values in found.items()},
            text_embedding_row=row.clone(),
            conv_post=last.clone(),
            ssl_proj_norm=own["ssl_proj.weight"].norm().reshape(1),
        )
        for model, state in before.items():
            model.load_state_dict(state)
            model.zero_grad()
        return result

    @torch.no_grad()
    def s2d(self, m, y, y_hat):
        found = {}
        for name, wave in (("real", y), ("fake", y_hat)):
            opinions = m(tensors(wave))
            found |= {f"{name}{i}": opinion.scores for i, opinion in enumerate(opinions)}
            maps = [feature.norm() for opinion in opinions for feature in opinion.features]
            found[f"fmap_{name}_norms"] = torch.stack(maps)
        counts = [len(opinion.features) for opinion in opinions]
        return arrays(**found, fmap_counts=torch.tensor(counts))


def lesson(m, ssl, spec, spec_lengths, text, text_lengths, noise, ids_slice, sv_emb=None):
    """The arguments of the training operations as our networks take them."""
    spec, frames, text, letters = tensors(spec, spec_lengths, text, text_lengths)
    noise, starts, speaker = tensors(noise, ids_slice, sv_emb)
    codes = m.extract_codes(tensors(ssl))
    return Lesson(codes, spec, frames, text, letters, noise, starts, speaker)


def named(parts):
    return {
        "loss_gen": parts["adversarial"],
        "loss_fm": parts["features"],
        "loss_mel": parts["mel"],
        "loss_kl": parts["kl"],
    }


def step(steps, learners):
    """One published step; yields (name, value) of what the trajectories hold."""
    for name, loss, parts in steps:
        learner = learners[name]
        own = [parameter for group in learner.param_groups for parameter in group["params"]]
        learner.zero_grad()
        loss.backward(inputs=own)
        norms = [parameter.grad.norm() for parameter in own if parameter.grad is not None]
        yield f"grad_norm_{name[0]}", torch.stack(norms).norm()
        yield from named(parts).items() if name == "generator" else ()
        yield "loss_gen_all" if name == "generator" else "loss_disc", loss.detach()
        learner.step()


def gradient_norms(module, loss, names):
    if not names:
        return torch.zeros(0)
    own = dict(module.named_parameters())
    found = torch.autograd.grad(
        loss, [own[name] for name in names], retain_graph=True, allow_unused=True
    )
    return torch.stack([torch.zeros(()) if g is None else g.norm() for g in found])
