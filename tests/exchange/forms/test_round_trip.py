"""A form that is filled in and read back loses nothing that a vendor may supply."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings

from drawn_forms import forms, read_back, said, supplied
from form_cases import acme_form
from vendorcheck.document.document import parse_document
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.exchange.forms.content import VendorForm
from vendorcheck.exchange.reply import Reply
from vendorcheck.model.answers_file import AnswersFile
from vendorcheck.validation.schema.parse import parse_model

# Those that come back themselves; what a page gives for download is tried in a browser.
FORMATS = tuple(name for name, entry in VENDOR_FORMS.items() if not entry.gives_answers_file)


def with_titles(title: str) -> VendorForm:
    """Return a form with two questionnaires of the same title."""
    (first,) = acme_form().questionnaires
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, key=f"other/{one.question_id}") for one in section.questions
            ),
        )
        for section in first.sections
    )
    other = replace(first, id="other", title=title, sections=sections)
    return replace(acme_form(), questionnaires=(replace(first, title=title), other))


def assert_nothing_is_lost(form: VendorForm, name: str) -> Reply:
    content = VENDOR_FORMS[name].render(form)
    reply = read_back(content, f"back.{name}")
    assert said(reply) == supplied(form)
    assert reply.form is not None
    assert reply.form.package == form.package
    assert reply.form.made_on == "2026-11-22"
    assert dict(reply.versions) == {one.id: one.version for one in form.questionnaires}
    return reply


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(form=forms())
@example(form=acme_form())
@example(form=replace(acme_form(), product="\U00010000" * 150))
@example(form=with_titles("\U00010000" * 40))
@example(form=with_titles("History"))
@example(form=with_titles("Lists' [of] a/b: *?\\"))
def test_nothing_that_a_vendor_may_supply_is_lost(name: str, form: VendorForm) -> None:
    assert_nothing_is_lost(form, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(form=forms())
def test_nothing_is_lost_in_many_more_forms(name: str, form: VendorForm) -> None:
    assert_nothing_is_lost(form, name)


@pytest.mark.parametrize("name", VENDOR_FORMS)
def test_the_same_form_gives_the_same_bytes(name: str) -> None:
    render = VENDOR_FORMS[name].render
    assert render(acme_form()) == render(replace(acme_form()))


def test_a_yaml_form_is_a_valid_file_of_answers() -> None:
    content = VENDOR_FORMS["yaml"].render(acme_form())
    file = parse_model(parse_document(content, "form.yaml"), AnswersFile)
    given = {
        f"{name}/{question}": answer
        for name, response in file.responses.items()
        for question, answer in response.answers.items()
    }
    assert given == {one.key: one.answer for one in acme_form().questions if one.answer}
    assert file.form is not None
    assert (file.form.vendor, file.form.product) == ("Acme", "Acme Engage")
