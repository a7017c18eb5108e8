"""What a privacy officer asks of the law that counts, and answers that deny each other."""

import pytest

from verdict_cases import POLICIES, Case
from verdict_outcomes import Outcome, library, outcome

every_policy = pytest.mark.parametrize("policy", POLICIES)
Said = dict[str, str | tuple[str, ...]]
CLOUD: Said = {
    "request/data": ("contacts",),
    "request/people": "500",
    "request/countries": ("eea",),
    "request/seats": "8",
    "request/deployment": "cloud",
    "request/connections": ("none",),
    "request/outage": "slows-us",
}
BEFORE_CONSENT = "privacy/before-consent"
TRAINING = ("privacy/own-purposes", "ai/training")


def assessed(policy: str, answers: Said) -> Outcome:
    """Assess a vendor without a gap but the answers, of a tool in the cloud for a few leads."""
    return outcome(
        Case("said", "Tool", "", "", tuple({**CLOUD, **answers}.items()), (), ()), policy
    )


def severities(result: Outcome, subject: str) -> list[str]:
    return [one.severity for one in result.findings if one.subject == subject]


def test_an_agreement_that_does_not_describe_the_processing_needs_a_condition() -> None:
    key = "privacy/agreement-content"
    options = library()["privacy"].questions["agreement-content"].offered_options
    named = tuple(one.id for one in options if one.id not in {"description", "none"})
    result = assessed("default", {key: named})
    assert key in result.subjects("approve-with-conditions")
    assert not severities(assessed("default", {key: (*named, "description")}), key)


@pytest.mark.parametrize(
    ("answer", "severity"),
    [("covered", []), ("framework", ["low"]), ("assessed", ["low"]), ("clauses", ["medium"])],
)
def test_a_framework_that_may_fall_needs_something_that_stands_by(
    answer: str, severity: list[str]
) -> None:
    assert severities(assessed("default", {"privacy/transfers": answer}), "privacy/transfers") == (
        severity
    )


ELSEWHERE = "privacy/kept-in-the-region-but-stored-elsewhere"
NO_DECISION = "privacy/adequate-without-a-decision"


@pytest.mark.parametrize(
    ("check", "transfers", "place", "is_found"),
    [
        (ELSEWHERE, "stays", ("eea", "us"), True),
        (ELSEWHERE, "stays", ("covered",), True),
        (ELSEWHERE, "stays", ("elsewhere",), True),
        (ELSEWHERE, "stays", ("eea", "uk", "switzerland"), False),
        (ELSEWHERE, "covered", ("us",), False),
        (NO_DECISION, "covered", ("elsewhere",), True),
        (NO_DECISION, "framework", ("us", "elsewhere"), True),
        (NO_DECISION, "covered", ("covered", "us"), False),
        (NO_DECISION, "assessed", ("elsewhere",), False),
    ],
)
def test_what_protects_a_transfer_fits_the_place_of_the_data(
    check: str,
    transfers: str,
    place: tuple[str, ...],
    is_found: bool,
) -> None:
    said: Said = {"privacy/transfers": transfers, "data-access-removal/stored-in": place}
    assert bool(severities(assessed("default", said), check)) == is_found


@pytest.mark.parametrize(
    ("countries", "place", "is_found"),
    [
        (("eea", "us"), ("eea", "us"), False),
        (("eea", "us"), ("us",), True),
        (("eea", "us"), ("eea", "elsewhere"), True),
        (("uk", "elsewhere"), ("uk", "covered"), False),
    ],
)
def test_data_that_stays_with_each_persons_law_has_not_left(
    countries: tuple[str, ...], place: tuple[str, ...], is_found: bool
) -> None:
    said: Said = {
        "request/countries": countries,
        "privacy/transfers": "stays",
        "data-access-removal/stored-in": place,
    }
    assert bool(severities(assessed("default", said), ELSEWHERE)) == is_found


@every_policy
def test_a_basis_for_transfers_is_asked_where_a_law_asks_for_one(policy: str) -> None:
    key = "privacy/transfers"
    assert key not in assessed(policy, {"request/countries": ("us",)}).asked
    for countries in (("us", "uk"), ("us", "elsewhere"), ("switzerland",)):
        assert key in assessed(policy, {"request/countries": countries}).asked
    nobody_asked: Said = {"request/data": ("business",), "request/connections": ("crm",)}
    assert policy == "light" or key in assessed(policy, nobody_asked).asked


def test_who_bills_and_protects_its_service_can_say_so() -> None:
    key, check = "privacy/own-purposes", "privacy/controller-without-purposes"
    said: Said = {"privacy/role": "mixed", key: ("operations",)}
    assert severities(assessed("default", said), key) == ["low"]
    assert not severities(assessed("default", said), check)
    assert severities(assessed("default", {**said, key: ("none",)}), check) == ["medium"]


@every_policy
def test_the_place_is_asked_where_the_law_of_europe_counts(policy: str) -> None:
    key = "data-access-removal/stored-in"
    assert key in assessed(policy, {}).asked
    assert key not in assessed(policy, {"request/countries": ("us", "elsewhere")}).asked
    assert key not in assessed(policy, {"request/deployment": "on-our-servers"}).asked


@every_policy
def test_terms_of_californian_law_are_asked_where_people_live_there(policy: str) -> None:
    key = "privacy/us-terms"
    assert key not in assessed(policy, {}).asked
    gap: Said = {"request/countries": ("eea", "us"), key: ("none",)}
    result = assessed(policy, gap)
    assert severities(result, key) == ["high"]
    assert (key in result.subjects("approve-with-conditions")) == (policy != "light")
    without: Said = {**gap, "privacy/processing-agreement": "none"}
    assert key not in assessed(policy, without).asked


@every_policy
@pytest.mark.parametrize("trackers", ["website", "mails", "app", "social"])
def test_tracking_that_does_not_wait_stops_a_purchase_in_europe_only(
    policy: str, trackers: str
) -> None:
    said: Said = {"privacy/trackers": (trackers,), BEFORE_CONSENT: "everything"}
    assert BEFORE_CONSENT in assessed(policy, said).subjects("do-not-approve")
    mixed = assessed(policy, {**said, "request/countries": ("us", "switzerland")})
    assert BEFORE_CONSENT in mixed.subjects("do-not-approve")
    overseas = assessed(policy, {**said, "request/countries": ("us", "elsewhere")})
    assert BEFORE_CONSENT not in overseas.asked
    assert overseas.verdict != "do-not-approve"


@every_policy
def test_what_stands_on_our_website_has_to_show_that_it_waits(policy: str) -> None:
    website: Said = {"request/connections": ("website",), "privacy/trackers": ("none",)}
    result = assessed(policy, website)
    assert BEFORE_CONSENT in result.asked
    assert library()["privacy"].questions["before-consent"].evidence == "expected"
    check = "privacy/observes-nobody-but-does-not-wait"
    assert not severities(result, check)
    assert severities(assessed(policy, {**website, BEFORE_CONSENT: "reduced"}), check) == ["high"]
    assert BEFORE_CONSENT not in assessed(policy, {"privacy/trackers": ("none",)}).asked


def test_mails_to_persons_of_a_connected_system_are_asked_about_whoever_they_are() -> None:
    said: Said = {"request/data": ("business",), "request/connections": ("crm",)}
    assert BEFORE_CONSENT in assessed("default", {**said, "privacy/trackers": ("mails",)}).asked


@pytest.mark.parametrize(
    ("check", "answers"),
    [
        ("privacy/processor-that-trains", {"privacy/role": "processor", "ai/training": "yes"}),
        ("privacy/processor-that-trains", {"privacy/role": "processor", "ai/training": "opt-out"}),
        (
            "privacy/trains-though-nothing-is-trained",
            {"privacy/own-purposes": ("training",), "ai/training": "excluded"},
        ),
        (
            "privacy/trains-though-nothing-is-trained",
            {"privacy/own-purposes": ("training-until-objected",), "ai/training": "opt-in"},
        ),
        (
            "ai/training-without-purposes-of-its-own",
            {"privacy/own-purposes": ("none",), "ai/training": "opt-out"},
        ),
        (
            "ai/training-without-purposes-of-its-own",
            {"privacy/own-purposes": ("statistics", "operations"), "ai/training": "opt-out"},
        ),
    ],
)
def test_who_trains_says_so_everywhere(check: str, answers: Said) -> None:
    assert severities(assessed("default", answers), check) == ["high"]


@pytest.mark.parametrize("more", [(), ("statistics",), ("operations",)])
def test_who_trains_and_says_so_contradicts_nothing(more: tuple[str, ...]) -> None:
    answers: Said = {
        "privacy/role": "mixed",
        "privacy/own-purposes": (*more, "training-until-objected"),
        "ai/training": "opt-out",
    }
    findings = {one.subject for one in assessed("default", answers).findings}
    assert findings == {"privacy/role", *TRAINING}


@every_policy
@pytest.mark.parametrize(
    "answers",
    [
        {"privacy/own-purposes": ("training-until-objected",), "ai/training": "opt-out"},
        {"ai/training": "opt-out", "privacy/own-purposes": ("improvement",)},
    ],
)
def test_training_until_we_object_needs_a_condition_in_every_policy(
    policy: str, answers: Said
) -> None:
    result = assessed(policy, {**answers, "privacy/role": "mixed"})
    assert result.verdict == "approve-with-conditions"
    assert result.subjects("approve-with-conditions").intersection(TRAINING)


def test_who_passes_nothing_on_is_not_asked_about_others() -> None:
    request: Said = {"request/data": ("customers",), "security/certificate-scope": "part"}
    asked = {"privacy/sub-processor-objection", "security/partner-assessment"}
    assert asked <= {*assessed("strict", request).asked}
    alone: Said = {**request, "data-access-removal/sub-processors": "no-others"}
    assert asked.isdisjoint(assessed("strict", alone).asked)


def test_nobody_is_recorded_unasked() -> None:
    key = "privacy/recording"
    assert key not in assessed("default", {}).asked
    chat: Said = {"request/connections": ("chat",)}
    for answer in ("host", "unseen"):
        result = assessed("default", {**chat, key: answer})
        assert key in result.subjects("approve-with-conditions")
    for answer in ("nothing", "asked"):
        assert not severities(assessed("default", {**chat, key: answer}), key)


@pytest.mark.parametrize("place", ["on-our-servers", "app-only"])
def test_what_we_run_is_not_judged_by_its_makers_office(place: str) -> None:
    request: Said = {"request/data": ("customers",), "request/deployment": place}
    asked = {*assessed("default", request).asked}
    assert "security/penetration-test" in asked
    offices = {"certificates", "certificate-scope", "certificate-date", "training"}
    assert asked.isdisjoint(f"security/{name}" for name in offices)


def test_many_eyes_are_less_than_a_test_and_more_than_nothing() -> None:
    key, request = "security/penetration-test", {"request/data": ("customers",)}
    for answer, severity in (("open-source", "medium"), ("never", "high")):
        assert severities(assessed("default", {**request, key: answer}), key) == [severity]


@pytest.mark.parametrize(
    ("option", "kind"),
    [("iso-27001", "iso-27001"), ("soc2-type-2", "soc2-type-2"), ("soc2-type-1", "soc2-type-1")],
)
def test_a_certificate_is_shown_by_itself(option: str, kind: str) -> None:
    options = library()["security"].questions["certificates"].offered_options
    assert kind in next(one.supported_by for one in options if one.id == option)


@every_policy
@pytest.mark.parametrize("place", ["on-our-servers", "app-only"])
def test_whose_model_works_on_data_about_persons_signs_an_agreement(
    policy: str, place: str
) -> None:
    key = "privacy/processing-agreement"
    said: Said = {"request/deployment": place, "request/ai": "yes", "ai/does": ("writes",)}
    for home in ("vendor", "provider"):
        model: Said = {**said, "ai/model-home": (home,)}
        assert key in assessed(policy, model).asked
        missing = assessed(policy, {**model, key: "none"})
        assert key in missing.subjects("do-not-approve")
        assert key not in assessed(policy, {**model, "request/data": ("business",)}).asked
    for home in ("our-account", "our-devices"):
        assert key not in assessed(policy, {**said, "ai/model-home": (home,)}).asked
    assert key not in assessed(policy, {**said, "request/ai": "no"}).asked
