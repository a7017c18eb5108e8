"""The formats of the portfolio: the same on every machine, and harmless whatever a vendor says."""

import csv
import json
import re
import tracemalloc
from io import StringIO

import pytest
from icalendar import Calendar, Component

from conftest import Golden
from locations import REPOSITORY
from portfolios import BOARD, CASES, CRM, FILES, hostile_vendor, portfolio_of, three_vendors
from vendorcheck import __version__
from vendorcheck.assessment.portfolio.entry import BrokenFile
from vendorcheck.assessment.portfolio.portfolio import Portfolio
from vendorcheck.reports import Display
from vendorcheck.reports.portfolio import PORTFOLIO_REPORTS
from vendorcheck.text.layout import text_width

GOLDENS = CASES / "reports"
FORMATS = list(PORTFOLIO_REPORTS)
TOWER = "approve" + "\u0301\u0323" * 900
COMMAND = "::error::gotcha ##[error]gotcha ##vso[task.setvariable variable=x]y"
MARKUP = "</script><img src=x onerror=alert(1)> [Sign in](https://evil.example) @everyone"
CONTROL = "a\u202eb\u2066c\\e[31m \u200b\ue000d"
FORMULA = "=cmd|' /C calc'!A0"


def render(name: str, portfolio: Portfolio, display: Display | None = None) -> str:
    return PORTFOLIO_REPORTS.get(name).render(portfolio, display or Display())


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, golden: Golden) -> None:
    text = render(name, three_vendors()).replace(__version__, "0.0.0")
    golden(GOLDENS / f"portfolio.{name}", text)


def test_golden_on_a_narrow_screen(golden: Golden) -> None:
    golden(GOLDENS / "narrow.text", render("text", three_vendors(), Display(40, unicode=False)))


def test_no_line_is_wider_than_the_screen() -> None:
    for width in (30, 40, 80, 120):
        text = render("text", three_vendors(), Display(width))
        assert max(map(text_width, text.splitlines())) <= width


def test_colours_only_where_they_are_shown() -> None:
    assert "\x1b[33m" in render("text", three_vendors(), Display(colour=True))
    assert "\x1b" not in render("text", three_vendors())


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_portfolio_can_be_shown(name: str) -> None:
    text = render(name, portfolio_of({}, broken=(BrokenFile("a.yaml", "line 1: no"),)))
    assert text.endswith("\n")


def test_the_default_is_text() -> None:
    for place in ("terminal", "pipe"):
        assert PORTFOLIO_REPORTS.default_format(place).name == "text"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", [TOWER, COMMAND, MARKUP, CONTROL, FORMULA])
def test_hostile_words_do_nothing(name: str, words: str) -> None:
    text = hostile_vendor(words)
    portfolio = portfolio_of({"a.yaml": text, f"{words[:40]}.yaml": text})
    shown = render(name, portfolio)
    assert not re.search(r"[\u0300-\u036f]{9}", shown)
    assert [sign for sign in "\x1b\u202e\x07\u2066" if sign in shown] == []
    assert "<img" not in shown or name != "html"
    if PORTFOLIO_REPORTS[name].for_programs:
        assert "##[" not in shown


def test_json_says_everything_and_is_ascii() -> None:
    text = render("json", three_vendors())
    assert text.isascii()
    data = json.loads(text)
    assert data["schema"] == "vendorcheck-portfolio/1"
    assert [vendor["file"] for vendor in data["vendors"]] == list(FILES)
    assert data["broken"] == [
        {"file": "broken.yaml", "message": "line 2, column 3: no", "errors": 1}
    ]
    assert [one["state"] for one in data["due"]] == 2 * ["overdue"] + ["lapsed"] + 6 * ["coming"]


def test_every_key_of_the_json_is_explained() -> None:
    page = (REPOSITORY / "docs/reference/portfolio-json.md").read_text("utf-8")
    data = json.loads(render("json", three_vendors()))

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return {*value, *(key for part in value.values() for key in keys(part))}
        return {key for part in value for key in keys(part)} if isinstance(value, list) else set()

    assert sorted(key for key in keys(data) if f"`{key}" not in page) == []


def test_a_long_list_is_cut_and_counted() -> None:
    conditions = "".join(
        f"      - {{text: Number {number}, due: 2026-12-{number:02}}}\n" for number in range(1, 14)
    )
    text = CRM.replace("    conditions:\n", f"    conditions:\n{conditions}")
    shown = render("text", portfolio_of({"crm.yaml": text}, within=39))
    assert "Within 39 days (16)" in shown
    assert "and 6 more" in shown


def test_a_decision_without_change_is_not_stale() -> None:
    assert "stale" not in render("text", portfolio_of({"board.yaml": BOARD}))
    assert "conditions, stale" in render("text", portfolio_of({"crm.yaml": CRM}))


def test_csv_has_a_line_for_each_file_and_no_formula() -> None:
    lines = list(csv.DictReader(StringIO(render("csv", three_vendors()))))
    assert [line["file"] for line in lines] == [*FILES, "broken.yaml"]
    crm, mail, board, broken = lines
    assert (crm["verdict"], crm["decision"], crm["changed_since"]) == (
        "more-information-needed",
        "approve-with-conditions",
        "verdict",
    )
    assert (crm["notice_by"], crm["renews_on"]) == ("2027-03-31", "2027-06-30")
    assert (crm["cost"], crm["currency"], mail["cost"]) == ("12000.00", "EUR", "")
    assert (crm["next_due"], board["overdue"]) == ("2026-12-10", "1")
    assert broken["error"] == "line 2, column 3: no"
    hostile = portfolio_of({"=a.yaml": hostile_vendor(FORMULA)}, broken=(BrokenFile("@x", "-1"),))
    cells = [cell for line in csv.reader(StringIO(render("csv", hostile))) for cell in line]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
    assert f"'{FORMULA}" in cells


def events(text: str) -> list[Component]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_the_calendar_has_an_event_for_each_day_that_matters() -> None:
    found = events(render("ics", three_vendors()))
    days = [str(event.decoded("dtstart")) for event in found]
    assert days == [str(one.item.due) for one in three_vendors().due]
    assert {str(event.decoded("dtstamp")) for event in found} == {"2026-11-22 00:00:00+00:00"}
    assert str(found[1]["summary"]) == "Kontor CRM: Condition: Sign the DPA (legal)"
    assert len({str(event["uid"]) for event in found}) == len(found)


def test_an_event_keeps_its_uid_when_its_day_moves_and_nothing_else_does() -> None:
    moved = CRM.replace("2026-12-31", "2027-01-31")
    before, after = (
        {str(event["summary"]): str(event["uid"]) for event in events(render("ics", portfolio))}
        for portfolio in (portfolio_of({"crm.yaml": CRM}), portfolio_of({"crm.yaml": moved}))
    )
    assert before == after
    other = events(render("ics", portfolio_of({"other.yaml": CRM})))
    assert {str(event["uid"]) for event in other}.isdisjoint(before.values())


def test_two_conditions_with_the_same_words_are_two_events() -> None:
    twice = CRM.replace("      - {text: Sign", "      - {text: Sign the DPA}\n      - {text: Sign")
    again = twice.replace(
        "{text: Sign the DPA}", "{text: Sign the DPA, owner: us, due: 2026-12-01}"
    )
    uids = [str(event["uid"]) for event in events(render("ics", portfolio_of({"a.yaml": again})))]
    assert len(set(uids)) == len(uids) == 9


def test_no_word_of_a_vendor_becomes_a_property_or_a_link_of_the_calendar() -> None:
    words = "x\nEND:VEVENT\nATTACH:https://evil.example/a;b,c\\n"
    text = hostile_vendor(words)
    found = events(render("ics", portfolio_of({"a.yaml": text})))
    names = {name for event in found for name in event}
    allowed = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP")
    assert names == {*allowed}
    assert all("://" not in str(event["summary"]) for event in found)
    assert all("://" not in str(event["description"]) for event in found)


@pytest.mark.parametrize(
    ("website", "link"),
    [
        ("https://kontor.example/crm", "https://kontor.example/crm"),
        ("javascript:alert(1)", None),
        ("https://acme.example@evil.example/", None),
        ("on request", None),
    ],
)
def test_only_a_harmless_website_is_linked(website: str, link: str | None) -> None:
    text = CRM.replace("{name: Kontor,", f'{{name: Kontor, website: "{website}",')
    portfolio = portfolio_of({"crm.yaml": text})
    assert {event.get("url") for event in events(render("ics", portfolio))} == {link}
    page = render("html", portfolio)
    assert ('<a href="https://kontor.example/crm">' in page) == (link is not None)
    assert "javascript:" not in page


def test_a_calendar_of_many_vendors_takes_little_more_memory_than_its_text() -> None:
    portfolio = portfolio_of({f"{number}.yaml": CRM for number in range(40)})
    assert len(portfolio.due) > 100
    render("ics", portfolio)
    tracemalloc.start()
    try:
        text = render("ics", portfolio)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 * len(text)


def test_the_page_is_complete_without_script_and_loads_nothing() -> None:
    page = render("html", three_vendors())
    assert page.count("<script>") == 1
    assert "src=" not in page
    assert set(re.findall(r"https://[^\"]*", page)) == {"https://pigeon.example"}
    body = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    for words in (
        "Kontor CRM",
        "Draws on a wall together",
        "Approved with conditions",
        "Stale: the verdict has changed since",
        "Sign the DPA",
        "Accounts are not removed automatically",
        "2 of 3 run on the same host, Amazon Web Services",
        "to be assessed again since 2026-11-01",
        "median 10 working days from request to decision",
        "12,000 EUR and 500 USD a year",
        "broken.yaml",
        "Jun 2027",
    ):
        assert words in body, words
    assert '<form id="filter" hidden>' in body


def test_a_page_of_very_much_says_what_it_leaves_out() -> None:
    conditions = "".join(f"      - {{text: N {n}, due: 2027-01-01}}\n" for n in range(201))
    text = CRM.replace("    conditions:\n", f"    conditions:\n{conditions}")
    page = render("html", portfolio_of({"crm.yaml": text}))
    assert "Coming (207)" in page
    assert "And 7 more: csv, json and ics have all." in page


def test_text_tells_the_range_the_owner_the_tier_and_the_purpose() -> None:
    text = " ".join(render("text", three_vendors(), Display(80)).split())
    assert "Kontor CRM More info 12 (6–99) 7 %" in text
    assert "Kontor CRM: Ida Holm, tier high. Keeps what we know about customers" in text
    assert "Pigeon: owner not known, tier high. Purpose not known" in text
