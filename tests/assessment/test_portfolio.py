"""The portfolio: what is due, shared and counted over all vendors."""

import json
from datetime import date
from fractions import Fraction

import pytest

from portfolios import AS_OF, BOARD, CRM, FILES, MAIL, portfolio_of, summary_of, three_vendors
from vendorcheck.assessment.portfolio.companies import company_of_host, named_companies
from vendorcheck.assessment.portfolio.entry import Dependence
from vendorcheck.model.quantities.money import Money, parse_money


def due_of(text: str) -> list[tuple[str, str, str, str | None]]:
    items = summary_of(text).entry.due
    return [(item.kind, str(item.due), item.state, item.text) for item in items]


def test_everything_with_a_day_is_due_in_order() -> None:
    assert due_of(CRM) == [
        ("condition", "2026-11-20", "overdue", "Sign the DPA"),
        ("acceptance", "2026-11-21", "lapsed", "Twelve people"),
        ("objection", "2026-12-10", "coming", "Moves mail to Relay Inc."),
        ("evidence", "2026-12-15", "coming", "Admin guide"),
        ("condition", "2026-12-31", "coming", "Send the report"),
        ("notice", "2027-03-31", "coming", None),
        ("renewal", "2027-06-30", "coming", None),
        ("reassessment", "2027-09-15", "coming", None),
    ]
    assert due_of(BOARD) == [("reassessment", "2026-11-01", "overdue", None)]
    assert due_of(MAIL) == []


def test_the_last_day_is_not_too_late() -> None:
    (overdue,) = summary_of(CRM, as_of=date(2026, 11, 21)).entry.overdue
    assert overdue.text == "Sign the DPA"
    assert summary_of(CRM, as_of=date(2026, 11, 20)).entry.overdue == ()
    assert summary_of(CRM, as_of=date(2026, 11, 21)).entry.lapsed == ()
    (lapsed,) = summary_of(CRM).entry.lapsed
    assert lapsed.questions == ("sso/scim",)


def test_an_acceptance_that_nobody_needs_any_longer_has_not_lapsed() -> None:
    mended = CRM.replace('scim: "no"', 'scim: "yes"')
    assert mended != CRM
    assert [item for item in due_of(mended) if item[0] == "acceptance"] == []


def test_evidence_that_ended_has_lapsed_unless_something_current_stands_beside_it() -> None:
    ended = CRM.replace("expires: 2026-12-15", "expires: 2026-11-01")
    assert ("evidence", "2026-11-01", "lapsed", "Admin guide") in due_of(ended)
    old = "{title: Old guide, url: 'https://kontor.example/old', dated: 2024-01-01}"
    both = CRM.replace("evidence: [{title: Admin", f"evidence: [{old}, {{title: Admin")
    assert [item[3] for item in due_of(both) if item[0] == "evidence"] == ["Admin guide"]


def test_one_document_behind_many_answers_is_due_once() -> None:
    evidence = '[{title: Report, url: "https://kontor.example/r", dated: 2026-06-01}]'
    text = CRM.replace(
        "mfa: {answer: enforceable}",
        f"mfa: {{answer: enforceable, grade: documented, evidence: {evidence}}}",
    ).replace('scim: "no"', f'scim: {{answer: "no", grade: documented, evidence: {evidence}}}')
    (item,) = [item for item in summary_of(text).entry.due if item.text == "Report"]
    assert (str(item.due), item.questions) == ("2027-06-01", ("sso/mfa", "sso/scim"))


def test_a_bridged_document_lasts_until_its_bridge_ends() -> None:
    bridge = "{kind: bridge-letter, title: Letter, url: 'https://k.example/b', dated: 2026-11-01}"
    text = CRM.replace(
        "expires: 2026-12-15}]", f"expires: 2026-11-01, bridged_until: 2026-12-20}}, {bridge}]"
    )
    assert ("evidence", "2026-12-20", "coming", "Admin guide") in due_of(text)


def test_within_limits_what_comes_and_nothing_that_is_missed() -> None:
    kept = portfolio_of({"crm.yaml": CRM}, within=23).due
    assert [str(one.item.due) for one in kept] == [
        "2026-11-20",
        "2026-11-21",
        "2026-12-10",
        "2026-12-15",
    ]
    assert len(portfolio_of({"crm.yaml": CRM}, within=22).due) == 3
    assert len(portfolio_of({"crm.yaml": CRM}, within=10**9).due) == 8


def test_an_entry_says_what_a_lead_asks_for() -> None:
    entry = summary_of(CRM, "crm.yaml").entry
    assert (entry.owner, entry.purpose) == ("Ida Holm", "Keeps what we know about customers")
    assert (entry.tier, str(entry.review_takes)) == ("high", "10 working days")
    assert entry.data == ("Internal business data", "Customer data")
    assert entry.cost == Money(Fraction(12000), "EUR")
    assert (entry.verdict, entry.is_approved) == ("more-information-needed", True)
    assert entry.decision is not None
    assert entry.decision.changed == ("verdict",)
    assert (str(entry.requested_on), str(entry.decided_on)) == ("2026-09-01", "2026-09-15")
    board = summary_of(BOARD).entry
    assert (board.owner, board.requested_on, board.decided_on) == ("Ben", None, None)
    assert board.decision is not None
    assert board.decision.changed == ()
    assert summary_of(MAIL).entry.decision is None


def test_the_first_decision_after_the_request_ends_the_wait() -> None:
    earlier = "  - {decision: approve, by: X, decided_on: 2026-08-31}\n  - decision: approve-with"
    later = "  - {decision: approve, by: X, decided_on: 2026-11-23}\n  - decision: approve-with"
    for text in (CRM, CRM.replace("  - decision: approve-with", earlier)):
        assert str(summary_of(text).entry.decided_on) == "2026-09-15"
    both = CRM.replace("  - decision: approve-with", later).replace("09-15", "11-24")
    assert summary_of(both).entry.decided_on is None


def test_gaps_are_counted_by_vendor_and_shown_in_the_commonest_words() -> None:
    portfolio = portfolio_of({**FILES, "more.yaml": MAIL})
    (scim,) = [gap for gap in portfolio.gaps if gap.subject == "sso/scim"]
    assert (scim.count, scim.severity) == (3, "medium")
    assert scim.finding == "Accounts are not removed automatically"
    assert [gap.count for gap in portfolio.gaps] == sorted(
        (gap.count for gap in portfolio.gaps), reverse=True
    )


def test_companies_are_found_in_options_notes_and_changes() -> None:
    assert summary_of(CRM).dependences == (
        Dependence("host", "Amazon Web Services"),
        Dependence("model-provider", "OpenAI"),
        Dependence("sub-processor", "Twilio"),
        Dependence("sub-processor", "mail.relay.example"),
    )
    # The vendor's own site is nobody else's.
    assert summary_of(MAIL).dependences == (
        Dependence("host", "Hetzner"),
        Dependence("host", "Amazon Web Services"),
    )
    assert summary_of(BOARD).dependences == ()


def test_what_two_share_is_told_with_how_many_say_anything() -> None:
    (shared,) = three_vendors().shared
    assert (shared.role, shared.company) == ("host", "Amazon Web Services")
    assert (shared.vendors, shared.known) == ((0, 1), 3)
    assert summary_of(CRM).roles_known == ("host", "sub-processor", "model-provider")
    none = CRM.replace("[provider]", "[vendor]").replace("note: OpenAI", "note: ours")
    assert "model-provider" in summary_of(none).roles_known
    assert summary_of(MAIL).roles_known == ("host",)


def test_a_disputed_answer_names_nobody() -> None:
    text = CRM.replace("note: OpenAI", "note: OpenAI, disputed: Nobody believes it")
    assert Dependence("model-provider", "OpenAI") not in summary_of(text).dependences


def test_data_lies_where_the_answers_say() -> None:
    assert summary_of(CRM).places == (
        ("Internal business data", "European Union, Iceland, Liechtenstein or Norway"),
        ("Internal business data", "United States"),
        ("Customer data", "European Union, Iceland, Liechtenstein or Norway"),
        ("Customer data", "United States"),
    )
    assert summary_of(MAIL).places == (("Customer data", ""),)
    assert summary_of(BOARD).places == (("Data that is public already", "On our own systems"),)
    places = {(one.kind, one.place): one.vendors for one in three_vendors().places}
    assert places["Customer data", "United States"] == (0,)


def test_the_time_to_a_decision_is_counted_as_the_policy_counts_it() -> None:
    (time,) = three_vendors().review_times
    assert (time.tier, time.in_working_days, time.median_days) == ("high", True, Fraction(10))
    assert (time.count, time.late_count) == (1, 0)
    assert (time.waiting_count, time.longest_wait) == (1, 36)
    late = CRM.replace("requested_on: 2026-09-01", "requested_on: 2026-08-31")
    (time,) = portfolio_of({"a.yaml": CRM, "b.yaml": late}).review_times
    assert (time.median_days, time.late_count) == (Fraction(21, 2), 1)
    asked = BOARD.replace("vendor: {name", "requested_on: 2023-10-01\nvendor: {name")
    (time,) = portfolio_of({"a.yaml": asked}).review_times
    assert (time.tier, time.in_working_days, time.median_days) == ("low", False, Fraction(31))


def test_a_request_of_tomorrow_does_not_wait() -> None:
    text = MAIL.replace("requested_on: 2026-10-01", "requested_on: 2026-11-23")
    (time,) = portfolio_of({"a.yaml": text}).review_times
    assert (time.waiting_count, time.longest_wait) == (0, 0)


def test_costs_add_up_by_currency() -> None:
    portfolio = portfolio_of({**FILES, "again.yaml": CRM})
    assert portfolio.costs == (Money(Fraction(24000), "EUR"), Money(Fraction(500), "USD"))


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12000 EUR", 12000, "EUR"),
        ("EUR 12,000", 12000, "EUR"),
        ("€12 000.50 a year", Fraction(24001, 2), "EUR"),
        ("£1'200/year", 1200, "GBP"),
        ("99.5 USD", Fraction(199, 2), "USD"),
        ("12,50 CHF p.a.", Fraction(25, 2), "CHF"),
    ],
)
def test_an_amount_is_read(text: str, amount: Fraction, currency: str) -> None:
    assert parse_money(text) == Money(Fraction(amount), currency)


@pytest.mark.parametrize(
    "text",
    [
        "12.000 EUR",
        "12000",
        "about 3k",
        "1 EUR per seat",
        "12,00,0 EUR",
        "eur 5",
        "-5 EUR",
        "",
        "9" * 500 + " EUR",
        "EUR 12,000 or 13,000",
        "1 000 000 000 000 000 EUR",
    ],
)
def test_what_may_be_something_else_is_no_amount(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("runs on AWS (Frankfurt)", {"Amazon Web Services": "host"}),
        ("azure openai in Sweden", {"Microsoft (Azure OpenAI)": "model-provider"}),
        ("laws, claws and ovhs", {}),
        ("Hetzner, then hetzner again", {"Hetzner": "host"}),
        ("s3.eu-central-1.amazonaws.com", {}),
    ],
)
def test_companies_are_known_by_their_names(text: str, companies: dict[str, str]) -> None:
    assert named_companies(text) == companies


@pytest.mark.parametrize(
    ("note", "companies"),
    [
        ("not on AWS", []),
        ("We do not use AWS or Azure.", []),
        ("Never at ovh.example.net or hetzner.com", []),
        ("no longer on AWS, but at Hetzner", ["Hetzner"]),
        ("not on AWS but on Azure", ["Microsoft Azure"]),
        ("not on AWS. Hetzner", ["Hetzner"]),
        ("No, AWS", ["Amazon Web Services"]),
        ("not only on AWS", ["Amazon Web Services"]),
        ("Data never leaves AWS", ["Amazon Web Services"]),
        ("nothing but AWS", ["Amazon Web Services"]),
    ],
)
def test_a_note_that_denies_a_company_does_not_name_it(note: str, companies: list[str]) -> None:
    before = 'note: "Hetzner and amazonaws.com; status.pigeon.example"'
    text = MAIL.replace(before, f"note: {json.dumps(note)}")
    assert text != MAIL
    assert [one.company for one in summary_of(text).dependences] == companies


def test_companies_are_known_by_their_hosts() -> None:
    assert company_of_host("s3.eu-central-1.amazonaws.com") == ("host", "Amazon Web Services")
    assert company_of_host("notamazonaws.com") is None


def test_the_counts_of_verdicts_are_all_there() -> None:
    assert list(three_vendors().verdict_counts.items()) == [
        ("approve", 0),
        ("approve-with-conditions", 1),
        ("more-information-needed", 2),
        ("do-not-approve", 0),
    ]
    assert three_vendors().as_of == AS_OF
