"""Text made safe, at its limits: the first and the last of what a rule is about."""

import pytest

from vendorcheck.text.safe import MAX_NAME_LENGTH, MAX_QUOTE_LENGTH, short_name, shorten, slug

BELIZE = "\U0001f1e7\U0001f1ff"
ASCENSION = "\U0001f1e6\U0001f1e8"


@pytest.mark.parametrize("flag", [BELIZE, ASCENSION, ASCENSION[::-1], BELIZE[::-1]])
def test_no_flag_is_cut_in_half(flag: str) -> None:
    assert shorten(f"ab{flag}cd", 4) == "ab…"
    assert shorten(f"ab{flag}cd", 5) == f"ab{flag}…"
    # In a row of flags the letters pair off from its beginning.
    assert shorten(f"ab{flag}{flag}cd", 6) == f"ab{flag}…"
    assert shorten(f"ab{flag}{flag}cd", 7) == f"ab{flag}{flag}…"


@pytest.mark.parametrize("tone", ["\U0001f3fb", "\U0001f3ff"])
def test_no_hand_loses_its_colour(tone: str) -> None:
    assert shorten(f"ab\U0001f44d{tone}cd", 4) == "ab…"


def test_marks_that_stand_on_nothing_are_no_tower_either() -> None:
    assert short_name("\u0301" * 6) == "\u0301" * 4
    assert short_name("a" + "\u0301" * 6) == "a" + "\u0301" * 4
    assert short_name("\u0301" * 6 + "a" + "\u0301" * 6) == "\u0301" * 4 + "a" + "\u0301" * 4


@pytest.mark.parametrize("port", ["com", "lpt"])
@pytest.mark.parametrize("number", range(10))
def test_no_port_of_windows_is_a_file_name(port: str, number: int) -> None:
    assert slug(f"{port}{number}") == f"x-{port}{number}"
    assert slug(f"{port}{number}.report") == f"x-{port}{number}.report"


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul"])
def test_nor_is_another_device(name: str) -> None:
    assert slug(name.upper()) == f"x-{name}"


def test_a_slug_has_at_most_64_characters() -> None:
    assert slug("a" * 64) == "a" * 64
    assert slug("a" * 65) == "a" * 64
    assert slug("a" * 63 + ".b") == "a" * 63


def test_a_name_has_at_most_80_characters_and_a_quotation_160() -> None:
    assert short_name("a" * 80) == "a" * 80
    assert short_name("a" * 81) == "a" * 79 + "…"
    assert short_name("a" * 160, MAX_QUOTE_LENGTH) == "a" * 160
    assert short_name("a" * 161, MAX_QUOTE_LENGTH) == "a" * 159 + "…"
    assert (MAX_NAME_LENGTH, MAX_QUOTE_LENGTH) == (80, 160)
