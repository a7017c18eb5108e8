"""A questionnaire as a page: only what is there is on it, in words."""

import pytest

from vendorcheck.document.document import parse_document
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.reports.view.questionnaire import render_questionnaire
from vendorcheck.validation.schema.parse import parse_model

BARE = """
vendorcheck: questionnaire/1
id: small
version: "1"
title: Small
sections:
  - {id: s, title: First, questions: [{id: q, type: yes_no, ask: Is it?}]}
"""
FULL = """
vendorcheck: questionnaire/1
id: full
version: "1"
title: Full
summary: All there is.
respondent: requester
sections:
  - id: s
    title: First
    summary: What it is about.
    questions:
      - {id: people, type: number, ask: How many?, plain: How many people?, bands: [
          {at_most: 5, credit: 1}, {at_least: 6, at_most: 20, credit: 0.5, finding: Many},
          {at_least: 21, credit: 0}, {credit: 0}]}
      - {id: seen, type: date, ask: When?, why: It ages.,
          bands: [{within: 3 months, credit: 1}, {credit: 0}]}
  - id: t
    title: Second
    when: {any: [{people: {at_least: 6}}, {not: {people: {at_most: 2}}}]}
    questions:
      - {id: why, type: text, ask: Why so many?}
checks: [{id: c, when: {all: [{people: {at_least: 6, at_most: 20}}]},
    severity: low, message: Really?}]
"""


def page(text: str) -> str:
    return render_questionnaire(
        parse_model(parse_document(text.encode(), "questionnaire.yaml"), Questionnaire)
    )


def test_a_bare_one() -> None:
    assert page(BARE) == (
        "# Small\n\nQuestionnaire `small`, version 1, 1 question. The vendor answers it.\n\n"
        "## First\n\nSection `s`\n\n### Is it?\n\n`q` · yes no · severity medium\n\n"
        "Full credit for **yes**.\n\n"
        "## How answers count\n\n"
        "- yes no: Yes or no; the expected answer earns full credit, the other none.\n"
    )


def test_a_full_one() -> None:
    assert page(FULL) == (
        "# Full\n\nAll there is.\n\n"
        "Questionnaire `full`, version 1, 3 questions. The requester answers it.\n\n"
        "## First\n\nSection `s`\n\nWhat it is about.\n\n"
        "### How many?\n\n`people` · number · severity medium\n\n"
        "In plain words: How many people?\n\n"
        "| Answer | Credit | Gap |\n| --- | --- | --- |\n"
        "| 5 or less | 100 % |  |\n| 6 to 20 | 50 % | Many |\n| 21 or more | 0 % |  |\n"
        "| anything else | 0 % |  |\n\n"
        "### When?\n\n`seen` · date · severity medium\n\n"
        "| Answer | Credit |\n| --- | --- |\n"
        "| within 3 months | 100 % |\n| anything else | 0 % |\n\n**Why:** It ages.\n\n"
        "## Second\n\nSection `t`\n\n"
        "Asked when (`people` is at least 6 or not (`people` is at most 2)).\n\n"
        "### Why so many?\n\n`why` · text\n\n"
        "## How answers count\n\n"
        "- date: A day; it earns the credit of the first band that contains it, by its age.\n"
        "- number: A number; it earns the credit of the first band that contains it.\n"
        "- text: Free words; they earn credit only where being answered is what counts.\n\n"
        "## Answers that contradict each other\n\n"
        "- `c` (low): Really? When (`people` is at least 6 and at most 20).\n"
    )


CHECKS = """
checks:
  - {id: c, when: {q: ["yes"]}, message: It is and is not}
  - {id: r, kind: requirement, blocker: true, when: {q: ["no"]}, severity: high,
     message: It is not, remedy: Let it be., clause: It shall be.}
"""


def test_contradictions_and_requirements_stand_apart() -> None:
    _, _, checks = page(f"{BARE}{CHECKS}").partition("\n## Answers that contradict each other\n\n")
    assert checks == (
        "- `c` (medium): It is and is not. When `q` is yes.\n\n"
        "## Answers that are not good enough together\n\n"
        "- `r` (high, **blocker**): It is not. When `q` is no. *What the vendor should change:* "
        "Let it be. *What the contract should say:* It shall be.\n"
    )


AS_WRITTEN = """
vendorcheck: questionnaire/1
id: written
version: "1"
title: Written
sections:
  - id: s
    title: First
    questions:
      - {id: rate, type: number, ask: What share?, blocker: {at_least: 0.33333}, bands: [
          {at_least: 1000000.5, credit: 1}, {at_least: 0.125, credit: 0.33333}, {credit: 0}]}
      - {id: gone, type: duration, ask: How soon?,
          when: {rate: {at_least: 0.125, at_most: 1000000.5}}}
      - {id: kept, type: duration, ask: How long?,
          when: {gone: {at_least: 90 minutes, at_most: 1 Hour}}}
      - {id: seen, type: date, ask: When?, bands: [{within: 1234567 days, credit: 1}, {credit: 0}]}
"""


def test_amounts_stand_as_they_were_written() -> None:
    lines = page(AS_WRITTEN).splitlines()
    assert (
        "`rate` · number · severity medium · **blocker** (at least 33.333 % of the credit)" in lines
    )
    assert "| 0.125 or more | 33.333 % |" in lines
    assert "Asked when `rate` is at least 0.125 and at most 1000000.5." in lines
    assert "Asked when `gone` is at least 90 minutes and at most 1 Hour." in lines
    assert "| within 1234567 days | 100 % |" in lines


def marks(question: str) -> str:
    """What stands below the title of a question."""
    whole = page(BARE.replace("type: yes_no, ask: Is it?", f"ask: Is it?, {question}"))
    return whole.partition("### Is it?\n\n")[2].partition("\n## How answers count\n")[0]


def test_options_have_the_ids_that_answer_files_write() -> None:
    options = (
        "[{id: saml-oidc, label: SAML, credit: 1}, "
        "{id: 'a|b`', label: Other, credit: 0, finding: Odd}]"
    )
    assert marks(f"type: choice, options: {options}") == (
        "`q` · choice · severity medium\n\n"
        "| Id | Answer | Credit | Gap |\n| --- | --- | --- | --- |\n"
        "| `saml-oidc` | SAML | 100 % |  |\n| a&#124;b\\` | Other | 0 % | Odd |\n"
    )


def test_options_that_earn_nothing_are_a_list_of_ids_and_labels() -> None:
    assert marks(
        "type: multi_choice, options: [{id: one, label: First}, {id: two, label: Second}]"
    ) == (
        "`q` · multi choice\n\n| Id | Answer |\n| --- | --- |\n| `one` | First |\n"
        "| `two` | Second |\n"
    )


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("type: number, unit: seats", "`q` · number (seats)"),
        ("type: number, unit: '*'", "`q` · number (\\*)"),
        (
            "type: yes_no, not_applicable: refused",
            "`q` · yes no · severity medium · can't be not applicable",
        ),
        ("type: yes_no, not_applicable: allowed", "`q` · yes no · severity medium"),
        ("type: yes_no, blocker: true", "`q` · yes no · severity medium · **blocker**"),
        (
            "type: yes_no, blocker: true, not_applicable: refused",
            "`q` · yes no · severity medium · **blocker**",
        ),
        (
            "type: yes_no, blocker: true, not_applicable: allowed",
            "`q` · yes no · severity medium · **blocker** · may be not applicable",
        ),
        ("type: yes_no, weight: 2.5", "`q` · yes no · severity medium · weight 2.5"),
    ],
)
def test_what_is_not_as_usual_stands_below_the_title(question: str, line: str) -> None:
    assert marks(question).splitlines()[0] == line
