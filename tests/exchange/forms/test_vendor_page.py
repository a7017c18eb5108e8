"""The vendor's page as a file: what is compiled into it, and that nobody's words break out."""

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Final, get_args

import pytest

from form_cases import acme_form, form_of, with_answers
from html_pages import Reader, assert_runs_only_its_own
from vendor_page_cases import built_in_form
from vendorcheck.exchange.form_words import KIND_LABELS
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.forms.content import VendorForm
from vendorcheck.exchange.forms.vendor_page._package import VendorPackage, compile_vendor_package
from vendorcheck.exchange.forms.vendor_page._words import WORDS
from vendorcheck.model.evidence import EvidenceKind

FORMS: Final = files("vendorcheck.exchange.forms")
HOSTILE: Final = "</script><script>alert(1)</script><!--<script>\u202e & {count}"


def page_of(form: VendorForm) -> str:
    return VENDOR_FORMS["html"].render(form).decode("utf-8")


def package() -> VendorPackage:
    return compile_vendor_package(acme_form())


def hostile_form() -> VendorForm:
    """Return a form whose every text is hostile, the vendor's own answers among them."""
    form = form_of(with_answers("words: {answer: 'x', plan: 'x', price: 'x'}"))
    (first,) = form.questionnaires
    sections = tuple(
        replace(
            section,
            title=HOSTILE,
            questions=tuple(
                replace(
                    question,
                    ask=HOSTILE,
                    hints=(HOSTILE,),
                    options=tuple(replace(one, label=HOSTILE) for one in question.options),
                    answer=question.answer
                    and question.answer.model_copy(update={"answer": HOSTILE, "plan": HOSTILE}),
                )
                for question in section.questions
            ),
        )
        for section in first.sections
    )
    first = replace(first, title=HOSTILE, summary=HOSTILE, sections=sections)
    return replace(form, vendor=HOSTILE, product=HOSTILE, contact=HOSTILE, questionnaires=(first,))


@pytest.mark.parametrize("form", [acme_form(), built_in_form()[1], hostile_form()])
def test_the_data_comes_back_as_it_was_and_only_its_own_script_runs(form: VendorForm) -> None:
    html = page_of(form)
    assert Reader(html).data == json.loads(json.dumps(compile_vendor_package(form)))
    assert_runs_only_its_own(html)
    assert html.count("</script>") == 2
    assert "\u202e" not in "".join(Reader(html).words)


def test_a_hostile_text_is_shown_as_it_is() -> None:
    words = Reader(page_of(hostile_form())).words
    shown = HOSTILE.replace("\u202e", "\\u{202e}")
    assert len([text for text in words if shown in text]) > 30


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    scripts = [
        entry.read_text("utf-8")
        for folder in ("page/script", "vendor_page/script")
        for entry in (FORMS / folder).iterdir()
    ]
    templates = [
        (FORMS / name).read_text("utf-8")
        for name in ("page/frame.html.j2", "vendor_page/vendor.html.j2")
    ]
    text = "".join([*scripts, *templates])
    used = set(re.findall(r"words\.(\w+)", text))
    listed = {name for name in re.findall(r'"(\w+)"', text) if name in WORDS}
    hints = {"plan_hint", "price_hint"}
    assert used | listed | hints | {"about", "told_before", "state_begun", "state_open"} == set(
        WORDS
    )


def test_every_kind_of_evidence_can_be_chosen() -> None:
    assert KIND_LABELS.keys() == set(get_args(EvidenceKind))


def test_a_question_has_what_its_answer_needs() -> None:
    questions = package()["questions"]
    forms = {key.partition("/")[2]: question["form"] for key, question in questions.items()}
    assert forms == {
        "protocol": "one", "provisioning": "one", "second-factor": "one", "factors": "several",
        "seats": "amount", "retention": "span", "tested": "day", "page": "address",
        "words": "words", "special": "one", "many": "one",
    }  # fmt: skip
    seats = questions["tools/seats"]
    assert (seats["unit"], seats["whole"], seats["smallest"]) == ("seats", True, ("0", "1"))
    protocol = questions["tools/protocol"]
    assert (protocol["plan"], protocol["evidence"], protocol["may_not_apply"]) == (
        True,
        True,
        False,
    )
    assert questions["tools/second-factor"]["may_not_apply"]
    factors = questions["tools/factors"]["options"]
    assert [option["exclusive"] for option in factors] == [False, False, True]


def test_conditions_are_data_and_what_the_form_does_not_ask_stays_undecided() -> None:
    questions = package()["questions"]
    provisioning = questions["tools/provisioning"]
    assert provisioning["condition"] == ["is", 0, ["saml", "saml-plus"]]
    assert provisioning["asked_if"] not in provisioning["hints"]
    assert questions["tools/many"]["condition"] == [
        "any", ["within", 4, ("50", "1"), None], ["not", ["is", 2, ["no"]]],
    ]  # fmt: skip
    assert questions["tools/special"]["condition"] is None
    part = compile_vendor_package(form_of(with_answers("protocol: saml"), "keeping"))
    # Of seven questions the first is that of the seats; the eighth is none that is asked.
    assert part["questions"]["tools/many"]["condition"] == [
        "any", ["within", 0, ("50", "1"), None], ["not", ["is", 7, ["no"]]],
    ]  # fmt: skip


def test_a_question_is_decided_after_those_that_decide_it() -> None:
    form = built_in_form()[1]
    data = compile_vendor_package(form)
    positions = {key: position for position, key in enumerate(data["questions"])}
    assert sorted(data["order"]) == sorted(positions.values())
    place = {position: index for index, position in enumerate(data["order"])}
    conditional = [one for one in form.questions if one.asked_if]
    assert len(conditional) > 20
    for question in conditional:
        assert question.asked_if
        text = repr(question.asked_if.condition)
        for key in re.findall(r"key='([^']+)'", text):
            if key in positions:
                assert place[positions[key]] < place[positions[question.key]]


def test_the_file_is_named_after_the_product() -> None:
    assert acme_form().answers_file == "acme-engage-answers.json"
    assert replace(acme_form(), product="").answers_file == "acme-answers.json"
    assert replace(acme_form(), product="CON/../..").answers_file == "x-con-answers.json"
