"""A GPT of a few thousand weights that ends some utterances early and others late."""

import torch

from engine.models.gpt_sovits.decoding import Prefix
from engine.models.gpt_sovits.gpt import Gpt, GptConfig
from engine.models.gpt_sovits.gpt_training import GptBatch

CONFIG = GptConfig(
    layers=2, width=32, heads=2, tokens=40, phonemes=20, eos=39, bert_width=8, dropout=0.0
)


def tiny_gpt(seed=0):
    torch.manual_seed(seed)
    return Gpt(CONFIG).eval()


def tiny_prefix(phones, prompt, seed=0):
    draw = torch.Generator().manual_seed(1000 * seed + 10 * phones + prompt)
    return Prefix(
        torch.randint(20, (phones,), generator=draw),
        torch.randn(8, phones, generator=draw),
        torch.randint(39, (prompt,), generator=draw),
    )


def tiny_batch(phones=(7, 4), tokens=(9, 5), seed=0):
    draw = torch.Generator().manual_seed(seed)
    rows = len(phones)
    return GptBatch(
        phones=torch.randint(1, 20, (rows, max(phones)), generator=draw),
        phone_lengths=torch.tensor(phones),
        bert=torch.randn(rows, 8, max(phones), generator=draw),
        tokens=torch.randint(39, (rows, max(tokens)), generator=draw),
        token_lengths=torch.tensor(tokens),
    )
