"""What a hint says, done to a file."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import Problem
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
QUESTIONNAIRE = """\
vendorcheck: questionnaire/1
id: demo
version: "1.0"
title: Demo
sections:
  - id: main
    title: Main
    questions:
      - id: storage
        type: choice
        ask: Where is it stored?
        options:
          - {id: eu, label: In the European Union, plain: Somewhere in Europe, credit: 1}
          - {id: us-only, label: "In the United States, only", credit: 0}
        finding: It is stored elsewhere
        remedy: Store it in the European Union.
      - id: places
        type: multi_choice
        ask: Where do people work?
        options:
          - {id: frankfurt, label: "Frankfurt, Germany", credit: 1}
          - {id: texas, label: Texas, credit: 0}
        finding: They work elsewhere
        remedy: Let them work here.
      - {id: sso, type: yes_no, ask: "Is there SSO?", finding: No SSO, remedy: Offer it.}
      - {id: mails, type: number, unit: mails, whole: true, ask: "How many?"}
      - {id: uptime, type: number, unit: percent, ask: "How much?"}
      - {id: recovery, type: duration, ask: "How long?"}
      - id: kept
        type: duration
        ask: For how long?
        options: [{id: for-ever, label: As long as you like}]
      - {id: tested, type: date, ask: "When?"}
      - {id: words, type: text, ask: "What?"}
      - {id: user-authentication-needed, type: yes_no, ask: "Is it?", finding: No, remedy: Do it.}
"""
VENDOR = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  demo:
    version: "1.0"
    answers:
"""


def demo() -> LoadedFile[Questionnaire]:
    document = parse_document(QUESTIONNAIRE.encode(), "demo.yaml")
    return LoadedFile(parse_model(document, Questionnaire), document)


def library() -> Library:
    found = Library({}, {})
    found.add(demo())
    return found


def problems_in(path: Path, text: str, *, without: tuple[str, ...] = ()) -> list[Problem]:
    """Return the problems of a file with this text; the other files are the questionnaires."""
    path.write_text(text, encoding="utf-8")
    found = scan_files(library(), [str(path)], AS_OF).problems
    return [problem for problem in found if problem.code not in without]


def replacements(hint: str) -> list[str]:
    """Return each text that a hint says to write instead of what stands there."""
    if suggested := re.fullmatch(r'did you mean "(.+)"\?', hint):
        return [suggested[1]]
    written = re.fullmatch(
        r"(?:write|add the unit, such as) (\S.*?)(?:, without separators| if .*|; .*)?", hint
    )
    assert written, f"nobody can follow: {hint}"
    return written[1].split(" or ")


def place_of(text: str) -> tuple[int, int]:
    """Return line and column of the mark `«`."""
    before = text[: text.index("«")]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def unmarked(text: str) -> str:
    return text.replace("«", "").replace("»", "")


def followed(text: str, hint: str) -> Iterator[str]:
    """Yield the text with each replacement that the hint names in the place of the marked part."""
    before, rest = text.split("«", 1)
    after = rest.split("»", 1)[1]
    for replacement in replacements(hint):
        yield f"{before}{replacement}{after}"
