"""Views: each format says which it knows, and gets nothing but what a view lays out."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from assessments import CASES, NAMES, assessed
from conftest import Golden
from locations import REPOSITORY
from vendorcheck import __version__
from vendorcheck.reports import PRECHECK_REPORTS, REPORTS, Display
from vendorcheck.reports.readers import VIEWS, WHOLE_VIEW, View, ViewContent

LAID_OUT = [view for view in VIEWS.values() if view.lay_out]
EACH = ["html", "json", "markdown", "summary"]


def render(name: str, view: str, case: str, display: Display | None = None) -> str:
    return REPORTS.in_view(REPORTS[name], view).render(assessed(case), display or Display())


def content_of(view: View, case: str) -> ViewContent:
    assert view.lay_out
    return view.lay_out(assessed(case))


def test_each_format_says_which_views_it_knows() -> None:
    known = {name: report.views for name, report in REPORTS.items()}
    assert {name for name in known if known[name] == tuple(VIEWS)} == set(EACH)
    assert known["questions"] == ("vendor",)
    assert known["trial"] == (WHOLE_VIEW,)
    assert PRECHECK_REPORTS["questions"].views == ("vendor",)


@pytest.mark.parametrize("name", REPORTS)
def test_a_format_is_in_its_own_view_unless_another_is_named(name: str) -> None:
    report = REPORTS[name]
    assert REPORTS.in_view(report, None) is report
    for view in report.views:
        shown = report.in_view(view)
        assert (shown.view, shown.views) == (view, report.views)
        assert shown.for_programs is report.for_programs
        assert shown.in_view(report.view).render is report.render


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("view", [view.name for view in LAID_OUT])
@pytest.mark.parametrize("case", ["hostile", "open", "rejected"])
def test_golden(name: str, view: str, case: str, golden: Golden) -> None:
    text = render(name, view, case).replace(f"vendorcheck {__version__}", "vendorcheck 0.0.0")
    golden(CASES / case / f"view-{view}.{name}", text)


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("view", LAID_OUT, ids=lambda view: str(view.name))
def test_json_has_each_field_of_a_view(view: View, case: str) -> None:
    content = content_of(view, case)
    data = json.loads(render("json", view.name, case))
    assert list(data) == ["schema", *(part.name for part in fields(content))]
    assert data["schema"] == f"vendorcheck-{view.name}-view/1"


@pytest.mark.parametrize("view", LAID_OUT, ids=lambda view: str(view.name))
def test_the_reference_explains_each_key_of_a_view(view: View) -> None:
    page = (REPOSITORY / "docs/reference/views.md").read_text("utf-8")
    part = page.split(f"## {view.name}\n", 1)[1].split("\n## ", 1)[0]
    datas = [json.loads(render("json", view.name, case)) for case in NAMES]
    assert f"`{datas[0]['schema']}`" in part
    keys = {key for data in datas for key in documented_keys(data)}
    assert [key for key in sorted(keys) if f"| `{key}` |" not in part] == []
    rows = set(re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE))
    assert rows == keys


def documented_keys(data: dict[str, Any]) -> Iterator[str]:
    """Yield the keys as the reference writes them."""
    for name, value in data.items():
        yield name
        if isinstance(value, dict):
            yield from (f"LIST.{key}" for key in value)
            yield from (f"LIST.entries[].{key}" for entry in value["entries"] for key in entry)
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, dict):
                yield from (f"{name}[].{key}" for key in entry)


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("view", [view.name for view in LAID_OUT])
def test_it_fits_a_screen(view: str, case: str, width: int) -> None:
    text = render("summary", view, case, Display(width=width, unicode=False))
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= width
    assert [line for line in text.splitlines() if line.lstrip().startswith("%")] == []


def test_titles_are_bold_where_there_is_colour() -> None:
    text = render("summary", "vendor", "rejected", Display(colour=True))
    assert text.startswith("\x1b[1mAcme Ltd: open points\x1b[0m\n")


def test_where_nothing_is_open_a_vendor_reads_that() -> None:
    assessment = assessed("approved")
    nothing = replace(assessment, findings=(), questions_for_vendor=())
    text = REPORTS.in_view(REPORTS["markdown"], "vendor").render(nothing, Display())
    assert "Nothing is open" in text
