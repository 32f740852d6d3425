"""The configuration of the published networks, for files that carry none and for those we write.

Values: FACTS 3 and 5 (configs/s2.json, s2v2Pro.json, s2v2ProPlus.json, s1longer-v2.yaml).
"""

from copy import deepcopy
from typing import Any

SYMBOLS = 732

_GPT: dict[str, Any] = {
    "train": {
        "seed": 1234,
        "epochs": 20,
        "batch_size": 8,
        "save_every_n_epoch": 1,
        "precision": "16-mixed",
        "gradient_clip": 1.0,
    },
    "optimizer": {
        "lr": 0.01,
        "lr_init": 1e-05,
        "lr_end": 0.0001,
        "warmup_steps": 2000,
        "decay_steps": 40000,
    },
    "data": {"max_eval_sample": 8, "max_sec": 54, "num_workers": 4, "pad_val": 1024},
    "model": {
        "vocab_size": 1025,
        "phoneme_vocab_size": SYMBOLS,
        "embedding_dim": 512,
        "hidden_dim": 512,
        "head": 16,
        "linear_units": 2048,
        "n_layer": 24,
        "dropout": 0,
        "EOS": 1024,
        "random_bert": 0,
    },
    "inference": {"top_k": 15},
}
_SOVITS: dict[str, Any] = {
    "train": {
        "log_interval": 100,
        "eval_interval": 500,
        "seed": 1234,
        "epochs": 100,
        "learning_rate": 0.0001,
        "betas": [0.8, 0.99],
        "eps": 1e-09,
        "batch_size": 32,
        "fp16_run": True,
        "lr_decay": 0.999875,
        "segment_size": 20480,
        "init_lr_ratio": 1,
        "warmup_epochs": 0,
        "c_mel": 45,
        "c_kl": 1.0,
        "text_low_lr_rate": 0.4,
        "grad_ckpt": False,
    },
    "data": {
        "max_wav_value": 32768.0,
        "sampling_rate": 32000,
        "filter_length": 2048,
        "hop_length": 640,
        "win_length": 2048,
        "n_mel_channels": 128,
        "mel_fmin": 0.0,
        "mel_fmax": None,
        "add_blank": True,
        "n_speakers": 300,
        "cleaned_text": True,
    },
    "model": {
        "inter_channels": 192,
        "hidden_channels": 192,
        "filter_channels": 768,
        "n_heads": 2,
        "n_layers": 6,
        "kernel_size": 3,
        "p_dropout": 0.1,
        "resblock": "1",
        "resblock_kernel_sizes": [3, 7, 11],
        "resblock_dilation_sizes": [[1, 3, 5], [1, 3, 5], [1, 3, 5]],
        "upsample_rates": [10, 8, 2, 2, 2],
        "upsample_initial_channel": 512,
        "upsample_kernel_sizes": [16, 16, 8, 2, 2],
        "n_layers_q": 3,
        "use_spectral_norm": False,
        "gin_channels": 512,
        "semantic_frame_rate": "25hz",
        "freeze_quantizer": True,
    },
    "content_module": "cnhubert",
}


def gpt_config() -> dict[str, Any]:
    """The GPT that v2, v2Pro and v2ProPlus use."""
    return deepcopy(_GPT)


def sovits_config(version: str) -> dict[str, Any]:
    """The SoVITS of "v2", "v2Pro" or "v2ProPlus"."""
    config: dict[str, Any] = {**deepcopy(_SOVITS), "version": version}
    model = config["model"]
    model["version"] = version
    if version != "v2":
        model |= {"gin_channels": 1024, "p_dropout": 0.0}
    if version == "v2ProPlus":
        model |= {"upsample_initial_channel": 768, "upsample_kernel_sizes": [20, 16, 8, 2, 2]}
    return config
