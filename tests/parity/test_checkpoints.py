"""The sample files of every published variant: read, written again, and found the same.

Sameness goes as far as the pickle's own instructions, since the public tools see nothing else.
"""

import io
import pickletools
import zipfile
from pathlib import Path

import pytest
import torch

from engine.models.gpt_sovits.archive import open_archive
from engine.models.gpt_sovits.official_files import write_gpt, write_sovits

SAMPLES = Path(__file__).parent / "shared" / "checkpoints"
VARIANTS = {
    "tiny_plain_v2.pth": "v2",
    "tiny_header_v2Pro.pth": "v2Pro",
    "tiny_header_v2ProPlus.pth": "v2ProPlus",
    "tiny_s1.ckpt": "gpt",
}


def written_again(name, path):
    _, contents = open_archive(SAMPLES / name)
    weight = {key: tensor.float() for key, tensor in contents["weight"].items()}
    if VARIANTS[name] == "gpt":
        write_gpt(path, weight, contents["config"], contents["info"])
    else:
        write_sovits(path, weight, contents["config"], VARIANTS[name], contents["info"])


def classes(path):
    """The classes that a file's pickle asks for, in its order."""
    with zipfile.ZipFile(io.BytesIO(b"PK" + path.read_bytes()[2:])) as archive:
        (listing,) = (n for n in archive.namelist() if n.endswith("data.pkl"))
        program = archive.read(listing)
    return [argument for code, argument, _ in pickletools.genops(program) if code.name == "GLOBAL"]


@pytest.mark.parametrize("name", VARIANTS)
def test_a_sample_comes_back_as_it_was(name, tmp_path):
    sample, path = SAMPLES / name, tmp_path / name
    written_again(name, path)
    (mark, want), (own_mark, got) = open_archive(sample), open_archive(path)
    assert own_mark == mark
    assert path.read_bytes()[:2] == sample.read_bytes()[:2]
    assert got["config"] == want["config"] and got["info"] == want["info"]
    assert list(got["weight"]) == list(want["weight"])
    for key, tensor in want["weight"].items():
        assert tensor.dtype == got["weight"][key].dtype == torch.float16
        assert torch.equal(tensor, got["weight"][key])
    # The samples hold plain settings; the public tools write an object, and so do we (FACTS 10).
    assert [name for name in classes(path) if name != "utils HParams"] == classes(sample)
