"""Texts of the five languages, and mixtures, as what the networks read."""

from dataclasses import replace

import pytest
import torch

from engine.models.gpt_sovits.base import open_official
from engine.models.gpt_sovits.phrases import Reader
from engine.text.symbols_v2 import SYMBOLS
from tests.engine.models.gpt_sovits import synthetic


@pytest.fixture(scope="module")
def reader(packs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bert")
    synthetic.write_bert(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRE_HOME", str(packs("v2").parents[1]))
        base = open_official("v2")
    return Reader(replace(base, files=replace(base.files, bert=folder)), torch.device("cpu"))


@pytest.mark.parametrize(
    "text, language",
    [
        ("Hello, what a day!", "en"),
        ("Hello, what a day!", "en-GB"),
        ("最初の船が戻ってきた。", "ja"),
        ("항구는 조용했다.", "ko"),
        ("碼頭好靜。", "yue"),
        ("碼頭好靜，唔該。", "auto_yue"),
    ],
)
def test_only_chinese_has_features(reader, text, language):
    phrase, warnings = reader.read(text, language)
    assert len(phrase.phones) >= 6 and phrase.bert is None and not warnings
    assert int(phrase.phones.max()) < len(SYMBOLS)


@pytest.mark.parametrize("language", ["auto", "zh"])
def test_a_mixture_has_features_where_it_is_chinese(reader, language):
    phrase, _ = reader.read("你好世界，我是 Anna。", language)
    assert phrase.bert is not None and phrase.bert.shape == (1024, len(phrase.phones))
    silent = (phrase.bert == 0).all(dim=0)
    # Eight syllables and a comma lie before the name, which has no features.
    assert not silent[:8].any() and silent.any()
