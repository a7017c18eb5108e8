"""Any file becomes a model, or every mistake in its shape is reported once, with its place."""

import json
from datetime import date
from typing import cast

import pytest
from hypothesis import example, given, settings, strategies as st

from locations import CASES
from vendorcheck.document.document import Data, Document, parse_document
from vendorcheck.document.problems import (
    ERROR_CODES,
    MAX_PROBLEMS,
    DataPath as Place,
    InvalidFile,
    Problem,
    Remark,
)
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.scan import scan_files
from vendorcheck.validation import policies, questionnaires, vendor_files
from vendorcheck.validation.schema.errors import validate_shape
from vendorcheck.validation.schema.messages import PATTERN_MESSAGES
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
MODELS: dict[str, type[Model]] = {
    "questionnaires": Questionnaire,
    "vendors": VendorFile,
    "policies": Policy,
}
VALID = [
    (kind, parse_document(path.read_bytes(), path.name).data)
    for kind in MODELS
    for path in sorted((CASES / kind / "valid").glob("*.yaml"))
]
COMPANIONS = Library({}, {}, {})
assert scan_files(COMPANIONS, [str(CASES / "vendors" / "questionnaires")], AS_OF).problems == []

A_POLICY: dict[str, Data] = {
    "vendorcheck": "policy/1",
    "id": "p",
    "version": "1",
    "title": "P",
}

WORDS = st.sampled_from(
    [
        "",
        "yes",
        "no",
        "1",
        "0.5",
        "-3",
        "30 days",
        "12 months",
        "2026-01-01",
        "saml",
        "sso",
        "access/sso",
        "main",
        "type",
        "text",
        "range",
        "options",
        "one",
        "several",
        "[key]",
        "choice",
        "yes_no",
        "all",
        "any",
        "not",
        "at_least",
        "answer",
        "answers",
        "when",
        "questions",
        "unknown",
        "0",
        "{hint}",
        "{}",
    ]
)
TEXTS = WORDS | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
ANYTHING = st.recursive(
    TEXTS | st.none(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXTS, parts, max_size=3),
    max_leaves=8,
)


def patterns(schema: object) -> set[str]:
    """The patterns of all texts in a schema of pydantic."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found |= (
                {str(node["pattern"])} if node.get("type") == "str" and "pattern" in node else set()
            )
            waiting += node.values()
        elif isinstance(node, list | tuple):
            waiting += node
    return found


def test_each_pattern_has_a_message_of_its_own() -> None:
    found: set[str] = set()
    for model in MODELS.values():
        model.model_rebuild()
        found |= patterns(model.__pydantic_core_schema__)
    assert found == set(PATTERN_MESSAGES)
    assert len({tell("x_")[1] for tell in PATTERN_MESSAGES.values()}) == len(found)


def paths(data: Data) -> list[Place]:
    """The place of every key's value and every item."""
    parts = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    found: list[Place] = []
    for key, part in parts:
        found += [(key,), *((key, *rest) for rest in paths(part))]
    return found


def replaced(data: Data, path: Place, new: Data) -> Data:
    """The data with something else at one place."""
    if not path:
        return new
    if isinstance(data, dict):
        return {
            key: replaced(part, path[1:], new) if key == path[0] else part
            for key, part in data.items()
        }
    assert isinstance(data, list)
    return [
        replaced(part, path[1:], new) if index == path[0] else part
        for index, part in enumerate(data)
    ]


def with_another_key(data: Data, path: Place, key: str, new: Data) -> Data:
    if not path and isinstance(data, dict):
        return {**data, key: new}
    if path and isinstance(data, dict):
        return {
            k: with_another_key(v, path[1:], key, new) if k == path[0] else v
            for k, v in data.items()
        }
    if path and isinstance(data, list):
        return [
            with_another_key(v, path[1:], key, new) if i == path[0] else v
            for i, v in enumerate(data)
        ]
    return data


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, Data]:
    """A sound file in up to three places of which something else stands."""
    kind, data = draw(st.sampled_from(VALID))
    found: Data = data
    for _ in range(draw(st.integers(1, 3))):
        places = paths(found)
        if not places:
            break
        place = draw(st.sampled_from(places))
        if draw(st.booleans()):
            found = replaced(found, place, draw(ANYTHING))
        else:
            found = with_another_key(found, place, draw(TEXTS), draw(ANYTHING))
    return kind, found


def document_of(data: Data) -> Document:
    return parse_document(json.dumps(data).encode(), "hostile.json")


def problems_of(kind: str, document: Document) -> list[Problem]:
    try:
        model = parse_model(document, MODELS[kind])
    except InvalidFile as invalid:
        return invalid.problems or pytest.fail("the file is invalid, and nothing says why")
    return document.to_problems(checked(model))


def checked(model: object) -> list[Remark]:
    if isinstance(model, Questionnaire):
        return questionnaires.check_questionnaire(
            model, COMPANIONS, {"ccm-4.1": frozenset(["IAM-13"])}
        )
    if isinstance(model, VendorFile):
        return vendor_files.check_vendor_file(model, COMPANIONS, AS_OF)
    assert isinstance(model, Policy)
    return policies.check_policy(model, COMPANIONS)


@pytest.mark.slow
@settings(max_examples=400)
@given(mangled())
@example(("vendors", {"vendorcheck": "vendor/1", "\ufffe": "x"}))
@example(("vendors", {"vendorcheck": "vendor/1", "vendor": {"name": "A\uffff"}}))
def test_any_data_is_a_model_or_has_problems_in_their_places(found: tuple[str, Data]) -> None:
    kind, data = found
    if not isinstance(data, dict):
        return
    text = json.dumps(data)
    lines = text.splitlines()
    try:
        problems = problems_of(kind, document_of(data))
    except InvalidFile as invalid:
        problems = invalid.problems
        # As text, nothing but characters that no file may hold is wrong with it.
        assert {problem.code for problem in problems} == {"control-character"}
    for problem in problems:
        assert problem.message
        assert problem.message[0] != " "
        assert "{}" not in problem.message or "{}" in text
        assert 1 <= problem.location.line <= len(lines)
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1


@pytest.mark.slow
@settings(max_examples=300)
@given(mangled())
def test_no_mistake_hides_behind_one_within_it(found: tuple[str, Data]) -> None:
    """Of errors about a thing and about a part of it, only the one about the part is told."""
    kind, data = found
    remarks = validate_shape(MODELS[kind], data)
    if not isinstance(remarks, list):
        return
    assert remarks
    assert {remark.code for remark in remarks} <= set(ERROR_CODES)
    about_values = [remark.path for remark in remarks if not remark.at_key]
    for path in about_values:
        assert not any(
            len(other.path) > len(path) and other.path[: len(path)] == path for other in remarks
        )
    told = [(remark.path, remark.code, remark.message) for remark in remarks]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\x00", "\x85", "\ud800"])
@pytest.mark.parametrize("before", ["", "a"])
def test_what_no_file_may_hold_is_one_problem_in_its_place(character: str, before: str) -> None:
    head = '{"vendorcheck": "vendor/1", "vendor": {"name": "A", '
    as_key, as_value = f'"{before}', f'"plan": "{before}'
    escape = json.dumps(character)[1:-1]
    for text, start in ((f'{escape}": "x"}}}}', as_key), (f'{escape}"}}}}', as_value)):
        with pytest.raises(InvalidFile) as raised:
            parse_document(f"{head}{start}{text}".encode(), "hostile.json")
        (problem,) = raised.value.problems
        assert problem.code == "control-character"
        assert problem.location.column == len(head) + len(start) + 1


# A value of several forms, and the places of what is wrong with it. Keys may be called as a form.
FORMS = [
    pytest.param({"range": "x"}, [("range",)], id="a key called as its own form"),
    pytest.param({"options": "x"}, [("options",)], id="a key called as another form"),
    pytest.param({"range": "x", "all": "x"}, [("range",), ("all",)], id="and one more"),
    pytest.param({"range": "x", "at_least": "y"}, [("range",), ("at_least",)], id="and a limit"),
    pytest.param(
        {"range": {"at_least": "1"}, "at_least": "1"}, [("range",)], id="a mapping in one"
    ),
    pytest.param(
        {"range": ["x"], "[key]": "x", "at_least": "1"},
        [("range",), ("[key]",)],
        id="a list in one",
    ),
    pytest.param([["x"]], [(0,)], id="a list in a list"),
]


@pytest.mark.parametrize(("test", "places"), FORMS)
@pytest.mark.parametrize("name", ["people", "range", "options", ""])
def test_a_key_may_be_called_as_a_form_of_its_value(
    test: Data, places: list[Place], name: str
) -> None:
    when: dict[str, Data] = {"any": [{name: test}]}
    tier: dict[str, Data] = {"id": "t", "title": "T", "questionnaires": ["q"], "when": when}
    found = validate_shape(Policy, {**A_POLICY, "tiers": [tier]})
    assert isinstance(found, list)
    at_test = ("tiers", 0, "when", "any", 0, name)
    assert sorted(remark.path for remark in found) == sorted((*at_test, *place) for place in places)


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"file": "a.yaml", "replace": "1"}, ("replace",)),
        ({"file": ["a.yaml"]}, ("file",)),
        ({"file": "a.yaml", "long": "x"}, ("long",)),
        ({"file": "a.yaml", "long": {"long": "x"}}, ("long",)),
        ({"file": "a.yaml", "short": "x"}, ("short",)),
        (["a.yaml"], ()),
    ],
)
def test_what_is_wrong_with_a_listed_file_is_told_in_its_place(entry: Data, place: Place) -> None:
    found = validate_shape(Policy, {**A_POLICY, "questionnaires": [entry]})
    assert isinstance(found, list)
    assert [remark.path for remark in found] == [("questionnaires", 0, *place)]


@pytest.mark.parametrize("answer", [{"one": "x"}, {"several": "x"}, {"several": ["x"]}])
def test_an_answer_that_is_a_mapping_is_told_in_its_place(answer: Data) -> None:
    answers: dict[str, Data] = {"a": {"answer": answer}}
    found = validate_shape(
        VendorFile,
        {
            "vendorcheck": "vendor/1",
            "vendor": {"name": "A"},
            "responses": {"q": {"answers": answers}},
        },
    )
    assert isinstance(found, list)
    assert [remark.path for remark in found] == [("responses", "q", "answers", "a", "answer")]


@pytest.mark.parametrize(("kind", "data"), VALID)
def test_nothing_but_a_value_may_be_left_out(kind: str, data: dict[str, Data]) -> None:
    """A key without a value is told at that key and nowhere else, wherever it stands."""
    for path in paths(data):
        if path[0] == "vendorcheck":
            continue
        document = document_of(replaced(data, path, None))
        problems = problems_of(kind, document)
        at = document.locate(path)
        assert [(problem.code, problem.location) for problem in problems] == [
            ("empty-value", at)
        ], path


@pytest.mark.parametrize(("kind", "data"), VALID)
def test_a_strange_key_is_told_at_itself_wherever_it_stands(
    kind: str, data: dict[str, Data]
) -> None:
    mappings = [path for path in [(), *paths(data)] if isinstance(at(data, path), dict)]
    # Where people choose the keys, a strange one is no unknown one.
    chosen = {
        "when",
        "not",
        "any",
        "all",
        "maps_to",
        "option_sets",
        "responses",
        "answers",
        "digests",
        "weights",
        "grades",
    }
    chosen |= {"section_floors", "blocker"}
    fixed = [
        path
        for path in mappings
        if not chosen & {str(part) for part in path[-2:]}
        and path[-1:] not in {("questions",), ("options",), ("checks",)}
    ]
    assert fixed
    for path in fixed:
        document = document_of(with_another_key(data, path, "zzz", {"a": ["b"]}))
        problems = problems_of(kind, document)
        place = document.locate((*path, "zzz"), at_key=True)
        assert [(problem.code, problem.location) for problem in problems] == [
            ("unknown-key", place)
        ], path


def at(data: Data, path: Place) -> Data:
    for part in path:
        data = cast("dict[str | int, Data]", data)[part]
    return data


def remarks_of(text: str) -> list[Remark]:
    found = validate_shape(VendorFile, parse_document(text.encode(), "v.yaml").data)
    assert isinstance(found, list)
    return found


def test_a_list_is_not_told_as_short_where_its_parts_are_wrong() -> None:
    found = validate_shape(
        Questionnaire,
        {
            "id": "demo",
            "version": "1",
            "title": "T",
            "vendorcheck": "questionnaire/1",
            "sections": [{"id": "a", "title": "A", "questions": [{"type": "x"}]}],
        },
    )
    assert isinstance(found, list)
    assert [remark.path for remark in found] == [("sections", 0, "questions", 0, "type")]


def test_a_misspelt_key_is_not_told_as_missing() -> None:
    head = "vendorcheck: vendor/1\nvendor: "
    assert [remark.code for remark in remarks_of(f"{head}{{nmae: Acme}}\n")] == ["unknown-key"]
    assert [remark.code for remark in remarks_of(f"{head}{{firm: Acme}}\n")] == ["unknown-key"]
    two = remarks_of(f"{head}{{firm: Acme, site: x}}\n")
    assert [remark.code for remark in two] == ["unknown-key", "unknown-key", "missing-key"]


@pytest.mark.parametrize("count", [10, 900, 3000])
def test_many_mistakes_are_all_told(count: int) -> None:
    needs = "".join(f"  - {{texxt: x}}  # {number}\n" for number in range(count))
    found = remarks_of(f"vendorcheck: vendor/1\nvendor: {{name: Acme}}\nneeds:\n{needs}")
    assert [remark.path[1] for remark in found] == list(range(min(count, MAX_PROBLEMS + 1)))


def test_very_much_that_is_empty_is_not_looked_at_further(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"vendorcheck": "vendor/1", "vendor": {"name": "A"}, "needs": [None] * 5_000}
    monkeypatch.setattr(VendorFile, "model_validate", pytest.fail)
    found = validate_shape(VendorFile, data)
    assert isinstance(found, list)
    assert {remark.code for remark in found} == {"empty-value"}
    assert len(found) == MAX_PROBLEMS + 1
