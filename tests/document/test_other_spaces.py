"""Unusual spaces: reported where they separate something, left alone within texts.

Both parsers do the same.
"""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from yaml import YAMLError
from yaml.events import DocumentStartEvent, ScalarEvent

from vendorcheck.document import _yaml
from vendorcheck.document._spaces import is_other_space, replace_separating_spaces
from vendorcheck.document._tree import Tree
from vendorcheck.document.document import FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile

N = "\N{NO-BREAK SPACE}"
OTHERS = [chr(code) for code in range(0x10000) if is_other_space(chr(code))]


@pytest.fixture(autouse=True, params=sorted(_yaml.PARSERS))
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(_yaml, "parser_name", request.param)
    return str(request.param)


def told(content: str, file: str = "f.yaml") -> list[tuple[int, int, str]]:
    with pytest.raises(InvalidFile) as error:
        parse_document(content.encode(), file)
    return [(p.location.line, p.location.column, p.code) for p in error.value.problems]


def rest(content: str) -> object:
    with pytest.raises(FlawedText) as error:
        parse_document(content.encode(), "f.yaml")
    return error.value.readable_document.data


@pytest.mark.parametrize(
    ("content", "place", "data"),
    [
        (f"a:{N}b\n", (1, 3), {"a": "b"}),
        (f"a: b\nc:{N}d\n", (2, 3), {"a": "b", "c": "d"}),
        (f"a:{N}b\nc: d\n", (1, 3), {"a": "b", "c": "d"}),
        (f"a:\n  b:{N}c d:e\n  f: g\n", (2, 5), {"a": {"b": "c d:e", "f": "g"}}),
        (f"a{N}: b\n", (1, 2), {"a": "b"}),
        (f"a{N}:{N}b\n", (1, 2), {"a": "b"}),
        (f"'a':{N}b\n", (1, 5), {"a": "b"}),
        (f'"a"{N}: b\n', (1, 4), {"a": "b"}),
        (f"a: {{'b'{N}:c}}\n", (1, 8), {"a": {"b": "c"}}),
        (f"a:{N}\n  b: c\n", (1, 3), {"a": {"b": "c"}}),
        (f"a:\n{N}{N}b: c\n  d: e\n", (2, 1), {"a": {"b": "c", "d": "e"}}),
        (f"a:\n {N}b: c\n  d: e\n", (2, 2), {"a": {"b": "c", "d": "e"}}),
        (f"a:\n  b: c\n{N}{N}d: e\n", (3, 1), {"a": {"b": "c", "d": "e"}}),
        (f"a: b\n{N}\nc: d\n", (2, 1), {"a": "b", "c": "d"}),
        (f"a: b\n{N}c\n", (2, 1), {"a": "b c"}),
        (f"a: b\n{N}\n  c\n", (2, 1), {"a": "b\nc"}),
        (f"a:\n- b\n-{N}c\n", (3, 2), {"a": ["b", "c"]}),
        (f"a:\n-{N}-{N}c\n", (2, 2), {"a": [["c"]]}),
        (f"a: [b,{N}c]\n", (1, 7), {"a": ["b", "c"]}),
        (f"a: [b{N}, c]\n", (1, 6), {"a": ["b", "c"]}),
        (f"a: [b, c]{N}\n", (1, 10), {"a": ["b", "c"]}),
        (f"a: {{b:{N}c}}\n", (1, 7), {"a": {"b": "c"}}),
        (f"a: {{b: c\n{N}{N}}}\n", (2, 1), {"a": {"b": "c"}}),
        (f"a: 'b'{N}# c\n", (1, 7), {"a": "b"}),
        (f"a: b{N}\n", (1, 5), {"a": "b"}),
        (f"a: {N}b\n", (1, 4), {"a": "b"}),
        (f"a: |\n{N}{N}b\n  c\n", (2, 1), {"a": "b\nc\n"}),
        (f"a: |\n   b\n {N}{N}{N}c\n", (3, 2), {"a": f"b\n{N}c\n"}),
        (f"a: |\n  b\n{N}\n  c\n", (3, 1), {"a": "b\n\nc\n"}),
        (f"a: |\n{N}{N}b\n  c\n   d\n", (2, 1), {"a": "b\nc\n d\n"}),
        (f"a: |2\n{N} b\n", (2, 1), {"a": "b\n"}),
        (f"a:{N}b # c{N}\n", (1, 3), {"a": "b"}),
        (f"--- # c\na:{N}b\n", (2, 3), {"a": "b"}),
        (f"%YAML 1.2\n---\na:{N}b\n", (3, 3), {"a": "b"}),
    ],
)
def test_one_that_parts_something_is_told_and_read_as_a_space(
    content: str, place: tuple[int, int], data: object
) -> None:
    assert told(content) == [(*place, "control-character")]
    assert rest(content) == data


@pytest.mark.parametrize(
    "content",
    [
        f"a: 50{N}%\n",
        f"a: Attention{N}:voir\n",
        f"a: Voir:{N}ici\n",
        f"a: b -{N}c\n",
        f"a: b\n  -{N}c\n  d:{N}e\n  {N}f\n",
        f"a:\n  Voir ici:{N}b\n",
        f"a: b c{N}\n",
        f"a: b #{N}c\n",
        f"a: b # c{N}d{N}e\nf: g\n",
        f"a: b{N}#12\n",
        f"# a:{N}b\n#{N}c\na: b # {N}\n",
        f"'a{N}': \"{N}: '{N}\"\n",
        f"a: '{N}\n{N}b:{N}c''{N}'\n",
        f"a: |\n  {N}b:{N}c\n  -{N}d\n   {N}\n  # {N}\n",
        f"a: >-2\n   {N}b\n  c\n",
        f"a: |\n\n  \n  {N}\n  b\n",
        f"a: |\n  {N}- b\n  {N}- c\n",
        f"a:\n  b c\n  {N}50 d\n",
        f"a: [Voir:{N}ici, b c{N}]\n",
        f"a: {{b: Voir:{N}ici, c: d {N} e}}\n",
        f"a: {{b: c\n  {N}d e}}\n",
    ],
)
def test_within_texts_and_comments_they_stay(content: str) -> None:
    tree = Tree(content)
    assert replace_separating_spaces(content, tree, _yaml.PARSERS[_yaml.parser_name]) == content
    assert not tree.faults
    parse_document(content.encode(), "f.yaml")


@pytest.mark.parametrize("other", OTHERS)
def test_each_kind_is_told_by_its_code(other: str) -> None:
    with pytest.raises(FlawedText) as error:
        parse_document(f"a:{other}b\n".encode(), "f.yaml")
    (problem,) = error.value.problems
    assert f"(U+{ord(other):04X})" in problem.message
    assert error.value.readable_document.data == {"a": "b"}


def test_there_are_the_kinds_that_people_copy() -> None:
    assert set("\u00a0\u2007\u202f\u3000") < set(OTHERS)
    assert not {" ", "\t", "\n", "\u200b"} & set(OTHERS)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_that_is_full_of_them_is_told_once(end: str) -> None:
    lines = ["a:", f"{N}{N}b:{N}c", f"{N}{N}d:{N}e", f"f: '{N}'", f"g:{N}h"]
    with pytest.raises(FlawedText) as error:
        parse_document(end.join(lines).encode(), "f.yaml")
    (problem,) = error.value.problems
    assert (problem.location.line, problem.location.column) == (2, 1)
    assert problem.message.endswith("; so it is in 2 more lines")
    assert error.value.readable_document.data == {"a": {"b": "c", "d": "e"}, "f": N, "g": "h"}


def test_a_comment_that_is_indented_by_them_is_told() -> None:
    assert told(f"a: b\n{N}{N}# c\nd: e\n") == [(2, 1, "control-character")]


def test_what_is_refused_is_told_beside_it() -> None:
    assert told(f"a:{N}&b c\n") == [(1, 3, "control-character"), (1, 4, "alias")]


def test_one_hides_no_other_mistake() -> None:
    assert told(f"a:{N}b\nc: d\nc: e\nf:\tg\nh: i: j\n") == [
        (1, 3, "control-character"),
        (4, 3, "tab"),
        (5, 5, "syntax"),
    ]


@pytest.mark.parametrize(
    "content", [f"a:{N}'b\n", f"a: |{N}x\n  b:{N}c\n", f"a:{N}]\n", f"a:{N}[b\n", f"{N}\n"]
)
def test_broken_yaml_is_told_beside_it(content: str) -> None:
    assert told(content)


def test_in_json_they_can_stand_in_texts_only() -> None:
    assert told(f'{{"a":{N}1}}', "f.json") == [(1, 6, "control-character")]
    assert told(f'{{"a": 1{N}}}', "f.json") == [(1, 8, "control-character")]
    assert told(f'{{"a": 1}}{N}', "f.json") == [(1, 9, "control-character")]
    assert parse_document(f'{{"a": "{N}"}}'.encode(), "f.json").data == {"a": N}


# laws: where the parser finds texts, and where spaces part something

BASE = (
    'a: 1\nb:\n  - c: "d\\n"\n    e: [f, {g: h, "i": j}]\n  - |\n    k: l\n    m\n\'n\': >-\n'
    "  o\no: ~ # p\n"
    "q: r s\n  t\nu: {v: w x}\n"
)
# The first line of a text below | may begin with such a space, where it is indented enough without.
IN_TEXTS = {
    at
    for text in ("r s", "w x", "~ # p", " k: l", " o\no", "s\n  t")
    for at in range(BASE.index(text), BASE.index(text) + len(text))
}
PIECES = [
    *"\"'[]{},:-?#|>~%. \n\r0a",
    "  ",
    ": ",
    "- ",
    "? ",
    "---\n",
    "...\n",
    "a: ",
    "\n  ",
    "\n    ",
    ">2\n",
    "|\n   ",
    " #",
    "'x'",
]
EDITS = st.lists(
    st.tuples(st.integers(0, len(BASE)), st.integers(0, 4), st.sampled_from(PIECES)), max_size=6
)


def texts(content: str) -> list[tuple[int, int]] | None:
    """Return where a parser finds the texts of a file.

    None if it can't read the file, or the file holds more than one document.
    """
    try:
        events = list(iter(_yaml.PARSERS["libyaml"](content), None))
    except YAMLError:
        return None
    if sum(type(event) is DocumentStartEvent for event in events) != 1:
        return None
    found: list[Any] = [event for event in events if type(event) is ScalarEvent]
    return [(event.start_mark.index, event.end_mark.index) for event in found]


@pytest.mark.slow
@given(st.just(BASE) | st.just(""), EDITS, st.integers(0, 200))
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spaces_within_texts_are_told_from_those_between_them(
    text: str, edits: list[tuple[int, int, str]], which: int
) -> None:
    for at, removed, added in edits:
        text = text[:at] + added + text[at + removed :]
    inside = texts(text)
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    if inside is None or not spaces:
        return
    at = spaces[which % len(spaces)]
    changed = text[:at] + N + text[at + 1 :]
    tree = Tree(changed)
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    if any(
        begin < at < end - 1 and (text[begin] in "\"'" or (around.isalnum() and len(around) > 1))
        for begin, end in inside
    ):
        assert replace_separating_spaces(changed, tree, _yaml.PARSERS[_yaml.parser_name]) == changed
    else:
        assert replace_separating_spaces(changed, tree, _yaml.PARSERS[_yaml.parser_name]) in {
            changed,
            text,
        }
        assert len(tree.faults) == (
            replace_separating_spaces(changed, Tree(changed), _yaml.PARSERS[_yaml.parser_name])
            != changed
        )


@pytest.mark.parametrize(
    "at", [at for at, sign in enumerate(BASE) if sign == " " and at not in IN_TEXTS]
)
def test_each_space_between_texts_may_be_another(at: int) -> None:
    changed = BASE[:at] + N + BASE[at + 1 :]
    assert (
        replace_separating_spaces(changed, Tree(changed), _yaml.PARSERS[_yaml.parser_name]) == BASE
    )


@given(
    st.recursive(
        st.text(f"ab {N}:-#", max_size=8),
        lambda parts: (
            st.lists(parts, max_size=3)
            | st.dictionaries(st.text("ab", min_size=1, max_size=3), parts, max_size=3)
        ),
        max_leaves=8,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_in_quotes_keep_them(part: object) -> None:
    # JSON in YAML: every text is quoted.
    content = json.dumps({"a": part}, ensure_ascii=False, indent=1)
    assert parse_document(content.encode(), "f.yaml").data == {"a": part}
