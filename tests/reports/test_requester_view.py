"""The requester's view: plain words, nothing of how answers are weighed, and what to do now."""

import re

import pytest

from assessments import NAMES, asking, assessed
from locations import REPOSITORY
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import REPORTS, Display
from vendorcheck.validation.schema.parse import parse_model
from view_cases import AS_OF, DECIDED, GOOD, KEYS, OURS, example, made

EXAMPLES = sorted(path.stem for path in (REPOSITORY / "examples").glob("*.yaml"))
STARRED = re.compile(
    r"\b(?:severit(?:y|ies)|weight(?:s|ed)?|credits?|grades?|tiers?)\b", re.IGNORECASE
)
"""The words of docs/reference/words.md that a requester is spared."""
FOR_PEOPLE = ("html", "markdown", "summary")


def shown(assessment: Assessment, name: str = "summary") -> str:
    report = REPORTS.in_view(REPORTS[name], "requester")
    return report.render(assessment, Display(width=100))


def part(title: str, assessment: Assessment) -> list[str]:
    """Return the lines below a title; none if there is no such title."""
    _, _, rest = shown(assessment).partition(f"\n\n{title}\n")
    return rest.split("\n\n", 1)[0].splitlines()


def without_style(text: str) -> str:
    return re.sub(r"<head>.*</head>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", FOR_PEOPLE)
@pytest.mark.parametrize("vendor", EXAMPLES)
def test_it_spares_the_requester_our_words_and_ids(vendor: str, name: str) -> None:
    assessment = example(vendor)
    text = without_style(shown(assessment, name))
    assert STARRED.findall(text) == []
    keys = {status.question.key for status in assessment.evaluation.statuses}
    ids = {assessment.tier.id} if assessment.tier and "-" in assessment.tier.id else set()
    assert len(keys) > 20
    assert [key for key in keys | ids if key in text] == []
    assert not re.search(r"\d %", text), "how much of something is answered or met says nothing"


def test_the_words_that_are_spared_are_those_of_the_reference() -> None:
    rows = re.findall(
        r"^\| (\w+)\* \|", (REPOSITORY / "docs/reference/words.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) == 5
    assert [word for word in rows if not STARRED.fullmatch(word)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_to_do_now_is_said_first(name: str) -> None:
    assert part("What to do now", assessed(name))


def test_a_product_that_nothing_is_against_is_to_be_decided_on() -> None:
    text = shown(made(GOOD, request=OURS))
    assert text.startswith("Acme: nothing is against it\n\nIT has looked at it, and nothing")
    assert part("What to do now", made(GOOD, request=OURS)) == [
        "- Decide, and tell IT what you have decided."
    ]
    assert part("What to do now", made(GOOD, more=DECIDED, request=OURS)) == ["- Nothing more."]


def test_a_decision_that_no_longer_stands_is_to_be_taken_anew() -> None:
    again = "- Decide anew, and tell IT what you have decided: "
    agree = "- Agree with the vendor on what is named below, before you sign anything."
    assert part("What to do now", example("acme")) == [
        agree,
        f"{again}things have changed since the last decision.",
    ]
    assert part("What to do now", example("plumbline-surveys")) == [
        agree,
        f"{again}the day for it was Fri 20 Nov 2026.",
    ]
    other = DECIDED.replace("decided_on", "verdict: do-not-approve, decided_on")
    assert part("What to do now", made(GOOD, more=other, request=OURS)) == [
        f"{again}things have changed since the last decision."
    ]


def test_what_has_to_change_is_said_in_plain_words_with_who_has_to() -> None:
    assessment = made(GOOD.replace('sso: "yes"', 'sso: "no"'), request=OURS)
    assert assessment.verdict == "do-not-approve"
    assert part("Has to change first", assessment) == [
        "- Work account?",
        "  Answer: No",
        "  The vendor: it would have to offer SAML 2.0.",
    ]
    assert part("What to do now", assessment) == [
        "- Sign and promise nothing. Talk to IT about what would have to change."
    ]


def test_what_only_needs_an_agreement_is_agreed_on_and_decided() -> None:
    assessment = made(GOOD.replace('log: "yes"', 'log: "no"'), "conditions_at: 10\n", request=OURS)
    assert assessment.verdict == "approve-with-conditions"
    assert part("Needs an agreement with the vendor", assessment)[:2] == [
        "- A log?",
        "  Answer: No",
    ]
    assert len(part("What to do now", assessment)) == 2
    decided = made(
        GOOD.replace('log: "yes"', 'log: "no"'), "conditions_at: 10\n", DECIDED, request=OURS
    )
    assert len(part("What to do now", decided)) == 1
    assert "Jane Doe decided on Tue 3 Nov 2026 to use it, with conditions." in shown(decided)
    assert part("Conditions of the decision", decided) == [
        "- Sign it: legal · due 2026-12-01 · not done yet"
    ]


def test_what_is_open_is_asked_of_whoever_knows_it() -> None:
    assessment = made('log: "yes", proof: "yes", minor: "yes"')
    assert assessment.verdict == "more-information-needed"
    assert part("For you to answer", assessment) == ["1. Do customers see it?"]
    assert part("Nobody knows yet", assessment)[0] == "- Work account?"
    assert part("What to do now", assessment) == [
        "- Answer what is asked below, and send IT the answers.",
        "- Wait with signing and promising anything until the answers are there.",
    ]
    assert part("What happens next", assessment)[0].startswith("- The vendor has 1 question to")


def test_what_contradicts_our_own_plans_is_ours_to_clear_up() -> None:
    checks = (
        'checks:\n  - {id: odd, when: {all: [{what: ["yes"]}, {q/sso: ["no"]}]}, '
        "message: Customers see it and nobody signs in}\n"
    )
    answers = GOOD.replace('sso: "yes"', 'sso: "no"')
    assessment = made(answers, request=OURS, checks=checks)
    (question,) = part("For you to answer", assessment)
    assert question.startswith("1. Two answers contradict each other. Customers see it and nobody")


def test_what_the_vendor_puts_aside_is_looked_at_by_it() -> None:
    answers = GOOD.replace('proof: "yes"', "proof: {not_applicable: Never.}")
    assessment = made(answers, request=OURS)
    assert "The vendor says that 1 question does not apply" in shown(assessment)
    assert part("Said not to apply, and nobody has agreed yet", assessment) == ["- Is it tested?"]


def test_an_answer_that_needs_a_document_is_said_once() -> None:
    rules = "grades: {high: documented}\n"
    assert part("IT needs a document that shows it", made(GOOD, rules, request=OURS)) == [
        "- A log?",
        "  Answer: Yes",
        "- Is it tested?",
        "  Answer: Yes",
    ]


@pytest.mark.parametrize(
    ("answers", "rules", "sentence"),
    [
        ('sso: "yes"', "", "Too little of what IT has to know is answered so far."),
        (
            'sso: "yes", log: "no", proof: "no", minor: "no"',
            "conditions_at: 10\n",
            "weaker than what IT accepts without an agreement.",
        ),
        (
            'sso: "yes", log: "no", proof: "no", minor: "no"',
            "",
            "weaker than what IT accepts without big changes.",
        ),
        ('sso: "yes", log: "no"', "section_floors: {q/s: 90}\n", "weaker than IT accepts on: S."),
        (
            "",
            f"questions: {{{', '.join(f'{key}: {{weight: 0}}' for key in KEYS)}}}\n",
            "says whether the product is good",
        ),
        (
            'sso: "yes", log: {not_applicable: No.}, proof: "yes", minor: "yes"',
            "not_applicable_at_most: 0\n",
            "Of too much the vendor says that it does not apply, and nobody has agreed.",
        ),
    ],
)
def test_what_no_single_answer_is_to_blame_for_is_said_in_a_sentence(
    answers: str, rules: str, sentence: str
) -> None:
    text = " ".join(part("All in all", made(answers, rules, request=OURS)))
    assert sentence in text


def test_a_request_that_says_nothing_yet_is_asked_for() -> None:
    assessment = assessed("open")
    text = " ".join(part("All in all", assessment))
    assert "What you want to do with it is not known yet" in text


def test_a_few_reasons_are_enough() -> None:
    many = "".join(f'      - {{id: a{n}, type: yes_no, ask: "{n}?"}}\n' for n in range(12))
    questionnaire = parse_model(parse_document(asking(many).encode(), "q.yaml"), Questionnaire)
    policy = parse_model(
        parse_document(b'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n', "p.yaml"), Policy
    )
    file = parse_model(
        parse_document(b"vendorcheck: vendor/1\nvendor: {name: Acme}\n", "v.yaml"), VendorFile
    )
    assessment = Assessor({"q": questionnaire}, policy, ("q",)).assess(file, AS_OF)
    lines = part("Nobody knows yet", assessment)
    assert len(lines) == 9
    assert lines[-1] == "- and 4 more"


def test_needs_costs_and_the_next_look_are_in_it() -> None:
    text = shown(example("acme"))
    assert "It is to be looked at again by Sat 2 Oct 2027." in " ".join(text.split())
    assert "- Sends 50 000 mails a month (a must): yes" in text
    assert "- What it may cost a year, in our currency: Up to 5,000" in text
    assert "Meanwhile\nA trial with invented data is fine." in text
    assert "Whom to ask\nit-security@ourcompany.example" in text
    assert "It was to be looked at again by" in shown(example("plumbline-surveys"))
