"""The vendor's view: what is open on its side, what of it we need, and what would close it."""

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.reports.readers.vendor import VendorContent, lay_out
from view_cases import AS_OF, GOOD, OURS, assess_questions, example, made

ALL_BAD = 'sso: "no", log: "no", proof: "no", minor: "no"'
LENIENT = "approve_at: 1\nconditions_at: 1\n"
ACCEPTED = (
    "accepted_risks: [{question: q/log, reason: r, accepted_by: CIO, accepted_on: 2026-11-01, "
    "expires: 2027-05-01}]\n"
)


def gaps(content: VendorContent) -> dict[str, bool]:
    return {gap.question: gap.needed for gap in content.gaps}


def test_what_stands_in_the_way_is_needed_and_the_rest_would_help() -> None:
    content = lay_out(made(ALL_BAD, LENIENT, request=OURS))
    assert gaps(content) == {"q/sso": True, "q/log": True, "q/proof": True, "q/minor": False}
    assert content.opening.startswith(
        "We would like to use your product. What is open on your side: "
        "3 gaps that we need closed and 1 other gap. Please answer by Fri 4 Dec 2026"
    )
    titles = [part.title for part in content.parts() if part.title]
    assert titles == ["Gaps to close", "Gaps that would be good to close, too"]


def test_what_is_accepted_is_not_needed_and_looks_like_the_others() -> None:
    accepted = lay_out(made(ALL_BAD, LENIENT, ACCEPTED, OURS))
    assert gaps(accepted) == {"q/sso": True, "q/log": False, "q/proof": True, "q/minor": False}


def test_what_the_score_needs_is_needed_although_no_rule_names_it() -> None:
    answers = GOOD.replace('minor: "yes"', 'minor: "no"')
    assert gaps(lay_out(made(answers, request=OURS))) == {"q/minor": False}
    assert gaps(lay_out(made(answers, "approve_at: 99\n", request=OURS))) == {"q/minor": True}


def test_a_gap_without_a_remedy_says_what_would_be_enough() -> None:
    content = lay_out(made(ALL_BAD, LENIENT, request=OURS))
    proof = next(gap for gap in content.gaps if gap.question == "q/proof")
    assert proof.closes == ('This would be enough: "Yes".',)
    assert (proof.gap, proof.ask) == ("Proof?", None)


QUESTIONS = """\
      - {id: one, type: yes_no, ask: "One?", severity: high, evidence: expected, finding: No one}
      - {id: two, type: yes_no, ask: "Two?", severity: high, evidence: expected}
      - {id: ways, type: multi_choice, ask: "Which ways?", severity: high, options: [
          {id: a, label: Way A, credit: 0.5}, {id: b, label: Way B, credit: 0.5},
          {id: none, label: None, credit: 0, exclusive: true}]}
checks:
  - {id: both, kind: requirement, when: {all: [{one: ["no"]}, {ways: [a]}]}, severity: critical,
     blocker: true, message: Neither one nor both ways, remedy: Have one of them.,
     clause: Have one.}
"""


def assessed(answers: str) -> Assessment:
    return assess_questions(QUESTIONS, answers)


def test_a_requirement_is_a_gap_of_several_answers() -> None:
    content = lay_out(assessed('one: "no", two: "yes", ways: [a]'))
    requirement = content.gaps[-1]
    assert (requirement.question, requirement.needed) == ("q/both", True)
    assert requirement.gap == "Neither one nor both ways"
    assert (requirement.ask, requirement.answer) == (None, None)
    assert requirement.closes == ("Have one of them.",)
    assert requirement.clauses == ("Have one.",)


def test_what_is_missing_among_several_options_is_named() -> None:
    content = lay_out(assessed('one: "yes", two: "yes", ways: [a]'))
    (gap,) = content.gaps
    assert dict(gap.details)["Missing"] == "Way B"
    assert dict(gap.details)["You answered"] == "Way A"


def test_a_document_is_asked_for_an_answer_that_is_good_and_not_proven() -> None:
    proven = (
        'two: {answer: "yes", evidence: [{url: "https://acme.example/", dated: 2026-11-01, '
        "kind: documentation}]}, ways: [a, b]"
    )
    assert [entry.text for entry in lay_out(assessed(f'one: "yes", {proven}')).documents] == [
        'One? You answered "yes". Please send a document or a link that shows it.'
    ]
    assert lay_out(assessed(f'one: "no", {proven}')).documents == ()
    ours = 'one: {answer: "yes", source: us}, '
    assert [entry.text for entry in lay_out(assessed(ours + proven)).documents] == [
        "One? Please send a document or a link that shows it."
    ]
    seen = f'one: {{answer: "yes", grade: verified, reviewed_by: J, reviewed_on: {AS_OF}}}, '
    assert lay_out(assessed(seen + proven)).documents == ()


def test_the_examples_get_pages_that_say_what_to_do() -> None:
    content = lay_out(example("acme"))
    needed = [gap for gap in content.gaps if gap.needed]
    assert 2 < len(needed) < len(content.gaps) / 2
    assert [gap.question for gap in needed if not gap.closes] == []
    assert [gap.question for gap in content.gaps if not gap.needed and gap.clauses] == []
