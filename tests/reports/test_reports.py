import ast
import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import vendorcheck.reports
from assessments import CASES, NAMES, assessed
from conftest import Golden
from locations import REPOSITORY
from running import run
from vendorcheck import __version__
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.cli import COMMANDS
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.decisions import Decision
from vendorcheck.model.vendor_file import Vendor
from vendorcheck.reports import PRECHECK_REPORTS, REPORTS, Display
from vendorcheck.reports._base import Place, ReportTable
from vendorcheck.validation.diagnostics import DIAGNOSTICS

TEMPLATES = Path(str(vendorcheck.reports.__file__)).parent / "templates"
TOOL = f"vendorcheck {__version__}"
VOID = {"meta", "link", "br", "img", "input", "hr"}


def render(name: str, assessment: Assessment, display: Display | None = None) -> str:
    return REPORTS.get(name).render(assessment, display or Display())


def named(assessment: Assessment, **changes: str) -> Assessment:
    """The assessment of a vendor that calls itself otherwise."""
    vendor = assessment.vendor.vendor.model_copy(update=changes)
    vendor_file = assessment.vendor.model_copy(update={"vendor": vendor})
    tiering = replace(assessment.tiering, vendor=vendor_file)
    return replace(assessment, vendor=vendor_file, tiering=tiering)


def test_there_are_cases_and_formats() -> None:
    assert len(NAMES) > 3
    assert {"json", "markdown", "html", "summary"} <= set(REPORTS)
    verdicts = {assessed(name).verdict for name in NAMES}
    assert verdicts == {
        "approve",
        "approve-with-conditions",
        "more-information-needed",
        "do-not-approve",
    }


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, form: str, golden: Golden) -> None:
    golden(
        CASES / name / f"report.{form}",
        render(form, assessed(name)).replace(TOOL, "vendorcheck 0.0.0"),
    )


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_report_ends_with_one_line_break_and_is_the_same_again(name: str, form: str) -> None:
    text = render(form, assessed(name))
    assert text.endswith("\n")
    assert text == render(form, assessed(name))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.json", "json"),
        ("b.MD", "markdown"),
        ("c/d.html", "html"),
        ("e.htm", "html"),
        ("-", None),
        (None, None),
    ],
)
def test_suffixes_name_formats(path: str | None, name: str | None) -> None:
    found = REPORTS.choose(None, path)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.md", "brief"), ("b.Markdown", "brief"), ("c.TXT", "precheck"), ("-", None)],
)
def test_suffixes_name_formats_of_the_precheck(path: str, name: str | None) -> None:
    found = PRECHECK_REPORTS.choose(None, path)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("path", ["f.txt", "md", "a.md/b\x1b.doc"])
def test_a_suffix_of_no_format_is_told_with_those_that_there_are(path: str) -> None:
    with pytest.raises(VendorcheckError) as caught:
        REPORTS.choose(None, path)
    with_suffix = [form for form in REPORTS.values() if form.suffixes]
    assert len(with_suffix) >= 3
    assert all(f"{form.suffixes[0]} ({form.name})" in str(caught.value) for form in with_suffix)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("table", [REPORTS, PRECHECK_REPORTS], ids=["assess", "precheck"])
def test_what_the_commands_look_for_is_there_once(
    table: ReportTable[Assessment] | ReportTable[Precheck],
) -> None:
    suffixes = [suffix for form in table.values() for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    for place in get_args(Place):
        assert len([form for form in table.values() if place in form.default_for]) == 1
    assert len([form for form in table.values() if form.reader == "vendor"]) == 1
    assert [form.name for form in table.values() if form.reader == "IT"] == ["brief"]


def test_formats_of_the_precheck_are_those_of_assess_without_a_verdict() -> None:
    assert set(PRECHECK_REPORTS) <= set(REPORTS)
    shown = {name for name, form in REPORTS.items() if form.shows_verdict}
    assert set(REPORTS) - shown == {"brief", "precheck"}
    assert all(form.shows_verdict for form in PRECHECK_REPORTS.values())


def test_no_command_asks_a_format_for_its_name() -> None:
    names = {*REPORTS, *PRECHECK_REPORTS, *DIAGNOSTICS} - {*COMMANDS}
    files = sorted((REPOSITORY / "src/vendorcheck/cli").glob("*.py"))
    nodes = [
        (file, node) for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))
    ]
    # A noun that is counted, such as questions, may be that of a format.
    nouns = {
        id(noun)
        for _, node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "count_with_noun"
        for noun in node.args
    }
    asked = [
        (file.name, node.lineno, node.value)
        for file, node in nodes
        if isinstance(node, ast.Constant) and node.value in names and id(node) not in nouns
    ]
    assert len(files) > 5
    assert asked == []


@pytest.mark.parametrize(
    ("command", "formats"), [("assess", REPORTS), ("precheck", PRECHECK_REPORTS)]
)
def test_the_help_names_every_format(command: str, formats: Mapping[str, object]) -> None:
    (metavar,) = re.findall(r"--format \[?([a-z|]+)", run(command, "--help", COLUMNS="200").stdout)
    assert sorted(metavar.split("|")) == list(formats)


# ---- templates


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_templates_leave_no_door_open(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b", source)
    assert "autoescape" not in source
    if path.name.endswith(".html.j2"):
        markup = re.sub(r"\{%.*?%\}", "", source.replace("<script>{{ script }}</script>", ""))
        assert not re.search(r"<script|\s(style|on[a-z]+)=", markup)
        assert not re.search(r"""[\w-]=(?!"")""", re.sub(r'"[^"]*"', '""', markup)), (
            "an attribute without quotes"
        )


# ---- HTML


class Page(HTMLParser):
    """Notes elements, ids and text, and that each end tag closes what was opened last."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs)
        self.tags.append((tag, found))
        self.ids += [str(found["id"])] if "id" in found else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.words.append(data)


@pytest.mark.parametrize("name", NAMES)
def test_html_is_well_formed_and_every_question_has_its_anchor(name: str) -> None:
    assessment = assessed(name)
    page = Page(render("html", assessment))
    assert len(set(page.ids)) == len(page.ids)
    anchors = [
        f"q-{result.status.question.key.replace('/', '.')}" for result in assessment.questions
    ]
    assert anchors
    assert set(anchors) <= set(page.ids)
    targets = [
        str(attributes["href"])[1:]
        for tag, attributes in page.tags
        if tag == "a" and str(attributes["href"]).startswith("#")
    ]
    assert set(targets) <= set(page.ids)
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")


@pytest.mark.parametrize("name", NAMES)
def test_html_runs_nothing_and_asks_nobody(name: str) -> None:
    text = render("html", assessed(name))
    page = Page(text)
    assert {tag for tag, _ in page.tags}.isdisjoint(
        {"img", "iframe", "object", "link", "form", "base"}
    )
    # One script, our own, and no other may run; without a target a link opens no window of ours.
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'; " in unescape(text)
    assert ("meta", {"name": "referrer", "content": "no-referrer"}) in page.tags
    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not any(key.startswith("on") or key == "src" for key in attributes)
        link = attributes.get("href") or "#"
        assert link.startswith("#") or (
            tag == "a" and link.startswith(("https://", "http://", "mailto:"))
        )
        assert "target" not in attributes


def test_the_verdict_comes_first_and_in_words() -> None:
    for name in NAMES:
        assessment = assessed(name)
        words = " ".join(" ".join(Page(render("html", assessment)).words).split())
        label = words.index(assessment.verdict.replace("-", " ").capitalize())
        assert (
            label
            < words.index("What to do next")
            < words.index("All answers")
            < words.index("Provenance")
        )


def test_html_shows_hostile_text_as_text() -> None:
    words = "".join(Page(render("html", assessed("hostile"))).words)
    for text in (
        "<script>alert('name')</script>",
        "\\u{202e}evil",
        "{{7*7}}",
        "</q></dd></div><style>*{display:none}</style>",
    ):
        assert text in words
    assert "(xn--cme-5cd.example)" in words


def test_html_without_a_score_or_a_tier_says_so() -> None:
    text = render("html", replace(assessed("not-scorable"), tier=None))
    assert "not scorable" in text
    assert "<dt>Tier" not in text
    assert 'role="img"' not in text


# ---- Markdown


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("name", NAMES)
def test_markdown_shows_text_as_text(name: str) -> None:
    found = list(tokens(render("markdown", assessed(name))))
    kinds = {token.type for token in found}
    assert kinds.isdisjoint(
        {"html_block", "html_inline", "image", "code_block", "fence", "blockquote_open", "hr"}
    )
    links = {str(token.attrs["href"]) for token in found if token.type == "link_open"}
    assert all(link.startswith(("https://", "http://", "mailto:")) for link in links)
    assert not any("evil" in link for link in links)
    headings = [token.tag for token in found if token.type == "heading_open"]
    assert headings.count("h1") == 1


def test_markdown_lists_keep_their_numbers() -> None:
    text = render("markdown", assessed("rejected"))
    assert "\n    - Clause: " in text
    found = [token for token in tokens(text) if token.type == "ordered_list_open"]
    assert all("start" not in token.attrs for token in found)


def test_markdown_mentions_nobody_and_refers_to_nothing() -> None:
    text = render("markdown", assessed("hostile"))
    assert not re.search(r"(?<![A-Za-z0-9])@\w|(?<![&/])#\d|GH-\d|^::", text, re.MULTILINE)


# ---- JSON

NUMBER = (int, float)
SHAPE: dict[str, object] = {
    "schema": str,
    "as_of": str,
    "vendor": {"name": str, "product": (str, type(None))},
    "tier": (str, type(None)),
    "tier_assumed": bool,
    "verdict": str,
    "rules": [{"rule": str, "verdict": str, "questions": [str], "detail": str}],
    "best_verdict": str,
    "worst_verdict": str,
    "settled": bool,
    "score": (*NUMBER, type(None)),
    "score_low": (*NUMBER, type(None)),
    "score_high": (*NUMBER, type(None)),
    "exact": (str, type(None)),
    "coverage": (*NUMBER, type(None)),
    "questionnaires": [
        {
            "id": str,
            "version": str,
            "score": (*NUMBER, type(None)),
            "coverage": (*NUMBER, type(None)),
            "sections": [
                {"id": str, "score": (*NUMBER, type(None)), "coverage": (*NUMBER, type(None))}
            ],
            "questions": [
                {
                    "id": str,
                    "state": str,
                    "answer": (str, list, type(None)),
                    "applies": str,
                    "weight": NUMBER,
                    "credit": (float, type(None)),
                    "contribution": (*NUMBER, type(None)),
                    "contribution_exact": (str, type(None)),
                    "grade": str,
                }
            ],
        }
    ],
    "findings": [
        {
            "kind": str,
            "question": (str, type(None)),
            "check": (str, type(None)),
            "severity": str,
            "finding": str,
            "answer": (str, list, type(None)),
            "remedy": (str, type(None)),
            "clause": (str, type(None)),
            "controls": dict,
            "maps_to": dict,
            "accepted": (dict, type(None)),
        }
    ],
    "path_to_yes": {
        verdict: {
            "steps": (list, type(None)),
            "minimal": bool,
            "blocked_by": [{"rule": str, "verdict": str, "questions": [str]}],
        }
        for verdict in ("approve", "approve-with-conditions")
    },
    "conditions": [{"question": str, "text": str, "clause": (str, type(None))}],
    "ask_vendor": [{"question": str, "text": str}],
    "provenance": {
        "tool": str,
        "answers_sha256": str,
        "policy": {"id": str, "version": str, "sha256": str},
    },
}
STEP: dict[str, object] = {
    "question": str,
    "kind": str,
    "answer": (str, list, type(None)),
    "remedy": (str, type(None)),
    "effort": str,
    "score_after": (*NUMBER, type(None)),
}


def fits(data: object, shape: object, where: str = "") -> None:
    """The published keys are all there, in their order among any others, and of their type."""
    if isinstance(shape, dict):
        assert isinstance(data, dict), where
        assert [key for key in data if key in shape] == list(shape), where
        for key, wanted in shape.items():
            fits(data[key], wanted, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(data, list), where
        for one in data:
            fits(one, shape[0], where)
    else:
        assert isinstance(data, shape), where  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_json_has_the_published_shape(name: str) -> None:
    text = render("json", assessed(name))
    assert text.isascii()
    data = json.loads(text)
    fits(data, SHAPE)
    assert data["schema"] == "vendorcheck-assessment/2"
    for path in data["path_to_yes"].values():
        fits(path["steps"] or [], [STEP])


@pytest.mark.parametrize("name", NAMES)
def test_contributions_add_up_to_the_score(name: str) -> None:
    data = json.loads(render("json", assessed(name)))
    exact = [
        Fraction(question["contribution_exact"])
        for found in data["questionnaires"]
        for question in found["questions"]
        if question["contribution_exact"] is not None
    ]
    assert sum(exact) == Fraction(data["exact"] or 0)
    assert data["score"] == (
        None if data["exact"] is None else float(round(Fraction(data["exact"]), 2))
    )


def test_the_last_step_ends_where_a_new_assessment_would() -> None:
    data = json.loads(render("json", assessed("rejected")))
    steps = data["path_to_yes"]["approve"]["steps"]
    assert steps[-1]["score_after"] == 100.0
    assert [step["score_after"] for step in steps] == sorted(step["score_after"] for step in steps)


def test_json_without_a_way_has_no_steps_and_says_what_stands_in_it() -> None:
    path = json.loads(render("json", assessed("not-scorable")))["path_to_yes"]["approve"]
    assert path["steps"] is None or path["steps"]
    if path["steps"] is None:
        assert path["blocked_by"][0]["rule"] == "not-scorable"


def test_conditions_are_the_steps_to_approve() -> None:
    data = json.loads(render("json", assessed("conditions")))
    steps = data["path_to_yes"]["approve"]["steps"]
    assert [found["question"] for found in data["conditions"]] == [
        step["question"] for step in steps
    ]
    assert json.loads(render("json", assessed("rejected")))["conditions"] == []


# ---- the summary


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("name", NAMES)
def test_the_summary_keeps_to_its_width(name: str, width: int) -> None:
    text = render("summary", assessed(name), Display(width=width))
    assert max(len(line) for line in text.splitlines()) <= width
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    if width == 80:
        assert len(text.splitlines()) <= 27


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_can_do_with_ascii(name: str) -> None:
    assert render("summary", assessed(name), Display(unicode=False)).isascii()


def test_the_summary_colours_only_where_it_may() -> None:
    plain, coloured = (
        render("summary", assessed("rejected"), Display(colour=colour)) for colour in (False, True)
    )
    assert "\x1b" not in plain
    assert "\x1b[1;31mDo not approve" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("form", ["summary", "markdown", "html"])
def test_nothing_of_a_vendor_moves_the_cursor_or_is_markup(form: str) -> None:
    name = "\x1b[31mred\x1b]0;title\x07 \x9b2J [/etc/passwd] [bold]x[/bold] \u202eabc :smile:"
    text = render(form, named(assessed("rejected"), name=name))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "u{1b}" in text.replace("\\{", "{").replace("\\}", "}")


def test_colours_do_not_let_a_vendor_in() -> None:
    text = render(
        "summary", named(assessed("rejected"), name="\x1b[8mhidden [/x]"), Display(colour=True)
    )
    assert "\x1b[8m" not in text


def test_the_machine_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {form: render(form, assessed("open")) for form in REPORTS}
    for key, value in {
        "NO_COLOR": "1",
        "FORCE_COLOR": "1",
        "COLUMNS": "33",
        "TERM": "dumb",
        "LANG": "tr_TR.UTF-8",
    }.items():
        monkeypatch.setenv(key, value)
    assert {form: render(form, assessed("open")) for form in REPORTS} == before


def test_a_vendor_without_a_product_stands_alone() -> None:
    assert assessed("rejected").vendor.vendor == Vendor(name="Acme Ltd")
    assert "# Acme Ltd\n" in render("markdown", assessed("rejected"))


LONG = "Approve. " * 3000


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("form", ["summary", "precheck", "questions"])
def test_a_long_name_leaves_the_first_lines_to_the_verdict(form: str, width: int) -> None:
    assessment = named(assessed("rejected"), name=LONG, product=LONG, plan=LONG)
    lines = render(form, assessment, Display(width=width)).splitlines()
    first = {"summary": "Do not approve: ", "precheck": "Result: ", "questions": "Hello,"}[form]
    assert next(number for number, line in enumerate(lines) if line.startswith(first)) < 12
    assert len(lines) < 50
    assert LONG.strip() not in " ".join(lines)


@pytest.mark.parametrize("form", ["markdown", "html", "brief", "trial", "json"])
def test_a_long_name_stands_in_full_once_at_most(form: str) -> None:
    assessment = named(assessed("rejected"), product=LONG, owner=LONG.lower())
    text = render(form, assessment)
    times = 0 if form == "trial" else 1
    assert text.count(LONG.strip()) == text.count(LONG.strip().lower()) == times
    head = {"markdown": "## Why", "html": '<section id="why"', "brief": "## The request"}.get(form)
    if head:
        assert len(text.split(head)[0].partition("</style>")[2] or text.split(head)[0]) < 6000
        assert text.index(LONG.strip()) > text.index("Names in full")


def test_a_long_website_is_linked_and_shown_in_short() -> None:
    url = "https://acme.example/" + "x" * 500
    text = render("html", named(assessed("rejected"), website=url))
    assert f'<a href="{url}">{url[:79]}…</a>' in text
    assert f"<dt>Website:</dt> <dd>{url}</dd>" in text


def test_a_decision_by_a_long_name_is_cut_in_the_head_only() -> None:
    found = assessed("rejected")
    decided = Decision.model_validate(
        {"decision": "approve", "by": LONG, "decided_on": "2026-11-03"}
    )
    found = replace(found, vendor=found.vendor.model_copy(update={"decisions": (decided,)}))
    for form in ("markdown", "html"):
        assert render(form, found).count(LONG.strip()) == 1


def test_names_that_fit_stand_nowhere_else_in_full() -> None:
    assessment = named(assessed("rejected"), name="x" * 80)
    assert "Names in full" not in render("markdown", assessment) + render(
        "html", assessment
    ) + render("brief", assessment)


def keys(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            # Ids of frameworks, and names of digests, are data.
            if key == "maps_to" and isinstance(value, dict):
                yield from keys([*value.values()])
            elif key not in {"controls", "digests"}:
                yield from keys(value)
    elif isinstance(data, list):
        for one in data:
            yield from keys(one)


def test_every_key_of_the_json_report_is_documented() -> None:
    text = (REPOSITORY / "docs" / "reference" / "json-report.md").read_text("utf-8")
    documented = set(re.findall(r"[a-z0-9_-]+", " ".join(re.findall(r"`([^`]+)`", text))))
    found = {key for name in NAMES for key in keys(json.loads(render("json", assessed(name))))}
    assert found
    assert found <= documented
