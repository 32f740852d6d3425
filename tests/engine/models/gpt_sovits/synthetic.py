"""Official files made of synthetic weights: cut-down voices and bases, in the published layout.

Of official size the weights are those of `tests/parity`; cut-down ones follow the same rules from
torch's generator, which is faster. Both are made from names and shapes alone. Sizes are cut down
where the published system allows it; discriminators and the speaker encoder have none smaller.
"""

import io
import json
import sys
import zlib
from collections import OrderedDict
from copy import deepcopy
from pathlib import Path
from types import ModuleType

import torch

from engine.models.gpt_sovits.expected import expected_shapes
from tests.parity.weights import build_state, rule

INVENTORIES = Path(__file__).parents[3] / "parity" / "inventories"
VERSIONS = ("v2", "v2Pro", "v2ProPlus")
HEADS = {"v2": b"PK", "v2Pro": b"05", "v2ProPlus": b"06"}
# Where the public tools look for the parts of a base.
LAYOUT = {
    "v2": {
        "gpt": "gsv-v2final-pretrained/s1bert25hz-5kh-longer-epoch=12-step=369668.ckpt",
        "sovits": "gsv-v2final-pretrained/s2G2333k.pth",
        "discriminator": "gsv-v2final-pretrained/s2D2333k.pth",
    },
    "v2Pro": {
        "gpt": "s1v3.ckpt",
        "sovits": "v2Pro/s2Gv2Pro.pth",
        "discriminator": "v2Pro/s2Dv2Pro.pth",
        "speaker": "sv/pretrained_eres2netv2w24s4ep4.ckpt",
    },
    "v2ProPlus": {
        "gpt": "s1v3.ckpt",
        "sovits": "v2Pro/s2Gv2ProPlus.pth",
        "discriminator": "v2Pro/s2Dv2ProPlus.pth",
        "speaker": "sv/pretrained_eres2netv2w24s4ep4.ckpt",
    },
}


class HParams:
    """A settings object as the public tools make them, written here independently."""

    def __init__(self, **settings):
        for name, value in settings.items():
            setattr(self, name, HParams(**value) if isinstance(value, dict) else value)

    def __getitem__(self, name):
        return getattr(self, name)


HParams.__module__ = "utils"


def inventory(name):
    return json.loads((INVENTORIES / f"{name}.json").read_text(encoding="utf-8"))


def quick(name, shape):
    """A half-precision tensor that its name and shape decide."""
    mean, deviation = rule(name, tuple(shape))
    source = torch.Generator().manual_seed(zlib.crc32(name.encode()))
    return (torch.randn(tuple(shape), generator=source) * deviation + mean).half()


def listed_tensors(listed):
    return {name: quick(name, shape) for name, shape, _ in listed["tensors"]}


def gpt(size="small"):
    """(tensors, configuration) of a GPT: "small" or "v2", the official size."""
    listed = inventory(f"s1_{size}")
    return (listed_tensors if size == "small" else build_state)(listed), listed["config"]


def sovits(version, size="small"):
    """(tensors, configuration) of a SoVITS of a version: "small" or "official"."""
    if size == "official":
        listed = inventory(f"s2G_{version}")
        return build_state(listed), listed["config"] | {"version": version}
    config = deepcopy(inventory("s2G_small" if version == "v2" else "s2G_small_pro")["config"])
    config["model"]["version"] = config["version"] = version
    if version == "v2ProPlus":
        config["model"]["upsample_kernel_sizes"] = [20, 16, 8, 2, 2]
    shapes = expected_shapes("sovits", version, config, "a synthetic voice")
    return {name: quick(name, shape) for name, shape in shapes.items()}, config


def saved(contents, head=b"PK", settings=HParams):
    """The bytes of a file as the public tools save it."""
    home = ModuleType("utils")
    vars(home)["HParams"] = settings
    before = sys.modules.get("utils")
    sys.modules["utils"] = home
    try:
        buffer = io.BytesIO()
        torch.save(contents, buffer)
    finally:
        sys.modules.pop("utils")
        if before is not None:
            sys.modules["utils"] = before
    return head + buffer.getvalue()[2:]


def gpt_file(tensors, config, info="GPT-e15"):
    weight = OrderedDict((name, tensor.half()) for name, tensor in tensors.items())
    return saved(OrderedDict(weight=weight, config=config, info=info))


def sovits_file(tensors, config, head=b"PK", info="8epoch_96iteration", posterior=False):
    kept = {name: t.half() for name, t in tensors.items() if posterior or "enc_q" not in name}
    return saved(OrderedDict(weight=kept, config=HParams(**config), info=info), head)


def write_voice(folder, version):
    """A published voice: the two files of a training, cut down. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "anna-e15.ckpt", folder / "anna_e8_s96.pth"
    paths[0].write_bytes(gpt_file(*gpt()))
    paths[1].write_bytes(sovits_file(*sovits(version), head=HEADS[version]))
    return paths


def write_base(folder, version, size="small", bert=True):
    """A folder `pretrained_models` of the public tools with all that a base needs."""
    named = {part: folder / path for part, path in LAYOUT[version].items()}
    for path in named.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    named["gpt"].write_bytes(gpt_file(*gpt("small" if size == "small" else "v2")))
    named["sovits"].write_bytes(sovits_file(*sovits(version, size), posterior=True))
    built = listed_tensors if size == "small" else build_state
    critic = built(inventory("s2D_v2" if version == "v2" else "s2D_v2Pro"))
    named["discriminator"].write_bytes(saved({"weight": halved(critic)}))
    if "speaker" in named:
        named["speaker"].write_bytes(saved(halved(built(inventory("sv_eres2netv2_w24s4ep4")))))
    write_hubert(folder / "chinese-hubert-base", layers=2 if size == "small" else 12)
    if bert:
        write_bert(folder / "chinese-roberta-wwm-ext-large", layers=4 if size == "small" else 24)
    return folder


def halved(state):
    return {name: t.half() if t.is_floating_point() else t for name, t in state.items()}


def write_hubert(folder, layers=2):
    """A content encoder as `transformers` saves it, with the old names and in half precision."""
    from transformers import HubertConfig, HubertModel

    config = HubertConfig(num_hidden_layers=layers, intermediate_size=3072 if layers > 2 else 256)
    with torch.device("meta"):
        names = HubertModel(config).state_dict()
    state = {old_name(name): quick(old_name(name), t.shape) for name, t in names.items()}
    _write_transformer(folder, config, state)


def old_name(name):
    """The weight norm of the positional convolution as files before `parametrizations` have it."""
    for new, old in (("original0", "weight_g"), ("original1", "weight_v")):
        name = name.replace(f"parametrizations.weight.{new}", old)
    return name


def write_bert(folder, layers=4, characters="，。！？你好世界我是人"):
    """A Chinese BERT as `transformers` saves it, with a tokenizer of a few characters."""
    from transformers import BertConfig, BertForMaskedLM

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=1024,
        num_hidden_layers=layers,
        num_attention_heads=16,
        intermediate_size=4096 if layers > 4 else 256,
    )
    with torch.device("meta"):
        names = BertForMaskedLM(config).state_dict()
    state = {name: quick(name, tensor.shape) for name, tensor in names.items()}
    # One table under two names, as in the published file.
    state["cls.predictions.decoder.weight"] = state["bert.embeddings.word_embeddings.weight"]
    _write_transformer(folder, config, state)
    _write_tokenizer(folder / "tokenizer.json", words)


def _write_transformer(folder, config, state):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(config.to_json_string(), encoding="utf-8")
    (folder / "pytorch_model.bin").write_bytes(saved(state))


def _write_tokenizer(path, words):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(
        models.WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(path))
