"""The page of a vendor as HTML, also for whoever lets no script run or prints it."""

from typing import Final

from vendorcheck.exchange.form_layout import FORM_PAGE
from vendorcheck.exchange.forms.content.form import FormQuestion, VendorForm
from vendorcheck.exchange.forms.page._document import PageSource, render_document
from vendorcheck.exchange.forms.vendor_page._package import compile_vendor_package
from vendorcheck.exchange.forms.vendor_page._words import WORDS
from vendorcheck.text.words import day_in_words

_SOURCE: Final = PageSource(
    "vendor_page/vendor.html.j2", "vendor_page/script", ("vendor_page/vendor.css",)
)


def render_vendor_page(form: VendorForm) -> str:
    """Return the page as one HTML file that loads nothing else."""
    package = compile_vendor_package(form)
    day = day_in_words(form.made_on)
    texts = {
        "words": package["words"],
        "mark": FORM_PAGE,
        "about": WORDS["about"].format(day=day, package=form.package),
        "contact": WORDS["contact"].format(contact=form.contact) if form.contact else "",
        "questionnaires": form.questionnaires,
        "told_before": _told_before(form),
    }
    return render_document(_SOURCE, package, texts)


def _told_before(form: VendorForm) -> dict[str, str]:
    """Return the earlier answers in words, by question."""
    return {
        question.key: WORDS["told_before"].format(said=said)
        for question in form.questions
        if (said := _reply_in_words(question))
    }


def _reply_in_words(question: FormQuestion) -> str:
    answer = question.answer
    if answer is None:
        return ""
    if answer.unknown:
        return WORDS["unknown"]
    if answer.not_applicable is not None:
        return WORDS["not_applicable"].format(reason=answer.not_applicable)
    labels = {option.id: option.label for option in question.options}
    chosen = answer.answer or ()
    ids = (chosen,) if isinstance(chosen, str) else chosen
    details = [detail for detail in (answer.plan, answer.price) if detail]
    return "; ".join([*(labels.get(name, name) for name in ids), *details])
