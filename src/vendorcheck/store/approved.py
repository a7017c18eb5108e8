"""The products that a company has approved already, as the vendor files of a folder say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendorcheck.assessment.assessment import Assessment
from vendorcheck.document.document import Document
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.decisions import Decision, last_decision
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.model.vendor_file import VENDOR_FILE_KIND, VendorFile
from vendorcheck.store.case import prepare_case
from vendorcheck.store.file_kind import KIND_KEY
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.walk import walk_folder
from vendorcheck.text.purposes import names_of_option, shared_words

_APPROVALS: Final = ("approve", "approve-with-conditions")
_DESCRIBING_QUESTIONS: Final = ("request/data", "request/connections")
"""The questions whose answers say what kind of tool a product is."""


@dataclass(frozen=True, slots=True)
class ApprovedProduct:
    """A product with an approval that still stands.

    Args:
        name: the product, and who sells it.
        purpose: what it is used for; empty if its file does not say.
        uses: the data in it and the systems that it is connected to, in the words of the request.
        owner: who in the business is in charge of it; empty if that is not known.
        tier: the title of its tier; empty if it has none.
        decision: the last decision.
        until: the last day before it has to be assessed again; None if there is none.
    """

    name: str
    purpose: str
    uses: tuple[str, ...]
    owner: str
    tier: str
    decision: Decision
    until: date | None


def read_approved_products(
    folder: str, library: Library, policy_file: LoadedFile[Policy], as_of: date
) -> tuple[list[ApprovedProduct], int]:
    """Return the products that are approved on a day, and how many files could not be read.

    Raises:
        VendorcheckError: there is no such folder, or it can't be read.
    """
    products, unread_count = [], 0
    for path in walk_folder(folder).files:
        try:
            document = library.read_document(path)
            if document.data.get(KIND_KEY) != VENDOR_FILE_KIND:
                continue
            product = _approved_product(document, library, policy_file, as_of)
        except VendorcheckError:
            unread_count += 1
            continue
        if product:
            products.append(product)
    return products, unread_count


def _approved_product(
    document: Document, library: Library, policy_file: LoadedFile[Policy], as_of: date
) -> ApprovedProduct | None:
    case = prepare_case(library, document, policy_file, (), as_of)
    decision = last_decision(case.vendor.decisions, as_of)
    if decision is None or decision.decision not in _APPROVALS:
        return None
    return _describe(case.vendor, decision, case.assess(), library)


def _describe(
    vendor: VendorFile, decision: Decision, assessment: Assessment, library: Library
) -> ApprovedProduct:
    product, seller = vendor.vendor.product, vendor.vendor.name
    return ApprovedProduct(
        name=f"{product} by {seller}" if product and product != seller else seller,
        purpose=_text_answer(vendor, "request/purpose"),
        uses=tuple(_uses(vendor, library)),
        owner=_text_answer(vendor, "request/owner") or vendor.vendor.owner or "",
        tier=assessment.tier.title if assessment.tier else "",
        decision=decision,
        until=assessment.reassess_by,
    )


def _text_answer(vendor: VendorFile, key: str) -> str:
    answer = vendor.answer(key)
    return answer.answer if answer is not None and isinstance(answer.answer, str) else ""


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """A product that is approved, and the words of a purpose for which it was found.

    Args:
        product: the product.
        words: the words that its purpose or name is about as well, as they were written.
        used_words: those that only its data and connections are about.
    """

    product: ApprovedProduct
    words: tuple[str, ...] = ()
    used_words: tuple[str, ...] = ()

    @property
    def is_alike(self) -> bool:
        """Return whether anything speaks for it."""
        return bool(self.words or self.used_words)


def rank_products(
    products: Iterable[ApprovedProduct], purpose: str, library: Mapping[str, Questionnaire]
) -> list[FoundProduct]:
    """Return all products, the likest to a purpose first, then by name.

    The purpose and the name of a product count more than what it holds or is connected to. Words
    count whatever their ending, and so do other words for the same, also those that an option of
    the request has in plain words and as IT calls it.

    Args:
        products: what is approved.
        purpose: what somebody wants to do, in a few words.
        library: the questionnaires, with the request.
    """
    groups = [names_of_option(*option) for option in _options(library)]
    ranked = []
    for product in products:
        words = shared_words(purpose, f"{product.purpose} {product.name}", groups)
        uses = shared_words(purpose, " ".join(product.uses), groups)
        used_words = tuple(word for word in uses if word not in words)
        ranked.append(FoundProduct(product, words, used_words))
    return sorted(
        ranked,
        key=lambda found: (
            -len(found.words),
            -len(found.used_words),
            found.product.name.lower(),
        ),
    )


def _options(library: Mapping[str, Questionnaire]) -> Iterator[tuple[str, str | None]]:
    """Yield the label and the plain words of the options that say what kind of tool it is."""
    for key in _DESCRIBING_QUESTIONS:
        if question := _question(library, key):
            yield from (
                (option.label, option.plain)
                for option in question.offered_options
                if not option.exclusive
            )


def _question(library: Mapping[str, Questionnaire], key: str) -> BaseQuestion | None:
    questionnaire_id, _, question_id = key.partition("/")
    questionnaire = library.get(questionnaire_id)
    return questionnaire.questions.get(question_id) if questionnaire else None


def _uses(vendor: VendorFile, library: Mapping[str, Questionnaire]) -> Iterator[str]:
    """Yield the options about data and connections that a vendor file ticks, in all their words."""
    for key in _DESCRIBING_QUESTIONS:
        answer, question = vendor.answer(key), _question(library, key)
        if answer is None or question is None or isinstance(answer.answer, str):
            continue
        for option in question.offered_options:
            if option.id in (answer.answer or ()) and not option.exclusive:
                yield f"{option.label}. {option.plain or ''}".strip()
