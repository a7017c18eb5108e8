"""What is said of an answer to a question that does not apply: which answer is the cause.

Each hint has two halves; either of them leaves nothing to say.
"""

import re
from pathlib import Path

import pytest

from hints import AS_OF
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import Problem
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.schema.parse import parse_model

QUESTIONNAIRE = """\
vendorcheck: questionnaire/1
id: demo
version: "1.0"
title: Demo
sections:
  - id: main
    title: Main
    questions:
      - {id: stored, type: yes_no, ask: "Is it stored?", finding: No, remedy: Do it.}
      - {id: people, type: number, ask: "How many?"}
      - id: places
        type: multi_choice
        ask: Where?
        options: [{id: uk, label: UK}, {id: eu, label: EU}, {id: "{}", label: Elsewhere}]
      - {id: deleted, type: yes_no, ask: Gone?, finding: No, remedy: Do., when: {stored: ["yes"]}}
      - {id: last, type: text, ask: "What?", when: WHEN}
  - id: more
    title: More
    when: {stored: ["yes"]}
    questions: [{id: further, type: text, ask: "What?"}]
"""
OTHER = """\
vendorcheck: questionnaire/1
id: other
version: "1.0"
title: Other
sections: [{id: s, title: S, questions: [{id: kept, type: yes_no, ask: "Is it kept?"}]}]
"""
HEAD = (
    "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  demo:\n"
    '    version: "1.0"\n    answers:\n'
)


def library_of(*texts: str) -> Library:
    library = Library({}, {})
    for text in texts:
        document = parse_document(text.encode(), "demo.yaml")
        library.add(LoadedFile(parse_model(document, Questionnaire), document))
    return library


def problems_in(path: Path, when: str, answers: str) -> list[Problem]:
    library = library_of(QUESTIONNAIRE.replace("WHEN", when), OTHER)
    path.write_text(HEAD + answers, encoding="utf-8")
    return scan_files(library, [str(path)], AS_OF).problems


CASES = [
    ('{stored: ["yes"]}', "stored: no", 'since "stored" is answered "no" in line 7', "stored: yes"),
    (
        '{stored: ["yes"]}',
        "stored: {not_applicable: We keep nothing., confirmed_by: J, confirmed_on: 2026-11-02}",
        'since "stored" is not applicable in line 7',
        "stored: yes",
    ),
    (
        "{people: {at_least: 10}}",
        "people: 7",
        'since "people" is answered "7" in line 7',
        "people: 10",
    ),
    (
        "{places: [uk]}",
        "places: [eu, '{}']",
        'since "places" is answered "eu, …" in line 7',
        "places: [uk]",
    ),
    # The first part that is false is enough; of alternatives, all are needed.
    (
        '{all: [{stored: ["yes"]}, {places: [uk]}]}',
        "places: eu\n      stored: no",
        'since "stored" is answered "no" in line 8',
        "places: uk\n      stored: yes",
    ),
    (
        '{any: [{stored: ["yes"]}, {places: [uk]}]}',
        "stored: no\n      places: eu",
        'since "stored" is answered "no" in line 7 and "places" is answered "eu" in line 8',
        "stored: no\n      places: uk",
    ),
    (
        '{not: {all: [{stored: ["yes"]}, {places: [uk]}]}}',
        "stored: yes\n      places: uk",
        'since "stored" is answered "yes" in line 7 and "places" is answered "uk" in line 8',
        "stored: yes\n      places: eu",
    ),
    (
        '{not: {any: [{stored: ["yes"]}, {places: [uk]}]}}',
        "stored: no\n      places: uk",
        'since "places" is answered "uk" in line 8',
        "stored: no\n      places: eu",
    ),
    # A question that does not apply itself is no answer; what it depends on is.
    (
        '{deleted: ["yes"]}',
        "stored: no",
        'since "stored" is answered "no" in line 7',
        "stored: yes\n      deleted: yes",
    ),
]


@pytest.mark.parametrize(("when", "answers", "reason", "corrected"), CASES)
def test_the_answer_that_is_the_cause_is_named(
    tmp_path: Path, when: str, answers: str, reason: str, corrected: str
) -> None:
    path = tmp_path / "v.yaml"
    text = f"      {answers}\n      last: Words.\n"
    (problem,) = problems_in(path, when, text)
    assert (problem.location.line, problem.location.column) == ((HEAD + text).count("\n"), 7)
    assert problem.message == (
        f"this question does not apply, {reason}; the answer is kept, not counted"
    )
    assert problem.hint == "correct what decides it, or leave this answer out"
    assert problems_in(path, when, f"      {corrected}\n      last: Words.\n") == []
    assert problems_in(path, when, f"      {answers}\n") == []


def test_the_condition_of_a_section_is_one_of_its_questions(tmp_path: Path) -> None:
    text = "      stored: no\n      further: Words.\n"
    (problem,) = problems_in(tmp_path / "v.yaml", '{stored: ["yes"]}', text)
    assert 'since "stored" is answered "no" in line 7;' in problem.message


def test_a_question_of_another_questionnaire_is_named_in_full(tmp_path: Path) -> None:
    text = "      last: Words.\n  other:\n    answers: {kept: no}\n"
    (problem,) = problems_in(tmp_path / "v.yaml", '{other/kept: ["yes"]}', text)
    assert 'since "other/kept" is answered "no" in line 9;' in problem.message


@pytest.mark.slow
def test_a_long_chain_costs_little(tmp_path: Path) -> None:
    count = 1500
    chain = "".join(
        f'      - {{id: q{n}, type: yes_no, ask: "Is it?", when: {{q{n - 1}: ["yes"]}}}}\n'
        for n in range(1, count)
    )
    begin = re.sub(r"      - \{id: stored.*", "", QUESTIONNAIRE, flags=re.DOTALL)
    text = f'{begin}      - {{id: q0, type: yes_no, ask: "Is it?"}}\n{chain}'
    library = library_of(text)
    path = tmp_path / "v.yaml"
    path.write_text(HEAD + "".join(f"      q{n}: no\n" for n in range(count)), encoding="utf-8")
    problems = scan_files(library, [str(path)], AS_OF).problems
    told = [problem for problem in problems if problem.code == "does-not-apply"]
    assert len(told) == 1000
    assert all('since "q0" is answered "no" in line 7' in problem.message for problem in told)
