"""The formats of the portfolio: the same on every machine, and harmless whatever a vendor says."""

import json
import re

import pytest

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
