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
      - {id: gone, type: duration, ask: How soon?, when: {rate: {at_least: 0.125, at_most: 1000000.5}}}
      - {id: kept, type: duration, ask: How long?, when: {gone: {at_least: 90 minutes, at_most: 1 Hour}}}
      - {id: seen, type: date, ask: When?, bands: [{within: 1234567 days, credit: 1}, {credit: 0}]}
"""


def test_amounts_stand_as_they_were_written() -> None:
    lines = page(AS_WRITTEN).splitlines()
    assert "`rate` · number · severity medium · **blocker** (at least 33.333 % of the credit)" in lines
    assert "| 0.125 or more | 33.333 % |  |" in lines
    assert "Asked when `rate` is at least 0.125 and at most 1000000.5." in lines
    assert "Asked when `gone` is at least 90 minutes and at most 1 Hour." in lines
    assert "| within 1234567 days | 100 % |  |" in lines
