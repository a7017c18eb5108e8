import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from locations import CASES
from vendorcheck.document.problems import Location, Problem, ProblemCode
from vendorcheck.text.safe import one_line
from vendorcheck.validation.diagnostics import DIAGNOSTICS, Diagnosis, Syntax
from vendorcheck.validation.diagnostics._excerpt import excerpt_with_carets
from vendorcheck.validation.explanations import load_explanations
from vendorcheck.validation.run_problems import number_lines

DIAGNOSES = CASES / "diagnostics"


def root_of(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - no untrusted XML: it is what we have just written


PARSERS: Final[dict[Syntax, Callable[[str], object]]] = {
    "prose": str,
    "workflow-commands": str,
    "json": json.loads,
    "xml": root_of,
}
"""A standard parser for each syntax; a format says which one is its own."""

SOURCE = """\ufeffvendorcheck: vendor/1
vendor: {name: 名前 🔥, product: yess, plan: "Bus\\"iness" }
\ttab: 'it''s'
long: %s
note: ##[add-mask]x \x1b[31mred\x1b[0m
::stop-commands::x
12:30
  e\u0301te\u0301 : no
""" % ("word " * 1000)
ODD = "::error file=x::a%b,c:d\n[é].yaml"


def problem(
    file: str, line: int, column: int, code: ProblemCode, message: str, hint: str = ""
) -> Problem:
    return Problem(Location(file, line, column), code, message, hint)


HOSTILE = (
    problem(
        "acme.yaml",
        1,
        1,
        "unknown-kind",
        "this kind of file is not known",
        "choose from vendor/1, policy/1",
    ),
    problem(
        "acme.yaml", 2, 16, "control-character", "wide characters before and within", "100 % sure?"
    ),
    problem(
        "acme.yaml", 2, 31, "unknown-option", '"yess" is none of the options', 'did you mean "yes"?'
    ),
    problem("acme.yaml", 2, 43, "wrong-value", "a quoted text"),
    problem("acme.yaml", 3, 7, "tab", "a tab stands before this"),
    problem("acme.yaml", 4, 2509, "text-length", "5,000 characters are too many"),
    problem(
        "acme.yaml",
        5,
        7,
        "control-character",
        "::stop-commands::x\n::add-mask::y\r##[group]z ##vso[task.x]",
    ),
    problem("acme.yaml", 6, 1, "syntax", "[click](https://evil.example) \x1b[2J\u202e"),
    problem("acme.yaml", 7, 1, "wrong-type", "equal"),
    problem("acme.yaml", 7, 1, "wrong-type", "equal"),
    problem("acme.yaml", 8, 3, "question-mark", "a mark upon a letter"),
    problem("acme.yaml", 8, 99, "missing-finding", "beyond the end of the line"),
    problem("acme.yaml", 99, 1, "missing-remedy", "beyond the end of the file"),
    problem("folder/absent.yaml", 1, 1, "empty-file", "the file is empty"),
    problem(ODD, 3, 4, "duplicate-key", "名 is given twice: here and in line 2", "keep one"),
)
DIAGNOSIS = Diagnosis(
    problems=HOSTILE,
    lines={
        "acme.yaml": number_lines(SOURCE),
        ODD: number_lines("a\rb\r\n  key with spaces: x"),
    },
    files_checked=12,
    files_skipped=3,
    strict=True,
    colour=False,
    version="0.1.0",
)


def diagnosis(
    *problems: Problem,
    files: int = 11,
    skipped: int = 0,
    strict: bool = False,
    colour: bool = False,
) -> Diagnosis:
    return Diagnosis(
        problems, {"a.yaml": {1: "key: value"}}, files, skipped, strict, colour, "0.1.0"
    )


def is_command(line: str) -> bool:
    """Whether a runner of GitHub, Azure or TeamCity obeys the line, as they read it."""
    return line.lstrip().startswith("::") or any(
        command in line for command in ("##[", "##vso[", "##teamcity[")
    )


def render(name: str, diagnosis: Diagnosis) -> str:
    return DIAGNOSTICS[name].render(diagnosis)


@pytest.mark.parametrize("name", DIAGNOSTICS)
def test_hostile_problems(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(DIAGNOSES / f"{name}.txt", render(name, DIAGNOSIS))


@pytest.mark.parametrize("name", DIAGNOSTICS)
def test_no_problem_at_all(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(DIAGNOSES / "no-problem" / f"{name}.txt", render(name, diagnosis()))


def test_every_golden_file_belongs_to_a_format() -> None:
    names = {file.stem for file in DIAGNOSES.glob("*.txt")}
    assert names == {*DIAGNOSTICS, "text-in-colour"}
    assert {file.stem for file in (DIAGNOSES / "no-problem").iterdir()} == set(DIAGNOSTICS)


def test_one_format_is_the_default_and_is_for_people() -> None:
    (default,) = [form for form in DIAGNOSTICS.values() if form.is_default]
    assert default.syntax == "prose"
    assert DIAGNOSTICS.choose(None) is default


def test_every_syntax_has_a_parser() -> None:
    assert set(PARSERS) == set(get_args(Syntax))


def assert_sound(name: str, text: str) -> None:
    """Assert what holds for each format, whatever the files hold that it tells about."""
    syntax = DIAGNOSTICS[name].syntax
    assert text.endswith("\n")
    PARSERS[syntax](text)
    text.encode("utf-8")  # no half of a character is left
    for line in text.replace("\x1b[", "").splitlines():
        is_ours = syntax == "workflow-commands" and re.match(
            r"::(error|warning) file=[^:]*::", line
        )
        assert is_ours or not is_command(line)
    assert set(re.findall(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)) <= {
        "\n",
        "\x1b",
    }
    assert "\x1b" not in text or syntax == "prose"


@pytest.mark.parametrize("name", DIAGNOSTICS)
def test_no_line_is_a_command_that_is_not_ours_and_nothing_invisible_is_printed(name: str) -> None:
    text = render(name, DIAGNOSIS)
    assert_sound(name, text)
    assert "\x1b" not in text


TEXT = st.one_of(st.text(), st.text(alphabet=":#[]v so\n\r\t\x1b\u2028a%"))


@pytest.mark.slow
@given(
    texts=st.tuples(TEXT, TEXT, TEXT, TEXT),
    line=st.integers(1, 4),
    column=st.integers(1, 99),
    colour=st.booleans(),
)
def test_whatever_a_file_holds_each_format_is_sound(
    *, texts: tuple[str, str, str, str], line: int, column: int, colour: bool
) -> None:
    file, message, hint, source = texts
    found = problem(file, line, column, "syntax", message, hint)
    case = Diagnosis(
        (found, found),
        {file: number_lines(source)},
        1,
        0,
        strict=False,
        colour=colour,
        version="0.1.0",
    )
    for name in DIAGNOSTICS:
        assert_sound(name, render(name, case))


@given(texts=st.tuples(TEXT, TEXT, TEXT))
def test_github_has_a_line_for_each_problem_whatever_it_holds(texts: tuple[str, str, str]) -> None:
    file, message, hint = texts
    found = problem(file, 1, 1, "syntax", message, hint)
    commands = render("github", diagnosis(found, found)).split("\n")
    assert [part[:13] for part in commands[:2]] == ["::error file="] * 2
    assert len(commands) == 4


def test_text_in_colour(golden: Callable[[Path, str], None]) -> None:
    found = problem("a.yaml", 1, 6, "wrong-value", "wrong", "mend it")
    warning = problem("a.yaml", 1, 1, "near-miss", "nearly")
    golden(
        DIAGNOSES / "text-in-colour.txt",
        render("text", diagnosis(warning, found, colour=True)),
    )


@pytest.mark.parametrize(
    ("case", "closing"),
    [
        (diagnosis(files=1), "Checked 1 file: no problems."),
        (
            diagnosis(files=2, skipped=1),
            "Checked 2 files, skipped 1 that is not vendorcheck's: no problems.",
        ),
        (
            diagnosis(files=0),
            'Found no file to check. Files of ours begin with the key "vendorcheck".',
        ),
        (
            diagnosis(files=0, skipped=2),
            (
                "Found no file to check, skipped 2 that are not vendorcheck's. "
                'Files of ours begin with the key "vendorcheck".'
            ),
        ),
        (diagnosis(strict=True), "Checked 11 files: no problems."),
    ],
)
def test_closing_line(case: Diagnosis, closing: str) -> None:
    assert render("text", case) == closing + "\n"


WARNING = problem("b.yaml", 1, 1, "near-miss", "nearly")
ERROR = problem("b.yaml", 2, 1, "syntax", "wrong")


@pytest.mark.parametrize(
    ("case", "closing"),
    [
        (
            diagnosis(WARNING),
            "Checked 11 files: 1 warning.\nExplain one with: vendorcheck explain near-miss\n",
        ),
        (
            diagnosis(WARNING, WARNING, ERROR, strict=True),
            (
                "Checked 11 files: 1 error, 2 warnings. With --strict, warnings count.\n"
                "Explain one with: vendorcheck explain syntax\n"
            ),
        ),
        (diagnosis(ERROR, files=0), "\nExplain one with: vendorcheck explain syntax\n"),
    ],
)
def test_closing_lines_after_problems(case: Diagnosis, closing: str) -> None:
    text = render("text", case)
    assert text.endswith(closing)
    assert ("Checked" in text) == ("Checked" in closing)


@pytest.mark.parametrize(
    ("line", "column", "shown", "marked"),
    [
        ("key: value", 1, "key: value", "key"),
        ("key: value", 6, "key: value", "value"),
        ("my key : value", 1, "my key : value", "my key"),
        ("at: 12:30 # noon", 5, "at: 12:30 # noon", "12:30"),
        ("[one, two]", 1, "[one, two]", "["),
        ("[one, two]", 7, "[one, two]", "two"),
        ('a: "b \\" c" d', 4, 'a: "b \\" c" d', '"b \\" c"'),
        ("a: 'b '' c' d", 4, "a: 'b '' c' d", "'b '' c'"),
        ("a: 'never closed", 4, "a: 'never closed", "'never"),
        ("a:\tb", 4, "a:    b", "b"),
        ("a: \x1bb c", 4, "a: \\u{1b}b c", "\\u{1b}b"),
        ("# ##[group]x", 6, "# \\u{23}#[group]x", "group"),
    ],
)
def test_carets(line: str, column: int, shown: str, marked: str) -> None:
    found, carets = excerpt_with_carets(line, column, 73)
    assert found == shown
    assert found[carets.index("^") :].startswith(marked)
    assert carets.count("^") == len(marked)


@pytest.mark.parametrize(
    ("line", "column", "quoted", "marked"),
    [
        ("{a: 40,000}", 5, "40,000", "40,000"),
        ("{a: 40,000}", 5, "", "40"),
        ("{a: 40,000}", 5, "50,000", "40"),
        ("a: ca. 25,000 or so", 4, "ca. 25,000 or so", "ca. 25,000 or so"),
        ("[1,2,3]", 2, "1", "1"),
        ("a: one", 4, "on", "one"),
    ],
)
def test_carets_are_under_all_that_the_message_quotes(
    line: str, column: int, quoted: str, marked: str
) -> None:
    found, carets = excerpt_with_carets(line, column, 73, quoted)
    assert carets.count("^") == len(marked)
    assert found[carets.index("^") :].startswith(marked)


@pytest.mark.parametrize(("line", "column"), [("", 1), ("", 9), ("key:", 5), ("key:", 99)])
def test_one_caret_past_the_end_of_a_line(line: str, column: int) -> None:
    assert excerpt_with_carets(line, column, 73) == (line, " " * len(line) + "^")


@pytest.mark.parametrize("column", [1, 4, 2501, 4996, 5000, 5001, 9999])
@pytest.mark.parametrize("character", ["x", "名", "\x1b", "\t", "e\u0301"])
def test_a_long_line_is_cut_around_the_caret(column: int, character: str) -> None:
    shown, carets = excerpt_with_carets(character * 5000, column, 73)
    wide = 2 if character == "名" else 1
    assert len(shown) * wide <= 73 * 2
    assert carets.startswith(" ") == (column > 1)
    assert len(carets) <= 73
    assert shown.startswith("...") == (column > 4)


def test_github_shows_the_worst_and_says_how_many_are_left() -> None:
    problems = [problem("a.yaml", line, 1, "near-miss", f"w{line}") for line in range(1, 13)]
    problems += [problem("a.yaml", line, 1, "syntax", f"e{line}") for line in range(20, 31)]
    lines = render("github", diagnosis(*problems)).splitlines()
    assert [line.split("::")[2] for line in lines[:20]] == [
        f"a.yaml:{n}:1: e{n}" for n in range(20, 30)
    ] + [f"a.yaml:{n}:1: w{n}" for n in range(1, 11)]
    assert lines[20:] == [
        "Checked 11 files: 11 errors, 12 warnings.",
        (
            "Left out: 1 error, 2 warnings, since GitHub shows 10 of each. "
            "See all with: vendorcheck validate ."
        ),
    ]


def test_github_escapes_by_its_rules() -> None:
    line = render(
        "github", diagnosis(problem("a,b:c%.yaml", 1, 2, "tab", "50 %, or\nso: ::x", "h"))
    ).splitlines()[0]
    assert (
        line == "::error file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=tab::"
        "a,b:c%25.yaml:1:2: 50 %25, or%0Aso: ::x%0AHelp: h"
    )


def prints(name: str, *problems: Problem) -> list[str]:
    found = json.loads(render(name, diagnosis(*problems)))
    if name == "gitlab":
        return [entry["fingerprint"] for entry in found]
    return [result["partialFingerprints"]["problem/v1"] for result in found["runs"][0]["results"]]


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_fingerprints_are_unique_and_stay_when_lines_move(name: str) -> None:
    before = [
        replace(
            problem("a.yaml", 1, 1, "repeated-id", "another one stands on line 7"),
            stable_message="another on {}",
        ),
        problem("a.yaml", 1, 1, "wrong-value", "equal"),
        problem("a.yaml", 5, 1, "wrong-value", "equal"),
        problem("b.yaml", 5, 1, "wrong-value", "equal"),
    ]
    after = [
        replace(
            problem("./a.yaml", 3, 2, "repeated-id", "another one stands on line 9"),
            stable_message="another on {}",
        ),
        problem("./a.yaml", 3, 2, "wrong-value", "equal"),
        problem("./a.yaml", 8, 2, "wrong-value", "equal"),
        problem("b.yaml", 5, 2, "wrong-value", "equal"),
    ]
    assert prints(name, *before) == prints(name, *after)
    assert len(set(prints(name, *before))) == len(before)


@pytest.mark.parametrize(
    ("file", "path", "uri"),
    [
        ("a.yaml", "a.yaml", "a.yaml"),
        ("././a/b.yaml", "a/b.yaml", "a/b.yaml"),
        ("a\\b.yaml", "a/b.yaml", "a/b.yaml"),
        ("../a b.yaml", "../a b.yaml", "../a%20b.yaml"),
        ("a:b#é.yaml", "a:b#é.yaml", "a%3Ab%23%C3%A9.yaml"),
        ("/a/b.yaml", "/a/b.yaml", "file:///a/b.yaml"),
        ("C:\\a\\b.yaml", "C:/a/b.yaml", "file:///C:/a/b.yaml"),
        ("a\udcff.yaml", "a\udcff.yaml", "a%5Cudcff.yaml"),
    ],
)
def test_paths(file: str, path: str, uri: str) -> None:
    case = diagnosis(problem(file, 1, 1, "tab", "m"))
    (entry,) = json.loads(render("gitlab", case))
    (result,) = json.loads(render("sarif", case))["runs"][0]["results"]
    assert entry["location"]["path"] == path
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_rules_are_the_codes_that_occur() -> None:
    run = json.loads(render("sarif", DIAGNOSIS))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({found.code for found in HOSTILE})
    for result, found in zip(run["results"], HOSTILE, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        assert (
            result["level"]
            == rules[result["ruleIndex"]]["defaultConfiguration"]["level"]
            == found.level
        )
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == found.location.file
        assert place["region"] == {
            "startLine": found.location.line,
            "startColumn": found.location.column,
        }


def test_sarif_makes_no_link_of_a_message() -> None:
    run = json.loads(render("sarif", DIAGNOSIS))["runs"][0]
    assert not any("](" in result["message"]["text"] for result in run["results"])


def test_json_is_the_documented_object() -> None:
    text = render("json", DIAGNOSIS)
    assert text.isascii()
    found = json.loads(text)
    assert list(found) == ["schema", "problems"]
    for entry, expected in zip(found["problems"], HOSTILE, strict=True):
        place = expected.location
        assert list(entry.items()) == [
            ("file", place.file),
            ("line", place.line),
            ("column", place.column),
            ("code", expected.code),
            ("level", expected.level),
            ("message", expected.message),
            ("hint", expected.hint),
        ]


def test_sarif_rules_have_the_title_and_the_help_of_explain() -> None:
    run = json.loads(render("sarif", diagnosis(problem("a.yaml", 1, 1, "alias", "m"))))["runs"][0]
    (rule,) = run["tool"]["driver"]["rules"]
    explanation = load_explanations()["alias"]
    assert rule["shortDescription"]["text"] == explanation.title
    assert rule["fullDescription"]["text"] == explanation.means
    for text in rule["help"].values():
        assert text.startswith(f"{explanation.means}\n\n{explanation.mend}\n\nWrong:\n\n")
    assert "    second: *answer" in rule["help"]["text"]
    assert rule["help"]["markdown"].count("```") == 4


# ---- JUnit


def suites(case: Diagnosis) -> list[ET.Element]:
    root = root_of(render("junit", case))
    assert root.tag == "testsuites"
    cases = root.findall("testsuite/testcase")
    assert root.get("tests") == str(len(cases))
    assert root.get("failures") == str(len(root.findall("testsuite/testcase/failure")))
    return root.findall("testsuite")


@pytest.mark.parametrize(("strict", "failing"), [(False, [True, False]), (True, [True, True])])
def test_junit_fails_for_errors_and_with_strict_for_warnings(
    *, strict: bool, failing: list[bool]
) -> None:
    found = (
        problem("a.yaml", 3, 7, "syntax", "wrong", "mend it"),
        problem("a.yaml", 4, 1, "near-miss", "nearly"),
    )
    (suite,) = suites(diagnosis(*found, strict=strict))
    assert (suite.get("name"), suite.get("tests")) == ("a.yaml", "2")
    assert suite.get("failures") == str(sum(failing))
    assert [case.find("failure") is not None for case in suite] == failing
    failure = suite[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "a.yaml:3:7: wrong"
    assert failure.text == "a.yaml:3:7: error[syntax] wrong\nhelp: mend it"
    warned = suite[1].find("failure" if strict else "system-out")
    assert warned is not None
    assert warned.text == "a.yaml:4:1: warning[near-miss] nearly"
    assert [suite[0].get(key) for key in ("classname", "file", "line")] == ["a.yaml", "a.yaml", "3"]


def test_junit_has_a_suite_for_each_file_and_no_two_tests_of_one_name() -> None:
    found = suites(DIAGNOSIS)
    assert [suite.get("name") for suite in found] == [
        "acme.yaml",
        "folder/absent.yaml",
        "::error file=x::a%b,c:d [é].yaml",
    ]
    names = [(case.get("classname"), case.get("name")) for suite in found for case in suite]
    assert len(set(names)) == len(names) == len(HOSTILE)
    assert ("acme.yaml", "wrong-type: equal (2)") in names


def test_junit_has_a_test_that_passes_where_there_is_no_problem() -> None:
    (suite,) = suites(diagnosis())
    assert [case.get("name") for case in suite] == ["Checked 11 files: no problems."]
    assert [list(case) for case in suite] == [[]]


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(one_line))
def test_junit_keeps_every_visible_character(text: str) -> None:
    (suite,) = suites(diagnosis(problem("a.yaml", 1, 1, "syntax", text)))
    failure = suite[0].find("failure")
    assert failure is not None
    shown = one_line(text).replace("\ufffe", "\\u{fffe}").replace("\uffff", "\\u{ffff}")
    assert failure.get("message") == f"a.yaml:1:1: {shown}"
    assert failure.text == f"a.yaml:1:1: error[syntax] {shown}"


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800", "\x85"])
def test_junit_shows_what_xml_refuses_as_its_code(character: str) -> None:
    found = problem(f"{character}.yaml", 1, 1, "syntax", f"<{character}]]>", f"&{character};")
    text = render("junit", diagnosis(found))
    assert text.isascii()
    assert f"\\u{{{ord(character):x}}}" in text
    root_of(text)
