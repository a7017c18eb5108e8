"""One mistake is one problem, on its line; several are all reported in one run.

That holds for mistakes of shape and of meaning.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from typer.testing import CliRunner

from locations import CASES, REPOSITORY
from vendorcheck.cli._app import app
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.document.document import Data, parse_document
from vendorcheck.document.problems import DataPath as Place, InvalidFile, Problem
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.recovery.repair import repair
from vendorcheck.validation.schema.indentation import ANSWER_KEYS
from vendorcheck.validation.schema.messages import describe_wrong_value
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
KINDS = {
    "questionnaires": "questionnaires/others",
    "vendors": "vendors/questionnaires",
    "policies": "vendors/questionnaires",
}
MODELS: dict[str, type[Model]] = {
    "questionnaires": Questionnaire,
    "vendors": VendorFile,
    "policies": Policy,
}
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
Mistake: TypeAlias = tuple[str, str, str]
"""What stands in the text, what stands there by mistake, and the code of the problem."""


def others(kind: str) -> dict[str, LoadedFile[Questionnaire]]:
    library = Library({}, {}, {})
    for path in sorted((CASES / KINDS[kind]).glob("*.yaml")):
        document = library.read_document(str(path))
        library.add(LoadedFile(parse_model(document, Questionnaire), document))
    return {name: library.load(name) for name in library}


OTHERS = {kind: others(kind) for kind in KINDS}


def problems(kind: str, path: Path) -> list[Problem]:
    return scan_files(Library({}, dict(OTHERS[kind]), {}), [str(path)], AS_OF).problems


# mistakes that are written into a sound file, line by line

SOUND = {
    "questionnaires": """\
vendorcheck: questionnaire/1
id: demo
version: "1.0"
title: Demo
option_sets:
  yes-no:
    - {id: "yes", label: "Yes", credit: 1}
    - {id: "no", label: "No", credit: 0}
sections:
  - id: main
    title: Main
    questions:
      - id: sso
        type: choice
        ask: Is there single sign-on?
        severity: critical
        options:
          - {id: saml, label: SAML, credit: 1}
          - {id: oidc, label: OpenID Connect, credit: 1}
          - {id: none, label: None, credit: 0}
        finding: No single sign-on
        remedy: Add it.
      - {id: mfa, type: choice, ask: "Is there a second factor?", option_set: yes-no, \
          finding: None, remedy: Add one.}
      - {id: people, type: number, ask: "How many people?"}
      - {id: scim, type: yes_no, ask: "Is there SCIM?", finding: No SCIM, remedy: Add it., \
          when: {sso: [saml, oidc]}}
      - {id: groups, type: yes_no, ask: "Are there groups?", finding: None, remedy: Add them., \
          when: {people: {at_least: 5}}}
      - id: seats
        type: number
        ask: How many seats are there?
        bands:
          - {at_least: 10, credit: 1}
          - {credit: 0}
        finding: Too few
        remedy: Offer more.
checks:
  - {id: odd, when: {mfa: ["no"], sso: [saml]}, message: Odd.}
""",
    "vendors": """\
vendorcheck: vendor/1
vendor: {name: Acme}
needs:
  - {text: Sends mails, must: true, met: yes}
responses:
  access:
    version: "2.0"
    answers:
      sso: saml
      mfa: yes
      factors: [app, key]
      scim: no
      people: {answer: 12, as_of: 2026-01-01, grade: verified, \
        reviewed_by: Jane, reviewed_on: 2026-11-02}
      backups: {answer: 30 days, \
        evidence: [{title: Guide, url: "https://a.example", dated: 2026-10-01}]}
      test-date: 2026-01-31
accepted_risks:
  - {question: access/scim, answer: no, reason: Few, accepted_by: CIO, \
      accepted_on: 2026-11-02, expires: 2027-11-22}
  - {question: access/mfa, reason: Few, accepted_by: CIO, \
      accepted_on: 2026-11-02, expires: 2027-11-22}
decisions:
  - {decision: approve, by: Jane, decided_on: 2026-11-03, conditions: [ \
      {text: Add SCIM., owner: Acme, due: 2027-01-31, done_on: 2026-11-20, done_by: Jane}]}
changes:
  - {what: price, text: Dearer, announced_on: 2026-11-10, object_by: 2026-12-10, \
      affects: [access/sso, access/scim]}
  - {what: price, text: Dearer still, announced_on: 2026-11-11}
contract: {renews_on: 2027-06-30, notice_by: 2027-03-31, yearly_cost: 12000 EUR}
""",
    "policies": """\
vendorcheck: policy/1
id: demo
version: "1.0"
title: Demo
approve_at: 80
grades: {critical: documented}
section_floors: {access/main: 50}
questions: {access/scim: {blocker: false}}
tiers:
  - {id: high, title: High, questionnaires: [access], when: {use/data: [customers]}}
  - {id: middle, title: Middle, questionnaires: [access], when: {use/data: [staff]}}
  - {id: large, title: Large, questionnaires: [access], when: {use/people: {at_least: 9}}, \
      add: [{when: {use/outage: [nothing]}, questionnaires: [amounts]}]}
  - {id: low, title: Low, questionnaires: [access], reassess_after: 12 months}
""",
}
MISTAKES: dict[str, list[Mistake]] = {
    "questionnaires": [
        ("title: Demo", "titel: Demo", "unknown-key"),
        ('label: "Yes"', 'lable: "Yes"', "unknown-key"),
        ("title: Main", "name: Main", "unknown-key"),
        ("type: choice\n", "type: chioce\n", "wrong-value"),
        ("ask: Is there single sign-on?", "ask: There is single sign-on.", "question-mark"),
        ("severity: critical", "severity: worst", "wrong-value"),
        ("label: OpenID Connect, credit: 1}", "label: OpenID Connect, credit: all}", "wrong-value"),
        ("finding: No single sign-on", "finding:", "empty-value"),
        ("remedy: Add it.\n", "remedies: Add it.\n", "unknown-key"),
        ("option_set: yes-no", "option_set: yes-noo", "unknown-option-set"),
        ('ask: "How many people?"', "ask: [How many people?]", "wrong-type"),
        ("when: {sso: [saml, oidc]}", "when: {sso: [samml, oidc]}", "unknown-option"),
        ("when: {people: {at_least: 5}}", "when: {poeple: {at_least: 5}}", "unknown-question"),
        ("ask: How many seats are there?", "", "missing-key"),
        ("{at_least: 10, credit: 1}", "{at_least: ten, credit: 1}", "bands-unit"),
        ("sso: [saml]}, message", "sso: [saml]}, meessage", "unknown-key"),
    ],
    "vendors": [
        ("{name: Acme}", "{firm: Acme}", "unknown-key"),
        ("met: yes", "met: perhaps", "wrong-value"),
        ("sso: saml", "sso: samml", "unknown-option"),
        ("mfa: yes", "mfa: perhaps", "wrong-answer"),
        ("[app, key]", "[app, key, app]", "wrong-answer"),
        ("scim: no", "scimm: no", "unknown-question"),
        ("as_of: 2026-01-01", "as_of: 2026-01-32", "wrong-value"),
        ("dated: 2026-10-01", "dated: 2024-10-01", "evidence-expired"),
        ("test-date: 2026-01-31", "test-date:", "empty-value"),
        (
            "accepted_on: 2026-11-02, expires: 2027-11-22}\n  -",
            "accepted_on: soon, expires: 2027-11-22}\n  -",
            "wrong-value",
        ),
        ("question: access/mfa", "question: access/mfaa", "risk-unknown"),
        ("decided_on: 2026-11-03", "decided_on: 2027-11-03", "future-date"),
        ("{text: Add SCIM.", "{txet: Add SCIM.", "unknown-key"),
        ("done_on: 2026-11-20", "done_on: lately", "wrong-value"),
        ("what: price, text: Dearer, ", "what: [price], text: Dearer, ", "wrong-type"),
        ("affects: [access/sso,", "affects: [access/ssso,", "affects-unknown"),
        ("what: price, text: Dearer still", "what: price, txt: Dearer still", "unknown-key"),
        ("announced_on: 2026-11-11", "announced_on: 2027-11-11", "future-date"),
        ("notice_by: 2027-03-31", "notice_by: 2027-08-31", "dates-reversed"),
        ("yearly_cost: 12000 EUR", "yearly_cost: {amount: 12000}", "wrong-type"),
    ],
    "policies": [
        ("title: Demo", "title: {a: b}", "wrong-type"),
        ("approve_at: 80", "approve_at: 50", "thresholds-order"),
        ("critical: documented", "critical: documentd", "wrong-value"),
        ("access/main: 50", "access/mian: 50", "override-unknown"),
        ("blocker: false", "blocker: never", "wrong-value"),
        ("when: {use/data: [customers]}", "when: {use/data: [customer]}", "unknown-option"),
        ("when: {use/data: [staff]}", "when: {use/data: staff}", "wrong-type"),
        (
            "{use/outage: [nothing]}, questionnaires: [amounts]",
            "{use/outage: [nothing]}, questionnaires: [amount]",
            "unknown-questionnaire",
        ),
        ("reassess_after: 12 months", "reassess_after: yearly", "wrong-value"),
    ],
}


def with_mistakes(kind: str, chosen: list[Mistake]) -> tuple[str, list[tuple[int, str]]]:
    """The text with these mistakes, and for each the line and the code to expect."""
    text, expected = SOUND[kind], []
    for right, wrong, code in chosen:
        before, found, after = text.partition(right)
        assert found
        # What is missing is told where its mapping begins, which is two lines above.
        expected.append((before.count("\n") + 1 - 2 * (code == "missing-key"), code))
        text = before + wrong + after
    return text, sorted(expected)


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_without_mistakes_is_sound(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(SOUND[kind])
    assert problems(kind, path) == []


@pytest.mark.parametrize(
    ("kind", "mistake"),
    [(kind, mistake) for kind, mistakes in MISTAKES.items() for mistake in mistakes],
)
def test_each_mistake_alone_is_one_problem_on_its_line(
    tmp_path: Path, kind: str, mistake: Mistake
) -> None:
    text, expected = with_mistakes(kind, [mistake])
    path = tmp_path / "file.yaml"
    path.write_text(text)
    assert [(problem.location.line, problem.code) for problem in problems(kind, path)] == expected


@pytest.mark.slow
@settings(SLOW, max_examples=150)
@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_so_many_mistakes_so_many_problems(tmp_path: Path, data: st.DataObject, kind: str) -> None:
    chosen = data.draw(st.lists(st.sampled_from(MISTAKES[kind]), unique=True))
    text, expected = with_mistakes(kind, chosen)
    path = tmp_path / "file.yaml"
    path.write_text(text)
    found = problems(kind, path)
    assert found == sorted(found)
    told = [(problem.location.line, problem.code) for problem in found]
    assert Counter(told) == Counter(expected)


HEAD = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  access:\n    answers:\n"
COUNTED = (
    'vendorcheck: questionnaire/1\nid: a\nversion: "1"\ntitle: A\n'
    "sections: [{id: s, title: S, questions: [{id: q, type: number, ask: Who?, finding: F, "
    "remedy: R, "
)
RISK = (
    "accepted_risks:\n  - {question: access/scim, answer: no, reason: Few, accepted_by: CIO, "
    "accepted_on: 2026-11-02, expires: 2027-11-22}\n"
)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        # What the type does not hide, and what only another type could tell.
        (
            "questionnaires",
            SOUND["questionnaires"].replace(
                "type: number\n",
                "type: amount\n        unit: seats\n        expects: yes\n        zzz: a\n",
            ),
            [(28, "wrong-value"), (31, "unknown-key")],
        ),
        (
            "questionnaires",
            SOUND["questionnaires"].replace("type: number\n", "typ: number\n"),
            [(28, "unknown-key")],
        ),
        (
            "questionnaires",
            SOUND["questionnaires"].replace("type: number\n", "kind: number\n"),
            [(28, "unknown-key")],
        ),
        (
            "questionnaires",
            SOUND["questionnaires"].replace("type: number\n", "unit: [seats]\n"),
            [(27, "missing-key"), (28, "wrong-type")],
        ),
        # Whether something is counted decides which bands are reached.
        # What is counted decides nothing.
        (
            "questionnaires",
            f"{COUNTED}whole: perhaps, bands: [{{at_most: -1, credit: 0}}, {{credit: 1}}]}}]}}]\n",
            [(5, "wrong-value")],
        ),
        (
            "questionnaires",
            (
                f"{COUNTED}unit: [seats], bands: [{{at_most: 5, credit: 0}}, "
                "{at_least: 6, credit: 1}]}]}]\n"
            ),
            [(5, "bands-hole"), (5, "wrong-type")],
        ),
        # The id of an option set that can't be one, where it is defined and where it is used.
        ("questionnaires", SOUND["questionnaires"].replace("yes-no", "Yes_No"), [(6, "bad-id")]),
        # The same id twice: what refers to the other one is not blamed.
        (
            "questionnaires",
            SOUND["questionnaires"].replace("id: mfa", "id: sso"),
            [(23, "repeated-id")],
        ),
        # A condition of which a part is lost: the rest of it is looked at,
        # but not whether it can hold.
        (
            "questionnaires",
            SOUND["questionnaires"].replace(
                "{sso: [saml, oidc]}",
                "{all: [{sso: [saml]}, {sso: {a: b}}, {sso: [oidc]}, {mfa: [yess]}]}",
            ),
            [(25, "unknown-key"), (25, "unknown-option")],
        ),
        (
            "questionnaires",
            SOUND["questionnaires"].replace(
                "{sso: [saml, oidc]}", "{all: [{sso: [saml]}, {sso: oidc}, {mfa: [yess]}]}"
            ),
            [(25, "wrong-type"), (25, "unknown-option")],
        ),
        # What somebody answered is not known, so nobody knows what follows from it.
        (
            "vendors",
            f"{HEAD}      sso: {{not_applicable: [a]}}\n      scim: no\n{RISK}",
            [(6, "wrong-type")],
        ),
        (
            "vendors",
            f"{HEAD}      sso: saml\n      scim: {{answer: {{a: b}}}}\n{RISK}",
            [(7, "wrong-type")],
        ),
        ("vendors", f"{HEAD}      sso: saml\n      scimm: no\n{RISK}", [(7, "unknown-question")]),
        ("vendors", f"{HEAD}      sso: saml\n      scim: perhaps\n{RISK}", [(7, "wrong-answer")]),
        (
            "vendors",
            f"{HEAD}      sso: saml\n      scim: {{note: Asked.}}\n{RISK}",
            [(9, "risk-stale")],
        ),
        (
            "vendors",
            f"{HEAD}      sso: {{not_applicable: true}}\n",
            [(6, "not-applicable-refused")],
        ),
        (
            "vendors",
            f"{HEAD}      sso: {{answer: saml, evidence: [Guide, Report]}}\n",
            [(6, "wrong-type")],
        ),
        (
            "vendors",
            HEAD.replace("    answers:\n", "    version: [1]\n    sso: saml\n    scim: no\n")
            + RISK,
            [(5, "wrong-type"), (6, "unknown-key")],
        ),
        # Keys that are no ids, with mistakes below them, and others beside them.
        (
            "vendors",
            f"{HEAD}      sso: samml\n  ???: {{answers: {{sso: {{grade: top}}}}}}\n",
            [(6, "unknown-option"), (7, "bad-id"), (7, "wrong-value")],
        ),
        (
            "vendors",
            HEAD.replace("    answers:\n", "    zzz: yes\n    answer: {sso: samml}\n"),
            [(5, "unknown-key"), (6, "unknown-key")],
        ),
        # An option set of which a part is lost: what the rest earns is not known,
        # and what is reported stays reported.
        (
            "questionnaires",
            SOUND["questionnaires"]
            .replace('"No", credit: 0', '"No", credit: nothing')
            .replace('"Yes", credit: 1', '"Yes"'),
            [(8, "wrong-value")],
        ),
        (
            "questionnaires",
            SOUND["questionnaires"]
            .replace("sections:\n", "zzz: a\nsections:\n", 1)
            .replace("option_sets:\n", "option_sets:\n  spare: [{id: a, label: A}]\n"),
            [(10, "unknown-key")],
        ),
        (
            "questionnaires",
            SOUND["questionnaires"].replace(
                "      - id: sso\n", "      - [sso]\n      - id: sso\n"
            ),
            [(13, "wrong-type")],
        ),
        # A tier that may have lost its condition.
        (
            "policies",
            SOUND["policies"].replace(
                "when: {use/data: [customers]}", "if: {use/data: [customers]}"
            ),
            [(10, "unknown-key")],
        ),
        (
            "policies",
            SOUND["policies"].replace(", when: {use/data: [customers]}", ""),
            [(10, "tier-never-matches")],
        ),
        (
            "policies",
            SOUND["policies"].replace("approve_at: 80", "aprove_at: 50\nconditions_at: 85"),
            [(5, "unknown-key")],
        ),
    ],
)
def test_what_follows_from_a_mistake_is_none(
    tmp_path: Path, kind: str, text: str, expected: list[tuple[int, str]]
) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text)
    found = [(problem.location.line, problem.code) for problem in problems(kind, path)]
    assert sorted(found) == sorted(expected)


def test_what_can_belong_to_an_answer_is_known_where_it_stands_beside_it() -> None:
    assert set(Answer.model_fields) == ANSWER_KEYS


@pytest.mark.parametrize(
    "beside",
    [
        "answer: saml",
        "grade: documented\n      note: Asked.",
        "not_applicable: We have none.",
        "mitigation: {text: Planned.}",
    ],
)
def test_answers_that_are_not_indented_are_one_problem_each_and_none_once_they_are(
    tmp_path: Path, beside: str
) -> None:
    path = tmp_path / "file.yaml"
    for count, names in enumerate((["mfa"], ["mfa", "sso"], ["mfa", "sso", "page"]), 1):
        path.write_text(HEAD + "".join(f"      {name}:\n      {beside}\n" for name in names))
        lines = [problem.location.line for problem in problems("vendors", path)]
        height = 1 + beside.count("\n") + 1
        assert lines == [6 + height * index for index in range(count)]


def test_what_may_be_a_question_of_that_name_is_none_that_is_not_indented(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(f"{HEAD}      sso:\n      price: 3\n      note: yes\n")
    found = [(problem.location.line, problem.code) for problem in problems("vendors", path)]
    assert found == [(6, "empty-value"), (7, "unknown-question"), (8, "unknown-question")]


def test_a_vendor_file_refuses_answers_that_are_not_indented_by_itself() -> None:
    document = parse_document(
        f"{HEAD}      sso:\n      answer: saml\n      grade: top\nneeds: no\n".encode(), "a.yaml"
    )
    with pytest.raises(InvalidFile) as invalid:
        parse_model(document, VendorFile)
    assert [problem.location.line for problem in invalid.value.problems] == [6, 9]


def test_of_a_file_with_very_many_mistakes_the_shape_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    needs = "  - {texxt: a}\n" * 1001
    path.write_text(f"{HEAD}      sso: samml\nneeds:\n{needs}")
    assert {problem.code for problem in problems("vendors", path)} == {
        "unknown-key",
        "too-many-problems",
    }


def test_a_questionnaire_with_very_many_mistakes_is_held_against_nobody(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(
        SOUND["questionnaires"].replace("id: demo", "id: lost") + "  - {a: b}\n" * 1001
    )
    (tmp_path / "v.yaml").write_text(HEAD.replace("access", "lost") + "      anything: at all\n")
    found = scan_files(Library({}, {}, {}), [str(tmp_path)], AS_OF).problems
    assert len(found) >= 1000
    assert {Path(problem.location.file).name for problem in found} == {"q.yaml"}


def test_what_pydantic_may_say_some_day_has_words() -> None:
    assert describe_wrong_value("a_new_type_of_error", {}, "x") == (
        "wrong-value",
        "this value can't stand here",
        "",
    )


# mistakes of shape wherever they can be made


def paths(data: Data) -> list[Place]:
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


def changed(data: Data, path: Place, change: Callable[[Data, str | int], Data]) -> Data:
    """The data with the mapping or list that holds a path's end changed."""
    if len(path) == 1:
        return change(data, path[0])
    if isinstance(data, dict):
        return {
            key: changed(part, path[1:], change) if key == path[0] else part
            for key, part in data.items()
        }
    assert isinstance(data, list)
    return [
        changed(part, path[1:], change) if i == path[0] else part for i, part in enumerate(data)
    ]


def put(new: Data) -> Callable[[Data, str | int], Data]:
    def change(parent: Data, place: str | int) -> Data:
        if isinstance(parent, dict):
            return {key: new if key == place else part for key, part in parent.items()}
        assert isinstance(parent, list)
        return [new if index == place else part for index, part in enumerate(parent)]

    return change


def renamed(name: Callable[[str], str]) -> Callable[[Data, str | int], Data]:
    def change(parent: Data, place: str | int) -> Data:
        if isinstance(parent, dict):
            return {name(key) if key == place else key: part for key, part in parent.items()}
        return put(None)(parent, place)

    return change


CHANGES = {
    "nothing": put(None),
    "a list": put([["x"]]),
    "a doubled letter": renamed(lambda key: key + key[-1]),
    "capitals": renamed(str.upper),
    "another name": renamed(lambda _: "zzzz"),
}
VALID = [
    (kind, parse_document(path.read_bytes(), path.name).data)
    for kind in KINDS
    for path in sorted((CASES / kind / "valid").glob("*.yaml"))
]
PLACES = [
    (kind, data, path)
    for kind, data in VALID
    for path in paths(data)
    # An option set's other name is wrong wherever it is used, an option's wherever it is meant.
    if path[0] != "vendorcheck" and path[:-1] != ("option_sets",)
]


@pytest.mark.slow
@settings(SLOW, max_examples=300)
@given(place=st.sampled_from(PLACES), change=st.sampled_from(sorted(CHANGES)))
def test_a_mistake_of_shape_is_one_problem_wherever_it_is_made(
    tmp_path: Path, place: tuple[str, Data, Place], change: str
) -> None:
    kind, data, path = place
    file = tmp_path / "file.json"
    copytree(CASES / "vendors" / "valid" / "evidence", tmp_path / "evidence", dirs_exist_ok=True)
    file.write_text(json.dumps(changed(data, path, CHANGES[change]), indent=1), encoding="utf-8")
    # A key that people choose may be called anything.
    assert len(problems(kind, file)) in ({1} if change in ("nothing", "a list") else {0, 1})


@settings(SLOW, max_examples=200)
@given(
    place=st.sampled_from(PLACES), new=st.sampled_from([None, "???", [["x"]], {"a": {"b": ["c"]}}])
)
def test_there_is_always_a_rest(place: tuple[str, Data, Place], new: Data) -> None:
    kind, data, path = place
    wrong = changed(data, path, put(new))
    assert isinstance(wrong, dict)
    rest = repair(MODELS[kind], wrong)
    assert rest.model is not None
    assert not any(
        "stand-in" in f"{remark.path}{remark.message}{remark.hint}" for remark in rest.remarks
    )


@pytest.mark.slow
def test_what_a_questionnaire_has_lost_is_not_held_against_others(tmp_path: Path) -> None:
    home = CASES / "vendors"
    for path in (home / "questionnaires").glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    listed = "\nquestionnaires: [access.json, amounts.yaml, use.yaml]\n"
    copytree(home / "valid" / "evidence", tmp_path / "evidence")
    for kind in ("vendors", "policies"):
        for path in (CASES / kind / "valid").glob("*.yaml"):
            text = path.read_text(encoding="utf-8").rstrip() + listed * (kind == "policies")
            (tmp_path / f"{kind}-{path.name}").write_text(text, encoding="utf-8")
    data = parse_document(
        (home / "questionnaires" / "access.yaml").read_bytes(), "access.yaml"
    ).data
    (tmp_path / "access.yaml").unlink()
    for place in paths(data)[1:]:
        (tmp_path / "access.json").write_text(
            json.dumps(changed(data, place, put([["x"]])), indent=1)
        )
        found = scan_files(Library({}, {}, {}), [str(tmp_path)], AS_OF).problems
        assert [Path(problem.location.file).name for problem in found] == ["access.json"], place


def test_where_nothing_is_wrong_nothing_is_loaded_to_tell_it(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(
        SOUND["vendors"].replace("access", "none-of-these").partition("accepted_risks")[0]
    )
    program = (
        "import sys; from datetime import date; from vendorcheck.store.library import Library; "
        "from vendorcheck.store.scan import scan_files;"
        "scan_files(Library(), sys.argv[1:], date(2026, 11, 22));"
        "print([name for name in sys.modules if name in "
        "('vendorcheck.validation.recovery.repair', 'vendorcheck.validation.recovery.cascades')])"
    )
    command = [sys.executable, "-c", program, str(path), "questionnaires", "policies"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout == "[]\n"


# the same where a file is about to be used


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        app, [*arguments, "--as-of", "2026-11-22"], env={"NO_COLOR": "1", "TERM": "dumb"}
    )
    return done.exit_code, done.stderr


def test_assess_refuses_a_file_with_everything_that_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(
        "vendorcheck: vendor/1\nvendor: {nam: Acme}\nresponses:\n"
        "  sso: {answers: {scim: perhaps}}\n"
    )
    code, told = run("assess", str(path))
    assert code == ExitCode.ERROR
    assert re.findall(r":(\d+):\d+: error\[([a-z-]+)\]", told) == [
        ("2", "unknown-key"),
        ("4", "unknown-option"),
    ]


def test_assess_refuses_questionnaires_with_everything_that_is_wrong_with_them(
    tmp_path: Path,
) -> None:
    for name in ("one", "two"):
        text = (
            SOUND["questionnaires"]
            .replace("id: demo", f"id: {name}")
            .replace("title: Demo", "titel: Demo")
        )
        (tmp_path / f"{name}.yaml").write_text(
            text.replace("option_set: yes-no", "option_set: yes")
        )
    (tmp_path / "acme.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n")
    chosen = [part for name in ("one", "two") for part in ("-q", str(tmp_path / f"{name}.yaml"))]
    code, told = run("assess", str(tmp_path / "acme.yaml"), *chosen)
    assert code == ExitCode.ERROR
    assert re.findall(r"error\[([a-z-]+)\]", told) == ["unknown-key", "unknown-option-set"] * 2


def test_assess_refuses_a_policy_with_everything_that_is_wrong_with_it(tmp_path: Path) -> None:
    text, expected = with_mistakes("policies", MISTAKES["policies"][:3])
    (tmp_path / "rules.yaml").write_text(text)
    (tmp_path / "acme.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n")
    code, told = run(
        "assess", str(tmp_path / "acme.yaml"), "--policy", str(tmp_path / "rules.yaml")
    )
    assert code == ExitCode.ERROR
    for line, problem in expected:
        assert f"rules.yaml:{line}:" in told
        assert f"error[{problem}]" in told


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "sso/scim=maybe",
            (
                '"maybe" is none of the options; choose from yes, third-party, partly, interface, '
                "no; vendorcheck show sso/scim says what they mean"
            ),
        ),
        ("sso/scmi=yes", 'questionnaire "sso" has no question "scmi"; did you mean "scim"?'),
        ("SSO/scim=yes", 'there is no questionnaire "SSO"; did you mean "sso"?'),
        (
            "request/data=contacts, business",
            (
                '"contacts, business" is none of the options; '
                "put several options in brackets: [one, two]"
            ),
        ),
        ("request/data=[]", "the list is empty; tick an option, or write ? if nobody knows"),
    ],
)
def test_a_wrong_setting_is_told_of_the_option(tmp_path: Path, setting: str, told: str) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n")
    code, said = run("assess", str(path), "--set", setting, "--set", "sso/scim=no")
    assert (code, said) == (ExitCode.ERROR, f"vendorcheck: --set {setting}: {told}\n")


def test_all_wrong_settings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n")
    code, said = run("assess", str(path), "--set", "sso/scim=maybe", "--set", "scim=yes")
    assert code == ExitCode.ERROR
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "vendorcheck",
        '--set takes questionnaire/question=value, such as sso/scim=yes, not "scim=yes"',
    ]


@pytest.mark.parametrize("responses", ["oops", "{sso: oops}", "{sso: {answers: oops}}"])
def test_a_setting_hides_no_mistake_of_the_file(tmp_path: Path, responses: str) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(f"vendorcheck: vendor/1\nvendor: {{name: Acme}}\nresponses: {responses}\n")
    code, said = run("assess", str(path), "--set", "sso/scim=yes")
    assert code == ExitCode.ERROR
    assert "acme.yaml:3:" in said
    assert "error[wrong-type]" in said


def test_what_a_change_affects_is_not_looked_up_among_questions_that_are_lost(
    tmp_path: Path,
) -> None:
    asked, vendor = tmp_path / "demo.yaml", tmp_path / "vendor.yaml"
    asked.write_text(SOUND["questionnaires"].replace("id: seats", "id: [seats]"))
    vendor.write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "changes: [{what: price, text: Dearer, affects: [demo/seats, demo/sso]}]\n"
    )
    found = scan_files(Library({}, {}, {}), [str(asked), str(vendor)], AS_OF).problems
    assert [problem.code for problem in found] == ["wrong-type"]
    asked.write_text(SOUND["questionnaires"])
    vendor.write_text(vendor.read_text().replace("demo/sso", "demo/ssso"))
    found = scan_files(Library({}, {}, {}), [str(asked), str(vendor)], AS_OF).problems
    assert [problem.code for problem in found] == ["affects-unknown"]
