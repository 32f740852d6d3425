"""What a speaker of American and of British English says for a written text."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.text import frontend

# written, American, British (None: the same words)
CASES: list[tuple[str, str, str | None]] = [
    ("I have 45 apples.", "I have forty-five apples.", None),
    ("1,234 of 105", "one thousand two hundred thirty-four of one hundred five",
     "one thousand two hundred and thirty-four of one hundred and five"),
    ("It cost $3.50, or £2.75, or €10.",
     "It cost three dollars and fifty cents, or two pounds seventy-five, or ten euros.", None),
    ("A $20 bill and a £5 note.", "A twenty dollar bill and a five pound note.", None),
    ("up from $900m to $2.5 billion",
     "up from nine hundred million dollars to two point five billion dollars", None),
    ("99¢, 50p and $1.00", "ninety-nine cents, fifty pence and one dollar", None),
    ("It was £1.01.", "It was one pound and one penny.", None),
    ("In 1984 he moved; in 1905 he came.",
     "In nineteen eighty-four he moved; in nineteen oh five he came.", None),
    ("There were 1984 people.", "There were one thousand nine hundred eighty-four people.",
     "There were one thousand nine hundred and eighty-four people."),
    ("The 1990s, the '80s and the 60s.", "The nineteen nineties, the eighties and the sixties.",
     None),
    ("On July 4, 1776", "On July fourth, seventeen seventy-six",
     "On July the fourth, seventeen seventy-six"),
    ("25 December 2023", "the twenty-fifth of December, twenty twenty-three", None),
    ("the 4th of July", "the fourth of July", None),
    ("by 2024-03-15", "by March fifteenth, twenty twenty-four",
     "by the fifteenth of March, twenty twenty-four"),
    ("on 3/4/2024", "on March fourth, twenty twenty-four",
     "on the third of April, twenty twenty-four"),
    ("Jan. 5th at 9:05 am", "January fifth at nine oh five AM",
     "January the fifth at nine oh five AM"),
    ("at 3:30 p.m. we left", "at three thirty PM we left", None),
    ("at 15:30, not at 3:00", "at fifteen thirty, not at three o'clock", None),
    ("14:00-15:30", "fourteen hundred to fifteen thirty", None),
    ("5pm–7pm Mon.-Fri.", "five PM to seven PM Monday to Friday.", None),
    ("It's 72°F, -5 °C tonight.",
     "It's seventy-two degrees Fahrenheit, minus five degrees Celsius tonight.", None),
    ("5 km at 10 km/h", "five kilometers at ten kilometers per hour",
     "five kilometres at ten kilometres per hour"),
    ("60 mph, 2.5 GHz, 16GB", "sixty miles per hour, two point five gigahertz, sixteen gigabytes",
     None),
    ("5'10\" and 150 lbs", "five foot ten and one hundred fifty pounds",
     "five foot ten and one hundred and fifty pounds"),
    ("a 20 km run, a 10-km run", "a twenty kilometer run, a ten kilometer run",
     "a twenty kilometre run, a ten kilometre run"),
    ("10 m² at 25 mg/L", "ten square meters at twenty-five milligrams per liter",
     "ten square metres at twenty-five milligrams per litre"),
    ("50% of 3.14", "fifty percent of three point one four", None),
    ("0.5 kg", "zero point five kilograms", "nought point five kilograms"),
    ("1/2 cup, 3/4 of it, 2 1/2 days, 1¾",
     "one half cup, three quarters of it, two and a half days, one and three quarters", None),
    ("Open 24/7.", "Open twenty-four seven.", None),
    ("1st, 22nd, 3rd and 100th", "first, twenty-second, third and one hundredth", None),
    ("Call 555-0123.", "Call five five five, zero one two three.",
     "Call five five five, oh one two three."),
    ("+44 20 7946 0958", "plus four four, two zero, seven nine four six, zero nine five eight",
     "plus four four, two oh, seven nine four six, oh nine five eight"),
    ("Pages 10-12, pp. 3–5 of vol. 2.", "Pages ten to twelve, pages three to five of volume two.",
     None),
    ("Henry VIII and World War II", "Henry the eighth and World War two", None),
    ("Chapter IV in the XIX century", "Chapter four in the nineteenth century", None),
    ("What Charles I think is mine", "What Charles I think is mine", None),
    ("Dr. Smith of 12 Ocean Dr. saw her.", "Doctor Smith of twelve Ocean Drive saw her.", None),
    ("St. Louis is near Main St. and St. Mary's.",
     "Saint Louis is near Main Street and Saint Mary's.", None),
    ("Mr. and Mrs. Jones, Prof. Lee & Co.", "Mister and Missus Jones, Professor Lee and Company.",
     None),
    ("E.g. apples, i.e. fruit, etc.", "For example apples, that is fruit, et cetera.", None),
    ("Tom & Jerry @ home", "Tom and Jerry at home", None),
    ("2 + 2 = 4, 7 - 4 = 3, 3 × 4",
     "two plus two equals four, seven minus four equals three, three by four",
     None),
    ("anna.b@example.com", "anna dot b at example dot com", None),
    ("See https://www.example.co.uk/about-us.",
     "See WWW dot example dot co dot UK slash about dash us.", None),
    ("#BlackLivesMatter by @jane_doe", "hashtag black lives matter by at jane underscore doe",
     None),
    ("We are #1.", "We are number one.", None),
    ("No. 10 Downing Street. No. I won't.", "Number ten Downing Street. No. I won't.", None),
    ("COVID-19, MP3s, B2B and H2O", "COVID nineteen, MP threes, B to B and H two O", None),
    ("in 1080p on 5G", "in ten eighty P on five G", None),
    ("Version 1.2.3 at 192.168.0.1",
     "Version one point two point three at one nine two dot one six eight dot zero dot one", None),
    ("Agent 007 in Room 101", "Agent zero zero seven in Room one oh one", None),
    ("J. R. R. Tolkien and the U.S.", "J. R. R. Tolkien and the U.S.", None),
    ("He won 3-2, at 16:9.", "He won three to two, at sixteen to nine.", None),
    ("Beverly Hills, CA 90210.", "Beverly Hills, CA nine oh two one oh.", None),
    ("1914–18 and 44 BC", "nineteen fourteen to eighteen and forty-four BC", None),
    ("he/she, w/o sugar, $9.99/month",
     "he or she, without sugar, nine dollars and ninety-nine cents per month", None),
    ("Wait... what -- \"no\"?!", "Wait… what — \"no\"?!", None),
    ("I'd've said 'tis John's.", "I'd have said tis John's.", None),
    ("~20 people, ±3", "about twenty people, plus or minus three", None),
    ("8.4 million in 2020/21", "eight point four million in twenty twenty to twenty-one", None),
    ("Add 2 tbsp. of oil, 1/4 tsp salt, ½ km on.",
     "Add two tablespoons of oil, one quarter teaspoon salt, one half kilometer on.",
     "Add two tablespoons of oil, one quarter teaspoon salt, one half kilometre on."),
    ("ISBN 978-3-16-148410-0",
     "ISBN nine seven eight, three, one six, one four eight four one zero, zero",
     None),
    ("ca. 1.5m people in WWII", "circa one point five million people in World War two", None),
    ("A 12\" pizza, 6' tall", "A twelve inch pizza, six feet tall", None),
    ("C#, .NET and notes.txt, class of '05",
     "C sharp, dot NET and notes dot txt, class of oh five", None),
    ("$1.5M–$2M, £60,000/yr",
     "one point five million dollars to two million dollars, "
     "sixty thousand pounds per year", None),
    ("an F-16, two F-16s in 1066", "an F sixteen, two F sixteens in ten sixty-six", None),
    ("x² < 3, 10^6", "x squared less than three, ten to the power of six", None),
    ("Vol. II, Ch. 3", "Volume two, Chapter three", None),
    ("Apollo 11 landed at 20:17 UTC.", "Apollo eleven landed at twenty seventeen UTC.", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "american", "british"), CASES, ids=[c[0] for c in CASES])
def test_people_say_it_so(written, american, british):
    assert frontend("en-us").normalize(written) == american
    assert frontend("en-gb").normalize(written) == (british or american)


def test_plain_prose_is_left_as_it_is():
    prose = 'The cat sat on the mat; it was warm, wasn\'t it? "Yes," I said.'
    assert frontend("en").normalize(prose) == prose


def test_strange_signs_go_and_nothing_else():
    assert frontend("en").normalize("Hello 😀 wörld 你好 again") == "Hello wörld again"


_BITS = """
    5 12 1984 3.14 1,000 $ £ % km - – / : . , am pm st ' " ( x A MP3 USD °C ² # @ .com Jan May
    2024-01-02 of II No. St. Dr. 007 ½ e k M + = ~ _ ^ * ... ٣ ① ³
"""
_PAIRS = st.tuples(st.sampled_from(re.findall(r"\S+", _BITS)), st.sampled_from(["", " "]))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bits=st.lists(_PAIRS, max_size=6), british=st.booleans())
def test_no_digit_is_left_unsaid(bits, british):
    text = "".join(a + b for a, b in bits)
    said = frontend("en-gb" if british else "en").normalize(text)
    assert not any(character.isdigit() for character in said)
