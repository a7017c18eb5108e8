"""A comma in braces that ends a value: one problem at the value, which is read as a whole."""

import pytest

from vendorcheck.document import _yaml
from vendorcheck.document.document import Data, FlawedText, parse_document
from vendorcheck.document.problems import InvalidFile, Problem


@pytest.fixture(params=sorted(_yaml.PARSERS), autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "parser_name", request.param)


def flawed(text: str) -> tuple[list[Problem], dict[str, Data]]:
    with pytest.raises(FlawedText) as flaws:
        parse_document(text.encode(), "a.yaml")
    return flaws.value.problems, flaws.value.readable_document.data


CASES = [
    ("{credit: «0,33»}", {"credit": "0,33"}, "write 0.33; if it is a text, "),
    ("{credit: «0,33», id: a}", {"credit": "0,33", "id": "a"}, "write 0.33; if it is a text, "),
    ("{a: «99,9»  }", {"a": "99,9"}, "write 99.9; if it is a text, "),
    ("{a: «-1,5»}", {"a": "-1,5"}, "write -1.5; if it is a text, "),
    ("{a: «40,000»}", {"a": "40,000"}, "write 40 or 40000; if it is a text, "),
    ("{a: «1.234,5»}", {"a": "1.234,5"}, "write 1234.5; if it is a text, "),
    ("{a: «1,5 hours», b: c}", {"a": "1,5 hours", "b": "c"}, "write 1.5 hours; if it is a text, "),
    ("{a: «1,5,0»}", {"a": "1,5,0"}, ""),
    ("{a: «Frankfurt, Germany», b: c}", {"a": "Frankfurt, Germany", "b": "c"}, ""),
    ("{a: «One, two things, and 3», b: c}", {"a": "One, two things, and 3", "b": "c"}, ""),
    ("{a: «One,\n   Two» # why\n  }", {"a": "One, Two"}, ""),
    ("{a: b, c: «D e, F»}", {"a": "b", "c": "D e, F"}, ""),
    ("{list: [{a: «D e, F»}, {a: b}]}", {"list": [{"a": "D e, F"}, {"a": "b"}]}, ""),
]


@pytest.mark.parametrize(("text", "data", "hint"), CASES)
def test_the_value_is_read_as_a_whole(text: str, data: Data, hint: str) -> None:
    before, rest = text.split("«")
    value, after = rest.split("»")
    one_line = " ".join(value.split())
    problems, read = flawed(f"{before}{value}{after}\n")
    (problem,) = problems
    assert problem.code == "comma-in-braces"
    assert (problem.location.line, problem.location.column) == (1, len(before) + 1)
    assert problem.message == f'within braces, the comma in "{one_line}" ends the value'
    assert problem.hint == f'{hint}put it in quotes: "{one_line}"'
    assert read == data
    # Either half of the hint.
    quoted = parse_document(f'{before}"{one_line}"{after}\n'.encode(), "a.yaml").data
    assert quoted == data
    for number in hint.removeprefix("write ").partition(";")[0].split(" or ") if hint else ():
        parse_document(f"{before}{number}{after}\n".encode(), "a.yaml")


def test_two_numbers_with_the_same_decimals_are_no_equal_keys() -> None:
    problems, read = flawed("{at_most: 0,5, credit: 1,5}\n")
    assert [problem.code for problem in problems] == ["comma-in-braces"] * 2
    assert [problem.location.column for problem in problems] == [11, 24]
    assert read == {"at_most": "0,5", "credit": "1,5"}


def test_a_rest_that_may_be_a_key_stays_one() -> None:
    problems, read = flawed("{answer: saml, grade}\n")
    assert problems[0].hint == (
        'put it in quotes: "saml, grade"; if "grade" is a key, write a colon and a value after it'
    )
    assert read == {"answer": "saml", "grade": None}


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('{a: Say "hi", Joe}', "'Say \"hi\", Joe'"),
        ("{a: Joe's, Ann's}", "\"Joe's, Ann's\""),
        (f"{{a: {'long ' * 20}, B}}", ""),
        ('{a: Joe\'s "inn", Bar}', ""),
    ],
)
def test_the_quotes_fit_the_text(text: str, quoted: str) -> None:
    (problem,), _ = flawed(f"{text}\n")
    instead = f"put it in quotes: {quoted}" if quoted else "put the whole of it in quotes"
    assert problem.hint == instead
    if quoted:
        assert parse_document(f"{{a: {quoted}}}\n".encode(), "a.yaml").data == {"a": text[4:-1]}


@pytest.mark.parametrize(
    "text",
    [
        "{a: b, c: }",
        "{a: b, c: ~}",
        '{a: "b", c}',
        '{a: b, "c"}',
        "{a: [b], c}",
        "{a, b: c}",
        "{a: , b}",
        "a: b\nc:\n",
        "{a: [b, c]}",
        '{a: "b, c"}',
        '{a: "b, c", d: }',
    ],
)
def test_other_values_are_left_alone(text: str) -> None:
    parse_document(f"{text}\n".encode(), "a.yaml")


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ('{"a": 0,33}', 7, 'write 0.33; if it is a text, put it in quotes: "0,33"'),
        ('{"a": 99,9, "b": 1}', 7, 'write 99.9; if it is a text, put it in quotes: "99,9"'),
        (
            '{"a": [1, {"b": -40,000 }]}',
            17,
            'write -40 or -40000; if it is a text, put it in quotes: "-40,000"',
        ),
    ],
)
def test_json_has_no_decimal_commas_either(text: str, column: int, hint: str) -> None:
    with pytest.raises(InvalidFile) as invalid:
        parse_document(text.encode(), "a.json")
    (problem,) = invalid.value.problems
    assert (problem.code, problem.location.column, problem.hint) == (
        "comma-in-braces",
        column,
        hint,
    )


@pytest.mark.parametrize("text", ['{"a": "b", 33}', '{"a": 1, b}', '{"a": 1, 2: 3}', '{"a": 1,}'])
def test_other_keys_of_json_are_told_as_before(text: str) -> None:
    with pytest.raises(InvalidFile) as invalid:
        parse_document(text.encode(), "a.json")
    assert [problem.code for problem in invalid.value.problems] == ["syntax"]


@pytest.mark.slow
def test_a_hostile_file_of_commas_is_soon_given_up() -> None:
    for text in ("{" + "a: b, C, " * 20_000 + "}", "{a: b" + ", C" * 20_000 + "}"):
        with pytest.raises(InvalidFile) as invalid:
            parse_document(text.encode(), "a.yaml")
        assert len(invalid.value.problems) <= 1_001
