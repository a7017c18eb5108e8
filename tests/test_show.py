"""A questionnaire as a page: only what is there is on it, in words."""

from vendorcheck import questionnaire
from vendorcheck.document import parse
from vendorcheck.reference import questionnaire_page

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
          {at_most: 5, credit: 1}, {at_least: 6, at_most: 20, credit: 0.5, finding: Many}, {at_least: 21, credit: 0},
          {credit: 0}]}
      - {id: seen, type: date, ask: When?, why: It ages., bands: [{within: 3 months, credit: 1}, {credit: 0}]}
  - id: t
    title: Second
    when: {any: [{people: {at_least: 6}}, {not: {people: {at_most: 2}}}]}
    questions:
      - {id: why, type: text, ask: Why so many?}
checks: [{id: c, when: {all: [{people: {at_least: 6, at_most: 20}}]}, severity: low, message: Really?}]
"""


def page(text: str) -> str:
    return questionnaire_page(questionnaire.parse(parse(text.encode(), "questionnaire.yaml")))


def test_a_bare_one() -> None:
    assert page(BARE) == (
        "# Small\n\nQuestionnaire `small`, version 1, 1 question. The vendor answers it.\n\n"
        "## First\n\n### Is it?\n\n`q` · yes no · severity medium\n\nFull credit for **yes**.\n"
    )


def test_a_full_one() -> None:
    assert page(FULL) == (
        "# Full\n\nAll there is.\n\n"
        "Questionnaire `full`, version 1, 3 questions. The requester answers it.\n\n"
        "## First\n\nWhat it is about.\n\n"
        "### How many?\n\n`people` · number · severity medium\n\nIn plain words: How many people?\n\n"
        "| Answer | Credit | Gap |\n| --- | --- | --- |\n"
        "| 5 or less | 100 % |  |\n| 6 to 20 | 50 % | Many |\n| 21 or more | 0 % |  |\n| anything else | 0 % |  |\n\n"
        "### When?\n\n`seen` · date · severity medium\n\n"
        "| Answer | Credit | Gap |\n| --- | --- | --- |\n"
        "| within 3 months | 100 % |  |\n| anything else | 0 % |  |\n\n**Why:** It ages.\n\n"
        "## Second\n\nAsked when (`people` is at least 6 or not (`people` is at most 2)).\n\n"
        "### Why so many?\n\n`why` · text\n\n"
        "## Answers that contradict each other\n\n"
        "- `c` (low): Really? When (`people` is at least 6 and at most 20).\n"
    )
