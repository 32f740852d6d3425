"""What a Cantonese speaker says for a written text, and the symbols of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.text import cantonese, spoken_words
from engine.text.cantonese.syllables import symbols_of
from engine.text.symbols_v2 import IDS, UNKNOWN

# written, spoken
SAID = [
    ("今日係2024年5月21日。", "今日係二零二四年五月二十一日。"),
    ("2024/5/1", "二零二四年五月一日"),
    ("佢98年出世", "佢九八年出世"),
    ("3:30開會", "三點半開會"),
    ("朝早8:05", "朝早八點零五分"),
    ("9:00-18:00", "九點到十八點"),
    ("聽日下晝3點半", "聽日下晝三點半"),
    ("$50", "五十蚊"),
    ("HK$120", "一百二十蚊"),
    ("US$20", "二十美金"),
    ("€2.5", "二點五歐元"),
    ("佢嘅電話係98765432。", "佢嘅電話係九八七六五四三二。"),
    ("打999", "打九九九"),
    ("香港人口大約係7500000人。", "香港人口大約係七百五十萬人。"),
    ("我買咗3個蘋果。", "我買咗三個蘋果。"),
    ("2個人", "兩個人"),
    ("2年前", "兩年前"),
    ("12個", "十二個"),
    ("第1章", "第一章"),
    ("20000", "兩萬"),
    ("1,500", "一千五百"),
    ("8折", "八折"),
    ("跌咗3.5%", "跌咗百分之三點五"),
    ("今日得-2℃", "今日得零下兩攝氏度"),
    ("28度", "二十八度"),
    ("行咗5km", "行咗五公里"),
    ("2kg米", "兩公斤米"),
    ("1/3", "三分之一"),
    ("3-5日", "三到五日"),
    ("10~20分鐘", "十到二十分鐘"),
    ("-7", "負七"),
    ("0.5", "零點五"),
    ("贏3:1", "贏三比一"),
    ("1+1=2", "一加一等於二"),
    ("send去abc@mail.com", "send去abc艾特mail點com"),
    ("「真係呀？」佢問。", "真係呀？佢問。"),
    ("３０蚊", "三十蚊"),
    ("250g", "二百五十克"),
    ("500房", "五零零房"),
    ("1997年7月1日", "一九九七年七月一日"),
    ("好…好呀", "好…好呀"),
]


@pytest.mark.parametrize(("written", "said"), SAID)
def test_what_is_said(written, said):
    assert cantonese.normalize(written) == said


# written, Jyutping
HEARD = [
    ("你好", "nei5 hou2"),
    ("唔該晒", "m4 goi1 saai3"),
    ("你食咗飯未", "nei5 sik6 zo2 faan6 mei6"),
    ("銀行行長", "ngan4 hong4 hong4 zoeng2"),
    ("佢行得好快", "keoi5 haang4 dak1 hou2 faai3"),
    ("音樂", "jam1 ngok6"),
    ("快樂", "faai3 lok6"),
    ("香港", "hoeng1 gong2"),
    ("五月", "ng5 jyut6"),
    ("重要", "zung6 jiu3"),
    ("廣東話", "gwong2 dung1 waa2"),
    ("打邊爐", "daa2 bin1 lou4"),
]


@pytest.mark.parametrize(("written", "heard"), HEARD)
def test_how_it_sounds(written, heard):
    expected = [symbol for one in heard.split() for symbol in symbols_of(one)]
    assert list(cantonese.phones(written).symbols) == expected


@pytest.mark.parametrize(
    ("syllable", "symbols"),
    [
        ("nei5", ("Yn", "Yei5")),
        ("gwong2", ("Ygw", "Yong2")),
        ("ng5", ("Yng", "Yg5")),
        ("m4", ("Ym", "Ym4")),
        ("ngaa4", ("Yng", "Yaa4")),
        ("aa3", ("Yaa", "Ya3")),
        ("jyut6", ("Yj", "Yyut6")),
        ("oi3", ("Yoi", "Yi3")),
    ],
)
def test_a_syllable_is_two_symbols(syllable, symbols):
    assert symbols_of(syllable) == symbols


def test_characters_stay_traditional_and_have_their_symbols():
    reading = cantonese.phones("我鍾意聽音樂，卅蚊。")
    assert reading.text == "我鍾意聽音樂,卅蚊."
    assert reading.word2ph == (2, 2, 2, 2, 2, 2, 1, 4, 2, 1)
    assert sum(reading.word2ph) == len(reading.symbols)


def test_better_written_out_than_published():
    assert cantonese.normalize("7500000人") == "七百五十萬人"
    assert cantonese.normalize("7500000人", published=True) == "七五零零零零零人"


def test_what_cannot_be_read_is_told():
    reading = cantonese.phones("好呀😀OK")
    assert reading.text == "好呀"
    assert reading.warnings == (
        "These signs cannot be read in Cantonese and were left out: 😀 O K",
    )


def test_words_are_compared_without_script_and_digits():
    assert spoken_words("我買咗3個蘋果。", "yue") == list("我买咗三个苹果")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_no_text_crashes(text):
    reading = cantonese.phones(text)
    assert UNKNOWN not in reading.symbols
    assert all(symbol in IDS for symbol in reading.symbols)
    assert len(reading.word2ph or ()) == len(reading.text)
    published = cantonese.phones(text, published=True)
    assert sum(published.word2ph or ()) == len(published.symbols)
