"""The companies that a vendor's answers name, and the places where its data lies."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.portfolio.companies import (
    ROLES,
    Role,
    company_of_host,
    named_companies,
    without_denials,
)
from vendorcheck.assessment.portfolio.entry import Dependence
from vendorcheck.model.questionnaire import Question
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.text.links import host_of
from vendorcheck.text.named_hosts import is_same_site, may_name_host, named_hosts

_HOSTS_QUESTION: Final = "contract/hosts"
_HOSTS_BY_OPTION: Final = {
    "amazon": "Amazon Web Services",
    "microsoft": "Microsoft Azure",
    "google": "Google Cloud",
}
_NAMING_QUESTIONS: Final[tuple[tuple[Role, str], ...]] = (
    ("host", _HOSTS_QUESTION),
    ("host", "hosting-support/sub-hosting"),
    ("host", "hosting-support/host-exit"),
    ("model-provider", "ai/model-home"),
    ("model-provider", "ai/model-provider"),
    ("sub-processor", "data-access-removal/sub-processors"),
    ("sub-processor", "privacy/sub-processor-objection"),
)
"""The questions whose notes and evidence name companies, each with what they are asked about."""
_MAX_COMPANIES: Final = 50
"""The most companies that count of one vendor: no file is a directory."""
OWN_SYSTEMS: Final = "On our own systems"
_DEPLOYMENTS_WITH_US: Final = frozenset({"on-our-servers", "app-only"})


def find_dependences(assessment: Assessment) -> tuple[Dependence, ...]:
    """Return the companies that a vendor's answers name, each once in a role.

    A company is named by an option, in a note or the title of a document, or by its address. The
    vendor's own addresses are left out, and what a note denies ("not on AWS").
    """
    found = dict.fromkeys(_dependences(assessment))
    return tuple(islice(found, _MAX_COMPANIES))


def _dependences(assessment: Assessment) -> Iterator[Dependence]:
    for option in answered_options(assessment, _HOSTS_QUESTION):
        if company := _HOSTS_BY_OPTION.get(option):
            yield Dependence("host", company)
    vendor = assessment.vendor
    own_sites = tuple(filter(None, map(host_of, (vendor.vendor.website or "",))))
    for role, key in _NAMING_QUESTIONS:
        answer = vendor.answer(key)
        if answer is None or answer.disputed is not None:
            continue
        for text in _texts(answer):
            yield from _named_in(text, role, own_sites)
    for change in vendor.changes:
        if "processor" in change.what.lower():
            yield from _named_in(change.text, "sub-processor", own_sites)


def _texts(answer: Answer) -> Iterator[str]:
    if answer.note:
        yield answer.note
    yield from (piece.title for piece in answer.evidence if piece.title)


def _named_in(text: str, asked_role: Role, own_sites: tuple[str, ...]) -> Iterator[Dependence]:
    text = without_denials(text)
    for company, role in named_companies(text).items():
        yield Dependence(role, company)
    if not may_name_host(text):
        return
    for host in named_hosts(text):
        if known := company_of_host(host):
            yield Dependence(*known)
        elif not any(is_same_site(host, site) for site in own_sites):
            yield Dependence(asked_role, host.removeprefix("www."))


def roles_known(assessment: Assessment, dependences: tuple[Dependence, ...]) -> tuple[Role, ...]:
    """Return the roles of which the answers name a company, or say that there is none."""
    hosts = answered_options(assessment, _HOSTS_QUESTION)
    model_homes = answered_options(assessment, "ai/model-home")
    subs = answered_options(assessment, "data-access-removal/sub-processors")
    said = {
        "host": bool(hosts) or OWN_SYSTEMS in _places(assessment),
        "model-provider": bool(model_homes) and "provider" not in model_homes,
        "sub-processor": "no-others" in subs,
    }
    named = {dependence.role for dependence in dependences}
    return tuple(role for role in ROLES if said[role] or role in named)


def data_places(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Return each kind of data that the product holds with each place where it lies.

    Both are labels of the questionnaires; an empty place means that it is not known.
    """
    places = _places(assessment) or ("",)
    return tuple((kind, place) for kind in data_kinds(assessment) for place in places)


def data_kinds(assessment: Assessment) -> tuple[str, ...]:
    """Return the labels of the kinds of data that the request ticks, without "none"."""
    question = _question(assessment, "request/data")
    ticked = answered_options(assessment, "request/data")
    return tuple(
        option.label
        for option in (question.offered_options if question else ())
        if option.id in ticked and not option.exclusive
    )


def _places(assessment: Assessment) -> tuple[str, ...]:
    question = _question(assessment, "data-access-removal/stored-in")
    ticked = answered_options(assessment, "data-access-removal/stored-in")
    places = tuple(
        option.label
        for option in (question.offered_options if question else ())
        if option.id in ticked
    )
    with_us = _DEPLOYMENTS_WITH_US & answered_options(assessment, "request/deployment")
    return (*places, OWN_SYSTEMS) if with_us else places


def answered_options(assessment: Assessment, key: str) -> frozenset[str]:
    """Return the options that the answer to a question ticks; none where it does not count."""
    status = _status(assessment, key)
    return (
        frozenset(status.parsed_answer.options) if status and status.parsed_answer else frozenset()
    )


def _status(assessment: Assessment, key: str) -> QuestionStatus | None:
    """Return the status of a question that is asked or decides the tier, and may apply."""
    for evaluation in (assessment.evaluation, assessment.tiering.evaluation):
        index = evaluation.plan.position_by_key.get(key) if evaluation else None
        if evaluation and index is not None and evaluation.applies[index] is not False:
            return evaluation.statuses[index]
    return None


def _question(assessment: Assessment, key: str) -> Question | None:
    status = _status(assessment, key)
    return status.question.definition if status else None


def text_answer(vendor: VendorFile, key: str) -> str:
    """Return the answer to a question in words; empty if there is none."""
    answer = vendor.answer(key)
    return answer.answer if answer is not None and isinstance(answer.answer, str) else ""
