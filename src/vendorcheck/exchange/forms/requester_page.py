"""requester: the pre-check as one HTML page, for the intranet: nobody installs anything."""

from datetime import date

from vendorcheck.assessment.plan.plan import Questionnaires
from vendorcheck.exchange.forms.page._document import render_page
from vendorcheck.exchange.forms.page._package import compile_package
from vendorcheck.model.policy import Policy
from vendorcheck.text.words import day_in_words


def requester_page(policy: Policy, library: Questionnaires, day: date) -> str:
    """Return the page with the pre-check under a policy.

    It holds the company's rules, so it is for its own people only.

    Args:
        policy: the company's rules.
        library: the known questionnaires, by id.
        day: the day on which it is made, which it names.
    """
    package = compile_package(policy, library)
    about = package["words"]["about"].format(policy=policy.title, day=day_in_words(day))
    return render_page(package, about)
