"""The formats of the comparison: the same on every machine, and harmless whatever a vendor says."""

import csv
import json
import re
from io import StringIO

import pytest

from comparisons import CASES, FILES, changed, compared, comparison_of, hostile_vendor
from conftest import Golden
from locations import REPOSITORY
from vendorcheck import __version__
from vendorcheck.assessment.comparison import Comparison
from vendorcheck.reports import Display
from vendorcheck.reports.comparison import COMPARISON_REPORTS
from vendorcheck.reports.comparison._layout import Cell
from vendorcheck.text.layout import text_width

FORMATS = list(COMPARISON_REPORTS)
TOWER = "approve" + "\u0301\u0323" * 900
COMMAND = "::error::gotcha ##[error]gotcha ##vso[task.setvariable variable=x]y"
MARKUP = "</script><img src=x onerror=alert(1)> [Sign in](https://evil.example) | @everyone"
CONTROL = "a\u202eb\u2066c\\e[31m \u200b\ue000d"
FORMULA = "=cmd|' /C calc'!A0"
SEEN = {TOWER: "approve", COMMAND: "gotcha", MARKUP: "evil", CONTROL: "200b", FORMULA: "calc"}
"""A piece of each that shows that it is there."""


def render(name: str, comparison: Comparison, display: Display | None = None) -> str:
    return COMPARISON_REPORTS.get(name).render(comparison, display or Display())


def several() -> Comparison:
    return compared("alpha", "beta", "servers")


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, golden: Golden) -> None:
    text = render(name, several()).replace(__version__, "0.0.0")
    golden(CASES / "reports" / f"comparison.{name}", text)


def test_golden_on_a_narrow_screen(golden: Golden) -> None:
    shown = render("text", several(), Display(40, unicode=False))
    golden(CASES / "reports" / "narrow.text", shown)


def test_no_line_is_wider_than_the_screen() -> None:
    for width in (20, 40, 80, 120):
        text = render("text", several(), Display(width))
        assert max(map(text_width, text.splitlines())) <= width


def test_what_it_says_of_the_best() -> None:
    def first_line(comparison: Comparison) -> str:
        return render("text", comparison, Display(120)).partition("\n")[0]

    assert first_line(several()) == "Gamma stands best: approve."
    assert first_line(compared("cloud", "servers")) == "All of them stand alike: approve."
    assert first_line(comparison_of(changed("beta"), changed("alpha", sso="no"))) == (
        "Alpha stands best: do not approve, as it meets more of what can't be done without. "
        "None of them can be bought as it is."
    )
    steps = comparison_of(
        changed("cloud", sso="no", mfa="no"), changed("alpha", sso="no", mfa="yes")
    )
    assert "as the fewest steps lead to an approval" in first_line(steps)


def test_vendors_of_one_name_are_told_apart_by_their_files() -> None:
    lines = csv.reader(StringIO(render("csv", compared("cloud", "servers"))))
    assert next(lines)[4:] == ["Gamma (cloud)", "Gamma (servers)"]
    table = {line[1]: line[4:] for line in lines}
    assert table["Where it runs"] == ["In the vendor's cloud", "On our own servers"]
    assert table["Who keeps it up to date?"] == ["Not asked", "We do, with signed updates"]
    assert table["Falls to us"] == ["–", "1 part of running it"]


def test_what_falls_to_us_is_what_is_asked_only_of_our_own_systems() -> None:
    # What both are asked of which one runs with us is no difference; what only the cloud is asked
    # is the vendor's.
    lines = [*csv.reader(StringIO(render("csv", several())))]
    assert [line[3] for line in lines if line[0] == "What falls to us"] == ["", "tool/updates"]
    assert "Asked of some only" not in {line[0] for line in lines}
    library = comparison_of(
        ("a.yaml", FILES["cloud.yaml"]),
        ("b.yaml", FILES["servers.yaml"]),
        chosen=("hosting-support",),
    )
    parts: dict[str, set[str]] = {}
    for line in csv.reader(StringIO(render("csv", library))):
        parts.setdefault(line[0], set()).add(line[3])
    assert {"hosting-support/own-part-updates"} <= parts["What falls to us"]
    assert {"hosting-support/uptime"} <= parts["Asked of some only"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", [TOWER, COMMAND, MARKUP, CONTROL, FORMULA])
def test_hostile_words_do_nothing(name: str, words: str) -> None:
    text = hostile_vendor(words)
    shown = render(
        name, comparison_of((f"{words[:40]}.yaml", text), ("b.yaml", FILES["beta.yaml"]))
    )
    assert SEEN[words] in shown
    assert not re.search(r"[\u0300-\u036f]{9}", shown)
    assert [sign for sign in "\x1b\u202e\x07\u2066" if sign in shown] == []
    assert "<img" not in shown or name not in {"html", "markdown"}
    if COMPARISON_REPORTS[name].for_programs:
        assert "##[" not in shown
    if name == "csv":
        cells = [cell for line in csv.reader(StringIO(shown)) for cell in line]
        assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
        assert len({len(line) for line in csv.reader(StringIO(shown))}) == 1
    if name == "markdown":
        widths = [line.count(" | ") for line in shown.splitlines() if line.startswith("| ")]
        assert {*widths} == {2}


def test_what_an_answer_lacks_is_said_in_words() -> None:
    lines = csv.reader(StringIO(render("csv", compared("alpha", "beta"))))
    rows = {line[1]: line[4:] for line in lines}
    assert rows["Is there single sign-on?"] == ["For a charge", "No (not met)"]
    assert rows["Is there a second factor?"] == ["no (not met)", "yes"]


def test_a_plan_without_a_price_and_what_nobody_knows() -> None:
    unpriced = changed("alpha", sso={"answer": "charged", "plan": "Business"}, mfa=None)
    unknown = changed("cloud", sso={"unknown": "true"}, mfa=None)
    lines = csv.reader(StringIO(render("csv", comparison_of(unpriced, unknown))))
    rows = {line[1]: line[4:] for line in lines}
    assert "Plan Business as well: price not named, for 1 answer" in rows["Cost"][0]
    assert rows["Score"] == ["67 (67–100) %", "0 (0–100) %"]
    assert rows["Must be met"] == ["All met", "1 open"]
    assert rows["To approve"][1].startswith("Ask first: only 0 % is answered")
    assert rows["Is there single sign-on?"] == ["For a charge", "Not known"]
    assert "Is there a second factor?" not in rows


def test_every_key_of_the_json_is_explained() -> None:
    page = (REPOSITORY / "docs/reference/comparison-json.md").read_text("utf-8")
    text = render("json", compared("alpha", "beta", "servers"))
    assert text.isascii()
    data = json.loads(text)
    assert data["schema"] == "vendorcheck-comparison/1"
    named: set[str] = set()
    remaining: list[object] = [data]
    while remaining:
        value = remaining.pop()
        if isinstance(value, dict):
            named |= value.keys()
            remaining += value.values()
        elif isinstance(value, list):
            remaining += value
    # The verdicts that paths lead to are explained as values.
    assert sorted(key for key in named if f"`{key}`" not in page) == []


def test_a_caution_where_files_by_themselves_are_asked_otherwise() -> None:
    bigger = FILES["beta.yaml"].replace("outage: slows-us", "outage: stops-us")
    comparison = comparison_of(("a.yaml", FILES["alpha.yaml"]), ("b.yaml", bigger))
    for name in ("text", "markdown", "html"):
        shown = " ".join(render(name, comparison).split())
        assert "so its verdict may be another one than assess gives" in shown
        assert "Much at stake" in shown


def test_a_cell_with_a_heading_of_its_own_reads_as_one_line() -> None:
    assert Cell(("Two steps:", "Offer it", "Show it")).text == "Two steps: Offer it; Show it"
