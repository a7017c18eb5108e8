"""Signs that are made of several characters: how wide they are, wrapped and cut whole."""

import pytest

from vendorcheck.text.layout import cut_text, split_signs, text_width, wrap_text
from vendorcheck.text.safe import escape_all_but_emoji

CODER = "👩\u200d💻"
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
THUMB = "👍🏽"
FLAG = "🇩🇪"
HEART = "❤\ufe0f"


@pytest.mark.parametrize("sign", [CODER, FAMILY, THUMB, FLAG, HEART])
def test_what_is_shown_as_one_is_as_wide_as_one(sign: str) -> None:
    assert text_width(sign) == 2
    assert text_width(f"a{sign}b") == 4
    assert list(split_signs(f"a{sign}b")) == ["a", sign, "b"]


@pytest.mark.parametrize("sign", [CODER, FAMILY, THUMB, FLAG])
def test_it_is_wrapped_whole(sign: str) -> None:
    lines = list(wrap_text(sign * 9, 8))
    assert lines == [sign * 3, sign * 3, sign * 3]
    assert all(text_width(line) <= 8 for line in lines)


def test_it_is_cut_whole() -> None:
    assert cut_text(f"a{CODER}b", 3) == "a"
    assert cut_text(f"a{CODER}b", 4) == f"a{CODER}"
    assert cut_text("abc", 2) == "ab"


@pytest.mark.parametrize("sign", [CODER, FAMILY, THUMB, FLAG, HEART])
def test_joined_emoji_are_shown_as_they_are(sign: str) -> None:
    assert escape_all_but_emoji(f"a {sign} b") == f"a {sign} b"


def test_a_joiner_that_joins_no_emoji_is_shown_as_a_code() -> None:
    assert escape_all_but_emoji("a\u200db") == "a\\u{200d}b"
    assert escape_all_but_emoji("👩\u200d") == "👩\\u{200d}"
    assert "\\u{200d}" in escape_all_but_emoji("\u200d".join("👩" * 20))
