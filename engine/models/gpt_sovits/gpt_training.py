"""What the GPT learns from: its loss, with the published masks or with ours, and its preferences.

FACTS §5; AR/models/t2s_model.py:408-511 and AR/models/utils.py:236-282 of the published system.
"""

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.models.gpt_sovits.gpt import Gpt, Mask, attention_mask
from engine.models.windowed import Window

# "published": as the published system does it, defects included. "mended": without them.
Masks = Literal["published", "mended"]

PREFERENCE_SHARPNESS = 0.2
TOP = 3


@dataclass(frozen=True)
class GptBatch:
    """Utterances padded on the right: phones with 0 and tokens with anything.

    phones [B, N], phone_lengths [B], bert [B, 1024, N], tokens [B, T], token_lengths [B].
    """

    phones: Tensor
    phone_lengths: Tensor
    bert: Tensor
    tokens: Tensor
    token_lengths: Tensor


@dataclass(frozen=True)
class GptOutput:
    """`loss` is the sum over `counted` targets; divide for a mean.

    logits [B, T + 1, tokens] and targets [B, T + 1]: the tokens and the end after them.
    log_likelihood [B] of the rows. `accuracy` is how often the target is among the three likeliest
    tokens, ends aside.
    """

    loss: Tensor
    counted: Tensor
    accuracy: Tensor
    logits: Tensor
    targets: Tensor
    log_likelihood: Tensor


@dataclass(frozen=True)
class Preference:
    """Direct preference optimisation without a reference model (Rafailov et al. 2023).

    `loss` is the likelihood's loss plus `preference_loss`.
    """

    loss: Tensor
    preference_loss: Tensor
    chosen: GptOutput
    rejected: GptOutput


def training_forward(
    gpt: Gpt, batch: GptBatch, masks: Masks, window: int | None = None
) -> GptOutput:
    """Predict each token of the batch from the text and the tokens before it.

    With "published" masks two defects are reproduced:
    - texts are padded on the right but masked on the left (t2s_model.py:458): the first phonemes
      of shorter texts are hidden, the padding (phoneme 0, "!") is visible, and the first token of
      a shorter text is predicted from padding;
    - the ends that pad shorter token rows count in the loss (t2s_model.py:508).
    With "mended" masks texts are padded and masked on the left, as in decoding, and one end a row
    counts. A `window` is how many tokens a token looks back; it sees the text whole.
    """
    counted = _counted(batch, masks)
    targets = _with_ends(batch, gpt.config.eos)
    logits = _predictions(gpt, batch, targets[:, :-1], masks, window)
    scores = -F.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    rows = scores.masked_fill(~counted, 0.0).sum(dim=1)
    return GptOutput(
        loss=-rows.sum(),
        counted=counted.sum(),
        accuracy=_accuracy(logits, targets, gpt.config.eos),
        logits=logits,
        targets=targets,
        log_likelihood=rows,
    )


def preference_forward(gpt: Gpt, batch: GptBatch, rejected: GptBatch, masks: Masks) -> Preference:
    """As `training_forward`, and prefer the batch to the rejected one (`rejected_batch`)."""
    good, bad = (training_forward(gpt, each, masks) for each in (batch, rejected))
    margin = PREFERENCE_SHARPNESS * (good.log_likelihood - bad.log_likelihood)
    preference_loss = -F.logsigmoid(margin).mean()
    return Preference(good.loss + preference_loss, preference_loss, good, bad)


def rejected_batch(batch: GptBatch, masks: Masks, generator: torch.Generator) -> GptBatch:
    """The batch with a random span of each row said twice or left out.

    With "published" masks the span is taken from the padded row, so that padding counts as speech
    and every row is as long as the longest before its span (utils.py:244-282).
    """
    rows: list[Tensor] = []
    for row, length in zip(batch.tokens, batch.token_lengths.tolist(), strict=True):
        said = row if masks == "published" else row[:length]
        twice = int(torch.randint(2, (1,), generator=generator)) == 0
        first, last = torch.randint(len(said), (2,), generator=generator).sort().values.tolist()
        span = said[first:last]
        middle = (span, span) if twice else ()
        rows.append(torch.cat((said[:first], *middle, said[last:])))
    lengths = torch.tensor([len(row) for row in rows], device=batch.tokens.device)
    tokens = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
    return GptBatch(batch.phones, batch.phone_lengths, batch.bert, tokens, lengths)


def _predictions(
    gpt: Gpt, batch: GptBatch, said: Tensor, masks: Masks, window: int | None
) -> Tensor:
    text = gpt.embed_text(batch.phones, batch.bert)
    if masks == "mended":
        text = _moved_right(text, batch.phone_lengths)
    length = text.shape[1]
    places = torch.arange(length, device=text.device)
    text_visible = places >= length - batch.phone_lengths[:, None]
    positions = torch.arange(said.shape[1], device=text.device)
    audio = gpt.embed_tokens(said, positions)
    audio_visible = positions < batch.token_lengths[:, None]
    mask: Mask = attention_mask(text_visible, audio_visible) if window is None else None
    if window is not None:
        mask = Window(length, window, torch.cat((text_visible, audio_visible), dim=1))
    x = gpt(torch.cat((text, audio), dim=1), mask)
    return gpt.logits(x[:, length - 1 :]).float()


def _moved_right(x: Tensor, lengths: Tensor) -> Tensor:
    """[B, N, width] padded on the right to the same padded on the left."""
    longest = x.shape[1]
    source = torch.arange(longest, device=x.device) - (longest - lengths[:, None])
    return x.gather(1, (source % longest).unsqueeze(-1).expand_as(x))


def _with_ends(batch: GptBatch, eos: int) -> Tensor:
    """Targets [B, T + 1]: the tokens, then ends up to the length of the longest row plus one."""
    places = torch.arange(batch.tokens.shape[1] + 1, device=batch.tokens.device)
    longer = F.pad(batch.tokens, (0, 1))
    return longer.masked_fill(places >= batch.token_lengths[:, None], eos)


def _counted(batch: GptBatch, masks: Masks) -> Tensor:
    places = torch.arange(batch.tokens.shape[1] + 1, device=batch.tokens.device)
    longest = batch.tokens.shape[1] if masks == "published" else batch.token_lengths[:, None]
    return (places <= longest).expand(len(batch.tokens), -1)


def _accuracy(logits: Tensor, targets: Tensor, eos: int) -> Tensor:
    likeliest = logits.detach().topk(min(TOP, logits.shape[-1])).indices
    right = (likeliest == targets.unsqueeze(-1)).any(dim=-1)
    return right[targets != eos].float().mean()
