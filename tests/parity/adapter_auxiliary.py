"""Operations of the golden cases on the slicer and on the encoders beside the networks."""

import numpy as np
import torch

from engine.models.gpt_sovits.hubert import load_hubert
from engine.models.gpt_sovits.published_slicer import SlicerSettings, slices
from engine.models.gpt_sovits.speaker_vector import (
    SpeakerVectorConfig,
    filterbank,
    load_speaker_vector,
)


class AuxiliaryOperations:
    """Groups slicer, hubert and sv."""

    def load_sv(self, config, version, state):
        return load_speaker_vector(state, SpeakerVectorConfig.from_official(config))

    def load_hubert(self, config, version, state):
        return load_hubert(config, state)

    def sv_fbank(self, wav16k):
        return {"fbank": filterbank(torch.from_numpy(wav16k)).numpy()}

    def sv_embed(self, m, wav16k):
        return {"emb": m.embed(torch.from_numpy(wav16k)).numpy()}

    def hubert(self, m, wav16k):
        return {"feat": m(torch.from_numpy(wav16k)).transpose(1, 2).numpy()}

    def slicer(self, wav, sr, threshold, min_length, min_interval, hop_size, max_sil_kept):
        settings = SlicerSettings(threshold, min_length, min_interval, hop_size, max_sil_kept)
        found = slices(wav, sr, settings)
        return {
            "start": np.array([cut.start for cut in found]),
            "end": np.array([cut.end for cut in found]),
            "samples": np.array([len(cut.samples) for cut in found]),
        }
