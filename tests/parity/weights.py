"""Deterministic synthetic weights for parity tests (numpy + torch only).

Why this exists
    The official GPT-SoVITS checkpoints are not available where the goldens were made, so the
    golden vectors were computed with weights that anybody can rebuild bit for bit from nothing but
    the parameter names and shapes.  Feed the same inventory to this script and you get the same
    state dict, on any OS, any numpy and any torch version.

How a tensor is made
    1. seed  = crc32(utf8(salt + name))                       (salt is "" for every shared golden)
    2. bits  = numpy Philox4x64 with key=seed, counter=0, raw 64-bit output, C order
    3. u     = (bits >> 11) * 2**-52 - 1                      exact float64 in [-1, 1)
    4. value = mean + u * sqrt(3) * std                       float64, uniform
    5. cast to the dtype of the inventory (float32, or int64 for counters)
    mean and std come from the rule table below (first match wins).  No transcendental function is
    used, so there is no platform dependent rounding; raw Philox output is a frozen numpy contract.

Command line
    python weights.py INVENTORY.json                 build, print a checksum line for it
    python weights.py INVENTORY.json --table         one checksum line per tensor
    python weights.py INVENTORY.json --save OUT.pt   torch.save the state dict
    python weights.py --verify CHECKSUMS.json DIR    rebuild every inventory in DIR, compare
"""

import argparse
import json
import math
import re
import sys
import zlib
from pathlib import Path

import numpy as np
import torch

SQRT3 = math.sqrt(3.0)


# ---------------------------------------------------------------------------------- generator
def unit(name, shape, salt=""):
    """float64 array in [-1, 1), uniform, fully determined by salt+name."""
    n = int(np.prod(shape)) if len(shape) else 1
    seed = zlib.crc32((salt + name).encode("utf-8")) & 0xFFFFFFFF
    bits = np.random.Philox(key=seed).random_raw(n)
    u = (bits >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0
    return u.reshape(shape)


def det(name, shape, std=1.0, mean=0.0, salt="", dtype=np.float32):
    """Deterministic 'noise' used for golden inputs (same generator as the weights)."""
    return (mean + unit(name, shape, salt) * (SQRT3 * std)).astype(dtype)


def det_int(name, shape, lo, hi, salt=""):
    """Deterministic integers in [lo, hi)."""
    u = (unit(name, shape, salt) + 1.0) * 0.5
    return np.minimum((lo + np.floor(u * (hi - lo))), hi - 1).astype(np.int64)


# --------------------------------------------------------------------------------- rule table
def fan_in(shape):
    return max(1, int(np.prod(shape[1:])))


def _c(mean, std):
    return lambda s: (mean, std)


def _w(gain):
    return lambda s: (0.0, gain / math.sqrt(fan_in(s)))


# (regular expression on the full name, shape -> (mean, std))
RULES = [
    # --- bookkeeping buffers -----------------------------------------------------------------
    (r"num_batches_tracked$", _c(0.0, 0.0)),
    (r"running_mean$", _c(0.0, 0.1)),
    (r"running_var$", _c(1.0, 0.15)),
    # --- vector quantiser (buffers) ----------------------------------------------------------
    (r"_codebook\.inited$", _c(1.0, 0.0)),
    (r"_codebook\.cluster_size$", _c(10.0, 2.0)),
    (r"_codebook\.embed(_avg)?$", _c(0.0, 1.0)),
    # --- weight normalisation: effective weight = weight_g * weight_v / ||weight_v|| ----------
    (r"dec\.ups\.\d+\.weight_g$", _c(1.6, 0.1)),
    (r"dec\.resblocks\..*\.weight_g$", _c(0.6, 0.05)),
    (r"res_skip_layers\.\d+\.weight_g$", _c(0.5, 0.05)),
    (r"in_layers\.\d+\.weight_g$", _c(1.0, 0.1)),
    (r"cond_layer\.weight_g$", _c(0.5, 0.05)),
    (r"discriminators\..*\.weight_g$", _c(1.4, 0.1)),
    (r"pos_conv_embed\..*(weight_g|original0)$", _c(2.4, 0.1)),
    (r"pos_conv_embed\..*(weight_v|original1)$", _c(0.0, 0.02)),
    (r"weight_g$", _c(1.0, 0.1)),
    (r"weight_v$", _w(1.0)),
    # --- heads whose output is exponentiated or must stay small -------------------------------
    (r"enc_[pq]\.proj\.weight$", _w(0.4)),
    (r"flow\.flows\.\d+\.post\.weight$", _w(0.5)),
    (r"dec\.conv_post\.weight$", _w(0.35)),
    # --- transformer pieces -------------------------------------------------------------------
    (r"emb_rel_[kv]$", lambda s: (0.0, s[-1] ** -0.5)),
    (r"(word_embeddings|text_embedding)\.weight$", _c(0.0, 1.0)),
    (r"position\.alpha$", _c(1.0, 0.15)),
    (r"ar_predict_layer\.weight$", _w(2.0)),
    (r"masked_spec_embed$", _c(0.0, 0.5)),
    # --- norms ----------------------------------------------------------------------------------
    (r"\.gamma$", _c(1.0, 0.1)),
    (r"\.beta$", _c(0.0, 0.05)),
    (r"prelu\.weight$", _c(0.25, 0.05)),
    (r"\.bn3\.weight$", _c(0.3, 0.03)),  # last norm of a residual branch, keeps depth tame
    (r"(^|[._])(norm\d?|layer_norm|bn\d?|bns\.\d+)\.weight$", _c(1.0, 0.1)),
    (r"(^|[._])(norm\d?|layer_norm|bn\d?|bns\.\d+)\.bias$", _c(0.0, 0.05)),
    (r"(shortcut|local_att)\.(1|4)\.weight$", lambda s: (1.0, 0.1) if len(s) == 1 else _w(1.0)(s)),
    # --- everything else -----------------------------------------------------------------------
    (r"bias(_[ih]h_l\d+)?$", _c(0.0, 0.02)),
    (r".*", lambda s: _w(1.0)(s) if len(s) >= 2 else (0.0, 0.1)),
]
RULES = [(re.compile(p), f) for p, f in RULES]


def rule(name, shape):
    for pat, fn in RULES:
        if pat.search(name):
            return fn(tuple(shape))
    raise KeyError(name)


def build_tensor(name, shape, dtype="float32", salt=""):
    mean, std = rule(name, shape)
    v = mean + unit(name, tuple(shape), salt) * (SQRT3 * std)
    if dtype == "int64":
        return torch.from_numpy(np.array(np.rint(v), dtype=np.int64).reshape(shape))
    return torch.from_numpy(np.array(v, dtype=np.float32).reshape(shape))


# ------------------------------------------------------------------------------ inventories
def load_inventory(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def build_state(inventory, salt=""):
    """The loaded inventory -> an ordered {name: tensor}."""
    return {n: build_tensor(n, s, d, salt) for n, s, d in inventory["tensors"]}


def tensor_crc(t):
    a = t.detach().cpu().contiguous().numpy()
    return zlib.crc32(a.astype(a.dtype.newbyteorder("<"), copy=False).tobytes()) & 0xFFFFFFFF


def model_checksum(state):
    """Order independent checksum over names, shapes and values, plus simple sums."""
    h = 0
    total = 0.0
    count = 0
    for n in sorted(state):
        t = state[n]
        line = f"{n} {list(t.shape)} {tensor_crc(t):08x}"
        h = zlib.crc32(line.encode(), h) & 0xFFFFFFFF
        total += float(t.double().abs().sum())
        count += t.numel()
    return {"crc32": f"{h:08x}", "abs_sum": total, "numel": count, "tensors": len(state)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("inventory", type=Path, nargs="?")
    parser.add_argument("--salt", default="")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--verify", type=Path, nargs=2, metavar=("CHECKSUMS", "DIR"))
    a = parser.parse_args()
    if a.verify:
        sys.exit(not verify(*a.verify, a.salt))
    state = build_state(load_inventory(a.inventory), a.salt)
    if a.table:
        for name, tensor in state.items():
            shape = "x".join(map(str, tensor.shape)) or "scalar"
            print(f"{tensor_crc(tensor):08x}  {shape:<14}  {name}")
    print(json.dumps(model_checksum(state)))
    if a.save:
        torch.save(state, a.save)


def verify(checksums, folder, salt=""):
    """Rebuild every inventory of the folder and compare; prints a line for each."""
    wrong = 0
    for name, want in sorted(json.loads(checksums.read_text(encoding="utf-8")).items()):
        got = model_checksum(build_state(load_inventory(folder / f"{name}.json"), salt))
        same = got["crc32"] == want["crc32"] and got["numel"] == want["numel"]
        wrong += not same
        print(f"{'ok' if same else 'BAD':<4} {name:<34} {got}")
    return wrong == 0


if __name__ == "__main__":
    main()
