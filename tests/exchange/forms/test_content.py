"""What a form asks: what is open for the vendor, in words that a vendor may read."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from form_cases import AS_OF, FORM_CASES, acme_form, acme_text, form_of, with_answers
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.forms.content import FormQuestion, VendorForm
from vendorcheck.exchange.forms.content.basis import find_form_basis
from vendorcheck.exchange.forms.content.compose import compose_vendor_form
from vendorcheck.exchange.forms.content.selection import FormScope
from vendorcheck.model.vendor_file import SuppliedAnswer
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy, with_policy_list

MORE = """\
vendorcheck: questionnaire/1
id: more
version: "1"
title: More
sections:
  - id: main
    title: Main
    questions:
      - {id: first, type: yes_no, ask: Is it so?, finding: No, remedy: Do it.}
      - {id: second, type: yes_no, ask: And this?, when: {first: ["yes"]}, finding: No, remedy: Do.}
"""
WITH_FACTOR = 'protocol: saml, second-factor: "yes"'


def asked(form: VendorForm) -> list[str]:
    return [question.question_id for question in form.questions]


def question(form: VendorForm, name: str) -> FormQuestion:
    (found,) = [one for one in form.questions if one.question_id == name]
    return found


def condition_of(form: VendorForm, name: str) -> str:
    found = [hint for hint in question(form, name).hints if hint.startswith("Only if")]
    return found[0] if found else ""


def test_by_default_it_asks_what_is_open_for_the_vendor() -> None:
    form = form_of(acme_text(), everything=False)
    # Disputed, unknown, never answered, and applicable with the answers of the request.
    assert asked(form) == ["second-factor", "retention", "special", "many"]


def test_everything_is_what_the_vendor_may_have_to_answer() -> None:
    assert asked(acme_form()) == [
        "protocol", "provisioning", "second-factor", "factors", "seats", "retention", "tested",
        "page", "words", "special", "many",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        ("data: special, people: 500", {"special", "many"}),
        ("data: ordinary, people: 500", {"plain-data", "many"}),
        ("data: ordinary, people: 99", {"plain-data"}),
        ("data: ordinary", {"plain-data", "many"}),  # nobody knows yet, so it is asked
    ],
)
def test_conditions_on_the_request_are_resolved(request_: str, names: set[str]) -> None:
    form = form_of(with_answers("protocol: saml", request_))
    assert {*asked(form)} & {"special", "plain-data", "many"} == names
    for one in form.questions:
        assert not any("ours" in hint or "people:" in hint for hint in one.hints)


def test_conditions_on_what_the_vendor_answers_are_said_in_words() -> None:
    form = acme_form()
    assert condition_of(form, "provisioning") == (
        'Only if question 1.1 is "SAML 2.0, on every plan" or "SAML 2.0, for a charge".'
    )
    assert condition_of(form, "many") == (
        'Only if question 1.5 is at least 50 or question 1.3 is not "No".'
    )
    assert condition_of(form, "special") == ""


def test_what_the_form_does_not_ask_is_named_by_its_text_or_resolved() -> None:
    form = form_of(with_answers(WITH_FACTOR), "keeping", everything=False)
    assert condition_of(form, "many") == ""  # the second factor is answered
    form = form_of(with_answers("protocol: saml"), "keeping", everything=False)
    assert condition_of(form, "many") == (
        'Only if question 1.1 is at least 50 or "Is there a second factor?" is not "No".'
    )


def test_what_an_answer_rules_out_is_not_asked() -> None:
    form = form_of(with_answers("protocol: none"), everything=False)
    assert "provisioning" not in asked(form)
    everything = form_of(with_answers("protocol: none"))
    assert "provisioning" in asked(everything)  # the vendor may correct what it answered


def test_answers_of_the_vendor_are_filled_in_without_notes_and_evidence() -> None:
    form = acme_form()
    assert {one.question_id: one.answer for one in form.questions if one.answer} == {
        "protocol": SuppliedAnswer(
            answer="saml-plus", plan="Enterprise", price="4 EUR per user and month"
        ),
        "second-factor": SuppliedAnswer(answer="yes"),
        "factors": SuppliedAnswer(answer=("app", "key")),
        "retention": SuppliedAnswer(unknown=True),
        "tested": SuppliedAnswer(answer="2026-05-31"),
        "page": SuppliedAnswer(not_applicable="There is no such page, <b>yet</b>."),
        "words": SuppliedAnswer(answer="=1+2 is what they say"),
    }


@pytest.mark.parametrize(
    "answer", ["saml-minus", "[saml, none]", "some-kind", "{answer: saml, source: us}"]
)
def test_what_does_not_fit_or_is_ours_is_not_filled_in(answer: str) -> None:
    form = form_of(with_answers(f"protocol: {answer}").replace('"1.3"', '"1.2"'))
    assert question(form, "protocol").answer is None


def test_the_hints_say_how_to_answer() -> None:
    form = acme_form()
    assert question(form, "protocol").hints == (
        "Please name the plan that has it, and its price.",
        "Please name a document or a page that shows it.",
    )
    assert question(form, "second-factor").hints == (
        "We could not confirm your answer: please send something that shows it.",
    )
    assert question(form, "factors").hints == (
        'Only if question 1.3 is "Yes".',
        "Choose all that apply.",
        '"None of these" stands alone.',
    )
    assert question(form, "seats").hints == ("A whole number (seats).",)
    assert question(form, "retention").hints == ("A duration such as 30 days.",)
    assert question(form, "tested").hints == ("A date such as 2026-11-22.",)
    assert question(form, "page").hints == ("The address of a page, beginning with https://.",)


def test_a_label_that_means_something_else_in_a_form_gets_its_id() -> None:
    labels = {option.id: option.label for option in question(acme_form(), "protocol").options}
    assert labels == {
        "saml": "SAML 2.0, on every plan",
        "saml-plus": "SAML 2.0, for a charge",
        "none": "I don't know (none)",
    }


def test_contradictions_are_asked_about() -> None:
    form = form_of(with_answers('protocol: none, second-factor: "yes"'), everything=False)
    said = (
        "Two answers contradict each other. Without a protocol there is no second factor. "
        "Which is right?"
    )
    assert said in question(form, "protocol").hints
    assert said in question(form, "second-factor").hints


def test_the_same_content_has_the_same_name_and_other_content_another() -> None:
    assert form_of(acme_text()).package == acme_form().package
    assert form_of(acme_text(), "keeping").package != acme_form().package
    assert len(acme_form().package) == 16


@pytest.mark.parametrize("section", ["keeping", "tools/keeping"])
def test_one_section(section: str) -> None:
    assert asked(form_of(acme_text(), section))[0] == "seats"
    assert [part.title for part in form_of(acme_text(), section).questionnaires[0].sections] == [
        "Keeping"
    ]


def test_an_unknown_section_names_the_nearest() -> None:
    with pytest.raises(VendorcheckError, match='no section "keping" is asked here; did you mean'):
        form_of(acme_text(), "keping")


def test_without_an_open_question_there_is_no_form() -> None:
    full = with_answers(
        'protocol: saml, provisioning: "yes", second-factor: "no", factors: [app], seats: 1, '
        'retention: 1 day, tested: 2026-01-01, page: "https://a.example", words: us, '
        'special: "yes"',
        "data: special, people: 5",
    )
    with pytest.raises(VendorcheckError, match="nothing here is open for the vendor; --all"):
        form_of(full, everything=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(FORM_CASES, tmp_path / "forms")


def replace_in(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def form_in(folder: Path, text: str, *, everything: bool = True) -> VendorForm:
    """Return the form under the policy of a folder."""
    policy_path = str(folder / "policy.yaml")
    own = with_policy_list(Library(), policy_path)
    document = own.parse_content(text.encode(), str(folder / "acme.yaml"))
    case = prepare_case(own, document, load_policy(own, policy_path), [], AS_OF)
    return compose_vendor_form(find_form_basis(case), FormScope(everything))


def test_options_that_expect_details_say_so(folder: Path) -> None:
    replace_in(folder / "tools.yaml", "plan_and_price: true", "plan_and_price: false")
    form = form_in(folder, with_answers("protocol: saml"))
    said = 'With "SAML 2.0, for a charge", please name plan and price.'
    assert said in question(form, "protocol").hints


def test_what_the_request_has_yet_to_bring_in_is_held_back(folder: Path) -> None:
    (folder / "more.yaml").write_text(MORE, encoding="utf-8")
    replace_in(folder / "policy.yaml", "ours.yaml]", "ours.yaml, more.yaml]")
    gate = "    add: [{when: {ours/people: {at_least: 9}}, questionnaires: [more]}]\n"
    replace_in(folder / "policy.yaml", "    meanwhile", f"{gate}    meanwhile")
    for request, is_asked in (("people: 5", False), ("people: 9", True), ("purpose: us", False)):
        text = with_answers("protocol: saml", f"data: special, {request}")
        assert ("first" in asked(form_in(folder, text, everything=False))) is is_asked


def test_what_brings_a_questionnaire_in_is_said_with_the_conditions_of_its_questions(
    folder: Path,
) -> None:
    (folder / "more.yaml").write_text(MORE, encoding="utf-8")
    replace_in(folder / "policy.yaml", "ours.yaml]", "ours.yaml, more.yaml]")
    gate = '    add: [{when: {tools/second-factor: ["yes"]}, questionnaires: [more]}]\n'
    replace_in(folder / "policy.yaml", "    meanwhile", f"{gate}    meanwhile")
    form = form_in(folder, with_answers("protocol: saml"), everything=False)
    assert condition_of(form, "first") == 'Only if question 1.2 is "Yes".'
    assert condition_of(form, "second") == (
        'Only if question 1.2 is "Yes" and question 2.1 is "Yes".'
    )


@pytest.mark.parametrize(
    ("product", "subject"), [("", "Acme"), ("Acme", "Acme"), ("Engage", "Engage by Acme")]
)
def test_a_form_names_a_product_with_the_name_of_its_vendor_once(
    product: str, subject: str
) -> None:
    assert replace(acme_form(), vendor="Acme", product=product).subject == subject
