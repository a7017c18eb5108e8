"""Marks on letters: what languages write stays, towers fall."""

import unicodedata
from typing import Literal

import pytest

from vendorcheck.text.marks import MAX_MARKS, MAX_STACKED_MARKS, limit_marks
from vendorcheck.text.safe import (
    build_command_line,
    escape_invisible,
    escape_markdown,
    one_line,
    path_for_display,
    quote_shell_argument,
    short_name,
)

WORDS = {
    "Thai": "น้ำ ที่อยู่ ผู้ใหญ่ กู้ เปี๊ยะ",
    "Devanagari": "क्ष्मीं हिन्दी त्र्यम्बकं ढाँचा क़ानून",
    "Hebrew with niqqud and cantillation": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים הַשָּׁמַ֖יִם יְרוּשָׁלִַ֔ם",
    "Vietnamese": "Nguyễn Thị Hường, Công ty Trách nhiệm Hữu hạn Phở Việt",
    "Burmese": "လျှော့ မြွှေး ကျွန်ုပ်တို့",
    "Arabic with vowels": "مُحَمَّدٌ الرَّحْمَٰنِ",
    "Tamil": "ஸ்ரீ கொடுத்தான்",
    "Tibetan": "བསྒྲུབས ཧཱུྃ",
    "Korean": "한국어 회사",
    "emoji": "1️⃣ 👁️ ❤️",
}


@pytest.mark.parametrize("form", ["NFC", "NFD", "as written"])
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_what_people_write_stays(words: str, form: Literal["NFC", "NFD", "as written"]) -> None:
    text = words if form == "as written" else unicodedata.normalize(form, words)
    assert limit_marks(text) == text
    assert escape_invisible(text) == text


@pytest.mark.parametrize("mark", ["\u0301", "\u0e49", "\u05b8", "\u20dd", "\u0f71", "\ufe0f"])
@pytest.mark.parametrize("count", [5, 6, 4960])
def test_a_tower_has_four_floors(mark: str, count: int) -> None:
    text = f"ab{mark * count}c{mark * count}"
    low = f"ab{mark * MAX_STACKED_MARKS}c{mark * MAX_STACKED_MARKS}"
    assert limit_marks(text) == low
    for made_safe in (escape_invisible, one_line, short_name, escape_markdown, path_for_display):
        assert made_safe(text) == low


def test_different_marks_count_together() -> None:
    marks = "\u0300\u0323\u0301\u0324\u0302\u0325"
    assert limit_marks(f"a{marks}") == f"a{marks[:4]}"
    assert limit_marks(marks) == marks[:4]


def test_marks_that_stand_beside_their_letter_do_not_tower_but_have_an_end() -> None:
    spacing = "\u093e"
    assert unicodedata.category(spacing) == "Mc"
    assert limit_marks("क" + spacing * 5) == "क" + spacing * 5
    assert limit_marks("क" + spacing * 99) == "क" + spacing * MAX_MARKS
    assert limit_marks("क" + (spacing + "\u0301") * 9) == "क" + (spacing + "\u0301") * 4


def test_it_is_done_when_it_is_done() -> None:
    for text in ("a" + "\u0301" * 99, "\u0301" * 9, "क" + "\u093e\u0301" * 99):
        assert limit_marks(limit_marks(text)) == limit_marks(text)


def test_a_command_keeps_every_mark() -> None:
    name = "e" + "\u0301" * 6 + ".yaml"
    quoted = quote_shell_argument(name)
    assert quoted == "$'e" + r"\xcc\x81" * 6 + ".yaml'"
    assert build_command_line("validate", name).endswith(quoted)
