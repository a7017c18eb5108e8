"""requester-page: one HTML page with the pre-check, for the intranet: nobody installs anything."""

from vendorcheck.exchange.forms._base import REQUESTER_FORMS, RequesterForm
from vendorcheck.exchange.forms.page._package import compile_package
from vendorcheck.exchange.forms.page._requester_document import render_page
from vendorcheck.text.words import day_in_words


@REQUESTER_FORMS.format("requester-page", ".html", is_text=True)
def render(form: RequesterForm) -> bytes:
    """Return the page with the pre-check under a policy.

    It holds the company's rules, so it is for its own people only, and says so.
    """
    package = compile_package(form.policy, form.library)
    day = day_in_words(form.as_of)
    about = package["words"]["about"].format(policy=form.policy.title, day=day)
    return render_page(package, about).encode()
