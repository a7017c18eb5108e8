"""The lead's page: what is decided upon, in few entries, and what is left out is counted."""

import pytest

from vendorcheck.reports import REPORTS, Display
from vendorcheck.reports.readers.lead import lay_out
from vendorcheck.reports.view.words import VERDICT_LABELS
from vendorcheck.text.layout import shorten_to_width, text_width
from view_cases import DECIDED, GOOD, OURS, example, made


def texts(entries: object) -> list[str]:
    """Return the entries of a list of the page as lines, its notes behind a bar."""
    return [
        f"{entry.text} | {entry.note}" if entry.note else entry.text
        for entry in getattr(entries, "entries")  # noqa: B009 - of any list
    ]


def test_what_a_decision_needs_is_on_the_page() -> None:
    page = lay_out(example("acme"))
    assert page.product == "Acme Engage by Acme"
    assert page.purpose.startswith("Newsletters, invitations and welcome series")
    assert page.verdict_label == "Approve with conditions"
    assert texts(page.about) == [
        "Wanted by | Jane Doe (marketing), plan Business",
        (
            "With data | Internal things about our business that would do little harm in the "
            "open; People who are not customers…"
        ),
        "Reviewed as | Much at stake for people or for the business",
        "Score | 86 %, can still be 86 % to 87 %; 80 % is required to approve",
        "Answered | 99 % of what counts; 90 % is required",
        "Findings | 2 critical, 2 high, 12 medium, 20 low; 4 require a condition",
    ]
    assert page.conditions.title == "Conditions of the decision of 2026-10-02"
    assert texts(page.conditions)[0] == (
        "How long backups keep deleted data | Acme · due 2026-12-04 · before signature · "
        "not done yet"
    )
    assert page.next_steps.title == "Conditions to propose: 5 steps to “approve”"
    assert texts(page.conditions)[1:] == ["2 done"], "what is done needs no room"
    assert page.next_steps.more == 0, "so that all that is proposed is there to be signed"
    assert texts(page.costs)[0] == "What it may cost a year, in our currency | Up to 5,000"
    assert page.costs.more_text == "and 6 more"
    assert texts(page.risks) == [
        ("Accounts are not removed automatically | Maria Lindqvist (CIO), until 2027-11-08")
    ]
    assert texts(page.reminders)[0] == "1 thing that we must do ourselves, whatever is decided"
    assert page.decision == (
        "Approve with conditions, decided by Jane Doe on 2026-10-02; "
        "the verdict has changed since the decision"
    )
    assert page.choices == tuple(VERDICT_LABELS.values())


def test_a_decision_is_tied_to_its_answers_and_its_policy() -> None:
    assessment = example("acme")
    basis = lay_out(assessment).basis
    assert assessment.digests.answers[:16] in basis
    assert f"policy {assessment.policy.id} {assessment.policy.version}" in basis


def test_what_has_lapsed_or_is_overdue_comes_first() -> None:
    page = lay_out(example("plumbline-surveys"))
    assert texts(page.risks)[0].endswith("ended on 2026-06-30")
    assert texts(page.conditions)[0].endswith("overdue")
    assert texts(page.reminders)[0].startswith("Overdue since 2026-06-30")
    assert page.reminders.more == 2


def test_a_price_with_a_number_comes_before_one_without() -> None:
    prices = (
        'sso: {answer: "yes", price: included}, log: {answer: "yes", plan: Pro, price: 4 EUR}, '
        'proof: "yes"'
    )
    contract = "contract: {yearly_cost: 100 EUR}\n"
    assert texts(lay_out(made(prices, more=contract)).costs) == [
        "The contract, a year | 100 EUR",
        "A log? | Pro: 4 EUR",
        "Work account? | included",
    ]


def test_where_nothing_has_to_change_there_is_no_empty_list() -> None:
    assessment = made(GOOD, request=OURS)
    page = lay_out(assessment)
    assert (page.verdict, page.decision) == ("approve", "")
    assert [page.reasons.entries, page.conditions.entries, page.next_steps.entries] == [()] * 3
    text = REPORTS.in_view(REPORTS["markdown"], "lead").render(assessment, Display())
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    assert titles == ["## In short", "## Decision of the business owner"]


@pytest.mark.parametrize(
    ("answers", "request_answers", "first"),
    [
        ('sso: "yes"', OURS, ["3 questions to the vendor"]),
        ('sso: "yes"', "", ["3 questions to the vendor", "1 question to the requester"]),
        (
            'sso: "yes", log: {not_applicable: No.}, proof: "yes"',
            OURS,
            ["1 question to the vendor"],
        ),
    ],
)
def test_where_more_is_to_be_known_the_questions_come_first(
    answers: str, request_answers: str, first: list[str]
) -> None:
    rules = "coverage_at_least: 100\n"
    page = lay_out(made(answers, rules, request=request_answers))
    assert page.verdict == "more-information-needed"
    assert texts(page.next_steps)[: len(first)] == first


def test_what_one_of_us_has_to_confirm_is_counted() -> None:
    answers = 'sso: {not_applicable: No.}, log: "yes", proof: {not_applicable: No.}, minor: "yes"'
    page = lay_out(made(answers, request=OURS))
    assert any("does it apply?" in text for text in texts(page.next_steps))


def test_a_score_is_rounded_but_never_across_a_limit() -> None:
    answers = GOOD.replace('minor: "yes"', 'minor: "no"')
    page = lay_out(made(answers, "approve_at: 95.9\n", request=OURS))
    (score,) = [entry.note for entry in page.about.entries if entry.text == "Score"]
    assert score == "95.8 %; 95.9 % is required to approve"


def test_a_score_says_nothing_while_little_is_answered() -> None:
    page = lay_out(made("", request=OURS))
    assert "Score | too early to tell" in texts(page.about)
    assert "Findings | none" in texts(page.about)


def test_the_conditions_of_the_decision_leave_room_for_the_next_steps() -> None:
    many = DECIDED.replace("{text: Sign it,", "{text: First,").replace(
        "conditions: [", "conditions: [" + "".join(f"{{text: C{n}}}, " for n in range(9))
    )
    answers = ", ".join(f'{name}: "no"' for name in ("sso", "log", "proof", "minor"))
    page = lay_out(made(answers, more=many, request=OURS))
    assert (len(page.conditions.entries), page.conditions.more) == (3, 7)
    assert len(page.next_steps.entries) <= 4


def test_what_nobody_knows_any_more_is_named_by_its_key() -> None:
    risks = (
        "accepted_risks: [{question: q/gone, reason: r, accepted_by: CIO, accepted_on: 2026-01-01, "
        "expires: 2027-01-01}, {question: q/odd, reason: r, accepted_by: CIO, accepted_on: "
        "2026-01-01, expires: 2027-02-01}]\n"
    )
    assert texts(lay_out(made(GOOD, more=risks, request=OURS)).risks) == [
        "q/gone | CIO, until 2027-01-01",
        "q/odd | CIO, until 2027-02-01",
    ]


@pytest.mark.parametrize(
    "text", ["東京" * 60, "W" * 130, "a" + "\u0301" * 3 + "b" * 140, "👨‍👩‍👧" * 80]
)
def test_a_line_is_cut_to_its_columns_between_signs(text: str) -> None:
    cut = shorten_to_width(text, 104)
    assert text_width(cut) <= 104
    assert text_width(cut) > 101
    assert cut.endswith("…")
    assert shorten_to_width(cut, 104) == cut
