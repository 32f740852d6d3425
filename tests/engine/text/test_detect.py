"""Which language the parts of a text are in, and texts of several languages in v2 symbols."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.text.detect import language_of, script_runs, segments
from engine.text.pieces import cut, presegment
from engine.text.reading import read, symbol_ids

RUNS = [
    (
        "我买了 3 个 AirPods, すごい",
        [("zh", "我买了 3 个 "), ("en", "AirPods, "), ("ja", "すごい")],
    ),
    ("東京タワーに行きました。", [("ja", "東京タワーに行きました。")]),
    ("日本、東京です。", [("ja", "日本、東京です。")]),
    ("今日は2024年5月21日です。", [("ja", "今日は2024年5月21日です。")]),
    ("你食咗飯未呀？", [("yue", "你食咗飯未呀？")]),
    ("안녕하세요, 세계!", [("ko", "안녕하세요, 세계!")]),
    ("Hello world, it's 5 pm.", [("en", "Hello world, it's 5 pm.")]),
    (
        "GPT-4比GPT-3强多了！",
        [("en", "GPT-4"), ("zh", "比"), ("en", "GPT-3"), ("zh", "强多了！")],
    ),
    ("延迟是50ms。", [("zh", "延迟是50ms。")]),
    (
        "请打开Windows 11的设置",
        [("zh", "请打开"), ("en", "Windows"), ("zh", " 11的设置")],
    ),
    ("我住在台北，天氣很好。", [("zh", "我住在台北，天氣很好。")]),
    ("老师说「こんにちは」", [("zh", "老师说「"), ("ja", "こんにちは」")]),
    (
        "我愛你。사랑해. 愛してる。I love you.",
        [("zh", "我愛你。"), ("ko", "사랑해. "), ("ja", "愛してる。"), ("en", "I love you.")],
    ),
    (
        "发到a@b.com。",
        [("zh", "发到"), ("en", "a"), ("zh", "艾特"), ("en", "b"), ("zh", "点"), ("en", "com。")],
    ),
    ("5G手机", [("zh", "5"), ("en", "G"), ("zh", "手机")]),
    ("列奥纳多・达芬奇", [("zh", "列奥纳多・达芬奇")]),
    ("今天 -3℃，很冷", [("zh", "今天 -3℃，很冷")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "runs"), RUNS)
def test_runs_of_one_language(text, runs):
    assert script_runs(text, "") == runs


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今天天气很好", "zh"),
        ("今日天氣好好呀，你去咗邊度？", "yue"),
        ("価格は1,980円です", "ja"),
        ("오늘은 날씨가 좋네요", "ko"),
        ("It is raining.", "en"),
        ("我喜欢 Python。", "zh"),
        ("42", "en"),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


def test_the_chosen_language_reads_all_that_is_not_english():
    assert segments("東京OK", "zh") == [("zh", "東京"), ("en", "OK")]
    assert segments("東京OK", "yue") == [("yue", "東京"), ("en", "OK")]
    assert segments("東京はOK", "zh") == [("zh", "東京"), ("ja", "は"), ("en", "OK")]
    assert segments("東京は", "all_zh") == [("zh", "東京は")]
    assert segments("東京OK", "all_ja") == [("ja", "東京"), ("en", "OK")]
    assert segments("东京OK", "en") == [("en", "东京OK")]
    assert segments("我爱你", "auto_yue") == [("yue", "我爱你")]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from("a1我の咗한 ,。@.-😀%"), max_size=25))
def test_nothing_is_lost_between_runs(text):
    if "@" not in text:
        assert "".join(run for _, run in script_runs(text, "")) == text


def test_a_mixed_text_is_read_part_by_part():
    parts = read("我买了3个苹果，你食咗飯未？", "zh")
    assert [part.language for part in parts] == ["zh"]
    assert parts[0].text.startswith("我买了三个苹果,")
    assert len(symbol_ids(parts)) == len(parts[0].symbols)


def test_a_short_text_is_read_behind_a_full_stop():
    assert read("好", "zh")[0].symbols[-2:] == ("h", "ao3")
    assert read("好", "zh", published=True)[0].symbols[0] == "."


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(EngineError, match="klingon"):
        read("nuqneH", "klingon")


@pytest.mark.parametrize(
    ("package", "language", "extra"),
    [("ToJyutping", "yue", "yue"), ("jieba_next", "zh", "zh")],
)
def test_a_missing_library_is_one_sentence_and_the_rest_keeps_working(
    package, language, extra, monkeypatch
):
    for name in [name for name in sys.modules if name.startswith("engine.text.chinese.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EngineError, match=package) as caught:
        read("你好", language)
    assert caught.value.kind == "missing"
    assert f"timbre[{extra}]" in caught.value.hint
    assert read("Hello there, you.", "en")


def test_cutting_as_the_page_does():
    text = "一。二！三？四，五。六。"
    assert cut(text, "cut1") == ["一。二！三？四，五。六。"]
    assert cut(text, "cut3") == ["一", "二！三？四，五", "六"]
    assert cut("3.14 is pi. Yes.", "cut4") == ["3.14 is pi", " Yes"]
    assert presegment("好的，我们走。", "zh", "cut0") == ["。好的，我们走。"]
    assert presegment("……", "zh", "cut5") == []
    with pytest.raises(EngineError, match="cut9"):
        cut(text, "cut9")
