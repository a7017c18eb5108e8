"""Other spellings of numbers and durations, and the ones that files take instead of them.

A text may have several readings; all are returned, so that nobody guesses which one was meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from vendorcheck.model.quantities.amounts import (
    Duration,
    format_exact_decimal,
    parse_decimal,
    strip_unit,
)
from vendorcheck.text.quotes import strip_quotes
from vendorcheck.text.separators import possible_decimals

Readings: TypeAlias = tuple[str, ...]
"""The meanings of a text, each as files write it, the smallest first; empty: none is known."""

DURATION_FORM_HINT: Final = (
    "write a number and minutes, hours, days, working days, weeks, months or years"
)
"""The hint for a text that means no duration."""
MAX_SPELLING_LENGTH: Final = 60
"""The most characters of a text that is looked at; nobody writes a longer amount."""
_SCALED: Final = re.compile(
    r"([+-]?)([\d][\d.,'’_ \u00a0\u202f]*?)\s*(k|thousand|m|mn|mio|million|bn|billion|)",
    re.IGNORECASE | re.ASCII,
)
_FACTORS: Final = {
    "": 1,
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "mio", "million"), 10**6),
    **dict.fromkeys(("bn", "billion"), 10**9),
}
_WORDS_BEFORE: Final = re.compile(
    r"(?:(?:ca|c|approx|max|min)\.? |circa |approximately |about |around |roughly |nearly |almost "
    r"|within |up to |at most |at least |(?:no|not) (?:more|later|less) than |less than |more than "
    r"|fewer than |under |over |after |maximum |minimum |max\.? |in |[~≈≤≥<>]=? ?)+",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"^(?:about|around|roughly|some|approximately|approx\.?|circa|ca?\.?(?= ?\d)|[~≈])\s*(?=\d)",
    re.IGNORECASE,
)
_WORDS_AFTER: Final = re.compile(
    r"(?: ?\+| or (?:more|less|fewer|longer|so)| at (?:most|least)| on average| max(?:imum|\.)?"
    r"| min(?:imum|\.)?| approx\.?| approximately)+",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"(?:between |from )?(\S.*?) ?(?:-|–| to | and ) ?(\S.*)", re.IGNORECASE)
_TRAILING_WORDS: Final = re.compile(r"[a-z][a-z ]*$", re.IGNORECASE)

_UNIT_NAMES: Final = {
    name: unit
    for unit, names in {
        "second": "s sec secs second seconds",
        "minute": "m min mins minute minutes",
        "hour": "h hr hrs hour hours",
        "day": "d day days day(s) calendar-day calendar-days",
        "working day": "wd working-day working-days business-day business-days workday workdays",
        "week": "w wk wks week weeks",
        "month": "m mo mos mon mth mths month months",
        "quarter": "q qtr qtrs quarter quarters",
        "year": "y yr yrs year years",
    }.items()
    for name in names.split()
    if (name, unit) != ("m", "month")
}
_AMBIGUOUS_UNITS: Final = {"m": ("minute", "month")}
_NUMBER_WORDS: Final = {
    word: str(number)
    for number, words in {
        1: "a an one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 12: "twelve", 14: "fourteen", 15: "fifteen",
        24: "twenty-four", 30: "thirty", 48: "forty-eight", 60: "sixty", 72: "seventy-two",
        90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_INTERVAL_WORDS: Final = {
    "hourly": "1 hour",
    "daily": "1 day",
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "quarterly": "3 months",
    "half-yearly": "6 months",
    "semi-annually": "6 months",
    "twice a year": "6 months",
    "twice yearly": "6 months",
    "yearly": "1 year",
    "annual": "1 year",
    "annually": "1 year",
}
"""Words for a frequency, with the time in between."""
_EVERY: Final = re.compile(r"(?:once )?(?:every|each|per) |once (?=an? )", re.IGNORECASE)
_PART: Final = re.compile(
    r"(\d[\d.,'’]*|[a-z]+(?:-[a-z]+)?(?= ))[ -]?"
    r"((?:working|business|calendar)[ -][a-z]+|day\(s\)|[a-z]+)(?: *(?:,|and\b) *| *)",
    re.IGNORECASE | re.ASCII,
)
_ISO: Final = re.compile(
    r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?",
    re.IGNORECASE | re.ASCII,
)
_ISO_UNITS: Final = ("year", "month", "week", "day", "hour", "minute", "second")
_MINUTES: Final = {
    "second": Fraction(1, 60),
    "minute": Fraction(1),
    "hour": Fraction(60),
    "day": Fraction(1440),
    "week": Fraction(10080),
}
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def possible_numbers(text: str, unit: str = "", *, whole: bool = False) -> Readings:
    """Return the numbers that a text may mean; two where a separator can be read in two ways.

    A comma before three digits may be a decimal comma or separate thousands. A point separates
    decimals, as in files, unless the number is whole.

    Args:
        text: the text; quotation marks around it don't matter.
        unit: what may follow the number, in the singular or the plural.
        whole: whether only whole numbers can be meant.
    """
    if len(text) > MAX_SPELLING_LENGTH:
        return ()
    bare_text = strip_unit(strip_quotes(text), unit)
    bare_text = (
        _NUMBER_WORDS.get(bare_text.lower(), bare_text) if len(bare_text) > len("an") else bare_text
    )
    with suppress(ValueError):
        if "." not in bare_text:
            return _readings([parse_decimal(bare_text)], whole=whole)
    match = _SCALED.fullmatch(bare_text.replace("−", "-"))
    if match is None:
        return ()
    sign, factor = -1 if match[1] == "-" else 1, _FACTORS[match[3].lower()]
    numbers = map(Fraction, possible_decimals(match[2], points_may_group=whole))
    return _readings((sign * factor * number for number in numbers), whole=whole)


def without_about(text: str) -> str:
    """Return a text without words such as `about` before its number, which change little."""
    return _ABOUT.sub("", " ".join(text.split()))


def probable_numbers(text: str, unit: str = "", *, whole: bool = False) -> Readings:
    """Return the numbers that a text may mean, or that words such as `about` come with.

    Of a range it is both ends.
    """

    def read(part: str) -> Readings:
        return possible_numbers(part, unit, whole=whole)

    return _read_in_words(text, read)


def possible_durations(text: str) -> Readings:
    """Return the durations that a text may mean: `4h`, `P30D`, `24 hrs`, `two weeks`.

    There are several where its number or its unit can be read in two ways, as in `15m`.
    """
    text = " ".join(strip_quotes(text).lower().split())
    if not text or len(text) > MAX_SPELLING_LENGTH:
        return ()
    if match := _ISO.fullmatch(text):
        parts = zip(match.groups(), _ISO_UNITS, strict=True)
        return _as_readings([_total([(Fraction(count), unit) for count, unit in parts if count])])
    parts_in_words: list[list[tuple[Fraction, str]]] = []
    position = 0
    while position < len(text):
        part_match = _PART.match(text, position)
        if part_match is None:
            return ()
        parts_in_words.append(list(_read_part(part_match[1], part_match[2])))
        position = part_match.end()
    return _as_readings(_total(parts) for parts in product(*parts_in_words))


def probable_durations(text: str) -> Readings:
    """Return the durations that a text may mean, or that words such as `within` come with.

    `quarterly` and `every 3 months` are the time in between; of a range it is both ends.
    """
    text = " ".join(strip_quotes(text).split()).removesuffix(".")
    if interval := _INTERVAL_WORDS.get(text.lower()):
        return (interval,)
    if len(text) <= MAX_SPELLING_LENGTH and (match := _EVERY.match(text)):
        period = text[match.end() :]
        return possible_durations(period) or possible_durations(f"a {period}")
    return _read_in_words(text, possible_durations)


def duration_hint(text: str) -> str:
    """Return a hint on how to write the duration that a text means; empty if it means none."""
    if readings := probable_durations(text):
        return write_hint(readings)
    with suppress(ValueError):
        count = parse_decimal(strip_quotes(text))
        lengths = (str(Duration.parse(str(Duration(count, unit)))) for unit in ("day", "hour"))
        return f"add the unit, such as {' or '.join(lengths)}"
    return ""


def write_hint(readings: Readings) -> str:
    """Return a hint that names each reading; empty if there is none."""
    return f"write {' or '.join(readings)}" if readings else ""


def _read_in_words(text: str, read: Callable[[str], Readings]) -> Readings:
    text = " ".join(strip_quotes(text).split())
    if len(text) > MAX_SPELLING_LENGTH:
        return ()
    if readings := read(text):
        return readings
    start = match.end() if (match := _WORDS_BEFORE.match(text)) else 0
    bare_text = text[start:]
    if after := re.search(rf"{_WORDS_AFTER.pattern}\Z", bare_text, re.IGNORECASE):
        bare_text = bare_text[: after.start()]
    return (read(bare_text) if bare_text != text else ()) or _read_range(bare_text, read)


def _read_range(text: str, read: Callable[[str], Readings]) -> Readings:
    """Return both ends of a range such as `1-2 days`, whose unit may follow the last only."""
    match = _RANGE.fullmatch(text)
    if match is None or not match[1][0].isdecimal() or not match[2][0].isdecimal():
        return ()
    unit = found[0] if (found := _TRAILING_WORDS.search(match[2])) else ""
    low = read(match[1]) or read(f"{match[1]} {unit}")
    high = read(match[2])
    return (*low, *high) if len(low) == len(high) == 1 else ()


def _readings(numbers: Iterable[Fraction], *, whole: bool) -> Readings:
    """Return numbers as texts, each once; without those that nobody could write in a file."""
    return tuple(dict.fromkeys(_written_numbers(numbers, whole=whole)))


def _written_numbers(numbers: Iterable[Fraction], *, whole: bool) -> Iterator[str]:
    for number in numbers:
        text = format_exact_decimal(number)
        with suppress(ValueError):
            parse_decimal(text)
            if number.denominator == 1 or not whole:
                yield text


def _read_part(count: str, unit_name: str) -> Iterator[tuple[Fraction, str]]:
    """Yield what a number and a unit, such as `4` and `h`, may mean."""
    units = _AMBIGUOUS_UNITS.get(unit_name) or filter(
        None, (_UNIT_NAMES.get(unit_name.replace(" ", "-")),)
    )
    for unit in units:
        for number in possible_numbers(_NUMBER_WORDS.get(count, count)):
            yield Fraction(number), unit


def _total(parts: Iterable[tuple[Fraction, str]]) -> Duration | None:
    """Return some lengths of time together; None for days and months, which have no common unit."""
    lengths = list(parts)
    units = {unit for _, unit in lengths}
    if len(lengths) == 1 and not units & {"second", "quarter"}:
        return Duration(*lengths[0])
    if lengths and units <= _MONTHS.keys():
        months = sum((count * _MONTHS[unit] for count, unit in lengths), Fraction(0))
        return Duration(months / 12, "year") if months % 12 == 0 else Duration(months, "month")
    if lengths and units <= _MINUTES.keys():
        minutes = sum((count * _MINUTES[unit] for count, unit in lengths), Fraction(0))
        for unit in ("day", "hour"):
            if minutes % _MINUTES[unit] == 0:
                return Duration(minutes / _MINUTES[unit], unit)
        return Duration(minutes, "minute")
    return None


def _as_readings(durations: Iterable[Duration | None]) -> Readings:
    return tuple(dict.fromkeys(_written_durations(durations)))


def _written_durations(durations: Iterable[Duration | None]) -> Iterator[str]:
    for duration in durations:
        if duration is not None:
            with suppress(ValueError, OverflowError):
                yield str(Duration.parse(str(duration)))
