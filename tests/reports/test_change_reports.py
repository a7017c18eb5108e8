"""Reports on what changed: in each format, with hostile words, and with nothing to say."""

import json
import os
import re
from pathlib import Path
from typing import Any, Final

import pytest
from markdown_it import MarkdownIt

from browsing import (
    CHROMIUM,
    DESK,
    SMALLEST,
    Somebody,
    assert_accessible,
    assert_fits,
    started_browser,
)
from changes import FOLDER, change, with_parts
from conftest import Golden
from html_pages import Reader
from vendorcheck import __version__
from vendorcheck.assessment.change.evidence import compare_evidence
from vendorcheck.assessment.change.sides import AnswerSide
from vendorcheck.model.evidence import Evidence
from vendorcheck.model.vendor_file import Answer
from vendorcheck.reports import Display
from vendorcheck.reports.change import CHANGE_REPORTS
from vendorcheck.reports.change._words import evidence_note, side_text

TOOL: Final = f"vendorcheck {__version__}"


def render(form: str, old: str = "old", new: str = "new", **display: Any) -> str:  # noqa: ANN401
    return CHANGE_REPORTS.get(form).render(change(old, new), Display(**display))


@pytest.mark.parametrize("form", CHANGE_REPORTS)
def test_golden(form: str, golden: Golden) -> None:
    golden(FOLDER / f"change.{form}", render(form).replace(TOOL, "vendorcheck 0.0.0"))


@pytest.mark.parametrize("form", CHANGE_REPORTS)
def test_where_nothing_changed_each_format_says_so(form: str) -> None:
    text = render(form, "new", "new")
    if form == "json":
        data = json.loads(text)
        assert (data["empty"], data["worse"], data["answers"], data["fields"]) == (
            *(True, False, [], []),
        )
        assert data["before"] == data["after"]
    else:
        assert "Nothing has changed" in text
        assert "differ" not in text


def test_html_loads_nothing_and_shows_text_as_text() -> None:
    page = Reader(render("html"))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "form", "link", "iframe"})
    ids = {str(attributes["id"]) for _, attributes in page.elements if "id" in attributes}
    links = {str(attributes["href"]) for tag, attributes in page.elements if tag == "a"}
    assert links
    assert {link.removeprefix("#") for link in links} <= ids
    words = " ".join("".join(page.words).split())
    assert "</q></p><script>alert('x')</script>" in words
    assert r"Acme <b>\u{202e}@x::error::" in words
    assert "\u202e" not in words


def test_markdown_shows_text_as_text() -> None:
    text = render("markdown")
    blocks = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    found = [token for block in blocks for token in (block, *(block.children or ()))]
    assert {token.type for token in found}.isdisjoint(
        {"html_block", "html_inline", "image", "code_block", "fence", "hr", "link_open"}
    )
    rows = [token for token in found if token.type == "tr_open"]
    assert len(rows) == 10 + 2
    assert not re.search(r"(?<![A-Za-z0-9])@\w|(?<![&/])#\d|^::|##\[", text, re.MULTILINE)


@pytest.mark.parametrize("width", [40, 80])
def test_text_fits_the_screen_and_controls_nothing(width: int) -> None:
    text = render("text", width=width)
    assert max(map(len, text.splitlines())) <= width
    assert not {"\x1b", "\u202e"} & {*text}
    colourful = render("text", colour=True)
    assert "\x1b[1;31mWorse (1)" in colourful
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colourful)
    assert [line.rstrip() for line in plain.splitlines()] == render("text").splitlines()
    assert render("text", unicode=False).isascii()


def test_json_says_everything() -> None:
    text = render("json")
    assert text.isascii()
    assert "##[" not in text
    data = json.loads(text)
    assert data["schema"] == "vendorcheck-change/1"
    answers = {one["question"]: one for one in data["answers"]}
    assert answers["q/worse"]["before"]["answer"] == "yes"
    assert answers["q/worse"]["after"]["credit"] == 0.0
    assert answers["q/lapsed"]["evidence"][0]["after"]["why_not"] == "expired"
    assert answers["q/noted"]["details"][1] == {
        "field": "plan",
        "before": None,
        "after": "##[error]",
    }
    exact = [answer["points_exact"] for answer in data["answers"]]
    assert all(isinstance(value, str) for value in exact)


def test_the_other_way_round_other_words_are_right() -> None:
    text = render("text", "new", "old")
    for words in (
        "Approve; before: approve with conditions.",
        "the evidence “Report <i>” is current again",
        "counts as documented, before as claimed",
        "no longer: contradiction, low",
        "no longer said to be done",
        "no longer overdue",
        "place: Moves to another country",
        "no longer in the file",
        "the acceptance is in force now, by CIO, until 2026-06-01",
        "plan: no longer “##[error]”",
        "Assess again by 2027-01-05 → –",
    ):
        assert words in text


def test_decisions_that_are_new_or_gone() -> None:
    new = {
        "decision": "do-not-approve",
        "by": "Sam",
        "decided_on": "2026-01-08",
        "verdict": "approve",
        "advice": "Approve.",
        "conditions": [{"text": "Stop the trial"}],
    }
    text = CHANGE_REPORTS.get("text").render(with_parts(decisions=[new]), Display())
    assert (
        "- Approve with conditions, decided by Jane Doe on 2026-01-05\n"
        "  no longer in the file, although decisions are only appended\n"
    ) in text
    assert (
        "- Do not approve, decided by Sam on 2026-01-08\n"
        "  the rules said that day: approve; the decision is stricter\n"
        "  IT’s advice: “Approve.”; the decision goes against it\n"
        "  condition: Stop the trial\n"
    ) in text
    none = CHANGE_REPORTS.get("text").render(with_parts(decisions=[]), Display())
    assert re.search(r"Decision +Approve with conditions, 2026-01-05 → none yet\n", none)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (None, "not asked"),
        (Answer(unknown=True), "Not known"),
        (Answer(not_applicable="No\nmails."), "Not applicable: No mails."),
        (Answer(answer=("a", "b")), "a; b"),
        (Answer(note="Asked."), "no answer"),
    ],
)
def test_an_answer_that_no_questionnaire_asks_for(answer: Answer | None, text: str) -> None:
    assert side_text(AnswerSide(answer)) == text


def piece(**parts: str) -> Evidence:
    return Evidence.model_validate({"title": "Guide", **parts})


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ("counts", "missing", "no longer counts: the file of its evidence is missing"),
        ("missing", "counts", "counts now"),
        ("missing", "changed", "counts no more than before: the file of its evidence has changed"),
    ],
)
def test_a_piece_of_evidence_that_stands_otherwise(before: str, after: str, note: str) -> None:
    (change,) = compare_evidence([(piece(), before)], [(piece(), after)])
    assert evidence_note(change) == f"the evidence “Guide” {note}"


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is missing")
def test_in_a_browser_the_page_is_quiet_legible_and_fits(tmp_path: Path) -> None:
    path = tmp_path / "change.html"
    path.write_text(render("html"), encoding="utf-8")
    with started_browser() as browser:
        for scheme, width in (("light", DESK), ("dark", SMALLEST)):
            context = browser.new_context(
                color_scheme=scheme,  # type: ignore[arg-type]
                viewport={"width": width, "height": 800},
            )
            somebody = Somebody(context, tmp_path)
            somebody.page.goto(path.as_uri())
            assert somebody.misdeeds == []
            assert_accessible(somebody.page)
        assert_fits(somebody.page, "change")
