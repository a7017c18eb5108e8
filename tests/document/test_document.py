"""What a file may hold, and what is said about one that can't be used: on both YAML parsers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from yaml import MarkedYAMLError, YAMLError

from conftest import Golden
from locations import CASES
from vendorcheck.document import _equal_keys, _tree, _yaml
from vendorcheck.document._places import lines_and_columns
from vendorcheck.document._syntax import fault_of_parser_error
from vendorcheck.document.document import (
    MAX_DEPTH,
    MAX_DOCUMENT_BYTES,
    MAX_NODES,
    MAX_TEXT_BYTES,
    Document,
    FlawedText,
    parse_document,
)
from vendorcheck.document.problems import InvalidFile, Location, Problem, Remark

DOCUMENTS = CASES / "documents"
FILES = sorted([*DOCUMENTS.glob("*.yaml"), *DOCUMENTS.glob("json/*.json")])


@pytest.fixture(autouse=True, params=sorted(_yaml.PARSERS))
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(_yaml, "parser_name", request.param)
    return str(request.param)


def problems_of(content: bytes | str, file: str = "f.yaml") -> list[Problem]:
    with pytest.raises(InvalidFile) as error:
        parse_document(content.encode() if isinstance(content, str) else content, file)
    return error.value.problems


def codes_of(content: bytes | str, file: str = "f.yaml") -> list[tuple[int, int, str]]:
    return [(p.location.line, p.location.column, p.code) for p in problems_of(content, file)]


def read(content: str, file: str = "f.yaml") -> dict[str, object]:
    return dict(parse_document(content.encode(), file).data)


def test_there_are_cases() -> None:
    assert len(FILES) > 90
    assert len(_yaml.PARSERS) == 2, "libyaml is missing: half of the tests would not run"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_problems(path: Path, golden: Golden) -> None:
    lines = []
    for problem in problems_of(path.read_bytes(), path.name):
        where = problem.location
        lines.append(
            f"{where.line}:{where.column}: {problem.level}[{problem.code}] {problem.message}\n"
        )
        lines += [f"  {problem.hint}\n"] if problem.hint else []
    golden(path.with_suffix(".problems"), "".join(lines))


def test_scalars_stay_the_text_that_was_written() -> None:
    written = [
        "no",
        "Yes",
        "on",
        "true",
        "1.10",
        "010",
        "0x1F",
        "1_000",
        "12:30",
        "2026-01-02",
        ".nan",
        "-.inf",
        "<<",
        "=",
        "Null",
        "NULL",
    ]
    assert read("".join(f"k{i}: {text}\n" for i, text in enumerate(written))) == {
        f"k{i}": text for i, text in enumerate(written)
    }


def test_json_scalars_stay_the_text_that_was_written() -> None:
    content = (
        '{"a": 1.10, "b": true, "c": false, "d": -0.5E+10, "e": "\\u00e9\\ud83d\\ude00\\n\\/", '
        '"f": "null", "g": 12345678901234567890}'
    )
    found = {
        "a": "1.10",
        "b": "true",
        "c": "false",
        "d": "-0.5E+10",
        "e": "é😀\n/",
        "f": "null",
        "g": "12345678901234567890",
    }
    assert read(content, "f.JSON") == found


def test_null_is_none_unless_quoted_or_a_key() -> None:
    content = (
        "a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: \"~\"\ng: [~, '~', ]\nnull: 1\n~: 2\n? \n: 3\n"
    )
    found = {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "null",
        "f": "~",
        "g": [None, "~"],
        "null": "1",
        "~": "2",
        "": "3",
    }
    assert read(content) == found
    assert read('{"a": null, "b": "null", "null": [null]}', "f.json") == {
        "a": None,
        "b": "null",
        "null": [None],
    }


def test_keys_are_the_text_that_was_written() -> None:
    assert list(read("no: 1\n1.10: 2\n'x y': 3\n\"é\": 4\n2026-01-02: 5\n")) == [
        "no",
        "1.10",
        "x y",
        "é",
        "2026-01-02",
    ]


def test_what_yaml_allows() -> None:
    content = (
        "%YAML 1.2\n---\n# c\na: b # c\nl: |\n  x\n   y z\n\nf: >-\n  x\n  y\n\np: x\n  y\n"
        "q: 'it''s'\nd: \"\\t\\x41\\u00e9\\U0001F600\"\n"
        "w: {x: [1, {y: }], is it?: 'R&D', z: a!}\ns:\n- a\n-\n  - b\n- k: v\n  l: w\n...\n"
        "# end\n"
    )
    assert read(content) == {
        "a": "b",
        "l": "x\n y z\n",
        "f": "x y",
        "p": "x y",
        "q": "it's",
        "d": "\tAé😀",
        "w": {"x": ["1", {"y": None}], "is it?": "R&D", "z": "a!"},
        "s": ["a", ["b"], {"k": "v", "l": "w"}],
    }


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a:\tb\n", (1, 3, "a space is required")),
        ("a: b\tc\n", (1, 5, "a space is required")),
        ("a: b\t# c\n", (1, 5, "a space is required")),
        ("a: b\t\n", (1, 5, "a space is required")),
        ("a: b\n\t\n", (2, 1, "a space is required")),
        ("a: [b,\tc]\n", (1, 7, "a space is required")),
        ("a: |\t\n  b\n", (1, 5, "a space is required")),
        ("a: |\n  x # y\tz\n", (2, 8, "a space is required")),
        ("a: >-\n  x\n  # y\tz\n", (3, 6, "a space is required")),
        ("a: 'x #\ty'\n", (1, 8, "a space is required")),
        ('a: "x\ty"\n', (1, 6, "a space is required")),
        ("a: x#\ty\n", (1, 6, "a space is required")),
        ("a:\n\tb: c\n", (2, 1, "indented by a tab")),
        ("a:\n \t b: c\n", (2, 2, "indented by a tab")),
        ("a: [b,\n\tc]\n", (2, 1, "indented by a tab")),
        ("a: |\n\tb\n", (2, 1, "indented by a tab")),
        ("a: b\n\tc: d\n", (2, 1, "indented by a tab")),
        ("\ta: b\n", (1, 1, "indented by a tab")),
    ],
)
def test_tabs_are_refused(content: str, found: tuple[int, int, str]) -> None:
    line, column, words = found
    (problem,) = problems_of(content)
    assert (problem.location.line, problem.location.column, problem.code) == (line, column, "tab")
    assert words in problem.message
    assert "\n" not in problem.hint


def test_tabs_in_comments_and_as_escapes_are_none_of_our_business() -> None:
    content = '# a\tb\na: b # c\td\nl: | # e\tf\n  x\n# g\th\nq: "x\\ty"\n  # i\tj\n'
    assert read(content) == {"a": "b", "l": "x\n", "q": "x\ty"}


def test_tabs_between_what_json_holds_are_white_space() -> None:
    assert read('{\n\t"a":\t"b\\tc"\n}\n', "f.json") == {"a": "b\tc"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_that_is_indented_by_tabs_is_told_once(end: str) -> None:
    lines = ["a:", "\tb:", "\t\tc: d", "\t\te:", "\t\t\t- f", "g: 'h\ti'", "j:\tk", "l: m: n"]
    first, second = problems_of(end.join(lines))
    assert (first.location.line, first.location.column) == (2, 1)
    assert first.message.endswith("; so it is in 3 more lines")
    assert (second.location.line, second.location.column) == (6, 6)
    assert second.message.endswith("; so it is in 1 more line")


def test_a_tab_in_a_text_hides_no_other_mistake() -> None:
    assert codes_of("a: 'b\tc'\nd: e\nd: f\ng: h: i\n") == [
        (1, 6, "tab"),
        (4, 5, "syntax"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    document = parse_document(f"ä: 😀 é{end}b:{end}  - c{end}".encode(encoding), "f.yaml")
    assert document.data == {"ä": "😀 é", "b": ["c"]}
    assert document.text == f"ä: 😀 é{end}b:{end}  - c{end}"
    assert document.locate(("ä",)) == Location("f.yaml", 1, 4)
    assert document.locate(("b", 0)) == Location("f.yaml", 3, 5)


def test_utf_16_of_both_ends() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert parse_document(mark + 'é: "😀"\n'.encode(encoding), "f.yaml").data == {"é": "😀"}


def test_a_second_byte_order_mark_is_no_key() -> None:
    assert codes_of(b"\xef\xbb\xbf\xef\xbb\xbfa: b\na: c\n") == [(2, 1, "duplicate-key")]


CONTENT = """\
vendorcheck: questionnaire/1
sections:
  - id: one
    questions:
      - {id: "😀", ask: Is it?, options: [{id: a}, {id: b, credit: 1.0}]}
      - id: second
        note:
        why: 'x'
"""
JSON = '\ufeff{\n "vendor": {"😀": ["a", {"b": 1.0}]},\n "c" : null }'


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("vendorcheck",), (1, 14), (1, 1)),
        (("sections",), (3, 3), (2, 1)),
        (("sections", 0), (3, 5), (3, 5)),
        (("sections", 0, "id"), (3, 9), (3, 5)),
        (("sections", 0, "questions", 0), (5, 9), (5, 9)),
        (("sections", 0, "questions", 0, "id"), (5, 14), (5, 10)),
        (("sections", 0, "questions", 0, "ask"), (5, 24), (5, 19)),
        (("sections", 0, "questions", 0, "options", 1, "credit"), (5, 67), (5, 59)),
        (("sections", 0, "questions", 1, "note"), (7, 14), (7, 9)),
        # the nearest part that exists
        (("nothing",), (1, 1), (1, 1)),
        (("sections", 7), (3, 3), (2, 1)),
        (("sections", -1, "x"), (3, 3), (2, 1)),
        (("sections", "id"), (3, 3), (2, 1)),
        (("sections", 0, "id", "deeper", 0), (3, 9), (3, 5)),
        (("sections", 0, "questions", 1, "missing"), (6, 9), (6, 9)),
        # pydantic's loc
        (
            ("sections", 0, "questions", 0, "single_choice", "options", 1, "credit"),
            (5, 67),
            (5, 59),
        ),
        (("sections", 0, "questions", 0, "single_choice"), (5, 9), (5, 9)),
        (("sections", 0, "questions", 0, "single_choice", "missing"), (5, 9), (5, 9)),
        (("function-after[f(), X]", "sections", "tagged", 0, "id"), (3, 9), (3, 5)),
        (("sections", 0, "id", "[key]"), (3, 5), (3, 5)),
    ],
)
def test_locate(path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    document = parse_document(CONTENT.encode(), "dir/f.yaml")
    assert document.locate(path) == Location("dir/f.yaml", *value)
    assert document.locate(path, at_key=True) == Location("dir/f.yaml", *key)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("vendor",), (2, 12), (2, 2)),
        (("vendor", "😀"), (2, 18), (2, 13)),
        (("vendor", "😀", 1, "b"), (2, 30), (2, 25)),
        (("c",), (3, 8), (3, 2)),
    ],
)
def test_locate_in_json(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    document = parse_document(JSON.encode(), "f.json")
    assert document.locate(path) == Location("f.json", *value)
    assert document.locate(path, at_key=True) == Location("f.json", *key)


def walk(data: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    yield (), data
    for key, value in (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    ):
        for path, part in walk(value):
            yield (key, *path), part


def test_every_part_is_where_locate_says() -> None:
    document = parse_document(CONTENT.encode(), "f.yaml")
    lines = CONTENT.splitlines()
    checked = 0
    for path, part in walk(document.data):
        place = document.locate(path)
        if isinstance(part, str):
            assert lines[place.line - 1][place.column - 1 :].lstrip("'\"").startswith(part)
            checked += 1
        if path and isinstance(path[-1], str):
            place = document.locate(path, at_key=True)
            assert lines[place.line - 1][place.column - 1 :].startswith(path[-1])
            checked += 1
    assert checked > 20


def test_problems_of_remarks() -> None:
    document = parse_document(CONTENT.encode(), "f.yaml")
    remarks = [
        Remark(("sections", 0, "questions", 1, "why"), "text-length", "{} is {verbatim}"),
        Remark(
            ("sections", 0, "questions", 1, "id"),
            "repeated-id",
            "twice, as in {} and {}; {}",
            "hint",
            at_key=True,
            related=(("sections", 0, "id"), ("sections", 0, "questions", 0)),
        ),
    ]
    assert document.to_problems(remarks) == [
        Problem(
            Location("f.yaml", 6, 9), "repeated-id", "twice, as in line 3 and line 5; {}", "hint"
        ),
        Problem(Location("f.yaml", 8, 14), "text-length", "{} is {verbatim}"),
    ]
    assert document.to_problem(remarks[0]) == document.to_problems(remarks)[1]
    assert document.to_problems([]) == []


def test_a_document_is_frozen_and_says_little() -> None:
    document = parse_document(b"a: secret\n", "f.yaml")
    with pytest.raises(AttributeError):
        document.file = "x"  # type: ignore[misc]
    assert repr(document) == "Document(file='f.yaml')"
    assert isinstance(document, Document)


def nested(depth: int) -> str:
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1)


def test_depth() -> None:
    assert read(nested(MAX_DEPTH))
    assert codes_of(nested(MAX_DEPTH + 1)) == [(1, 4 + MAX_DEPTH - 1, "too-deep")]
    blocks = "".join(f"{' ' * depth}k:\n" for depth in range(MAX_DEPTH + 1))
    assert codes_of(blocks) == [(MAX_DEPTH + 1, MAX_DEPTH + 1, "too-deep")]
    assert read(blocks[: blocks.rindex(" k")])
    assert codes_of('{"a": ' + "[" * MAX_DEPTH, "f.json") == [(1, 6 + MAX_DEPTH, "too-deep")]


@pytest.mark.slow
def test_nodes() -> None:
    # The root, a key, a list and the rest.
    for file in ("f.yaml", "f.json"):
        fits = (
            '{"a": ['
            + ",".join("x" if file == "f.yaml" else "1" for _ in range(MAX_NODES - 3))
            + "]}"
        )
        assert len(parse_document(fits.encode(), file).data["a"] or "") == MAX_NODES - 3
        assert [code for *_, code in codes_of(fits.replace("[", "[1,"), file)] == ["too-many-nodes"]
    assert [code for *_, code in codes_of("a:\n" + "- b\n" * 3 * MAX_NODES)] == ["too-many-nodes"]


def test_size() -> None:
    content = b"a: b\n#" + b"x" * (MAX_DOCUMENT_BYTES - 7) + b"\n"
    assert parse_document(content, "f.yaml").data == {"a": "b"}
    assert codes_of(content + b"\n") == [(1, 1, "file-too-large")]


@pytest.mark.parametrize("file", ["f.yaml", "f.json"])
@pytest.mark.parametrize("character", ["a", "é", "€", "😀"])
def test_text_length_in_bytes(file: str, character: str) -> None:
    size = len(character.encode())
    fits = '{"a": "' + character * (MAX_TEXT_BYTES // size) + "b" * (MAX_TEXT_BYTES % size) + '"}'
    assert read(fits, file)
    (problem,) = problems_of(fits.replace('"}', 'x"}'), file)
    assert (problem.location.line, problem.location.column, problem.code) == (1, 7, "text-too-long")
    assert problem.message == "this text takes 65,537 bytes; 65,536 (64 KiB) is the limit"


def test_key_length() -> None:
    assert codes_of('{"' + "a" * MAX_TEXT_BYTES + 'a": 1}', "f.json") == [(1, 2, "text-too-long")]
    assert codes_of("a" * 1025 + ": 1\n") == [(1, 1, "syntax")]


def test_escapes_are_found_where_they_stand() -> None:
    assert codes_of('a: "x\\\\e \\\\\\e"\nb: "\\\\x1b y\n  z \\u001B"\nc: "\\a\\N"\n') == [
        (1, 12, "control-character"),
        (3, 5, "control-character"),
        (4, 5, "control-character"),
    ]
    assert codes_of('"\\x07": 1\n"\\r": 2\n"\\r\\n": 3\n') == [
        (1, 2, "control-character"),
        (2, 2, "control-character"),
    ]
    assert codes_of('"\\ufffe": 1\n') == [(1, 2, "control-character")]


def test_control_characters_are_not_told_without_end() -> None:
    assert len(problems_of("\x01" * 100_000 + "a: b")) == 20


def test_problems_are_not_collected_without_end() -> None:
    assert len(problems_of("a: &x [" + "*x, " * 20_000 + "]")) == 1
    assert len(problems_of("a: [" + "!x 1, " * 20_000 + "]")) == 1_001
    problems = problems_of("{" + '"a": 1, ' * 20_000 + '"a": 1}', "f.json")
    assert len(problems) == 1_001
    assert [problem.code for problem in problems].count("too-many-problems") == 1


@pytest.mark.parametrize(
    "content", ["...", "...\n", "\n... # nothing\n", "~\n", "---\n", "--- null\n...\n"]
)
def test_what_holds_nothing_is_empty(content: str) -> None:
    assert codes_of(content) == [(1, 1, "empty-file")]


def test_what_is_collected_in_one_run() -> None:
    found = codes_of(
        'a: &x 1\na: 2\nb: !t 3\nc: *x\n? [d]\n: 4\ne: "\\e"\nf: \x02\n<<: 5\ng: {h: 1, h: 2}\n'
        "i: [\n"
    )
    assert found == [
        (1, 4, "alias"),
        (3, 4, "tag"),
        (5, 3, "complex-key"),
        (7, 5, "control-character"),
        (8, 4, "control-character"),
        (10, 11, "duplicate-key"),
        (11, 4, "syntax"),
    ]


def test_one_mistake_is_one_problem() -> None:
    assert codes_of("a: *x y\nb: 1\n") == [(1, 4, "alias")]
    assert codes_of("a: 1\n\x0b b: 2\n") == [(2, 1, "control-character")]
    assert codes_of("<<: *x\n") == [(1, 1, "merge-key")]
    assert codes_of("*a : 1\n*b : 2\n") == [(1, 1, "alias")]
    # Nor is what an alias that is not reported makes of its line a problem of its own.
    assert codes_of("a: &x 1\nb: *x y\n") == [(1, 4, "alias")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: |+-\n", (1, 6, "syntax")),
        ("a: |12\n", (1, 5, "syntax")),
        ("a: |0\n", (1, 5, "syntax")),
        ("a: {b:[1]}\n", (1, 6, "syntax")),
        ("a: [b\n---x]\n---\n", (3, 1, "second-document")),
        ("a: b\n...\n%YAML 1.1\n", (3, 1, "second-document")),
        ("a: b\n%YAML 1.1\n---\nc: d\n", (2, 1, "syntax")),
        ("a: b\n%YAML\n", (2, 1, "syntax")),
        ("%YAML 1.1\n%YAML 1.1\n---\na: b\n", (2, 1, "syntax")),
        ('a: [one,\n    "two"\n    "three"]\n', (3, 5, "syntax")),
        ("a:\n  - [one,\n    two\n  - x: y\n", (2, 5, "syntax")),
        ("a: b\n# c\n\n  # d\n    e: f\n", (5, 5, "syntax")),
        ("# c\n  x y\nb: c\n", (2, 3, "syntax")),
        ("a: [b\n---\n", (1, 4, "syntax")),
        ("a: b\n c\n---\n", (3, 1, "second-document")),
        ("a: b\n\tc: d\n", (2, 1, "tab")),
        ("--- a: b\n", (1, 6, "syntax")),
        ("a: &\n", (1, 4, "syntax")),
        ("a: b\r\n  c: d\r\n", (2, 3, "syntax")),
        ("# c\n\na:\n    - b\n  # d\n   - c: d\n", (6, 4, "syntax")),
        ("a: 'x\n---\n", (1, 4, "syntax")),
        ('"a\\\n', (1, 1, "syntax")),
    ],
)
def test_mistakes_in_corners(content: str, found: tuple[int, int, str]) -> None:
    (problem,) = codes_of(content)
    assert problem[::2] == found[::2]


def test_messages_that_hold_braces_and_long_keys() -> None:
    (found,) = problems_of('"{}": 1\n"{}": 2\n')
    assert found.message == "this key is given twice: here and in line 1"
    (found,) = problems_of(f"{'k' * 100}: 1\n{'k' * 100}: 2\n")
    assert found.message == f'"{"k" * 59}…" is given twice: here and in line 1'


def test_errors_without_a_place() -> None:
    fault = fault_of_parser_error(YAMLError("no words"), "a: b", 0)
    assert fault == (0, "syntax", "this can't be read as YAML: no words", "", ())
    fault = fault_of_parser_error(MarkedYAMLError("while doing this"), "a: b", 0)
    assert fault.message == "this can't be read as YAML: while doing this"


def test_the_middle_of_a_line_break() -> None:
    assert lines_and_columns("a\r\nb", {1, 2, 3, 9}) == {1: (1, 2), 2: (1, 2), 3: (2, 1), 9: (2, 2)}


def test_json_and_yaml_agree() -> None:
    data = {"a": ["1", None, {"b": "é😀 \t\n\\\"'#: -"}], "": [], "c": {}, "no": "~"}
    content = json.dumps(data, ensure_ascii=False)
    assert read(content, "f.json") == read(content, "f.yaml") == data


def test_what_stands_around_a_fault_can_be_read() -> None:
    text = "a: {b: [x]}\nc: !!str d\na: {b: [y], e: z}\na: f\nc: g\n"
    with pytest.raises(FlawedText) as flawed:
        parse_document(text.encode(), "f.yaml")
    rest = flawed.value.readable_document
    assert rest.data == {"a": {"b": ["x", "y"], "e": "z"}, "c": "d"}
    places = {
        path: rest.locate(path) for path in [("a", "b", 0), ("a", "b", 1), ("a", "e"), ("c",)]
    }
    assert [(place.line, place.column) for place in places.values()] == [
        (1, 9),
        (3, 9),
        (3, 16),
        (2, 4),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: 1\n? [b]\n: c\n",
        "a:\n\tb: 1\n",
        "a: 1\n<<: {b: 1}\n",
        "- !!str a\n",
        "a: {\n",
    ],
)
def test_around_what_leaves_a_gap_nothing_is_read(text: str) -> None:
    with pytest.raises(InvalidFile) as invalid:
        parse_document(text.encode(), "f.yaml")
    assert not isinstance(invalid.value, FlawedText)


def test_what_equal_keys_hold_is_joined_whatever_stands_between_them() -> None:
    content = (
        b"a: [1]\nb: {x: 1, y: {z: [2]}}\na: {x: 3}\nb: [4]\na: [5, 6]\n"
        b"b: {y: {z: [7], w: 8}, x: {}}\nb: 9\nb: {v: 0, y: {z: [1]}}\n"
    )
    with pytest.raises(FlawedText) as caught:
        parse_document(content, "f.yaml")
    rest = caught.value.readable_document
    assert rest.data == {
        "a": ["1", "5", "6"],
        "b": {"x": "1", "y": {"z": ["2", "7", "1"], "w": "8"}, "v": "0"},
    }
    assert [
        rest.locate(path).line
        for path in (("a", 2), ("b", "y", "z", 2), ("b", "y", "w"), ("b", "v"))
    ] == [
        5,
        8,
        6,
        8,
    ]


def test_equal_keys_are_joined_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(items: list[Any], places: list[Any]) -> tuple[dict[str, Any], list[Any]]:
        looked_at.append(len(items))
        return joined(items, places)

    joined = _equal_keys.join_equal_keys
    for module in (_equal_keys, _tree):
        monkeypatch.setattr(module, "join_equal_keys", counted)
    lines = [
        f"a: {{b: {{{', '.join(f'k{line}x{key}: v' for key in range(20))}}}}}\n"
        for line in range(300)
    ]
    with pytest.raises(FlawedText) as caught:
        parse_document("".join(lines).encode(), "f.yaml")
    data: Any = caught.value.readable_document.data
    assert len(data["a"]["b"]) == 6_000
    assert sum(looked_at) < 20_000
