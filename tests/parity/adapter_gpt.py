"""Operations of the golden cases on the GPT, its sampling and its training."""

import copy

import numpy as np
import torch

from engine.models.gpt_sovits import gpt as network
from engine.models.gpt_sovits.decoding import Prefix, decode_all
from engine.models.gpt_sovits.gpt import GptConfig, attention_mask, load_gpt
from engine.models.gpt_sovits.gpt_training import (
    GptBatch,
    preference_forward,
    training_forward,
)
from engine.models.gpt_sovits.kv_cache import KeyValueCache
from engine.models.gpt_sovits.sampling import (
    Sampling,
    penalised,
    pick,
    probabilities,
    seen_tokens,
)
from engine.models.gpt_sovits.scaled_adam import ScaledAdam


class GptOperations:
    """Group s1."""

    def load_s1(self, config, version, state):
        return load_gpt(GptConfig.from_official(config), state)

    def s1_train(self, m, x, x_lens, y, y_lens, bert, grad_params=()):
        m.zero_grad(set_to_none=True)
        found = training_forward(m, batch(x, x_lens, y, y_lens, bert), "published")
        out = {
            "loss": array(found.loss),
            "acc": array(found.accuracy),
            "logits": found.logits.detach().numpy(),
            "targets": found.targets.numpy(),
        }
        if grad_params:
            found.loss.backward()
            named = {network.official_name(n): p for n, p in m.named_parameters()}
            out["grad_norms"] = np.array([named[name].grad.norm() for name in grad_params])
        return out

    def s1_dpo(self, m, x, x_lens, y, y_lens, bert, reject_y, reject_y_lens):
        rejected = batch(x, x_lens, reject_y, reject_y_lens, bert)
        with torch.no_grad():
            found = preference_forward(m, batch(x, x_lens, y, y_lens, bert), rejected, "published")
        return {
            "loss": array(found.loss),
            "loss_dpo": array(found.preference_loss),
            "acc": array(found.chosen.accuracy),
            "logp_chosen": found.chosen.log_likelihood.numpy(),
            "logp_rejected": found.rejected.log_likelihood.numpy(),
        }

    def s1_train_steps(self, m, x, x_lens, y, y_lens, bert, lrs):
        m = copy.deepcopy(m)
        named = {network.official_name(n): p for n, p in m.named_parameters()}
        optimiser = ScaledAdam(m.parameters())
        losses, accuracies = [], []
        for rate in lrs:
            found = training_forward(m, batch(x, x_lens, y, y_lens, bert), "published")
            found.loss.backward()
            step(optimiser, rate)
            losses.append(found.loss.item())
            accuracies.append(found.accuracy.item())
        return {
            "losses": np.array(losses),
            "accs": np.array(accuracies),
            "alpha_text": array(named["model.ar_text_position.alpha"]),
            "alpha_audio": array(named["model.ar_audio_position.alpha"]),
            "norm2_bias": named["model.h.layers.0.norm2.bias"].detach().numpy(),
        }

    def scaled_adam(self, names, params, grads, lrs, clipping_update_period, clipping_scale, betas):
        moving = [torch.nn.Parameter(torch.from_numpy(p.copy())) for p in params]
        optimiser = ScaledAdam(
            moving,
            betas=tuple(betas),
            clipping_scale=clipping_scale,
            clipping_period=clipping_update_period,
        )
        for rate, found in zip(lrs, grads, strict=True):
            for parameter, grad in zip(moving, found, strict=True):
                parameter.grad = torch.from_numpy(grad)
            step(optimiser, rate)
        return {f"p{i}": p.detach().numpy() for i, p in enumerate(moving)}

    @torch.inference_mode()
    def s1_prefill(self, m, x, prompt, bert):
        text = m.embed_text(torch.from_numpy(x), torch.from_numpy(bert))
        said = torch.from_numpy(prompt)
        audio = m.embed_tokens(said, torch.arange(said.shape[1]))
        mask = attention_mask(*(torch.ones(1, part.shape[1]).bool() for part in (text, audio)))
        cache = KeyValueCache(m.config.layers, 8)
        out = [m.logits(m(torch.cat((text, audio), dim=1), mask, cache)[:, -1])]
        for step in range(2):
            token = out[-1].argmax(dim=-1, keepdim=True)
            place = torch.tensor([said.shape[1] + step])
            out.append(m.logits(m(m.embed_tokens(token, place), None, cache)[:, -1]))
        return {f"logits_step{step}": logits.numpy() for step, logits in enumerate(out)}

    def s1_greedy(self, m, x, prompt, bert, n_tokens, repetition_penalty):
        said = greedy(m, [x[0]], prompt, [bert[0]], n_tokens, repetition_penalty)[0]
        # Cut off, the published index is one less than the count; without a prompt it is 0.
        index = 0 if prompt is None else len(said.tokens) - (not said.ended)
        return {"tokens": said.tokens[None].numpy(), "idx": np.array([index])}

    def s1_greedy_batch(self, m, x_list, prompt, bert_list, n_tokens, repetition_penalty):
        said = greedy(m, x_list, prompt, bert_list, n_tokens, repetition_penalty)
        # Cut off, the published batch path drops the last token.
        kept = [each.tokens[: len(each.tokens) - (not each.ended)].numpy() for each in said]
        out = {f"tokens{row}": tokens for row, tokens in enumerate(kept)}
        return out | {"idx": np.array([len(tokens) for tokens in kept])}

    def logits_to_probs(
        self, logits, previous=None, temperature=1.0, top_k=0, top_p=1.0, repetition_penalty=1.0
    ):
        scores = torch.from_numpy(logits)
        top_p = 1.0 if top_p is None else top_p
        sampling = Sampling(top_k or 0, top_p, temperature, repetition_penalty)
        if previous is not None:
            seen = seen_tokens(torch.from_numpy(previous), scores.shape[-1])
            scores = penalised(scores, seen, repetition_penalty)
        return {"probs": probabilities(scores, sampling).numpy()}

    def sample_with_noise(self, probs, q):
        return {"token": pick(torch.from_numpy(probs), torch.from_numpy(q))[:, None].numpy()}


def batch(x, x_lens, y, y_lens, bert):
    return GptBatch(*(torch.from_numpy(a) for a in (x, x_lens, bert, y, y_lens)))


def greedy(m, texts, prompt, berts, n_tokens, penalty):
    said = torch.from_numpy(prompt[0]) if prompt is not None else torch.empty(0, dtype=torch.long)
    prefixes = [
        Prefix(torch.from_numpy(x), torch.from_numpy(bert), said)
        for x, bert in zip(texts, berts, strict=True)
    ]
    sampling = Sampling(repetition_penalty=penalty)
    return decode_all(m, prefixes, sampling, [None] * len(prefixes), n_tokens)


def step(optimiser, rate):
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()
    optimiser.zero_grad()


def array(scalar):
    return scalar.detach().reshape(1).numpy()
