"""A vendor with every kind of internal text around its answers, and the forms that it gets."""

from datetime import date
from functools import cache

from locations import CASES
from vendorcheck.exchange.forms.content import VendorForm
from vendorcheck.exchange.forms.content.basis import FormBasis, find_form_basis
from vendorcheck.exchange.forms.content.compose import compose_vendor_form
from vendorcheck.exchange.forms.content.selection import FormScope
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy, with_policy_list

FORM_CASES = CASES / "forms"
AS_OF = date(2026, 11, 22)


@cache
def library() -> Library:
    return with_policy_list(Library(), str(FORM_CASES / "policy.yaml"))


def basis_of(text: str) -> FormBasis:
    """Return what the form for a vendor file is chosen from, under the policy of the cases."""
    document = library().parse_content(text.encode(), str(FORM_CASES / "acme.yaml"))
    policy = load_policy(library(), str(FORM_CASES / "policy.yaml"))
    return find_form_basis(prepare_case(library(), document, policy, [], AS_OF))


def acme_text() -> str:
    return (FORM_CASES / "acme.yaml").read_text(encoding="utf-8")


def form_of(text: str, *sections: str, everything: bool = True) -> VendorForm:
    return compose_vendor_form(basis_of(text), FormScope(everything, sections))


@cache
def acme_form() -> VendorForm:
    """Return the form that asks everything."""
    return form_of(acme_text())


def with_answers(answers: str, request: str = "data: special, people: 500") -> str:
    """Return a vendor file with these answers, as flow entries."""
    return (
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
        f'  ours: {{version: "1.0", answers: {{{request}}}}}\n'
        f'  tools: {{version: "1.3", answers: {{{answers}}}}}\n'
    )
