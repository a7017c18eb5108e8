"""What a reply is asked for is what the letter asks, point by point and in its order."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from vendorcheck.assessment.open_questions import OpenQuestion
from vendorcheck.assessment.precheck.letter_points import LetterPoint, find_letter_points
from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.document.document import parse_document
from vendorcheck.reports import PRECHECK_REPORTS, Display
from vendorcheck.reports.view.requests import address_vendor, need_in_words, wish_in_words
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy

AS_OF: Final = date(2026, 11, 23)
REQUEST: Final = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  request:
    answers: {plan: Team, seats: 12, deployment: cloud, data: [contacts], people: 8000,
              connections: [crm, website], ai: "yes", outage: slows-us}
"""
NOTHING: Final = ""
GAPS: Final = """\
  sso: {answers: {sso-protocol: none, mfa: none}}
  data-access-removal: {answers: {export-self-service: none, residency: named}}
  privacy: {answers: {processing-agreement: none}}
"""
DISPUTED: Final = """\
  sso: {answers: {sso-protocol: {answer: saml, disputed: We saw none.}}}
  ai: {answers: {training: stated}}
"""
NUMBERED: Final = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)


def look(answers: str, more: str = "") -> Precheck:
    library = Library()
    policy = load_policy(library, None)
    document = parse_document(f"{REQUEST}{more}{answers}".encode(), "acme.yaml")
    case = prepare_case(library, document, policy_file=policy, chosen_ids=(), as_of=AS_OF)
    return run_precheck(case.assessor, case.vendor, AS_OF, case.tiering)


@pytest.mark.parametrize("answers", [NOTHING, GAPS, DISPUTED], ids=["open", "gaps", "disputed"])
def test_each_point_is_the_one_of_that_number_in_the_letter(answers: str) -> None:
    precheck = look(answers)
    letter = PRECHECK_REPORTS.format_for("vendor").render(precheck, Display())
    numbered = {int(number): text for number, text in NUMBERED.findall(letter)}
    points = find_letter_points(precheck)
    assert [point.number for point in points] == sorted(point.number for point in points)
    assert len({point.key for point in points}) == len(points)
    # Of a requirement over several answers, each may stand for itself above it.
    for number in numbered.keys() - {point.number for point in points}:
        subjects = {
            reason.subject
            for reason in precheck.reasons
            if reason.change
            and numbered[number].replace("\\", "")
            in {need_in_words(reason.change), wish_in_words(reason.change)}
        }
        assert subjects
        for subject in subjects:
            home, _, name = subject.partition("/")
            assert name not in precheck.library[home].questions
    for point in points:
        questionnaire_id, _, name = point.key.partition("/")
        ask = address_vendor(precheck.library[questionnaire_id].questions[name].ask)
        in_words = wish_in_words if point.is_wish else need_in_words
        said = in_words(point.change) if point.change else ask
        plain = numbered[point.number].replace("\\", "")
        assert plain.startswith(said), (plain, said)


def test_needs_come_before_wishes_and_our_own_answers_are_no_point() -> None:
    points = find_letter_points(look(GAPS))
    changes = [point for point in points if point.change]
    assert [point.is_wish for point in changes] == sorted(point.is_wish for point in changes)
    assert {point.key.partition("/")[0] for point in points}.isdisjoint({"request"})
    assert not any(point.is_wish for point in points if not point.change)


def test_a_contradiction_is_about_each_of_its_answers() -> None:
    """Two answers can't both be true: the reply may correct either."""
    answers = """\
  sso: {answers: {sso-protocol: none}}
  ai: {answers: {training: excluded}}
"""
    precheck = look(answers)
    check = next(
        check
        for check in precheck.library["data-access-removal"].checks
        if check.kind == "contradiction"
    )
    subject = f"data-access-removal/{check.id}"
    keys = list(dict.fromkeys(key for key, _, _ in check.when.references("data-access-removal")))
    about_it = replace(
        precheck,
        questions_for_vendor=(OpenQuestion(subject, "contradiction", "Which is right?"),),
        reasons=(),
    )
    assert find_letter_points(about_it) == tuple(
        LetterPoint(1, key) for key in keys if not key.startswith("request/")
    )
