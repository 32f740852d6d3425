"""What a Japanese speaker says for a written text, and the symbols of it."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.text import call, frontend, japanese
from engine.text.japanese import jtalk, kokoro
from engine.text.symbols_v2 import IDS
from engine.text.tracked import tracked

# written, spoken: katakana with ー for long vowels, は and へ as particles ワ and エ
CASES = [
    ("今日は2024年5月21日です。", "キョーワニセンニジューヨネンゴガツニジューイチニチデス"),
    ("2024/05/01に", "ニセンニジューヨネンゴガツツイタチニ"),
    ("1999-12-31", "センキューヒャクキュージューキューネンジューニガツサンジューイチニチ"),
    ("5/21(火)に会う", "ゴガツニジューイチニチカヨービニアウ"),
    ("5月3日（金）", "ゴガツミッカキンヨービ"),
    ("午後3時30分", "ゴゴサンジサンジュップン"),
    ("15:30に集合", "ジューゴジサンジュップンニシューゴー"),
    ("9:05発", "クジゴフンハツ"),
    ("7時4分", "シチジヨンプン"),
    ("10:00 PM", "ゴゴジュージ"),
    ("価格は1,980円です", "カカクワセンキューヒャクハチジューエンデス"),
    ("¥500", "ゴヒャクエン"),
    ("￥12,000", "イチマンニセンエン"),
    ("$4.50", "ヨンドルゴジュッセント"),
    ("€10", "ジューユーロ"),
    ("3億円", "サンオクエン"),
    ("10000000人", "イッセンマンニン"),
    ("8,600", "ハッセンロッピャク"),
    ("3,333", "サンゼンサンビャクサンジューサン"),
    ("0", "ゼロ"),
    ("3.14", "サンテンイチヨン"),
    ("0.5%", "レーテンゴパーセント"),
    ("100%", "ヒャクパーセント"),
    ("気温は-3度まで下がりました", "キオンワマイナスサンドマデサガリマシタ"),
    ("25℃", "ニジューゴド"),
    ("5km走る", "ゴキロメートルハシル"),
    ("60kg", "ロクジュッキログラム"),
    ("500mL", "ゴヒャクミリリットル"),
    ("20m²", "ニジューヘイホーメートル"),
    ("時速は100km/hです", "ジソクワジソクヒャッキロメートルデス"),
    ("16GB", "ジューロクギガバイト"),
    ("1/2", "ニブンノイチ"),
    ("3/4の人", "ヨンブンノサンノヒト"),
    ("½カップ", "ニブンノイチカップ"),
    ("2+3=5", "ニタスサンワゴ"),
    ("4×5", "ヨンカケルゴ"),
    ("3:1で勝った", "サンタイイチデカッタ"),
    ("10〜20人", "ジューカラニジューニン"),
    ("東京〜大阪", "トーキョーカラオーサカ"),
    ("03-1234-5678", "ゼロサンイチニーサンヨンゴーロクナナハチ"),
    ("090-1234-5678", "ゼロキューゼロイチニーサンヨンゴーロクナナハチ"),
    ("〒100-0001", "ユービンバンゴーイチゼロゼロノゼロゼロゼロイチ"),
    ("3本と6本と8本", "サンボントロッポントハッポン"),
    ("1匹、3匹、6匹", "イッピキサンビキロッピキ"),
    ("1人、2人、3人", "ヒトリフタリサンニン"),
    ("一つ、二つ、三つ", "ヒトツフタツミッツ"),
    ("20日と24日", "ハツカトニジューヨッカ"),
    ("3階の301号室", "サンガイノサンビャクイチゴーシツ"),
    ("第2回", "ダイニカイ"),
    ("anna@example.com", "アナアットマークイグザンプルドットコム"),
    ("www.google.com", "ダブリューダブリューダブリュードットグーグルドットコム"),
    ("AIとNHK", "エーアイトエヌエイチケイ"),
    ("Googleで働く", "グーグルデハタラク"),
    ("hello world", "ハローワールド"),
    ("GPT-4", "ジーピーティーヨン"),
    ("ｶﾞﾝﾊﾞﾚ！", "ガンバレ"),
    ("すご〜い", "スゴーイ"),
    ("これは何ですか？", "コレワナンデスカ"),
    ("Ｔシャツ", "ティーシャツ"),
    ("Q&A", "キューアンドエイ"),
    ("①番", "イチバン"),
    ("午前0時", "ゴゼンレージ"),
    ("100均で買う", "ヒャッキンデカウ"),
    ("U.S.A.", "ユーエスエー"),
    ("No.1の店", "ナンバーワンノミセ"),
    ("会議は14:00〜15:30", "カイギワジューヨジカラジューゴジサンジュップン"),
    ("1万2千円", "イチマンニセンエン"),
    ("v2.0.1", "ブイニテンゼロテンイチ"),
]


def spoken(text: str) -> str:
    return "".join(japanese.spoken_words(text, "ja"))


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_reading(written: str, expected: str) -> None:
    assert spoken(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("橋", "h a [ sh i ]"),
        ("箸", "h a ] sh i"),
        ("端", "h a [ sh i"),
        ("おはよう！元気？", "o [ h a y o o ! g e ] N k i ?"),
        ("え、マジで！？", "e , m a ] j i d e ! ?"),
        ("切手、きゃりーぱみゅぱみゅ", "k i [ cl t e , ky a [ r i i p a ] my u p a my u"),
        ("雨が、「本当」に降る。", "a ] m e g a , h o [ N t o o n i UNK f u ] r u ."),
    ],
)
def test_v2_symbols(written: str, expected: str) -> None:
    symbols = list(japanese.phones(written).symbols)
    wanted = expected.split()
    # A word alone has no fall after its last mora: nothing follows to be low.
    assert symbols == (wanted[:-1] if wanted[-1] == "]" else wanted)


def test_brackets_are_no_unknown_symbol() -> None:
    assert "UNK" in japanese.phones("「はい」", published=True).symbols
    assert "UNK" not in japanese.phones("「はい」").symbols


def test_published_front_end() -> None:
    cases = json.loads(
        (Path(__file__).parents[2] / "parity/shared/text/clean_ja.json").read_text("utf-8")
    )["cases"]
    for case in cases:
        reading = japanese.phones(case["in"]["text"], published=True)
        assert list(reading.symbols) == case["out"]["phones"]
        assert reading.text == case["out"]["norm"]


@pytest.mark.parametrize(
    ("kana", "symbols"),
    [
        ("コンニチワ", "koɲɲiʨiβa"),
        ("トーキョー", "toːkʲoː"),
        ("シンブン", "ɕimbɯɴ"),
        ("ゲンキ", "ɡeŋkʲi"),
        ("ガッコー", "ɡaʔkoː"),
        ("ジューギュー", "ʥɨːɡʲɨː"),
        ("ファイル", "ɸaiɾɯ"),
        ("ティーシャツ", "tʲiːɕaʦɨ"),
        ("ウィーク", "βiːkɯ"),
        ("ズット", "zɨʔto"),
    ],
)
def test_starter_symbols(kana: str, symbols: str) -> None:
    assert kokoro.symbols(kana) == symbols


def test_words_cover_what_was_written() -> None:
    front = frontend("ja")
    said = front.phones("今日は3本、AIを買う。", "abcdefghijklmnopqrstuvwxyzːɯɾɕʥβʲŋɴ,. ")
    assert "".join(word.text for word in said.words) == "今日は3本、AIを買う。"
    assert all(word.start < word.end for word in said.words)
    three = next(word for word in said.words if word.text.startswith("3"))
    assert said.phonemes[three.start : three.end].startswith("sa")


def test_signs_nobody_can_read_are_named() -> None:
    assert "💩" in japanese.phones("すごい💩！").warnings[0]
    assert not japanese.phones("【重要】すごい♪").warnings


def test_without_its_library_one_sentence_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyopenjtalk", None)
    monkeypatch.setitem(sys.modules, "pyopenjtalk.openjtalk", None)
    jtalk._analyser.cache_clear()
    try:
        with pytest.raises(EngineError, match="pyopenjtalk") as caught:
            call("ja", "phones", "橋")
    finally:
        jtalk._analyser.cache_clear()
    assert caught.value.kind == "missing"
    assert "timbre[ja]" in caught.value.hint


def test_tracked_text_knows_its_sources() -> None:
    said = tracked("a12b").sub(re.compile(r"\d+"), "twelve").sub(re.compile("b"), "")
    assert said.text == "atwelve"
    assert said.sources == (0, 1, 1, 1, 2, 2, 2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_text_gives_known_symbols(text: str) -> None:
    assert all(symbol in IDS for symbol in japanese.phones(text).symbols)
    assert all(symbol in IDS for symbol in japanese.phones(text, published=True).symbols)
    frontend("ja").phones(text, "abcde ")
